"""What we declare is checked when it is read, and a mistake is told with its file."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from ingest.declarations import Area, load_area, load_publishers
from ingest.errors import DeclarationError
from ingest.specs import Licence

AREA = "area_id: fenwater\ntitle: Fenwater\nfirst_day: 2025-04-01\n"
BODY = "publisher_id: {}\ntitle: A body\n"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def area_of(tmp_path: Path, more: str = "") -> Area:
    return load_area(written(tmp_path / "area.yml", AREA + more))


def test_an_area_is_read(tmp_path: Path) -> None:
    area = area_of(tmp_path)
    assert (area.title, area.first_day, area.replay) == ("Fenwater", dt.date(2025, 4, 1), None)


def test_an_area_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"none\.yml does not exist; write it"):
        load_area(tmp_path / "none.yml")


@pytest.mark.parametrize(
    "text",
    [
        "area_id: Fenwater Council\ntitle: F\nfirst_day: 2025-04-01\n",
        f"{AREA}distrcts: [E07999002]\n",
        "area_id: fenwater\ntitle: F\n",
        "- not\n- a mapping\n",
        "title: [unclosed",
        "",
    ],
)
def test_a_mistake_in_an_area_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(DeclarationError, match=r"area\.yml is not an? area"):
        load_area(written(tmp_path / "area.yml", text))


@pytest.mark.parametrize(
    ("terms", "what"),
    [
        ({}, "needs a url"),
        ({"is_stated": False, "url": "https://lamps.example/"}, "no url"),
    ],
)
def test_a_licence_has_an_address_or_says_that_it_is_not_stated(
    terms: dict[str, Any], what: str
) -> None:
    with pytest.raises(ValidationError, match=what):
        Licence(name="Lamps", attribution="Lamps.", **terms)


def test_bodies_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    for file, body in (("1.yml", "b"), ("2.yml", "a")):
        written(tmp_path / "bodies" / file, BODY.format(body))
    area = area_of(tmp_path, "publishers_from: bodies\n")
    assert list(load_publishers(area, tmp_path)) == ["a", "b"]


def test_a_named_body_must_be_declared(tmp_path: Path) -> None:
    area = area_of(tmp_path, "publishers: [nobody_we_know]\n")
    with pytest.raises(DeclarationError, match=r"nobody_we_know\.yml does not exist"):
        load_publishers(area, tmp_path)


def test_two_files_cannot_declare_one_body(tmp_path: Path) -> None:
    for file in ("1.yml", "2.yml"):
        written(tmp_path / "bodies" / file, BODY.format("fenwater"))
    area = area_of(tmp_path, "publishers_from: bodies\n")
    with pytest.raises(DeclarationError, match=r"2\.yml.*fenwater"):
        load_publishers(area, tmp_path)


def test_a_folder_of_bodies_that_has_none_is_a_mistake(tmp_path: Path) -> None:
    area = area_of(tmp_path, "publishers_from: bodys\n")
    with pytest.raises(DeclarationError, match="bodys"):
        load_publishers(area, tmp_path)
