import csv
from pathlib import Path

import pytest

from ingest.sources.spend.headings import fold, meaning_of, other_table, synonyms


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Supplier(Beneficiary) Name", "supplier_name"),
        ("Benificiary Name", "supplier_name"),
        ("* SUPPLIER FINAL", "supplier_name"),
        ("MCH.MERCHANT NAME", "supplier_name"),
        ("Supplier ID(T)", "supplier_name"),
        ("Supplier ID", "supplier_reference"),
        ("Amount ()", "amount"),
        ("Amount (£)", "amount"),
        ("AmountÂ£", "amount"),
        ("£", "amount"),
        (" NetAmount ", "amount"),
        ("8. Amount", "amount"),
        ("Invoice Line Value (net of VAT)", "amount"),
        ("Date of Payment", "paid_on"),
        ("Directotate", "department"),
        ("Expense area(T)", "department"),
        ("Comp. reg. no", "company_number"),
        ("Supplier Site Post Code", "supplier_postcode"),
    ],
)
def test_a_heading_means_what_publishers_mean_by_it(heading: str, role: str) -> None:
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.role == role


def test_a_heading_nobody_has_met_means_nothing() -> None:
    assert meaning_of("Capital or revenue") is None
    assert meaning_of("") is None


def test_the_better_of_two_headings_is_the_one_listed_first() -> None:
    paid, invoiced = meaning_of("Payment date"), meaning_of("Invoice date")
    assert paid is not None
    assert invoiced is not None
    assert paid.rank < invoiced.rank
    assert (paid.group, invoiced.group) == ("payment", "invoice")


def test_no_heading_is_listed_under_two_roles() -> None:
    seen: dict[str, str] = {}
    for role, listed in synonyms().roles.items():
        groups = [listed] if isinstance(listed, tuple) else list(listed.values())
        for heading in (heading for group in groups for heading in group):
            assert seen.setdefault(fold(heading), role) == role, heading


def test_no_heading_is_listed_twice() -> None:
    for listed in synonyms().roles.values():
        groups = [listed] if isinstance(listed, tuple) else list(listed.values())
        folded = [fold(heading) for group in groups for heading in group]
        assert len(folded) == len(set(folded)), [h for h in folded if folded.count(h) > 1]


def test_a_table_of_something_else_is_known_by_its_headings() -> None:
    assert other_table(["Identifier", "Recipient Org:Name", "Amount Awarded"]) == "grants awarded"
    assert other_table(["ProportionPaidOnTime"]) == "prompt-payment figures"
    assert other_table(["Supplier", "Amount"]) is None


def test_each_measured_heading_row_of_real_bodies_names_a_supplier_and_an_amount() -> None:
    measured = Path(__file__).resolve().parents[2].parent / "shared/reference/spend_headings.csv"
    if not measured.is_file():
        pytest.skip(f"no measured headings at {measured}: nothing was proved")
    with measured.open(encoding="utf-8", newline="") as file:
        rows = [row["header"] for row in csv.DictReader(file)]
    unknown = []
    for header in (row for row in rows if not row.startswith("sql select")):
        meanings = (meaning_of(heading) for heading in header.split("|"))
        if not {"supplier_name", "amount"} <= {m.role for m in meanings if m}:
            unknown.append(header)
    assert unknown == []
