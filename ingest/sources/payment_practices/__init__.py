"""How large companies say they pay: every report ever filed, in one CSV, asked for monthly."""

from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import parse_table
from ingest.editions import Edition, renewed
from ingest.model import Connector, Context, Document, Parsed
from ingest.registers import PERSONAL, named_alike

TABLE = "reports"
EXPORT = Edition("all", "export/csv/", "payment-practices.csv")
"""Nobody asks for its head: the service refuses that."""
KNOWN_AS: Mapping[str, Sequence[str]] = {
    "report_id": ["Report Id"],
    "policy_regime": ["Policy Regime"],
    "start_date": ["Start date"],
    "end_date": ["End date"],
    "filing_date": ["Filing date"],
    "company": ["Company"],
    "company_number": ["Company number"],
    "qualifying_contracts": ["Qualifying contracts in reporting period"],
    "payments_made": ["Payments made in the reporting period",
                      "Payments made in reporting period"],
    "average_time_to_pay": ["Average time to pay"],
    "paid_within_30_days_percent": ["% Invoices paid within 30 days"],
    "paid_31_to_60_days_percent": ["% Invoices paid between 31 and 60 days"],
    "paid_after_60_days_percent": ["% Invoices paid later than 60 days"],
    "paid_late_percent": ["% Invoices not paid within agreed terms"],
    "disputed_percent": ["% Invoices not paid due to dispute"],
    "shortest_period_days": ["Shortest (or only) standard payment period"],
    "longest_period_days": ["Longest standard payment period"],
    "maximum_period_days": ["Maximum contractual payment period"],
    "terms_changed": ["Payment terms have changed"],
    "suppliers_notified": ["Suppliers notified of changes"],
    "in_payment_codes": ["Participates in payment codes"],
    "e_invoicing": ["E-Invoicing offered"],
    "supply_chain_finance": ["Supply-chain financing offered"],
    "charges_in_policy": ["Policy covers charges for remaining on supplier list"],
    "charges_made": ["Charges have been made for remaining on supplier list"],
    "url": ["URL"],
}  # fmt: skip
"""Our columns and the headings of the export; of the submission template where they differ."""
REQUIRED = ("report_id", "company", "company_number", "end_date", "filing_date",
            "average_time_to_pay")  # fmt: skip
PROSE = (
    r"disputeresolutionprocess|otherinformation|standardpaymentterms|periodinformation|description"
)
"""What filers write in their own words, the names and numbers of their staff among it."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a report; what stands in it in prose does not land.

    Raises:
        RefusedDocumentError: the document is not the export.
    """
    table = context.spec.tables[TABLE]
    recognise = named_alike(
        "payment practices", table, REQUIRED, KNOWN_AS, withheld=f"{PERSONAL}|{PROSE}"
    )
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return renewed(parse, EXPORT)
