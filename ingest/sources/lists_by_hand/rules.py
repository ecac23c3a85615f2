"""What a line of a list copied by hand must say, and what to do about one that does not."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ingest.errors import IngestError

ENTERED_BY = "entered_by"
"""Who copied the line: asked for, kept in the raw store, never landed."""
COLUMNS = ("list_kind", "list_id", "list_as_of", "organisation_name", "scheme", "identifier",
           "fact", "valid_from", "valid_to", "source_url", ENTERED_BY)  # fmt: skip
NONE_LISTED = "none_listed"
"""The fact of a list that was read and names nobody: an empty list says so in a line."""
INVENTED: Mapping[str, str] = {
    "organisation_name": "Example Grounds Ltd",
    "identifier": "99900001",
    "source_url": "https://list.example.org/",
}
"""What tells a line of the template that nobody has written over."""

FACTS: Mapping[str, Sequence[str]] = {
    "debarment": ("excluded", "excludable"),
    "living_wage": ("accredited",),
    "union_recognition": ("recognised", "not_recognised"),
    "other": (),
}
"""The kinds of lists, and what each may say of an organisation; ``other`` any word of its own.

``excluded`` stands for a mandatory ground and ``excludable`` for a discretionary one, Procurement
Act 2023 sections 57 and 62.
"""

ListName = tuple[str, str]
"""The kind and the id of a list."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SCHEME = re.compile(r"[A-Z]{2}-[A-Z]{2,10}")
_PREFIXES = (
    "AC|BR|CE|CS|EN|ES|FC|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R0|RC|RS|SA|SC"
    "|SE|SF|SI|SL|SO|SP|SR|SZ|ZC"
)
_NUMBER = re.compile(rf"(?!0+$)([0-9]{{1,8}}|({_PREFIXES})([0-9]{{1,6}}|[0-9]{{5}}[A-Z]))")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell of a line, and what to do. It never quotes the cell."""

    column: str
    what: str
    advice: str

    @property
    def text(self) -> str:
        """Both in one sentence."""
        return f"{self.column}: {self.what}; {self.advice}"


class ListFileError(IngestError):
    """A file is no list in the columns of the template."""


def contradicted(lines: Iterable[Mapping[str, str]]) -> frozenset[ListName]:
    """Return the kind and id of each list that names somebody and says that it names nobody."""
    nobody: set[ListName] = set()
    somebody: set[ListName] = set()
    for line in lines:
        (nobody if line["fact"] == NONE_LISTED else somebody).add(_list_of(line))
    return frozenset(nobody & somebody)


def faults_of(line: Mapping[str, str], both: Set[ListName]) -> Iterator[Fault]:
    """Yield what is wrong with a line; a column that is not there is not looked at.

    ``both`` are the lists of the file that are `contradicted`.
    """
    yield from _of_the_list(line)
    if all(line[name] == text for name, text in INVENTED.items()):
        yield Fault("the line", "is still the template's own", "write over it, or take it out")
    if line["fact"] == NONE_LISTED:
        if _list_of(line) in both:
            what = "says that this list names nobody, and other lines of it name somebody"
            yield Fault("fact", what, "take out this line, or the others")
        return
    if not line["organisation_name"]:
        yield Fault("organisation_name", "is empty", "write the name as the list prints it")
    yield from _of_the_identifier(line["scheme"], line["identifier"])
    yield from _of_the_days(line["valid_from"], line["valid_to"])


def _list_of(line: Mapping[str, str]) -> ListName:
    return line["list_kind"], line["list_id"]


def _of_the_list(line: Mapping[str, str]) -> Iterator[Fault]:
    kind = line["list_kind"]
    if kind not in FACTS:
        yield Fault("list_kind", "is no kind we know", f"write one of {', '.join(FACTS)}")
    if not _SLUG.fullmatch(line["list_id"]):
        yield Fault("list_id", "is no id", "write small letters, digits, _ and - only")
    if day_of(line["list_as_of"]) is None:
        yield Fault("list_as_of", "is no day", "write the day you read the list as yyyy-mm-dd")
    said = (*FACTS.get(kind, ()), NONE_LISTED)
    if kind in FACTS and line["fact"] not in said and (FACTS[kind] or not is_word(line["fact"])):
        words = f"one of {', '.join(said)}" if FACTS[kind] else "one word in small letters"
        yield Fault("fact", f"is nothing that a list of kind {kind} says", f"write {words}")
    if not line["source_url"].startswith(("https://", "http://")):
        yield Fault("source_url", "is no web address", "write where the list can be read")
    if ENTERED_BY in line and not line[ENTERED_BY]:
        yield Fault(ENTERED_BY, "is empty", "write the role or team that copied the line")


def is_word(text: str) -> bool:
    """Return whether a text is a fact that a list of one's own may state.

    >>> is_word("signatory"), is_word("See J. Bloggs")
    (True, False)
    """
    return _SLUG.fullmatch(text) is not None


def _of_the_identifier(scheme: str, identifier: str) -> Iterator[Fault]:
    if bool(scheme) != bool(identifier):
        yield Fault("identifier", "and scheme go together", "write both, or neither")
    elif scheme and not _SCHEME.fullmatch(scheme):
        yield Fault("scheme", "is no scheme", "write one of org-id.guide, such as GB-COH")
    elif scheme == "GB-COH" and not _NUMBER.fullmatch(identifier.replace(" ", "").upper()):
        yield Fault("identifier", "is no company number", "write its eight characters")


def _of_the_days(valid_from: str, valid_to: str) -> Iterator[Fault]:
    days = {"valid_from": day_of(valid_from), "valid_to": day_of(valid_to)}
    for column, text in (("valid_from", valid_from), ("valid_to", valid_to)):
        if text and days[column] is None:
            yield Fault(column, "is no day", "write yyyy-mm-dd, or nothing where nobody says")
    first, last = days["valid_from"], days["valid_to"]
    if first and last and last < first:
        yield Fault("valid_to", "is before valid_from", "look at both days again")


def day_of(text: str) -> dt.date | None:
    """Return the day that a text in ISO 8601 states, None where it states none.

    >>> day_of("2026-03-31"), day_of("31/03/2026")
    (datetime.date(2026, 3, 31), None)
    """
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
