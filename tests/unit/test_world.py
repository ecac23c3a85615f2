"""The invented county: nothing in it exists, and its truth fits what it publishes."""

import csv
import datetime as dt
import functools
import io
import re
import zipfile
from decimal import Decimal

import pytest
import python_calamine

from replay.bodies import BODIES
from replay.payments import Payment
from replay.procurement import Process
from replay.render.spend import TROUBLE as TROUBLE_OF
from replay.render.spend import SpendDocument, spend_documents
from replay.truth import (
    contracts_truth,
    documents_truth,
    payments_truth,
    releases_truth,
    totals_truth,
)
from replay.world import World, build_world

UNALLOTTED = re.compile(r"999\d{5}|SC999\d{3}|OC999\d{3}")
PLATFORM_NUMBER = re.compile(
    r"P[BCDGHJLMNPQRTVWXYZ]{3}-[1-9]{4}-[BCDGHJLMNPQRTVWXYZ]{3}[CDGHJLMNPQRTVWXYZ]"
)
POSTCODE = re.compile(r"ZA[1-9] [1-9][ABD-HJLNP-UW-Z]{2}")


@functools.cache
def county(day: int = 1) -> World:
    return build_world(seed=7, day=day)


def document_of(publisher_id: str, period: str, day: int = 1) -> SpendDocument:
    return next(
        document
        for document in spend_documents(county(day))
        if (document.publisher_id, document.period) == (publisher_id, period)
    )


def test_every_company_number_is_from_a_range_the_register_never_allotted():
    assert all(UNALLOTTED.fullmatch(company.number) for company in county().companies)
    assert len({company.number for company in county().companies}) == len(county().companies)


def test_every_postcode_has_the_form_of_one_and_lies_in_an_area_that_does_not_exist():
    postcodes = [postcode.text for postcode in county().postcodes]
    assert all(POSTCODE.fullmatch(postcode) for postcode in postcodes)
    assert len(set(postcodes)) == len(postcodes)


def test_every_body_has_a_platform_number_of_the_right_form_that_marks_no_consortium():
    numbers = [body.registered_number for body in BODIES]
    assert all(PLATFORM_NUMBER.fullmatch(number) for number in numbers)
    assert not any(number.endswith("C") for number in numbers)


def _table(document: SpendDocument, part: str) -> list[list[str]]:
    if document.path.endswith((".xls", ".xlsx")):
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(document.data))
        rows = book.get_sheet_by_name(part).to_python(skip_empty_area=False)
        return [[str(value) for value in row] for row in rows]
    data, delimiter = document.data, ","
    if document.path.endswith(".zip"):
        data, delimiter = zipfile.ZipFile(io.BytesIO(data)).read(part), ";"
    encoding = {"aldminster_city": "cp1252", "heronsby": "utf-16"}.get(
        document.publisher_id, "utf-8-sig"
    )
    delimiter = "\t" if encoding == "utf-16" else delimiter
    return list(csv.reader(data.decode(encoding).splitlines(), delimiter=delimiter))


@pytest.mark.parametrize("body", [body.publisher_id for body in BODIES])
def test_the_truth_names_the_line_on_which_each_payment_stands(body):
    read = 0
    for document in spend_documents(county()):
        if document.publisher_id != body or (document.trouble and "dates" not in document.trouble):
            continue
        for sheet in document.sheets:
            table = _table(document, sheet.name)
            for line, payment in sheet.places:
                assert payment.payee.printed_name in table[line - 1]
                read += 1
    assert read > 200


def test_every_trouble_that_is_declared_happens_to_a_file_that_is_published():
    found = {
        (document.publisher_id, document.period): document.trouble
        for document in spend_documents(county())
        if document.trouble
    }
    assert found == TROUBLE_OF


def test_totals_add_up_the_lines_that_can_be_read_and_no_others():
    payments = list(payments_truth(county()))
    readable = [one for one in payments if one["expected"] == "landed"]
    assert len(readable) < len(payments)
    assert sum(Decimal(one["paid_gbp"]) for one in totals_truth(payments)) == sum(
        Decimal(one["amount_gbp"]) for one in readable
    )


@pytest.mark.parametrize(
    ("what", "is_so"),
    [
        ("a credit", lambda line: line.amount < 0),
        ("a line of nothing", lambda line: line.amount == 0),
        ("a redaction", lambda line: line.payee.payee_class == "redacted"),
        ("a person", lambda line: line.payee.payee_class == "person"),
        ("a line without a date", lambda line: line.is_undated),
        ("an amount nobody can read", lambda line: line.is_unreadable),
        ("a payment under a contract", lambda line: line.ocid),
    ],
)
def test_the_county_pays_in_every_awkward_way(what, is_so):
    assert any(is_so(payment) for payment in county().payments), what


def test_some_payments_are_genuinely_repeated_to_the_letter():
    seen: set[Payment] = set()
    repeated = [one for one in county().payments if one in seen or seen.add(one)]
    assert repeated


def test_a_month_has_between_300_and_400_lines_over_all_bodies():
    may = [one for one in county().payments if one.month == dt.date(2025, 5, 1)]
    assert 300 <= len(may) <= 420


def _notices(process: Process) -> set[str]:
    return {event.notice for event in county().seen(process)}


@pytest.mark.parametrize(
    "life",
    [
        {"UK2", "UK4", "UK6", "UK7"},
        {"UK5", "UK7"},
        {"UK7", "UK10"},
        {"UK7", "UK9"},
        {"UK7", "UK11"},
        {"UK4", "UK12"},
        {"F02", "F03"},
        {"F03", "F20"},
        {"tender", "award"},
    ],
    ids=lambda life: "-".join(sorted(life)),
)
def test_some_process_lives_each_of_the_lives_a_process_can_have(life):
    assert any(life <= _notices(process) for process in county().processes)


def test_contracts_have_ends_that_are_stated_missing_and_unreal_and_some_have_options():
    contracts = list(contracts_truth(county()))
    assert {one["end_date_quality"] for one in contracts} == {"stated", "missing", "unreal"}
    assert {one["value_kind"] for one in contracts} == {
        "award",
        "call_off",
        "contract",
        "framework_ceiling",
        "award_or_ceiling",
    }
    assert any(one["latest_end_date"] for one in contracts)
    assert any(int(one["supplier_count"]) > 1 for one in contracts)


def test_notices_appear_in_the_order_of_their_numbers_within_a_year():
    rows = [one for one in releases_truth(county()) if one["source_id"] == "find_a_tender"]
    plain = sorted((one["published_at"], one["release_id"]) for one in rows if not one["oddity"])
    for year in ("2024", "2025", "2026"):
        numbers = [release for _, release in plain if release.endswith(year)]
        assert numbers == sorted(numbers)


def test_the_next_night_knows_all_that_the_first_one_knew_and_more():
    first = {(one["ocid"], one["release_id"]) for one in releases_truth(county(1))}
    second = {(one["ocid"], one["release_id"]) for one in releases_truth(county(2))}
    assert first < second


def test_the_next_night_files_one_notice_under_a_day_that_was_over():
    late = [one for one in releases_truth(county(2)) if one["oddity"] == "filed late"]
    assert [one["published_at"][:10] for one in late] == ["2026-03-24"]


def test_the_next_night_brings_a_month_and_replaces_one_file_at_the_same_address():
    first = {one["url"]: one for one in documents_truth(county(1))}
    second = {one["url"]: one for one in documents_truth(county(2))}
    new = [one for url, one in second.items() if url not in first]
    assert [(one["publisher_id"], one["period"]) for one in new] == [
        ("aldermere_county", "2026-03"),
        ("department_for_lighthouses", "2026-01"),
    ]
    before = document_of("aldminster_city", "2025-10")
    after = document_of("aldminster_city", "2025-10", day=2)
    assert before.path == after.path
    assert before.data != after.data


def test_there_is_no_night_before_the_first():
    with pytest.raises(ValueError, match="begins on day 1"):
        build_world(seed=7, day=0)
