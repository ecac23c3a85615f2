"""Notices that a real service has sent and that have broken real readers, each on its own day."""

import datetime as dt
from decimal import Decimal

from replay.dates import local
from replay.filed import Filed, filed
from replay.procurement import Process
from replay.render.find_a_tender import NOTICE_URL
from replay.render.ocds import Json, number

FIRST_DAY = local(2025, 7, 7, 12)
KINDS = (
    "overflowing number",
    "date without a zone",
    "empty list for a buyer number",
    "object for delivery addresses",
    "null description",
    "amendment without its award",
    "unknown notice type",
    "no buyer",
    "odd VAT",
    "leading zeros",
)


def amendment_without_award(processes: tuple[Process, ...]) -> Filed:
    """Return the delta that speaks of an award of the county's own."""
    return poison(processes)[KINDS.index("amendment without its award")]


def poison(processes: tuple[Process, ...]) -> list[Filed]:
    """Return one release for each kind of trouble, on consecutive days of July 2025.

    The one that makes a whole page unreadable to a strict reader comes a month later.
    """
    awarded = next(
        process for process in processes if {"UK7"} <= {e.notice for e in process.events}
        and process.events[-1].at < FIRST_DAY + dt.timedelta(days=60)
    )  # fmt: skip
    found = []
    for position, kind in enumerate(KINDS):
        apart = 30 if kind == "leading zeros" else 0
        at = FIRST_DAY + dt.timedelta(days=position + apart)
        release = _release(position, at)
        _spoil(release, kind, at, awarded)
        found.append(filed(release, at, 8000 + position))
    return found


def _release(position: int, at: dt.datetime) -> dict[str, Json]:
    release_id = f"{90001 + position:06d}-2025"
    ocid = f"ocds-h6vhtk-0e{position:04x}"
    document: Json = {
        "id": release_id, "documentType": "tenderNotice", "noticeType": "UK4",
        "url": NOTICE_URL + release_id, "datePublished": at.isoformat(), "format": "text/html",
    }  # fmt: skip
    return {
        "ocid": ocid,
        "id": release_id,
        "tag": ["tender"],
        "date": at.isoformat(),
        "language": "en",
        "initiationType": "tender",
        "parties": [
            {"id": "GB-PPON-PZBG-2111-DRMD", "name": "Overwater District Council",
             "identifier": {"scheme": "GB-PPON", "id": "PZBG-2111-DRMD"}, "roles": ["buyer"]}
        ],
        "buyer": {"id": "GB-PPON-PZBG-2111-DRMD", "name": "Overwater District Council"},
        "tender": {
            "id": ocid,
            "legalBasis": {"id": "2023/54", "scheme": "UKPGA"},
            "title": f"Awkward notice {position + 1}",
            "description": "Invented.",
            "status": "active",
            "value": {"amount": number(Decimal(60000)), "currency": "GBP"},
            "items": [],
            "documents": [document],
        },
    }  # fmt: skip


def _spoil(release: dict[str, Json], kind: str, at: dt.datetime, awarded: Process) -> None:
    """Change a sound release into the one that makes trouble."""
    tender = release["tender"]
    if not isinstance(tender, dict):
        msg = "a release here always has a tender"
        raise TypeError(msg)
    changes: dict[str, dict[str, Json]] = {
        "overflowing number": {"value": {"amount": number("1e9999"), "currency": "GBP"}},
        "leading zeros": {"value": {"amount": number("000"), "currency": "GBP"}},
        "object for delivery addresses": {
            "items": [{"id": "1", "deliveryAddresses": {"1": {"region": "UKZ11"}}}]
        },
        "null description": {"description": None},
        "unknown notice type": {
            "documents": [{"id": release["id"], "noticeType": "UK99", "documentType": "x_new"}]
        },
        "odd VAT": {
            "value": {"amount": number("0.01"), "amountGross": number("0.01"), "currency": "GBP"}
        },
    }
    tender |= changes.get(kind, {})
    if kind == "date without a zone":
        release["date"] = at.date().isoformat()
    elif kind == "empty list for a buyer number":
        release["buyerID"] = []
    elif kind == "amendment without its award":
        _make_delta(release, awarded)
    elif kind == "no buyer":
        del release["buyer"]
        release["tag"] = ["tenderCancellation"]


def _make_delta(release: dict[str, Json], awarded: Process) -> None:
    """Keep only what an amendment adds to an award made known before."""
    release["ocid"] = awarded.ocid
    release["tag"] = ["awardUpdate"]
    amendment: Json = {"id": release["id"], "description": "The delivery address was corrected."}
    release["awards"] = [{"id": "1", "amendments": [amendment]}]
    del release["tender"]
