from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.money import PLACES, UnreadableAmountError, parse_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1,234.56", "1234.56"),
        (" 61,687.50 ", "61687.50"),
        ("1 234.56", "1234.56"),
        ("1\u00a0234.56", "1234.56"),
        ("1\u00c2\u00a0234.56", "1234.56"),
        ("12.30\ufffd", "12.30"),
        ("Â£500.00", "500"),
        ("\ufffd1", "1"),
        ("GBP 12.30", "12.30"),
        (".86", "0.86"),
        ("+5", "5"),
        ("123.45 DR", "123.45"),
        ("0.00", "0"),
    ],
)
def test_an_amount_is_read_whatever_stands_around_its_digits(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "(123.45)",
        "£(123.45)",
        "(£123.45)",
        "-123.45",
        "-£123.45",
        "£-123.45",
        "- 123.45",
        "123.45-",
        "123.45CR",
        "123.45 cr",
        "\u2212123.45",
    ],
)
def test_every_way_of_writing_a_credit_is_negative(text: str) -> None:
    assert parse_amount(text) == Decimal("-123.45")


@pytest.mark.parametrize("text", ["", "   ", "-", "£ -", "£", "\u00a0"])
def test_a_cell_that_states_no_amount_is_none_and_not_zero(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("1.234,56", "1,23,456", "12,50", "1.2.3", "1,234 567"),
        *("#REF!", "#######", "Redacted", "5.1E+09", "$350.00"),
        *("12\ufffd4.50", "1\u00c2234", "12\u00a334", "1GBP2"),
        *("(5", "5)", "(-5)", "-5-", "-5 DR"),
        *("12345678901234567", "9" * 40, "9999999999999999.99995"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmountError):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("73423.70999999999", "73423.71"),
        ("1263.6100000000001", "1263.61"),
        ("0.00005", "0.0001"),
        ("-0.00005", "-0.0001"),
        ("12.3456", "12.3456"),
    ],
)
def test_noise_of_floats_is_rounded_half_up_to_four_places(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False))
def test_no_digit_of_a_written_amount_is_lost(amount: Decimal) -> None:
    assert parse_amount(f"£{amount:,}") == amount


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
CREDITS = ("-{}", "({})", "{}-", "£-{}", "-£{}", "£({})", "{} CR", "{}cr", "\u2212{}")
DEBITS = ("{}", "£{}", "£ {}", "+{}", "{} DR", "GBP {}", "\u00c2£{}", " {} ")


@given(AMOUNTS, st.sampled_from(CREDITS), st.sampled_from(("{:,}", "{}")))
def test_a_credit_is_the_same_amount_below_zero(amount: Decimal, way: str, digits: str) -> None:
    assert parse_amount(way.format(digits.format(amount))) == -amount


@given(AMOUNTS, st.sampled_from(DEBITS), st.sampled_from(("{:,}", "{}")))
def test_a_payment_is_the_same_amount_however_written(
    amount: Decimal, way: str, digits: str
) -> None:
    assert parse_amount(way.format(digits.format(amount))) == amount


@given(st.text(alphabet="0123456789.,-+()£ CRDR$%e\u00a0\ufffd\u00c2#", max_size=12))
def test_no_digit_is_left_out_or_put_in(text: str) -> None:
    try:
        amount = parse_amount(text)
    except UnreadableAmountError:
        return
    digits = "".join(char for char in text if char in "0123456789.")
    if amount is None:
        assert not any(map(str.isdigit, digits))
    else:
        assert abs(amount) == Decimal(digits).quantize(PLACES, rounding=ROUND_HALF_UP)


@given(st.text(max_size=20))
def test_no_text_whatever_stops_the_reading_of_amounts(text: str) -> None:
    try:
        amount = parse_amount(text)
    except UnreadableAmountError:
        return
    assert amount is None or amount == amount.quantize(Decimal("0.0001"))
