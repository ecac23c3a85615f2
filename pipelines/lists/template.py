"""The template of a list: its columns, and a line for each thing that such a list may say."""

import csv
import io
from enum import StrEnum

from ingest.sources.lists_by_hand.rules import COLUMNS, FACTS, NONE_LISTED

_INVENTED = {
    "list_as_of": "2026-03-31",
    "organisation_name": "Example Grounds Ltd",
    "scheme": "GB-COH",
    "identifier": "99900001",
    "valid_from": "2026-01-01",
    "source_url": "https://list.example.org/",
    "entered_by": "the team that copied it",
}
OWN_WORD = "a_word_of_your_own"


class ListKind(StrEnum):
    """The kinds of lists there is a template for."""

    DEBARMENT = "debarment"
    LIVING_WAGE = "living_wage"
    UNION_RECOGNITION = "union_recognition"
    OTHER = "other"


def template(kind: ListKind) -> str:
    """Return the template of a kind of list as CSV: its lines are invented, to be overwritten."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    head = {"list_kind": kind.value, "list_id": kind.value}
    for fact in FACTS[kind] or (OWN_WORD,):
        writer.writerow({**_INVENTED, **head, "fact": fact})
    nobody = {name: _INVENTED[name] for name in ("list_as_of", "source_url", "entered_by")}
    writer.writerow({**head, **nobody, "fact": NONE_LISTED})
    return out.getvalue()
