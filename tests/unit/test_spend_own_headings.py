"""A body whose headings nobody else uses is read once its declaration says what they mean."""

from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.sources.spend.headings import synonyms
from ingest.sources.spend.layouts import Confidence, recognise
from ingest.sources.spend.own_headings import own_headings
from ingest.specs import Publisher, Role
from ingest.tables import Part, grid_of
from tests.unit.test_spend_reading import BODY, column, read, summary

OWN = BODY.model_copy(
    update=Publisher.model_validate(
        {
            "publisher_id": "fog_agency",
            "title": "Fog Agency",
            "headings": {
                "supplier_name": "Lit by",
                "amount": ["Oil burnt", "Oil burnt (new)"],
                "paid_on": "Night of",
            },
        }
    ).model_dump(include={"headings"})
)
FILE = """The book of the keeper
Night of,Lit by,Oil burnt,Tower
13/04/2025,Fogbound Limited,600.00,North
14/04/2025,Levelwind Limited,-700.10,South
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(FILE, "utf-8")
    return path


def test_without_a_declaration_nothing_is_guessed(path: Path) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        read(path)
    assert refusal.value.code == "unknown_layout"


def test_with_one_the_file_is_read_and_its_money_is_held(path: Path) -> None:
    parsed = read(path, OWN)
    assert column(parsed, "supplier_name") == ["Fogbound Limited", "Levelwind Limited"]
    assert column(parsed, "date_format") == ["dmy", "dmy"]
    assert summary(parsed).published_total == Decimal("-100.10")
    assert summary(parsed).layout == (
        "header row 2: supplier=Lit by, amount=Oil burnt, date=Night of"
    )


def test_the_reasons_say_who_said_so(path: Path) -> None:
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    (layout,) = recognise(Part("", grid_of(enumerate(rows, 1))), own_headings(OWN))
    assert layout.confidence is Confidence.HIGH
    assert any("the body's declaration says so" in reason for reason in layout.reasons)


def test_a_later_spelling_of_the_same_body_is_read_too(path: Path) -> None:
    path.write_text(FILE.replace("Oil burnt", "OIL BURNT (new)"), "utf-8")
    assert summary(read(path, OWN)).published_total == Decimal("-100.10")


def test_one_declared_heading_among_known_ones_is_enough(path: Path) -> None:
    path.write_text("Supplier,Amount,Night of\nFogbound Limited,1.00,13/04/2025\n", "utf-8")
    assert column(read(path, OWN), "paid_on") == ["13/04/2025"]


def test_a_declared_heading_goes_before_one_that_was_met(path: Path) -> None:
    path.write_text("Supplier,Lit by,Oil burnt\nA,Fogbound Limited,1.00\n", "utf-8")
    assert column(read(path, OWN), "supplier_name") == ["Fogbound Limited"]


def test_a_declared_heading_does_not_make_words_an_amount(path: Path) -> None:
    path.write_text("Lit by,Oil burnt\nFogbound Limited,much\n", "utf-8")
    with pytest.raises(RefusedDocumentError) as refusal:
        read(path, OWN)
    assert refusal.value.code == "no_amount_column"


def test_declared_headings_with_nothing_below_are_an_empty_publication(path: Path) -> None:
    path.write_text("Night of,Lit by,Oil burnt\n", "utf-8")
    with pytest.raises(EmptyPublicationError):
        read(path, OWN)


def test_a_role_that_does_not_exist_is_a_mistake_in_the_declaration() -> None:
    with pytest.raises(ValidationError, match="payee"):
        Publisher.model_validate(
            {"publisher_id": "a", "title": "A", "headings": {"payee": "Lit by"}}
        )


def test_every_role_that_headings_are_known_for_can_be_declared() -> None:
    assert set(get_args(Role)) == set(synonyms().roles)
