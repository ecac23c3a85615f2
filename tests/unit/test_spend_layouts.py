from collections.abc import Sequence

import pytest

from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.sources.spend.layouts import Confidence, Layout, recognise
from ingest.sources.spend.values import Sample
from ingest.tables import Part, grid_of

Rows = Sequence[Sequence[str]]

HEADINGS = ("Body", "Directorate", "Supplier", "Payment Date", "Ref", "Amount")
PAYMENTS = (
    ("Fenwater", "Drains", "Fogbound Ltd", "03/04/2025", "9001", "1,200.00"),
    ("Fenwater", "Lamps", "Lantern & Sons", "14/04/2025", "9002", "-40.00"),
    ("Fenwater", "Lamps", "Wickworks CIC", "22/04/2025", "9003", "0.00"),
)
TREASURY = (
    ("Lighthouses", "Fog Agency", "03/04/2025", "Fuel", "North", "Fogbound Ltd", "T1", "30,000.00"),
    ("Lighthouses", "Fog Agency", "14/04/2025", "Fuel", "South", "Lantern & Sons", "2", "26000.5"),
    ("Lighthouses", "Fog Agency", "22/04/2025", "Rent", "South", "Wickworks CIC", "3", "-25000"),
)


def part(rows: Rows) -> Part:
    return Part("", grid_of(enumerate(rows, 1)))


def layout(rows: Rows) -> Layout:
    (only,) = recognise(part(rows))
    return only


def roles(rows: Rows) -> dict[str, int]:
    """The columns that play a role, counted from 1."""
    return {role: column + 1 for role, column in layout(rows).columns.items()}


def refusal(rows: Rows) -> str:
    with pytest.raises(RefusedDocumentError) as error:
        recognise(part(rows))
    return error.value.code


def headed(*headings: str, cells: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The usual table with columns of its own to the right: a heading and cells for each."""
    rows = [
        (*payment, *(column[place] for column in cells)) for place, payment in enumerate(PAYMENTS)
    ]
    return [(*HEADINGS, *headings), *rows]


def test_headings_that_were_met_are_believed_when_the_values_agree() -> None:
    found = layout([HEADINGS, *PAYMENTS])
    assert roles([HEADINGS, *PAYMENTS]) == {
        "entity_name": 1,
        "department": 2,
        "supplier_name": 3,
        "paid_on": 4,
        "transaction_number": 5,
        "amount": 6,
    }
    assert (found.header_row, found.confidence, found.vat) == (1, Confidence.HIGH, "unknown")
    assert (found.width, len(found.lines), found.date_meaning) == (6, 3, "payment")


def test_titles_and_sql_stand_above_headings_and_are_no_payments() -> None:
    rows = [("select supplier, amount from ledger",), ("Payments of April",), HEADINGS, *PAYMENTS]
    found = layout(rows)
    assert (found.header_row, len(found.lines)) == (3, 3)
    assert found.reasons[0] == "The headings stand in row 3, below 2 other rows."


def test_headings_over_two_rows_are_read_together() -> None:
    rows = [
        ("", "Service", "", "Payment", "", "Net"),
        ("Body", "Area", "Supplier", "Date", "Ref", "Amount"),
        *PAYMENTS,
    ]
    found = layout(rows)
    assert (found.header_row, found.headings[3], found.vat) == (2, "Payment Date", "net")


def test_a_word_that_makes_tax_of_the_amount_below_it_is_refused_and_stops_nothing() -> None:
    rows = [("", "", "", "", "", "VAT"), HEADINGS, *PAYMENTS]
    assert refusal(rows) == "no_amount_column"


def test_a_payment_above_the_headings_is_no_part_of_them() -> None:
    found = layout([*PAYMENTS, (*HEADINGS[:5], "Amount of the payment"), *PAYMENTS])
    assert found.headings == (*HEADINGS[:5], "Amount of the payment")


def test_headings_sorted_in_among_the_payments_are_found_and_no_payment_is_lost() -> None:
    found = layout([*PAYMENTS, HEADINGS])
    assert (found.header_row, len(found.lines)) == (4, 3)
    far = [*PAYMENTS * 50, HEADINGS, *PAYMENTS]
    assert (layout(far).header_row, len(layout(far).lines)) == (151, 153)


def test_headings_that_stand_again_begin_no_table_and_other_headings_do() -> None:
    assert len(layout([HEADINGS, *PAYMENTS, HEADINGS, *PAYMENTS]).lines) == 7
    second = ("Supplier", "Date", "Total")
    rows = [HEADINGS, *PAYMENTS, second, ("Fogbound Ltd", "01/05/2025", "7.00")]
    first, other = recognise(part(rows))
    assert (len(first.lines), other.header_row, dict(other.columns)) == (
        3,
        5,
        {"supplier_name": 0, "paid_on": 1, "amount": 2},
    )


def test_words_like_headings_in_a_note_begin_no_table() -> None:
    note = ("Where the supplier is blank see the", "Supplier", "and", "Amount", "columns")
    (found,) = recognise(part([HEADINGS, *PAYMENTS, note, ("Prepared by the Lamp Office",)]))
    assert len(found.lines) == 5


def test_blank_columns_between_the_filled_ones_move_nothing() -> None:
    rows = [[text for cell in row for text in (cell, "", "")] for row in (HEADINGS, *PAYMENTS)]
    assert roles(rows)["amount"] == 16


def test_a_heading_over_two_merged_columns_is_of_the_filled_one() -> None:
    rows = [(*row[:5], "", row[5]) for row in PAYMENTS]
    assert roles([(*HEADINGS[:5], "Amount", ""), *rows])["amount"] == 7


def test_whole_numbers_beside_a_blank_column_of_amounts_are_not_taken_for_them() -> None:
    rows = [["Supplier", "Date", "Amount", ""], *[["Ferry Ltd", "13/04/2025", "", "40017"]] * 5]
    assert refusal(rows) == "no_amount_column"
    assert roles([rows[0], *[["Ferry Ltd", "13/04/2025", "", "400.17"]] * 5])["amount"] == 4


def test_a_column_that_is_headed_as_an_amount_and_holds_none_is_passed_over() -> None:
    rows = headed("Net Amount", "Gross Amount", cells=[("a", "b", "c"), ("2.40", "1", "2")])
    assert roles(rows)["amount"] == 6
    without = [(*row[:5], *row[6:]) for row in rows]
    assert (roles(without)["amount"], layout(without).vat) == (7, "gross")


def test_net_is_taken_before_an_unnamed_amount_and_that_before_gross() -> None:
    pounds = ("1", "2", "3")
    rows = headed("Gross", "Net", "VAT", cells=[pounds, pounds, pounds])
    assert roles(rows)["amount"] == 8
    assert roles(rows)["vat_amount"] == 9
    assert layout(rows).vat == "net"


def test_the_amount_of_a_line_is_taken_before_the_total_of_its_invoice() -> None:
    rows = headed("Invoice Total", "Line Amount", cells=[("9", "9", "9"), ("4", "5", "6")])
    assert roles(rows)["amount"] == 8


def test_a_heading_nobody_has_met_is_understood_from_its_words_and_trusted_less() -> None:
    rows = [(*HEADINGS[:5], "Amount posted in £ (ex. VAT)"), *PAYMENTS]
    found = layout(rows)
    assert (found.vat, found.confidence) == ("net", Confidence.MEDIUM)
    assert "understood from its words" in " ".join(found.reasons)


def test_a_heading_one_slip_of_the_pen_away_is_understood_and_trusted_less() -> None:
    rows = [(*HEADINGS[:2], "Suppleir Name", *HEADINGS[3:]), *PAYMENTS]
    assert (roles(rows)["supplier_name"], layout(rows).confidence) == (3, Confidence.MEDIUM)


def test_a_heading_that_is_only_understood_must_have_values_that_nearly_always_agree() -> None:
    rows = headed("Amount by cheque made", cells=[("1", "2", "see note")])
    assert refusal([(*row[:5], row[6]) for row in rows]) == "no_amount_column"


@pytest.mark.parametrize("heading", ["Contract Amount", "Budget Value", "Number of payments"])
def test_money_that_was_not_paid_is_not_taken_for_an_amount(heading: str) -> None:
    assert refusal([(*HEADINGS[:5], heading), *PAYMENTS]) == "no_amount_column"


@pytest.mark.parametrize("sign", ["$", "US$", "€", "USD "])
def test_amounts_under_the_sign_of_another_currency_are_refused_for_that_sign(sign: str) -> None:
    rows = [(*row[:5], f"{sign}{row[5]}") for row in PAYMENTS]
    assert refusal([HEADINGS, *rows]) == "another_currency"
    assert refusal([HEADINGS, *[(*row[:5], f"{sign}see note") for row in PAYMENTS]]) == (
        "no_amount_column"
    )


def test_one_amount_in_dollars_among_pounds_refuses_no_table() -> None:
    rows = [*PAYMENTS * 3, (*PAYMENTS[0][:5], "$350.00")]
    assert roles([HEADINGS, *rows])["amount"] == 6


def test_headings_that_are_known_to_say_something_else_play_no_role() -> None:
    rows = headed("Supplier Type", "VAT Registration Number", cells=[("a", "b", "c"), "123"])
    assert set(roles(rows).values()) == {1, 2, 3, 4, 5, 6}


def test_the_department_left_of_the_body_is_the_family_it_belongs_to() -> None:
    rows = [("Department", *HEADINGS), *(("Lighthouses", *row) for row in PAYMENTS)]
    assert roles(rows)["department"] == 3


def test_a_column_of_company_numbers_holds_company_numbers() -> None:
    stated = headed("Company Number", cells=[("99900001", "SC999002", "N/A")])
    assert roles(stated)["company_number"] == 7
    internal = headed("Company Number", cells=[("50012345", "50012346", "50012399")])
    assert "company_number" not in roles(internal)


def test_company_numbers_keep_their_column_when_a_spreadsheet_took_their_zeros() -> None:
    rows = headed("Company Number", cells=[("9990001", "999002", "99903")])
    assert roles(rows)["company_number"] == 7


def test_supplier_numbers_headed_as_company_numbers_are_the_bodys_own() -> None:
    found = roles(headed("Company Number", cells=[("100228", "3536", "3760")]))
    assert "company_number" not in found
    assert found["supplier_reference"] == 7


def test_a_column_that_says_not_yet_available_contradicts_no_heading() -> None:
    rows = headed(
        "Company Number", "Irrecoverable VAT", cells=[["Not yet available"] * 3, ["Nil"] * 3]
    )
    assert roles(rows)["company_number"] == 7
    assert roles(rows)["irrecoverable_vat"] == 8


def test_a_cell_far_down_a_column_of_hard_spaces_is_seen() -> None:
    rows = [("Ferry", "\u00a0")] * 1_499
    rows[1_497] = ("Ferry", "5.00")
    assert Sample(grid_of(enumerate(rows, 1))).texts(1) == ("5.00",)


def test_numbers_under_supplier_beside_their_names_are_the_suppliers_references() -> None:
    rows = headed("Supplier", cells=[("200201", "200408", "201178")])
    rows[0] = (*HEADINGS[:2], "Supplier(T)", *HEADINGS[3:], "Supplier")
    found = roles(rows)
    assert (found["supplier_name"], found["supplier_reference"]) == (3, 7)


def test_postcodes_show_themselves_under_another_heading_of_suppliers() -> None:
    rows = headed("Supplier Type", cells=[("ZA1 2BC", "ZA2 1AA", "ZA1 2BD")])
    assert roles(rows)["supplier_postcode"] == 7
    assert "supplier_postcode" not in roles(
        headed("Depot", cells=[("ZA1 2BC", "ZA2 1AA", "ZA1 2BD")])
    )


def test_a_card_list_without_payees_is_read_with_its_dates_and_merchant_categories() -> None:
    rows = [
        ("Transaction Date", "Merchant Category", "Amount"),
        ("03/04/2025", "FLORISTS", "12.50"),
        ("14/04/2025", "CHANDLERS", "99.00"),
    ]
    assert roles(rows) == {"paid_on": 1, "merchant_category": 2, "amount": 3}
    assert layout(rows).confidence is Confidence.MEDIUM


def test_amounts_in_another_currency_are_no_amounts() -> None:
    payments = [(*row[:5], f"${row[5]}") for row in PAYMENTS]
    with pytest.raises(RefusedDocumentError, match=r"'\$1,200\.00'"):
        recognise(part([HEADINGS, *payments]))


def test_headings_with_nothing_under_them_are_an_empty_publication() -> None:
    with pytest.raises(EmptyPublicationError):
        recognise(part([HEADINGS]))


def test_a_table_without_a_record_has_no_layout() -> None:
    assert refusal([]) == "unknown_layout"


def test_dates_that_cannot_be_read_are_kept_in_their_column_and_trusted_less() -> None:
    rows = [HEADINGS, *((*row[:3], "00:00:00", *row[4:]) for row in PAYMENTS)]
    assert (roles(rows)["paid_on"], layout(rows).confidence) == (4, Confidence.MEDIUM)


def test_a_table_without_headings_is_read_in_the_order_of_the_treasury() -> None:
    found = layout(TREASURY)
    assert (found.header_row, found.confidence, len(found.lines)) == (None, Confidence.LOW, 3)
    assert found.description == "no header row: supplier=column 6, amount=column 8, date=column 3"
    assert "supplier_name" in found.columns
    assert layout([("Payments of April",), *TREASURY]).columns == found.columns


def test_a_table_without_headings_may_have_more_columns_of_words() -> None:
    assert layout([(*row, "oil for lamps", "ZA1 2BC") for row in TREASURY]).width == 10


def test_a_card_list_without_headings_is_known_by_its_merchant_categories() -> None:
    rows = [
        ("L1", "05-Dec-13", "Auto Rental", "CARTS", "1,257.30", "75293"),
        ("L2", "03-Dec-13", "Building  Materials ", "TIMBER", "600.30", "75294"),
        ("L3", "09-Dec-13", "Travel", "FERRIES", "579.60", "75295"),
    ]
    assert roles([("Examples", "oil"), *rows]) == {
        "transaction_number": 1,
        "paid_on": 2,
        "merchant_category": 3,
        "amount": 5,
    }
    assert refusal([(*row[:2], "Fogbound Ltd", *row[3:]) for row in rows]) == "unknown_layout"


@pytest.mark.parametrize(
    "rows",
    [
        TREASURY[:2],
        [(*row[:5], row[6], row[5], row[7]) for row in TREASURY],
        [(*row, "14/04/2025") for row in TREASURY],
        [(*row, "31.50") for row in TREASURY],
        [(row[5], row[1], row[2], row[3], row[4], row[0], *row[6:]) for row in TREASURY],
        [("a", "b", "c", "d", "e", "f", "g", "h"), *TREASURY],
        [row[:7] for row in TREASURY],
    ],
    ids=["too few", "moved", "two dates", "two amounts", "who is who", "headed", "no amount"],
)
def test_a_table_without_headings_is_refused_when_it_could_be_something_else(rows: Rows) -> None:
    assert refusal(rows) == "unknown_layout"


def test_cells_without_role_are_told_apart_where_headings_stand_twice_or_are_blank() -> None:
    rows = headed("Class Code", "", "Class Code", cells=["abc", "def", "ghi"])
    assert layout(rows).names[6:] == ("Class Code", "column 8", "Class Code (2)")


def test_every_column_with_a_role_has_its_reason_in_words() -> None:
    found = layout(headed("VAT", cells=[("1.00", "2.00", "")]))
    assert len(found.reasons) == len(found.columns) + 1
    assert (
        "Column 6, 'Amount', says what was paid: its heading was met before, "
        "and 100% of its filled cells agree."
    ) in found.reasons
