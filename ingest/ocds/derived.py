"""Columns that point at something inside a release: read without moving it.

The notice behind a release, its CPV codes, and what older releases say by other means.
"""

from collections.abc import Iterator

from ingest.ocds.fields import SEPARATOR
from ingest.ocds.json_text import JsonObject, objects, text_at


def derived_values(release: JsonObject) -> dict[str, str | None]:
    """Return the derived columns of a release, which stays as it is."""
    codes = list(dict.fromkeys(_cpv_codes(release)))
    main = text_at(release, "tender/classification/id")
    return {
        **_notice(release),
        "cpv_code": main if main in codes else next(iter(codes), None),
        "cpv_codes": SEPARATOR.join(codes) or None,
        "is_framework": _is_framework(release),
    }


def milestone_dates(release: JsonObject) -> dict[str, str | None]:
    """Return the contract's dates as Contracts Finder gave them until 2020.

    There they are the due dates of two milestones, told apart by their titles.
    """
    due = {
        text_at(milestone, "title"): text_at(milestone, "dueDate")
        for milestone in objects(_tender(release).get("milestones"))
    }
    return {
        "contract_start_at": due.get("Contract start"),
        "contract_end_at": due.get("Contract end"),
    }


def _notice(release: JsonObject) -> dict[str, str | None]:
    """Return the type and address of the notice that made this release.

    Find a Tender marks it with ``noticeType`` (``UK1`` to ``UK17``, and whatever comes
    next); without that mark it is the first document whose type ends in "Notice".
    """
    documents = list(_documents(release))
    marked = [item for item in documents if text_at(item, "noticeType")]
    typed = [item for item in documents if (text_at(item, "documentType") or "").endswith("Notice")]
    notice = next(iter(marked or typed), {})
    return {
        "notice_type": text_at(notice, "noticeType"),
        "document_type": text_at(notice, "documentType"),
        "notice_url": text_at(notice, "url"),
    }


def _documents(release: JsonObject) -> Iterator[JsonObject]:
    stages = [release.get("planning"), release.get("tender")]
    stages += [*objects(release.get("contracts")), *objects(release.get("awards"))]
    for stage in stages:
        if isinstance(stage, dict):
            yield from objects(stage.get("documents"))


def _cpv_codes(release: JsonObject) -> Iterator[str]:
    for thing in _classified(release):
        main = thing.get("classification")
        others = objects(thing.get("additionalClassifications"))
        for code in [main, *others] if isinstance(main, dict) else others:
            if isinstance(code, dict) and text_at(code, "scheme") == "CPV":
                cpv = text_at(code, "id")
                if cpv:
                    yield cpv


def _classified(release: JsonObject) -> Iterator[JsonObject]:
    yield _tender(release)
    holders = [_tender(release), *objects(release.get("awards"))]
    for holder in [*holders, *objects(release.get("contracts"))]:
        yield from objects(holder.get("items"))


def _is_framework(release: JsonObject) -> str | None:
    """Return the flag as published: the tender's own, or its lots' where they agree."""
    path = "techniques/hasFrameworkAgreement"
    stated = text_at(_tender(release), path)
    if stated:
        return stated
    lots = {text_at(lot, path) for lot in objects(_tender(release).get("lots"))}
    return lots.pop() if len(lots) == 1 else None


def _tender(release: JsonObject) -> JsonObject:
    tender = release.get("tender")
    return tender if isinstance(tender, dict) else {}
