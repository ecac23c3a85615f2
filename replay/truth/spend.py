"""What the bodies really paid, and what should become of each file that tells of it."""

from collections.abc import Iterable, Iterator, Set
from decimal import Decimal

from replay.bodies import BODIES, BODY_BY_ID, Body
from replay.payments import Payment
from replay.places import CODE_POINT_ONLY, region_of
from replay.render.promptness import PROMPT_BODY, promptness_truth
from replay.render.spend import SpendDocument, spend_documents
from replay.truth.records import Record
from replay.world import World

_VAT = {Decimal("1.00"): "net", Decimal("1.20"): "gross"}
_SAYS_NOTHING_OF_VAT = "aldminster_college"


def vat_basis(body: Body) -> str:
    """Return the VAT basis that a body's amounts are on, as far as it says."""
    return "unknown" if body.publisher_id == _SAYS_NOTHING_OF_VAT else _VAT[body.vat_rate]


def payments_truth(world: World) -> Iterator[Record]:
    """Yield one record for each payment that stands in a published file."""
    placed = [*(postcode.text for postcode in world.postcodes), *CODE_POINT_ONLY]
    known = {_unspaced(postcode) for postcode in placed}
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

    ``known`` are the postcodes that a register has, without their space.
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
