import csv
from pathlib import Path

import pytest

from ingest.sources.spend.headings import (
    How,
    fold,
    is_family,
    meaning_of,
    other_table,
    synonyms,
    understood,
)


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


@pytest.mark.parametrize(
    ("heading", "role", "group"),
    [
        ("Amount of payment (£) excluding VAT", "amount", "net"),
        ("TotalPaidIncVAT", "amount", "gross"),
        ("Amount posted by invoice", "amount", "unknown"),
        ("Date the payment was made", "paid_on", "payment"),
        ("Date of supplier invoice", "paid_on", "invoice"),
        ("Registered name of the vendor", "supplier_name", ""),
        ("Vendor Internal Code", "supplier_reference", ""),
        ("VAT on the line £", "vat_amount", ""),
        ("Supplier Company Reg No (if known)", "company_number", ""),
        ("Expense Area (c/c)", "department", ""),
    ],
)
def test_a_heading_nobody_has_met_is_understood_when_every_word_of_it_is(
    heading: str, role: str, group: str
) -> None:
    meaning = understood(heading)
    assert meaning is not None
    assert (meaning.role, meaning.group, meaning.how) == (role, group, How.WORDS)
    assert meaning_of(heading) is None


@pytest.mark.parametrize("heading", ["Organisatoin Name", "Suppplier Name", "Expenditurte Type"])
def test_a_heading_one_slip_of_the_pen_away_is_understood(heading: str) -> None:
    meaning = understood(heading)
    assert meaning is not None
    assert meaning.how is How.SPELLING


@pytest.mark.parametrize(
    "heading",
    [
        "Supplier Type",
        "Contract Value",
        "Order Date",
        "Due Date",
        "Amount (USD)",
        "Supplier Nationality",
        "Contact No",
        "VAT Registration Number",
        "Number of payments",
        "x" * 500,
    ],
)
def test_a_heading_with_a_word_too_many_is_not_understood(heading: str) -> None:
    assert understood(heading) is None


def test_a_heading_that_was_met_is_worth_more_than_any_that_is_only_understood() -> None:
    met, worded = understood("Gross"), understood("Net amount of the invoice line in £")
    assert met is not None
    assert worded is not None
    assert met.rank < worded.rank


def test_no_heading_without_a_role_is_listed_under_one() -> None:
    assert [heading for heading in synonyms().no_role if meaning_of(heading)] == []


def test_a_department_can_be_the_family_that_a_body_belongs_to() -> None:
    assert is_family("Dept.")
    assert not is_family("Directorate")


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
