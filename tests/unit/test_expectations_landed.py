"""Gate 1: every declared table has a suite, and one bad delivery does not hold up the others."""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.registry import LANDED_SUITES
from expectations.report import Report
from expectations.runner import audit_deliveries
from ingest.model import PROVENANCE
from ingest.money import parse_amount
from ingest.registry import load_specs
from tests.unit import evidence_rows

Json = Mapping[str, str | None]

SOUND = {
    "_source_url": "https://example.org/a@b.example/file.csv",
    "_raw_sha256": "0" * 64,
    "_fetched_at": "2026-03-31T02:00:00+00:00",
    "_part": "",
    "_line": "2",
}
ROWS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("companies_house", "companies"): {
        "CompanyName": "EXAMPLE GROUNDS LTD",
        "CompanyNumber": "99900001",
        "CompanyStatus": "Active",
        "IncorporationDate": "03/05/2019",
        "RegAddress_PostCode": "ZA1 2BD",
    },
    ("company_owners", "owners"): {
        "company_number": "99900001",
        "kind": "corporate-entity-person-with-significant-control",
        "name": "EXAMPLE HOLDINGS LTD",
        "notified_on": "2019-05-03",
        "owner_link": "/company/99900001/persons-with-significant-control/corporate-entity/x",
    },
    ("company_owners", "left_out"): {"kind": "totals", "line_count": "1"},
    ("charities", "charities"): {
        "registered_charity_number": "9990001",
        "linked_charity_number": "0",
        "charity_name": "EXAMPLE TRUST",
        "date_of_registration": "2012-05-14T00:00:00",
        "charity_company_registration_number": "99900001",
    },
    ("mutuals", "societies"): {
        "society_number": "9998",
        "society_name": "Example Allotments Society Limited",
        "registration_date": "03/05/1971",
    },
    ("government_organisations", "organisations"): {
        "slug": "tide-tables-office",
        "title": "Tide Tables Office",
        "closed_at": "2019-03-31T00:00:00.000+01:00",
    },
    ("organisation_lists", "bodies"): {
        "scheme": "GB-NHS",
        "code": "RZ9",
        "name": "Example Hospitals",
        "postcode": "ZA1 2BD",
    },
    ("nspl", "postcodes"): {
        "postcode": "ZA1 2BD",
        "introduced": "198001",
        "terminated": "",
        "district_code": "E07999001",
        "country_code": "E92000001",
        "latitude": "53.1",
        "longitude": "-1.5",
    },
    ("onspd", "postcodes"): {
        "postcode": "ZA1 2BD",
        "introduced": "198001",
        "district_code": "E07999001",
        "easting": "430000",
        "northing": "0450000",
        "lsoa11_code": "E01999111",
        "latitude": "53.1",
        "longitude": "-1.5",
    },
    ("code_point_open", "postcodes"): {
        "postcode": "ZA1 2BD",
        "positional_quality": "10",
        "easting": "430000",
        "northing": "450000",
        "district_code": "E07999001",
    },
    ("deprivation", "areas"): {
        "lsoa21_code": "E01999211",
        "imd_rank": "9000.0",
        "imd_decile": "3.0",
    },
    ("area_lookups", "lsoa_districts"): {
        "lsoa21_code": "E01999211",
        "ward_code": "E05999001",
        "district_code": "E07999001",
    },
    ("area_lookups", "district_regions"): {
        "district_code": "E07999001",
        "district_name": "Brackenfold",
        "region_code": "E12999001",
        "region_name": "North Marches",
    },
    ("boundaries", "districts"): {
        "district_code": "E07999001",
        "district_name": "Brackenfold",
        "geometry_type": "Polygon",
        "coordinates": "[[[0,0],[1,0],[1,1],[0,0]]]",
        "simplified_coordinates": "[[[[0,0],[1,0],[1,1],[0,0]]]]",
    },
    ("industries", "codes"): {"code": "81.30", "description": "Landscape services"},
    ("purchase_codes", "codes"): {"code": "03000000-1", "label": "Farm products"},
    ("price_index", "deflators"): {
        "financial_year": "2024-25",
        "index_value": "100.000",
        "base_year": "2024-25",
        "title": "Invented release",
    },
    ("local_authorities", "authorities"): {
        "local_authority_code": "BRF",
        "official_name": "Brackenfold District Council",
        "gss_code": "E07999001",
        "start_date": "1974-04-01",
    },
    ("spend", "payments"): {
        "publisher_id": "aldermere",
        "period": "2025-04",
        "layout": "example",
        "supplier_name": "EXAMPLE GROUNDS LTD",
        "amount": "£1,234.56",
        "paid_on": "01/04/2025",
        "company_number": "99900001",
        "supplier_postcode": "za12bd",
    },
    ("spend", "publishers"): {
        "publisher_id": "aldermere",
        "title": "Aldermere",
        "vat_basis": "net",
        "threshold_gbp": "500",
    },
    ("spend", "prompt_payments"): {
        "publisher_id": "aldermere",
        "period": "2025-Q2",
        "layout": "prompt payment: share_paid_on_time=% paid within 30 days",
        "financial_year": "2024/25",
        "date_format": "none",
        "on_time_heading": "% paid within 30 days",
        "share_paid_on_time": "94.60%",
        "share_scale": "percent",
        "interest_liable": "£13,618.71",
    },
    ("spend", "publisher_areas"): {"publisher_id": "aldermere", "district_code": "E07999001"},
    **evidence_rows.LANDED,
}
NOTICE = {
    "ocid": "ocds-h6vhtk-0f0001",
    "release_id": "099901-2026",
    "published_at": "2026-03-30T10:50:13+01:00",
    "notice_type": "UK4",
    "buyer_name": "Aldermere",
    "title": "Grounds maintenance",
    "tender_end_at": "2026-04-18T23:59:59Z",
    "value_amount": "60000",
    "value_currency": "GBP",
    "party_name": "EXAMPLE GROUNDS LTD",
    "roles": "supplier",
    "identifier_scheme": "GB-COH",
    "identifier_id": "99900001",
    "postal_code": "ZA1 2BD",
    "award_id": "1",
    "contract_id": "1",
    "lot_id": "1",
    "supplier_name": "EXAMPLE GROUNDS LTD",
    "awarded_at": "2026-03-30",
    "signed_at": "2026-03-30",
    "end_at": "2028-03-30",
    "amount": "57500.00",
    "currency": "GBP",
}
ROWS["spend", "superseded_payments"] = ROWS["spend", "payments"]
DECLARED = sorted(
    (spec.source_id, table) for spec in load_specs().values() for table in spec.tables
)
PREFIXES = {
    "contracts_finder": "ocds-b5fd17",
    "public_contracts_scotland": "ocds-r6ebe6",
    "sell2wales": "ocds-kuma6s",
}
TABLES = [pair for pair in DECLARED if pair[0] not in PREFIXES or pair[1] == "releases"]
"""All but those whose suites are Find a Tender's to the letter."""
SOURCES = sorted({source_id for source_id, _ in TABLES})


def audited(source_id: str, table: str, files: Sequence[Path]) -> Mapping[str, Report]:
    return audit_deliveries(source_id, {table: files})[table]


def every_table(
    folder: Path, source_id: str, changes: Callable[[Sequence[str]], Mapping[str, Json]]
) -> dict[str, dict[str, Report]]:
    """Judge deliveries to every table of a source at once: what to change, by their names."""
    files: dict[str, list[Path]] = {}
    for _, table in (pair for pair in TABLES if pair[0] == source_id):
        (folder / table).mkdir()
        columns = load_specs()[source_id].tables[table].columns
        files[table] = [
            delivery(folder / table, slug, source_id, table, **changed)
            for slug, changed in changes(columns).items()
        ]
    return audit_deliveries(source_id, files)


def row_of(source_id: str, table: str) -> dict[str, str]:
    """Return a sound row of a table, all of whose rules hold."""
    declared = load_specs()[source_id].tables[table].columns
    values = ROWS.get((source_id, table), NOTICE)
    found = {name: values[name] for name in declared if name in values} | SOUND
    if source_id in PREFIXES:
        found["ocid"] = f"{PREFIXES[source_id]}-00000000"
    return found


def delivery(folder: Path, slug: str, source_id: str, table: str, **changes: str | None) -> Path:
    """Write a delivery of one sound row with ``changes``."""
    declared = load_specs()[source_id].tables[table].columns
    schema = pa.schema([(name, pa.string()) for name in (*declared, *PROVENANCE)])
    row = {**row_of(source_id, table), **changes}
    file = folder / f"{slug}.parquet"
    pq.write_table(pa.Table.from_pylist([row], schema=schema), file)
    return file


@pytest.mark.parametrize(("source_id", "table"), DECLARED)
def test_every_declared_table_has_a_suite(source_id: str, table: str) -> None:
    suite = LANDED_SUITES.get((source_id, table))

    assert suite is not None, (
        f"{source_id}.{table} is declared in its source.yml and has no suite: write one in "
        f"expectations/landed/{source_id}.py and add it to SUITES there"
    )


def test_no_suite_is_of_a_table_nobody_declares() -> None:
    assert sorted(LANDED_SUITES) == DECLARED


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_sound_delivery_passes_without_a_failure(tmp_path: Path, source_id: str) -> None:
    reports = every_table(tmp_path, source_id, lambda _: {"sound": {}})

    assert {table: found["sound"].failures for table, found in reports.items()} == dict.fromkeys(
        reports, ()
    )
    assert all(found["sound"].passed for found in reports.values())


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_row_without_provenance_is_held_everywhere(tmp_path: Path, source_id: str) -> None:
    spoilt: Mapping[str, Json] = {
        "no_document": {"_raw_sha256": None},
        "no_line": {"_line": ""},
        "sound": {},
    }

    reports = every_table(tmp_path, source_id, lambda _: spoilt)

    for table, found in reports.items():
        passed = {slug: report.passed for slug, report in found.items()}
        assert passed == {"no_document": False, "no_line": False, "sound": True}, table


NOTICE_SOURCES = ["find_a_tender", "contracts_finder"]


@pytest.mark.parametrize("source_id", NOTICE_SOURCES)
def test_no_field_of_a_contact_point_passes_the_gate_in_any_column_of_a_notice(
    tmp_path: Path, source_id: str
) -> None:
    reports = every_table(
        tmp_path,
        source_id,
        lambda columns: {name: {name: '{"email":"withheld"}'} for name in columns},
    )

    passed = {
        (table, slug)
        for table, found in reports.items()
        for slug, report in found.items()
        if report.passed
    }
    assert passed == set()


@pytest.mark.parametrize("source_id", NOTICE_SOURCES)
def test_an_address_in_a_sentence_is_landed_as_published_with_a_warning(
    tmp_path: Path, source_id: str
) -> None:
    reports = every_table(
        tmp_path, source_id, lambda columns: {"one": {columns[-1]: "write to a@aldermere.example"}}
    )

    for table, found in reports.items():
        assert found["one"].passed, table
        failed = {failure.rule for failure in found["one"].failures}
        assert "no_e_mail_address_in_words" in failed, table


def test_an_address_a_document_was_fetched_from_is_no_contact_point(tmp_path: Path) -> None:
    url = "https://someone@aldermere.example/file.json"
    file = delivery(tmp_path, "one", "find_a_tender", "releases", _source_url=url)

    assert audited("find_a_tender", "releases", [file])["one"].passed


def test_a_failing_delivery_names_rule_column_observed_and_bound(tmp_path: Path) -> None:
    file = delivery(tmp_path, "aldermere__2025-04", "spend", "payments", amount="#REF!", _line="17")

    report = audited("spend", "payments", [file])["aldermere__2025-04"]

    assert not report.passed
    failure = report.failures[0]
    assert failure.rule == "amount_reads_as_money"
    assert failure.column == "amount"
    assert failure.observed == "1 row; first at line 17"
    assert failure.bound == "at most 0 rows"
    assert failure.because.startswith("promise 1")
    assert report.as_rows()[0]["subject"] == "aldermere__2025-04"
    assert json.loads(json.dumps(report.as_json()))["failures"] == [failure.as_row()]


def test_a_failing_delivery_quotes_no_value(tmp_path: Path) -> None:
    address = "someone@aldermere.example"
    file = delivery(tmp_path, "one", "find_a_tender", "parties", street_address=address)

    report = audited("find_a_tender", "parties", [file])["one"]

    assert address not in json.dumps(report.as_json())


def test_one_bad_delivery_among_many_does_not_fail_the_others(tmp_path: Path) -> None:
    files = [delivery(tmp_path, f"day_{day}", "spend", "payments") for day in range(30)]
    files.append(delivery(tmp_path, "bad", "spend", "payments", amount="#REF!"))

    reports = audited("spend", "payments", files)

    assert len(reports) == 31
    assert [slug for slug, report in reports.items() if not report.passed] == ["bad"]


def test_a_delivery_with_other_columns_fails_alone_and_for_that_only(tmp_path: Path) -> None:
    odd = tmp_path / "odd.parquet"
    pq.write_table(pa.table({"amount": pa.array([12.5])}), odd)
    sound = delivery(tmp_path, "sound", "spend", "payments")

    reports = audited("spend", "payments", [odd, sound])

    assert reports["sound"].passed
    assert [failure.rule for failure in reports["odd"].failures] == ["columns_as_declared"]
    assert "missing: publisher_id" in reports["odd"].failures[0].observed


def test_a_delivery_without_rows_fails_where_rows_are_due_and_passes_where_not(
    tmp_path: Path,
) -> None:
    for source_id, table, passed in (
        ("spend", "payments", False),
        ("find_a_tender", "releases", True),
    ):
        file = delivery(tmp_path, "quiet", source_id, table)
        pq.write_table(pq.read_table(file).slice(0, 0), file)

        assert audited(source_id, table, [file])["quiet"].passed is passed


def test_no_file_is_no_report() -> None:
    assert audited("spend", "payments", []) == {}


READABLE = [
    "1234.5", "£1,234.56", "-£12.00", "£-12.00", "(123.45)", "£(123.45)", "123.45-", "123.45 CR",
    "Â£1", "\ufffd1", "1 234.56", "\u221212.30", "GBP 5", "0.00005", "- 12", "12 DR",
]  # fmt: skip


def test_whatever_is_read_as_money_passes_the_gate(tmp_path: Path) -> None:
    assert all(isinstance(parse_amount(text), Decimal) for text in READABLE)
    files = [
        delivery(tmp_path, f"amount_{number}", "spend", "payments", amount=text)
        for number, text in enumerate(READABLE)
    ]

    reports = audited("spend", "payments", files)

    assert [slug for slug, report in reports.items() if report.failures] == []


CASES: Sequence[tuple[str, str, Mapping[str, str | None], str, bool]] = (
    (
        "company_owners",
        "owners",
        {"kind": "individual-person-with-significant-control"},
        "only_owners_that_are_no_people",
        True,
    ),
    (
        "company_owners",
        "owners",
        {"owner_link": "/company/1/x/individual/y"},
        "no_link_to_a_person",
        True,
    ),
    ("company_owners", "owners", {"company_number": None}, "company_number_mostly_shaped", True),
    ("company_owners", "owners", {"name": " "}, "name_there", False),
    ("company_owners", "owners", {"ceased_on": "30/06/2024"}, "dates_are_dates", True),
    ("company_owners", "left_out", {"line_count": "0"}, "counts_are_counts", True),
    (
        "company_owners",
        "left_out",
        {"kind": "legal-person-beneficial-owner"},
        "no_kind_that_is_landed",
        True,
    ),
    ("charities", "charities", {"registered_charity_number": "7"}, "charity_number_shape", False),
    ("charities", "charities", {"date_of_removal": "1/2/2020"}, "dates_are_dates", True),
    (
        "charities",
        "charities",
        {"charity_company_registration_number": "N/A"},
        "company_number_shape",
        False,
    ),
    ("mutuals", "societies", {"society_number": "IP9"}, "society_number_shape", False),
    ("mutuals", "societies", {"deregistration_date": "2024-06-30"}, "dates_are_dates", True),
    ("government_organisations", "organisations", {"title": None}, "slug_and_title_there", True),
    (
        "government_organisations",
        "organisations",
        {"closed_at": "last year"},
        "closed_at_is_a_date",
        False,
    ),
    ("organisation_lists", "bodies", {"postcode": "nowhere"}, "postcode_shape", True),
    ("spend", "payments", {"amount": None}, "amount_reads_as_money", True),
    ("spend", "payments", {"amount": "1.2.3"}, "amount_reads_as_money", True),
    ("spend", "payments", {"supplier_name": " "}, "payee_told", True),
    ("spend", "payments", {"paid_on": None}, "paid_on_filled", False),
    ("spend", "payments", {"amount": "1000000000.01"}, "amount_within_a_billion", False),
    ("spend", "payments", {"company_number": "GB1234"}, "company_number_shape", False),
    ("spend", "payments", {"supplier_postcode": "nowhere"}, "supplier_postcode_shape", False),
    ("spend", "payments", {"purpose": "a@b.example"}, "no_contact_point", False),
    ("spend", "publishers", {"vat_basis": "inclusive"}, "vat_basis_known_word", True),
    ("spend", "prompt_payments", {"financial_year": ""}, "period_told", True),
    ("spend", "prompt_payments", {"share_scale": "tenths"}, "share_scale_known_word", True),
    ("spend", "prompt_payments", {"share_paid_on_time": "most"}, "share_reads_as_a_number", True),
    ("spend", "prompt_payments", {"share_paid_on_time": "914"}, "share_of_a_whole", False),
    ("spend", "prompt_payments", {"financial_year": "Quarter 1"}, "financial_year_shape", False),
    ("spend", "publisher_areas", {"district_code": "07999001"}, "district_code_shape", True),
    ("find_a_tender", "releases", {"ocid": "h6vhtk-0f0001"}, "ocid_shape", True),
    ("find_a_tender", "releases", {"published_at": "31/03/26"}, "published_at_is_a_date", True),
    ("find_a_tender", "releases", {"notice_type": "UK99"}, "notice_type_known", False),
    (
        "find_a_tender",
        "releases",
        {"value_amount": "1e9999"},
        "value_amount_is_a_number",
        False,
    ),
    ("find_a_tender", "awards", {"currency": "AED"}, "mostly_pounds", False),
    ("find_a_tender", "award_suppliers", {"award_id": ""}, "award_id_filled", True),
    ("contracts_finder", "releases", {"ocid": "ocds-kuma6s-1"}, "ocid_of_this_service", False),
    ("companies_house", "companies", {"CompanyNumber": "1"}, "company_number_shape", False),
    ("companies_house", "companies", {"CompanyName": ""}, "CompanyName_filled", True),
    (
        "companies_house",
        "companies",
        {"IncorporationDate": "2019-05-03"},
        "incorporation_date_is_a_date",
        True,
    ),
    ("nspl", "postcodes", {"postcode": "99"}, "postcode_mostly_shaped", True),
    ("nspl", "postcodes", {"terminated": "2019"}, "terminated_is_a_month", True),
    (
        "nspl",
        "postcodes",
        {"district_code": ""},
        "district_where_there_is_a_grid_reference",
        True,
    ),
    ("nspl", "postcodes", {"latitude": "12.5"}, "coordinates_in_these_islands", False),
    ("nspl", "postcodes", {"easting": "430000"}, "grid_reference_is_whole", True),
    ("nspl", "postcodes", {"lsoa21_code": "21"}, "lsoa_shape", False),
    ("onspd", "postcodes", {"district_code": "E07"}, "district_code_shape", True),
    ("code_point_open", "postcodes", {"easting": "0"}, "on_the_british_grid", True),
    ("code_point_open", "postcodes", {"easting": ""}, "on_the_british_grid", True),
    (
        "code_point_open",
        "postcodes",
        {"positional_quality": "70"},
        "positional_quality_known",
        True,
    ),
    ("code_point_open", "postcodes", {"postcode": "X"}, "postcode_mostly_shaped", True),
    ("code_point_open", "postcodes", {"district_code": "X"}, "district_code_shape", True),
    ("deprivation", "areas", {"imd_decile": "11"}, "decile_is_one_of_ten", True),
    ("deprivation", "areas", {"imd_rank": "0"}, "rank_in_england", True),
    ("deprivation", "areas", {"lsoa21_code": "W01000001"}, "england_only", True),
    ("deprivation", "areas", {"lsoa11_code": "E01999111"}, "one_vintage_a_row", True),
    ("area_lookups", "lsoa_districts", {"ward_code": "X"}, "codes_are_codes", True),
    ("area_lookups", "district_regions", {"region_code": ""}, "region_code_filled", True),
    ("boundaries", "districts", {"geometry_type": "Point"}, "geometry_is_an_area", True),
    ("boundaries", "districts", {"district_code": "X"}, "district_code_shape", True),
    (
        "boundaries",
        "districts",
        {"simplified_coordinates": "[]"},
        "no_area_lost_in_simplifying",
        True,
    ),
    ("industries", "codes", {"code": "8"}, "code_shape", True),
    ("industries", "codes", {"description": ""}, "description_filled", True),
    ("purchase_codes", "codes", {"code": "3000000"}, "code_shape", True),
    ("purchase_codes", "codes", {"label": ""}, "label_filled", True),
    ("price_index", "deflators", {"index_value": "99"}, "base_year_is_a_hundred", True),
    ("price_index", "deflators", {"financial_year": "2024"}, "years_are_financial_years", True),
    (
        "price_index",
        "deflators",
        {"financial_year": "2023-24", "index_value": "0"},
        "index_is_positive",
        True,
    ),
    ("local_authorities", "authorities", {"gss_code": "E0799"}, "gss_code_shape", True),
    ("local_authorities", "authorities", {"end_date": "1/4/23"}, "dates_are_dates", True),
    ("spend", "publishers", {"threshold_gbp": "five hundred"}, "threshold_reads_as_money", True),
    ("find_a_tender", "releases", {"tender_end_at": "soon"}, "tender_end_at_is_a_date", False),
    ("find_a_tender", "releases", {"value_currency": "USD"}, "mostly_pounds", False),
    ("find_a_tender", "parties", {"identifier_id": "exempt"}, "company_number_shape", False),
    ("find_a_tender", "parties", {"postal_code": "nowhere"}, "postcode_shape", False),
    ("find_a_tender", "awards", {"awarded_at": "soon"}, "awarded_at_is_a_date", False),
    ("find_a_tender", "awards", {"end_at": "2026-02-30"}, "end_at_is_a_date", False),
    ("find_a_tender", "awards", {"amount": "000,"}, "amount_is_a_number", False),
    ("find_a_tender", "award_suppliers", {"supplier_name": None}, "supplier_is_somebody", False),
    ("find_a_tender", "contracts", {"signed_at": "soon"}, "signed_at_is_a_date", False),
    ("find_a_tender", "amendments", {"amended_at": "soon"}, "amended_at_is_a_date", False),
    ("find_a_tender", "observations", {"start_at": "soon"}, "start_at_is_a_date", False),
    ("find_a_tender", "performance_failures", {"decided_at": "x"}, "decided_at_is_a_date", False),
    ("find_a_tender", "performance_failures", {"penalty_at": "x"}, "penalty_at_is_a_date", False),
    ("companies_house", "companies", {"CompanyNumber": "1"}, "company_number_mostly_shaped", True),
    ("companies_house", "companies", {"RegAddress_PostCode": "X"}, "postcode_shape", False),
    ("nspl", "postcodes", {"district_code": "E07"}, "district_code_shape", True),
    ("nspl", "postcodes", {"introduced": "1980"}, "introduced_is_a_month", False),
    ("nspl", "postcodes", {"terminated": "201504"}, "some_postcodes_live", False),
    *evidence_rows.LANDED_CASES,
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Report]:
    """Judge a delivery for each case, all those of one table in one scan."""
    folder = tmp_path_factory.mktemp("landed")
    files: dict[tuple[str, str], list[Path]] = {}
    for number, (source_id, table, changes, _, _) in enumerate(CASES):
        file = delivery(folder, str(number), source_id, table, **changes)
        files.setdefault((source_id, table), []).append(file)
    return {
        int(slug): report
        for key, candidates in files.items()
        for slug, report in audited(*key, candidates).items()
    }


@pytest.mark.parametrize(
    ("number", "table", "rule", "holds_it_up"),
    [(number, f"{case[0]}.{case[1]}", *case[3:]) for number, case in enumerate(CASES)],
)
def test_a_rule_fires_on_what_it_is_for(
    reports: Mapping[int, Report], number: int, table: str, rule: str, holds_it_up: bool
) -> None:
    assert reports[number].suite == table

    severities = {failure.rule: failure.severity for failure in reports[number].failures}

    assert severities.get(rule) == ("critical" if holds_it_up else "warning")


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_blank_where_something_must_be_is_seen(tmp_path: Path, source_id: str) -> None:
    due = {
        table: {rule.column for rule in suite.rules if rule.name == f"{rule.column}_filled"}
        for (source, table), suite in LANDED_SUITES.items()
        if source == source_id and (source, table) in TABLES
    }
    wanted = {column for columns in due.values() for column in columns if column}

    reports = every_table(
        tmp_path,
        source_id,
        lambda columns: {name: {name: " "} for name in columns if name in wanted} or {"none": {}},
    )

    for table, found in reports.items():
        for column in due[table]:
            failed = {failure.rule for failure in found[str(column)].failures}
            assert f"{column}_filled" in failed, (table, column)


UNIQUE = sorted(
    (*key, rule.name)
    for key, suite in LANDED_SUITES.items()
    for rule in suite.rules
    if rule.name.endswith("_unique")
)


@pytest.mark.parametrize(("source_id", "table", "rule"), UNIQUE)
def test_a_key_given_twice_is_seen(tmp_path: Path, source_id: str, table: str, rule: str) -> None:
    file = delivery(tmp_path, "twice", source_id, table)
    once = pq.read_table(file)
    pq.write_table(pa.concat_tables([once, once]), file)

    report = audited(source_id, table, [file])["twice"]

    assert [failure.rule for failure in report.failures] == [rule]


def test_every_rule_has_a_case_that_breaks_it() -> None:
    everywhere = {
        "provenance_whole",
        "row_count",
        "no_contact_point",
        "no_e_mail_address_in_words",
    }
    shown = everywhere | {rule for *_, rule, _ in CASES}

    unshown = {
        rule.name
        for suite in LANDED_SUITES.values()
        for rule in suite.rules
        if rule.name not in shown and not rule.name.endswith(("_filled", "_unique"))
    }

    assert unshown == set(), f"add a case to CASES that breaks {sorted(unshown)}"
