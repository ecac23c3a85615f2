"""A flattened day is what the project's own reader makes releases of again."""

import datetime as dt
import json

import pytest

from ingest.ocds.documents import read_document
from replay.filed import Filed
from replay.flattened import flattened

RELEASE = {
    "ocid": "o",
    "id": "1",
    "date": "2024-05-02",
    "tag": ["tender"],
    "tender": {"title": 'The "old", quay', "suitability": {"sme": True}, "value": {"amount": 1.5}},
    "note": None,
}


def filed(release: object) -> Filed:
    return Filed("o", "1", dt.datetime(2024, 5, 2, tzinfo=dt.UTC), (), json.dumps(release), 1)


@pytest.mark.parametrize(("separator", "escapes"), [("/", False), ("/", True), ("\\", False)])
def test_a_release_comes_back_as_text(separator: str, escapes: bool) -> None:
    text = flattened([filed(RELEASE)], separator=separator, escapes=escapes)
    (entry,) = read_document(text.encode()).entries
    assert entry.release == {
        "ocid": "o",
        "id": "1",
        "date": "2024-05-02",
        "tag": ["tender"],
        "tender": {
            "title": 'The "old", quay', "suitability": {"sme": "1"}, "value": {"amount": "1.5"},
        },
    }  # fmt: skip


def test_the_columns_are_those_that_some_release_needs() -> None:
    heading = flattened([filed({"ocid": "o"}), filed({"id": "1"})]).splitlines()[0]
    assert heading == "releases/0/ocid,releases/0/id"
