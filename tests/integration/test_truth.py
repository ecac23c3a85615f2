"""The invented county's truth, which nobody guessed from the files, against what we publish."""

import math
from pathlib import Path

import duckdb
import pytest

from ingest.declarations import load_area
from replay.bodies import BODIES
from replay.places import CODE_POINT_ONLY
from replay.render.areas import TOWN
from replay.world import build_world
from tests.integration.night import ROOT
from tests.integration.told import rows, told_beside

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def truth(night_one: Path, truth_files: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the release's tables and one table for each file of the truth."""
    return told_beside(night_one, truth_files)


def test_every_payment_line_is_where_the_truth_says_with_its_amount_and_date(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    lost = rows(truth, """
        select told.publisher_id, told.period, told.part, told.line, found.amount_gbp
        from payments_truth as told
        full join release.fct_payments as found
            on told.publisher_id = found.publisher_id
            and told.period = found.period
            and coalesce(told.part, '') = found._part
            and cast(told.line as integer) = found._line
        where coalesce(told.expected, 'landed') = 'landed' and (
            cast(told.amount_gbp as decimal(20, 4)) is distinct from found.amount_gbp
            or cast(told.paid_date as date) is distinct from found.paid_date
            or told.vat_basis is distinct from found.vat_basis
        )
    """)  # fmt: skip
    assert lost == []


def test_what_each_body_paid_each_month_is_what_the_truth_says(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        select coalesce(told.publisher_id, found.publisher_id), told.spend_month,
            told.paid_gbp, found.paid_gbp, told.credits_gbp, found.credits_gbp
        from totals_truth as told
        full join release.mart_spend_by_body_month as found
            on told.publisher_id = found.publisher_id
            and cast(told.spend_month as date) is not distinct from found.spend_month
            and told.vat_basis = found.vat_basis
        where cast(told.paid_gbp as decimal(20, 4)) is distinct from found.paid_gbp
            or cast(told.credits_gbp as decimal(20, 4)) is distinct from found.credits_gbp
            or cast(told.line_count as bigint) is distinct from found.line_count
    """)  # fmt: skip
    assert wrong == []


def test_no_payment_is_matched_to_a_company_that_was_not_paid(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        select told.printed_name, told.supplier_number, organisation.company_number
        from payments_truth as told
        inner join release.fct_payments as found
            on told.publisher_id = found.publisher_id
            and told.period = found.period
            and coalesce(told.part, '') = found._part
            and cast(told.line as integer) = found._line
        inner join release.dim_organisations as organisation
            on found.organisation_key = organisation.organisation_key
        where organisation.company_number is not null
            and organisation.company_number is distinct from told.supplier_number
    """)  # fmt: skip
    assert wrong == []


def test_no_person_is_named_in_any_published_table(truth: duckdb.DuckDBPyConnection) -> None:
    persons = [
        str(name)
        for (name,) in rows(
            truth,
            """
            select printed_name from payments_truth where payee_class = 'person'
            union select supplier_name from winners_truth where supplier_class = 'person'
            """,
        )
    ]
    assert len(persons) > 2
    tables = rows(truth, "select table_name from duckdb_tables() where database_name = 'release'")
    for (table,) in tables:
        named = rows(truth, f"""
            select person from (select unnest({persons!r}) as person)
            where exists (
                select 1 from release.{table} as published
                where contains(to_json(published)::varchar, person)
            )
        """)  # fmt: skip
        assert named == [], f"{table} names {named}"


def test_the_true_local_share_lies_between_the_published_bounds(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    outside = rows(truth, """
        with told as (
            select
                found.publisher_id, found.financial_year, found.vat_basis,
                sum(found.amount_gbp) filter (where told.place_band = 'own_area') as own_area_gbp,
                sum(found.amount_gbp) as paid_gbp
            from payments_truth as told
            inner join release.fct_payments as found
                on told.publisher_id = found.publisher_id
                and told.period = found.period
                and coalesce(told.part, '') = found._part
                and cast(told.line as integer) = found._line
            group by all
        )
        select told.*, mart.own_area_share_low, mart.own_area_share_high
        from told
        inner join release.mart_spend_geography as mart
            using (publisher_id, financial_year, vat_basis)
        where mart.paid_gbp <> told.paid_gbp
            or coalesce(told.own_area_gbp, 0) / told.paid_gbp
                not between mart.own_area_share_low - 0.000001
                and mart.own_area_share_high + 0.000001
    """)  # fmt: skip
    assert outside == []


def test_the_true_share_of_every_sector_lies_between_the_published_bounds(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(truth, """
        with told as (
            select
                found.publisher_id, found.financial_year, found.vat_basis,
                industries.section_code, sum(found.amount_gbp) as section_gbp
            from payments_truth as told
            inner join release.fct_payments as found
                on told.publisher_id = found.publisher_id
                and told.period = found.period
                and coalesce(told.part, '') = found._part
                and cast(told.line as integer) = found._line
            inner join companies_truth as companies
                on told.supplier_number = companies.company_number
            inner join release.dim_industries as industries
                on companies.industry_division = industries.industry_code
            group by all
        ),
        years as (
            select publisher_id, financial_year, vat_basis, sum(paid_gbp) as paid_gbp
            from release.mart_spend_by_sector
            group by all
        )
        select distinct
            mart.section_code, years.publisher_id, told.section_gbp,
            coalesce(told.section_gbp, 0) / years.paid_gbp
                between mart.section_share_low - 0.000001 and mart.section_share_high + 0.000001
        from release.mart_spend_by_sector as mart
        inner join years
            on mart.publisher_id = years.publisher_id
            and mart.financial_year is not distinct from years.financial_year
            and mart.vat_basis = years.vat_basis
        left join told
            on mart.publisher_id = told.publisher_id
            and mart.financial_year is not distinct from told.financial_year
            and mart.vat_basis = told.vat_basis
            and mart.section_code = told.section_code
        where mart.section_share_low is not null
    """)  # fmt: skip
    reasons = rows(truth, "select distinct sector_reason from release.fct_supplier_sectors")

    assert len(found) > 50
    assert [row for row in found if not row[3]] == []
    assert {reason for (reason,) in reasons} == {
        None, "no_code", "code_not_of_2007", "not_trading", "several_sections",
    }  # fmt: skip


def test_a_payee_on_the_register_is_placed_wherever_its_postcode_stands(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(truth, """
        select distinct told.company_number, told.postcode, told.district_code,
            paid.supplier_district_code, paid.place_reason, paid.supplier_place_source,
            paid.supplier_imd_edition, paid.distance_km is not null
        from companies_truth as told
        inner join release.dim_organisations as organisation
            on told.company_number = organisation.company_number
        inner join release.fct_payments as paid
            on organisation.organisation_key = paid.organisation_key
    """)  # fmt: skip
    ended = {row.text for row in build_world(20260331).postcodes if row.terminated}
    without_area = [row for row in found if row[4] == "publisher_has_no_area"]

    assert [row for row in found if (row[2] or None) != row[3]] == []
    assert without_area
    assert [row for row in without_area if row[3] is None or row[5] is None] == []
    assert {row[4] for row in found if row[1] in ended} <= {None, "publisher_has_no_area"}
    by_source = {str(row[5]): row for row in found}
    assert set(by_source) == {"nspl", "code_point_open", "None"}
    assert {row[1] for row in found if row[5] == "code_point_open"} <= CODE_POINT_ONLY.keys()
    assert {row[4] for row in found if row[5] is None} == {"no_postcode", "postcode_not_found"}
    assert {row[6] for row in found if row[5] == "nspl"} == {"2019", "2025"}
    assert all(row[7] == (row[4] is None) for row in found)


def test_a_body_without_an_area_is_the_reason_only_where_the_payee_was_found(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    without = [body.publisher_id for body in BODIES if not body.area_codes]
    found = rows(truth, f"""
        select publisher_id, place_reason, match_tier = 'none', count(*) > 0
        from release.fct_payments
        where publisher_id in ({", ".join(f"'{one}'" for one in without)})
        group by all
    """)  # fmt: skip
    said = {(reason, is_unmatched) for _, reason, is_unmatched, _ in found}

    assert {("no_company_found", True), ("public_body", True)} <= said
    assert ("publisher_has_no_area", False) in said
    assert ("publisher_has_no_area", True) not in said
    assert None not in {reason for reason, _ in said}


def test_an_office_is_as_far_from_the_middle_of_the_bodys_area_as_the_map_says(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    postcodes = build_world(20260331).postcodes
    at = {row.text: (row.easting, row.northing) for row in postcodes if row.district_code}
    found = rows(truth, """
        select distinct paid.publisher_id, company.registered_postcode, paid.distance_km
        from release.fct_payments as paid
        inner join release.dim_organisations as company
            on paid.organisation_key = company.organisation_key
        where paid.supplier_place_source = 'nspl' and paid.place_reason is null
    """)  # fmt: skip
    middles = {}
    for body in BODIES:
        live = [at[row.text] for row in postcodes
                if row.district_code in body.area_codes and not row.terminated]  # fmt: skip
        live += [TOWN for code in CODE_POINT_ONLY.values() if code in body.area_codes]
        if live:
            east, north = zip(*live, strict=True)
            middles[body.publisher_id] = (sum(east) // len(live), sum(north) // len(live))

    assert len(found) > 500
    for body_id, postcode, distance in found:
        metres = math.dist(middles[str(body_id)], at[str(postcode)])
        assert distance == int((metres + 500) // 1000), (body_id, postcode)


def test_every_list_that_the_area_names_has_landed_whole(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(truth, """
        select source_id, count(*), sum(rows_rejected), min(outcome), max(outcome)
        from release.fct_deliveries
        where source_id in ('area_lookups', 'boundaries', 'code_point_open', 'deprivation',
            'industries', 'nspl', 'onspd', 'price_index', 'purchase_codes')
        group by source_id order by source_id
    """)  # fmt: skip

    editions = load_area(ROOT / "areas" / "aldermere.yml").options
    assert found == [
        (source_id, len(editions[str(source_id)]), 0, "landed", "landed") for source_id, *_ in found
    ]
    assert len(found) == 9


def test_every_refused_file_is_refused_for_the_true_reason(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        select told.url, told.expected_code, found.outcome, found.reason_code
        from documents_truth as told
        left join release.fct_deliveries as found
            on found.source_id = 'spend' and ends_with(found._source_url, told.url)
        where told.expected_code is distinct from case
            when found.outcome = 'landed' then null
            when found.outcome = 'no_publication' then 'not_published'
            when found.outcome = 'empty_publication' then 'empty_publication'
            else found.reason_code
        end
    """)  # fmt: skip
    assert wrong == []


def test_every_notice_lands_whatever_is_odd_about_it_and_an_unknown_type_is_counted(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    lost = rows(truth, """
        select told.source_id, told.ocid, told.release_id, told.oddity
        from releases_truth as told
        left join release.fct_notices as found using (source_id, ocid, release_id)
        where found.notice_key is null and told.is_current = 'true'
    """)  # fmt: skip
    assert lost == []
    unknown = rows(truth, "select count(*) from release.fct_notices where not notice_type_known")
    assert unknown[0][0] > 0
