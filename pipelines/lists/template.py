"""The template of a list: its columns, and a line for each thing that it may say of somebody."""

import csv
import io
from enum import StrEnum

from ingest.sources.lists_by_hand.rules import COLUMNS, FACTS, INVENTED

_INVENTED = {
    **INVENTED,
    "list_as_of": "2026-03-31",
    "scheme": "GB-COH",
    "valid_from": "2026-01-01",
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
    """Return the template of a kind of list as CSV: its lines are invented, to be overwritten.

    As it is, it is no list: the check and the night refuse its lines.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    head = {"list_kind": kind.value, "list_id": kind.value}
    for fact in FACTS[kind] or (OWN_WORD,):
        writer.writerow({**_INVENTED, **head, "fact": fact})
    return out.getvalue()
