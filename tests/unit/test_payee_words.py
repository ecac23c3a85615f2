"""What the lists of words make of names: every name here is invented, the words are real."""

from collections.abc import Mapping, Sequence

import pytest

from pipelines.spendfile.protecting import classes_of

PUBLIC, CHARITY, COMPANY = "public_body", "charity_or_mutual", "company"


def classes(names: Sequence[str]) -> Mapping[str, str]:
    return classes_of(frozenset(names))


def test_trusts_of_the_health_service_are_public_bodies() -> None:
    names = (
        "Quaggin Primary Care Trust", "QUAGGIN PRIMARY CARE TRUST (G)", "Quaggin Care Trust Plus",
        "Quaggin Mental Health & Social Care Trust", "Quaggin District Care Trust",
        "Quaggin Health Care NHS Trust", "Quaggin National Health Service Trust",
        "Quaggin Hospitals NHSFT", "Northumberland Care Trust",
    )  # fmt: skip
    assert classes(names) == dict.fromkeys(names, PUBLIC)


def test_charities_that_care_stay_charities() -> None:
    names = (
        "Quaggin Carers Trust", "Quaggin Advice & Care Trust", "Quaggin Daycare Trust",
        "Quaggin Childcare Trust", "Quaggin Trust for Carers", "Friends of Quaggin NHS Trust",
        "Quaggin NHS Foundation Trust Charity",
    )  # fmt: skip
    assert classes(names) == dict.fromkeys(names, CHARITY)


def test_a_health_trust_is_no_company_whose_name_it_shares() -> None:
    names = ("Great Western Hospitals NHS Foundation Trust", "Capita NHS Trust")
    assert classes(names) == dict.fromkeys(names, PUBLIC)
    assert classes(["Quaggin NHS Trust Pharmacy Ltd"]) == {
        "Quaggin NHS Trust Pharmacy Ltd": COMPANY
    }


def test_cities_and_governments_are_public_bodies_by_their_old_names_too() -> None:
    names = (
        "CORPORATION OF LONDON (G)", "City of London Corporation", "Scottish Executive",
        "CITY & COUNTY OF QUAGGIN", "Quaggin County Borough of Ormerin", "The Lord Mayor",
        "Lord Mayor of Quaggin", "Lord Chancellor",
    )  # fmt: skip
    assert classes(names) == dict.fromkeys(names, PUBLIC)


def test_a_title_of_rank_makes_a_person_though_the_surname_is_a_trade() -> None:
    names = (
        "Sir Ormerin Curry", "LORD CURRY", "Lady Heritage", "Dame Ormerin Scales",
        "The Lord Quaggin", "The Rt Hon Ormerin Quaggin", "Baroness Quaggin of Ormerin",
        "Baron Quaggin", "Viscount Quaggin", "Rev'd Ormerin Quaggin", "Rev\u2019d Quaggin",
        "Admiral Sir Ormerin Quaggin", "QUAGGIN, Sir Ormerin", "Lord Mayor Mary Quaggin",
    )  # fmt: skip
    assert classes(names) == dict.fromkeys(names, "person")


def test_what_is_named_after_a_person_of_rank_is_no_person() -> None:
    expected = {
        "Lady Ormerin School": PUBLIC,
        "The Sir Ormerin Quaggin Academy": PUBLIC,
        "Sir Ormerin Quaggin Foundation": CHARITY,
        "Sir Ormerin Quaggin Ltd": COMPANY,
        "Sir Robert McAlpine": COMPANY,
        "The Lady Ormerin Hotel": "unknown",
        "Lord Roofing": "unknown",
    }
    assert classes(list(expected)) == expected


def test_a_surname_that_is_a_trade_hides_no_given_name() -> None:
    words = "Curry Heritage Gates Kitchen Jolly Petty Scales Holding England Wales English Welsh"
    names = [f"Mary {word}" for word in words.split()] + ["Piers Quaggin", "Tara Quaggin"]
    assert classes(names) == dict.fromkeys(names, "person")
    trades = ["Quaggin Heritage", "Quaggin Kitchen", "Quaggin Gates", "Volunteering England"]
    assert classes(trades) == dict.fromkeys(trades, "unknown")


@pytest.mark.parametrize("currency", ["GBP", "EUR", "USD", "(GBP)"])
def test_a_currency_after_a_name_says_nothing_of_the_payee(currency: str) -> None:
    assert list(classes([f"Mary Quaggin {currency}"]).values()) == ["person"]
    assert list(classes([f"Quaggin Ltd {currency}"]).values()) == [COMPANY]


def test_a_number_or_a_word_for_nothing_is_no_organisation() -> None:
    names = ("10005331", "n/a", "N/A", "Various", "unknown", "-")
    assert classes(names) == dict.fromkeys(names, "unknown")
    withheld = ("THIRD PARTY SUPPLIER", "Third party", "[number withheld]")
    assert classes(withheld) == dict.fromkeys(withheld, "redacted")
    parts = {"Various Artists Ltd": COMPANY, "Third Party Catering": "unknown"}
    assert classes(list(parts)) == parts


def test_initials_after_a_surname_are_no_foreign_legal_form() -> None:
    names = ("Quaggin SA", "QUAGGIN AG", "Quaggin S.A.", "Quaggin B V", "Quaggin A.S.")
    assert classes(names) == dict.fromkeys(names, "person")
