"""The truth behind what is published, as CSV: what a right answer to each question is."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from pathlib import Path

from replay.bodies import BODIES, BODY_BY_ID, Body
from replay.companies import Company
from replay.notices import contracts_finder_releases
from replay.payments import Payment
from replay.places import region_of
from replay.poison import KINDS, poison
from replay.procurement import UNREAL_END, Award, Process
from replay.render.promptness import PROMPT_BODY, promptness_truth
from replay.render.spend import SpendDocument, spend_documents
from replay.timelines import Event
from replay.world import World

Record = Mapping[str, str]
_VAT = {Decimal("1.00"): "net", Decimal("1.20"): "gross"}
_SAYS_NOTHING_OF_VAT = "aldminster_college"


def write_truth(world: World, folder: Path) -> list[Path]:
    """Write one CSV a question into a folder, and return their paths.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    payments = list(payments_truth(world))
    tables = {
        "payments_truth": payments,
        "totals_truth": list(totals_truth(payments)),
        "documents_truth": list(documents_truth(world)),
        "prompt_payments_truth": list(prompt_payments_truth(world)),
        "contracts_truth": list(contracts_truth(world)),
        "releases_truth": list(releases_truth(world)),
        "companies_truth": [_company(company) for company in world.companies],
    }
    return [_write(folder / f"{name}.csv", records) for name, records in tables.items()]


def _write(path: Path, records: Sequence[Record]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    return path


def vat_basis(body: Body) -> str:
    """Return the VAT basis that a body's amounts are on, as far as it says."""
    return "unknown" if body.publisher_id == _SAYS_NOTHING_OF_VAT else _VAT[body.vat_rate]


def payments_truth(world: World) -> Iterator[Record]:
    """Yield one record for each payment that stands in a published file."""
    known = {_unspaced(postcode.text) for postcode in world.postcodes}
    for document in spend_documents(world):
        for sheet in document.sheets:
            for line, payment in sheet.places:
                if document.trouble not in ("not_published", "empty_publication"):
                    yield _payment(known, document, sheet.name, line, payment)


def _unspaced(postcode: str) -> str:
    return postcode.replace(" ", "")


def _payment(
    known: Set[str], document: SpendDocument, part: str, line: int, payment: Payment
) -> Record:
    body = BODY_BY_ID[payment.publisher_id]
    outcome, code = _expected(document, payment)
    return {
        "publisher_id": payment.publisher_id,
        "period": document.period,
        "document": document.path.rpartition("/")[2],
        "part": part,
        "line": str(line),
        "supplier_number": payment.payee.company_number,
        "payee_class": payment.payee.payee_class,
        "printed_name": payment.payee.printed_name,
        "amount_gbp": str(payment.amount),
        "vat_basis": vat_basis(body),
        "paid_date": "" if payment.is_undated else payment.paid_on.isoformat(),
        "spend_month": "" if payment.is_undated else payment.month.isoformat(),
        "place_band": place_band(known, body, payment),
        "stated_number": payment.stated_number if body == BODIES[0] else "",
        "contract_ocid": payment.ocid,
        "expected": outcome,
        "expected_code": code,
    }


def _expected(document: SpendDocument, payment: Payment) -> tuple[str, str]:
    if document.trouble:
        return "refused", document.trouble
    return ("rejected", "unreadable_amount") if payment.is_unreadable else ("landed", "")


def place_band(known: Set[str], body: Body, payment: Payment) -> str:
    """Say where the true payee is registered, seen from the body that paid.

    ``known`` are the postcodes of the lookup, without their space.
    """
    company = payment.payee.company
    if company is None or not company.on_register or not body.area_codes:
        return "unknown"
    if _unspaced(company.postcode) not in known:
        return "unknown"
    if company.district_code in body.area_codes:
        return "own_area"
    own_region = region_of(body.area_codes[0])
    return "same_region" if region_of(company.district_code) == own_region else "elsewhere"


def totals_truth(payments: Iterable[Record]) -> Iterator[Record]:
    """Yield what each body paid in each month, over the lines that can be read."""
    sums: dict[tuple[str, str, str], list[Decimal]] = {}
    for record in payments:
        if record["expected"] == "landed":
            key = (record["publisher_id"], record["spend_month"], record["vat_basis"])
            sums.setdefault(key, []).append(Decimal(record["amount_gbp"]))
    for (publisher_id, month, basis), amounts in sorted(sums.items()):
        yield {
            "publisher_id": publisher_id,
            "spend_month": month,
            "vat_basis": basis,
            "line_count": str(len(amounts)),
            "paid_gbp": str(sum(amounts, Decimal(0))),
            "credits_gbp": str(sum((one for one in amounts if one < 0), Decimal(0))),
        }


def documents_truth(world: World) -> Iterator[Record]:
    """Yield one record for each spend file, with the reason for which it must be refused."""
    for document in spend_documents(world):
        yield {
            "publisher_id": document.publisher_id,
            "period": document.period,
            "url": f"/spend/{document.publisher_id}/{document.path}",
            "expected_code": document.trouble,
            "payment_lines": str(sum(len(sheet.places) for sheet in document.sheets)),
        }


def prompt_payments_truth(world: World) -> Iterator[Record]:
    """Yield one record for each year that a published prompt-payment table states."""
    summers = [
        document.first_month.year
        for document in spend_documents(world)
        if document.publisher_id == PROMPT_BODY and document.first_month.month == 4
    ]
    yield from promptness_truth(summers)


def contracts_truth(world: World) -> Iterator[Record]:
    """Yield one record for each supplier of each award that has been made known."""
    for process in world.processes:
        events = world.seen(process)
        for award in process.awards_after(events):
            for company in award.suppliers:
                yield _contract(process, events, award, company)


def _contract(
    process: Process, events: tuple[Event, ...], award: Award, company: Company
) -> Record:
    notices = {event.notice for event in events}
    quality = {None: "missing", UNREAL_END: "unreal"}.get(award.end, "stated")
    is_small = process.source_id == "contracts_finder"
    return {
        "source_id": process.source_id,
        "ocid": process.ocid,
        "award_id": f"{process.ocid}-1" if is_small else award.award_id,
        "buyer": process.buyer.publisher_id,
        "supplier_number": company.number,
        "supplier_count": str(len(award.suppliers)),
        "value_gbp": str(award.value),
        "value_kind": _kind(process, notices),
        "vat_basis": "unknown" if is_small else "net",
        "start_date": award.start.isoformat(),
        "end_date": _day(award.end),
        "latest_end_date": _day(award.latest_end if not is_small else None),
        "end_date_quality": quality,
        "is_terminated": str("UK11" in notices).lower(),
        "cpv_code": process.trade.cpv,
    }


def _kind(process: Process, notices: set[str]) -> str:
    if process.is_framework:
        return "framework_ceiling"
    return "contract" if notices & {"UK7", "F03", "F15"} else "award"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def releases_truth(world: World) -> Iterator[Record]:
    """Yield one record for each release of the county, and for each poisoned one.

    A release that is not current was replaced by an edit and is no longer found by searching.
    """
    edited = {
        release.release_id for release in contracts_finder_releases(world) if release.superseded_by
    }
    for process in world.processes:
        for event in world.seen(process):
            yield {
                "source_id": process.source_id,
                "ocid": process.ocid,
                "release_id": event.release_id,
                "notice_type": event.notice,
                "published_at": event.at.isoformat(),
                "is_current": str(event.release_id not in edited).lower(),
                "oddity": "filed late" if event.filed_late else "",
            }
    for kind, release in zip(KINDS, poison(world.processes), strict=True):
        yield {
            "source_id": "find_a_tender",
            "ocid": release.ocid,
            "release_id": release.release_id,
            "notice_type": "UK99" if kind == "unknown notice type" else "UK4",
            "published_at": release.at.isoformat(),
            "is_current": "true",
            "oddity": kind,
        }


def _company(company: Company) -> Record:
    return {
        "company_number": company.number,
        "company_name": company.name,
        "previous_name": company.previous_name,
        "status": company.status,
        "postcode": company.postcode,
        "district_code": company.district_code,
        "is_on_register": str(company.on_register).lower(),
    }
