"""Columns of a release that repeat what stands in its other rows, for readers of one table.

The notice behind a release, its CPV codes, and the contract's dates where older releases give
them as milestones.
"""

from collections.abc import Mapping, Sequence

from ingest.ocds.rows import Record
from ingest.ocds.tables import SEPARATOR, TABLES

DERIVED_FROM = ("classifications", "documents", "milestones")

CPV_HOLDERS = {"tender": 0, "tender_item": 1, "award_item": 2, "contract_item": 3}
"""Whose classification says what is bought, the whole before its parts."""
NOTICE_HOLDERS = {"planning": 0, "tender": 1, "contract": 2, "award": 3}
"""Where the notice's own document stands."""
MILESTONES = {"Contract start": "contract_start_at", "Contract end": "contract_end_at"}
"""Until 2020 Contracts Finder gave a contract's dates as two milestones with these titles."""


def at(table: str, column: str) -> int:
    """Return the position of a column in the rows of a table."""
    return TABLES[table].columns.index(column)


def derive(release: Record, own: Mapping[str, Sequence[Record]]) -> None:
    """Fill the derived columns of a release's row. ``own`` are its rows of the other tables."""
    codes = list(dict.fromkeys(_cpv_codes(own["classifications"])))
    if codes:
        release[_CPV_CODE], release[_CPV_CODES] = codes[0], SEPARATOR.join(codes)
    notice = _notice(own["documents"])
    if notice is not None:
        for target, source in _NOTICE:
            release[target] = notice[source]
    for milestone in own["milestones"]:
        column = MILESTONES.get(milestone[_MILESTONE_TITLE] or "")
        if column is not None and milestone[_HOLDER] == "tender":
            release[_RELEASE_AT[column]] = release[_RELEASE_AT[column]] or milestone[_DUE]


def _cpv_codes(classifications: Sequence[Record]) -> list[str]:
    """Return the codes of what is bought: main ones first, and the whole before its parts."""
    found = [
        (row[_ROLE] != "main", CPV_HOLDERS[row[_HOLDER]], row[_CLASSIFICATION])
        for row in classifications
        if row[_SCHEME] == "CPV" and row[_HOLDER] in CPV_HOLDERS and row[_CLASSIFICATION]
    ]
    found.sort(key=lambda one: one[:2])
    return [code for _, _, code in found]


def _notice(documents: Sequence[Record]) -> Record | None:
    """Return the document of the notice that made the release.

    Find a Tender marks it with ``noticeType`` (``UK1`` to ``UK17``, and whatever comes
    next); without that mark it is the first document whose type ends in "Notice".
    """
    known = [row for row in documents if row[_HOLDER] in NOTICE_HOLDERS]
    known.sort(key=lambda row: NOTICE_HOLDERS[row[_HOLDER]])
    marked = [row for row in known if row[_NOTICE_TYPE]]
    typed = [row for row in known if (row[_DOCUMENT_TYPE] or "").endswith("Notice")]
    return next(iter(marked or typed), None)


_HOLDER = at("documents", "holder")
_SCHEME, _ROLE = at("classifications", "scheme"), at("classifications", "role")
_CLASSIFICATION = at("classifications", "classification_id")
_MILESTONE_TITLE, _DUE = at("milestones", "title"), at("milestones", "due_at")
_NOTICE_TYPE, _DOCUMENT_TYPE = at("documents", "notice_type"), at("documents", "document_type")
_CPV_CODE, _CPV_CODES = at("releases", "cpv_code"), at("releases", "cpv_codes")
_RELEASE_AT = {column: at("releases", column) for column in MILESTONES.values()}
_NOTICE = (
    (at("releases", "notice_type"), _NOTICE_TYPE),
    (at("releases", "document_type"), _DOCUMENT_TYPE),
    (at("releases", "notice_url"), at("documents", "url")),
)
