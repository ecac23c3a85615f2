"""A small invented warehouse with the published models' names and columns, and its manifest.

Every mart here is made from its fact by the rule its trace declares, so that a test can follow
any figure. Nothing in it is real: company numbers are unallocated, places are invented.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from expectations.report import Report
from ingest.specs import Licence, Pacing, SourceSpec, TableSpec
from pipelines.release.build import ReleaseInputs

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
SCRIPT = "<script>alert('x')</script> Lamps"
FORMULA = "=HYPERLINK(1)"

PUBLISHERS = """
create table publishers as select * from (values
    (1, 'aldermere_county_council', 'Aldermere County Council', 'net', 23, 9.0),
    (2, 'aldminster_city_council', 'Aldminster City Council', 'net', 23, 4.0),
    (3, 'brackenfold_district_council', 'Brackenfold District Council', 'net', 22, 1.1),
    (4, 'fenwater_district_council', 'Fenwater District Council', 'unknown', 23, 0.8),
    (5, 'heronsby_district_council', 'Heronsby District Council', 'gross', 14, 0.6),
    (6, 'stonecleave_district_council', 'Stonecleave District Council', 'net', 23, 0.7),
    (7, 'aldermere_police', 'Aldermere Police', 'unknown', 21, 2.0),
    (8, 'aldermere_hospitals_nhs_trust', 'Aldermere Hospitals NHS Trust', 'gross', 23, 6.0),
    (9, 'aldminster_college', 'Aldminster College', 'unknown', 6, 0.3),
    (10, 'department_for_lighthouses', 'Department for Lighthouses', 'gross', 20, 5.0)
) as t (n, publisher_id, publisher_name, vat_basis, months, size);
create table suppliers as select * from (values
    (1, 'FENWATER HIGHWAYS LIMITED', 'company', 'own_area'),
    (2, 'NORTH MARCHES CARE CIC', 'company', 'own_area'),
    (3, 'HERONSBY SCHOOL MEALS LIMITED', 'company', 'own_area'),
    (4, 'OVERWATER ENERGY PLC', 'company', 'elsewhere'),
    (5, 'ALDERMERE COUNTY COUNCIL PENSION FUND', 'public_body', 'unknown'),
    (6, 'STONE & CLEAVE SOLICITORS LLP', 'company', 'same_region'),
    (7, 'HARBOUR LAMPS LIMITED', 'company', 'elsewhere'),
    (8, 'THE BRACKENFOLD HOSPICE', 'charity_or_mutual', 'own_area'),
    (9, 'QUILLON SOFTWARE LIMITED', 'company', 'elsewhere'),
    (10, '=HYPERLINK(1)', 'company', 'unknown'),
    (11, '<script>alert(''x'')</script> Lamps', 'company', 'elsewhere'),
    (12, 'MARCHES WASTE SERVICES LIMITED', 'company', 'same_region'),
    (13, 'Redacted by the publisher', 'redacted', 'unknown'),
    (14, 'Withheld: looks like a person', 'person', 'unknown')
) as t (s, supplier_name, payee_class, place_band);
"""

PAYMENTS = """
create table fct_payments as
with lines as (
    select
        publishers.*, suppliers.*, cast(month_start as date) as spend_month,
        hash(publishers.n, suppliers.s, month_start) as h,
        row_number() over (
            partition by publishers.n, month_start order by suppliers.s
        ) + 1 as line_number
    from publishers
    cross join suppliers
    cross join generate_series(date '2024-04-01', date '2026-02-01', interval 1 month)
        as months (month_start)
    where date_diff('month', date '2024-04-01', month_start) < publishers.months
        and hash(publishers.n, suppliers.s, month_start) % 3 > 0
)
select
    md5(concat_ws('|', publisher_id, spend_month, line_number)) as payment_key,
    publisher_id, publisher_name, strftime(spend_month, '%Y-%m') as period,
    case when payee_class in ('company', 'public_body', 'charity_or_mutual')
        then md5(supplier_name) end as organisation_key,
    md5(supplier_name) as supplier_key,
    case when payee_class not in ('person', 'redacted') then supplier_name end as payee_name,
    payee_class,
    case when payee_class = 'company' then 'register' else 'none' end as payee_class_rule,
    case when payee_class = 'company' then 'exact_name' else 'none' end as match_tier,
    case when h % 97 = 0 then null else spend_month + cast(h % 27 as integer) end as paid_date,
    case when h % 97 = 0 then null else spend_month end as spend_month,
    case when h % 97 = 0 then null when spend_month < date '2025-04-01' then '2024-25'
        else '2025-26' end as financial_year,
    cast(case when h % 23 = 0 then -1 else 1 end
        * ((h % 900000) / 100 + 500) * size * 3 as decimal(20, 4)) as amount_gbp,
    vat_basis, 'Place' as department, 'Services' as category,
    cast(h as varchar) as transaction_number,
    case place_band when 'own_area' then 'E07999001' when 'same_region' then 'E07999002'
        when 'elsewhere' then 'E07999011' end as supplier_district_code, place_band,
    case when payee_class in ('redacted', 'person') then payee_class
        when place_band = 'unknown' and payee_class = 'public_body' then 'public_body'
        when place_band = 'unknown' then 'no_company_found' end as place_reason,
    'https://example.org/' || publisher_id || '/' || strftime(spend_month, '%Y-%m') || '.csv'
        as _source_url,
    sha256(publisher_id || spend_month) as _raw_sha256, '' as _part,
    cast(line_number as varchar) as _line, '2026-03-31T02:00:00+00:00' as _fetched_at
from lines;
"""

BOUNDARIES = """
create table dim_place_boundaries as
select place_code || ' 2024-12' as boundary_key, place_code, place_name, '2024-12' as edition,
    true as is_newest_edition, 'Open Licence' as licence,
    '{"type": "MultiPolygon", "coordinates": [[[[' || west || ', 54], [' || west + 1 || ', 54], ['
        || west + 1 || ', 55], [' || west || ', 54]]]]}' as outline_geojson
from (values
    ('E07999001', 'Brackenfold <Moor>', -3), ('E07999002', 'Fenwater', -2),
    ('E07999011', 'Overwater', -1), ('E07999012', 'Far away', 40)
) as places (place_code, place_name, west);
"""

SPEND_MARTS = """
create table mart_spend_by_body_month as
select md5(concat_ws('|', publisher_id, coalesce(cast(spend_month as varchar), ''), vat_basis))
    as row_key, publisher_id, publisher_name, spend_month, financial_year, vat_basis,
    cast(sum(amount_gbp) as decimal(20, 4)) as paid_gbp,
    cast(coalesce(sum(amount_gbp) filter (where amount_gbp < 0), 0) as decimal(20, 4))
        as credits_gbp,
    cast(coalesce(sum(amount_gbp) filter (where payee_class = 'redacted'), 0) as decimal(20, 4))
        as redacted_gbp,
    cast(coalesce(sum(amount_gbp) filter (where payee_class = 'person'), 0) as decimal(20, 4))
        as person_gbp,
    count(*) as line_count, count(*) filter (where amount_gbp < 0) as credit_count,
    count(distinct supplier_key) as supplier_count
from fct_payments group by all;
create table mart_spend_geography as
with sums as (
    select publisher_id, publisher_name, financial_year, vat_basis,
        cast(sum(amount_gbp) as decimal(20, 4)) as paid_gbp,
        {bands}
    from fct_payments group by all
)
select md5(concat_ws('|', publisher_id, coalesce(financial_year, ''), vat_basis)) as row_key, *,
    true as has_own_area, {shares}
from sums;
create table mart_top_suppliers as
with sums as (
    select publisher_id, publisher_name, financial_year, vat_basis, supplier_key, organisation_key,
        coalesce(payee_name, case payee_class when 'person' then 'Withheld: looks like a person'
            else 'Redacted by the publisher' end) as supplier_name,
        payee_class, null::varchar as company_number,
        cast(sum(amount_gbp) as decimal(20, 4)) as paid_gbp, count(*) as line_count
    from fct_payments group by all
), ranked as (
    select *, row_number() over (partition by publisher_id, financial_year, vat_basis
        order by paid_gbp desc, supplier_key) as rank,
        sum(paid_gbp) over (partition by publisher_id, financial_year, vat_basis) as total
    from sums
)
select md5(concat_ws('|', publisher_id, coalesce(financial_year, ''), vat_basis, supplier_key))
    as row_key, publisher_id, publisher_name, financial_year, vat_basis, rank, supplier_key,
    organisation_key, supplier_name, payee_class, company_number, paid_gbp, line_count,
    cast(paid_gbp / total as decimal(9, 6)) as share_of_paid,
    cast(sum(paid_gbp) over (partition by publisher_id, financial_year, vat_basis order by rank)
        / total as decimal(9, 6)) as cumulative_share
from ranked;
"""

CONTRACTS = """
create table fct_contracts as
select md5('contract' || i) as contract_key, i,
    case when i % 2 = 0 then 'find_a_tender' else 'contracts_finder' end as source_id,
    'ocds-999zzz-' || lpad(cast(i as varchar), 4, '0') as ocid,
    publisher_name as buyer_name, md5(publisher_id) as buyer_organisation_key, supplier_name,
    md5(supplier_name) as supplier_organisation_key, 1::bigint as supplier_count,
    ['Winter road treatment', 'School meals', 'Home care, framework lot', 'Lamp oil and wicks',
     'Payroll software', 'Ward cleaning', 'Grounds maintenance', 'Legal advice'][i % 8 + 1]
        as title,
    i % 11 = 0 as is_terminated, i % 7 = 2 as is_framework,
    case when i % 6 <> 3 then cast(hash(i) % 4000000 + 30000 as decimal(20, 4)) end
        as contract_gbp,
    case when i % 7 = 2 then 'framework_ceiling' else 'contract' end as value_kind,
    case when i % 3 = 0 then 'gross' else 'net' end as vat_basis,
    date '2023-04-01' as start_date,
    case when i % 9 <> 4 then date '2026-02-10' + cast(i * 23 as integer) end as end_date,
    case when i % 9 <> 4 then date '2026-02-10' + cast(i * 23 + 365 * (i % 2) as integer) end
        as latest_end_date,
    'https://example.org/notices.json' as _source_url,
    sha256('notices' || i // 10) as _raw_sha256, '' as _part, cast(i as varchar) as _line
from range(40) as r (i)
inner join publishers on publishers.n = i % 10 + 1
inner join suppliers on suppliers.s = i % 9 + 1;
create table mart_retender_pipeline as
with judged as (
    select *, case when is_terminated then 'ended' when end_date is null then 'unknown_end'
            when latest_end_date < date '2026-03-31' then 'ended'
            when end_date < date '2026-03-31' then 'on_options' else 'live' end as state,
        case when latest_end_date > end_date then latest_end_date end as latest,
        i % 4 = 1 as is_followed
    from fct_contracts
)
select md5(contract_key) as row_key, contract_key, source_id, ocid, state,
    state in ('live', 'on_options') as is_on_clock, buyer_name, buyer_organisation_key,
    supplier_name as incumbent_name, supplier_name as incumbent_names, supplier_count, title,
    is_framework, contract_gbp as value_gbp, value_kind, vat_basis, start_date, end_date,
    latest_end_date, case when end_date is null then 'missing' else 'stated' end
        as end_date_quality, latest is not null as has_options,
    {marks},
    is_terminated, false as is_cancelled,
    case when is_followed then 'notice-' || i end as notices_seen,
    case when is_followed then 1::bigint else 0::bigint end as notices_seen_count,
    case when is_followed then ['planned', 'called_for', 'awarded'][i % 3 + 1] end as next_step,
    case when is_followed then 'high' end as notices_seen_confidence,
    case when is_followed then 'same buyer' end as notices_seen_rule,
    case when is_followed then 'https://example.org/notice/next-' || i end as next_notice_url,
    'https://example.org/notice/' || ocid as notice_url,
    _source_url, _raw_sha256, _part, _line
from judged;
create table mart_live_contracts as
select md5(contract_key || '1') as row_key, contract_key, 1::bigint as supplier_number, state,
    buyer_name, incumbent_name as supplier_name, md5(incumbent_name) as supplier_organisation_key,
    is_framework, value_gbp, vat_basis
from mart_retender_pipeline;
create table mart_contract_history as
select md5('link' || i) as row_key, md5('chain' || i) as chain_key, 'chosen' as link,
    contract_key, md5('earlier' || i) as predecessor_contract_key,
    ['high', 'stated', 'medium', 'low'][i % 4 + 1] as confidence, 'same buyer' as link_rule,
    title, buyer_name, start_date, 'Quernworks Ltd' as predecessor_supplier_name, supplier_name,
    ['kept', 'changed', 'unknown'][i % 3 + 1] as incumbent, is_framework,
    date '2023-03-31' as predecessor_ended_date, contract_gbp as value_gbp, vat_basis, value_kind,
    case when i % 2 = 0 then contract_gbp - 1000 end as value_before_gbp,
    'https://example.org/notice/' || ocid as notice_url
from fct_contracts where i < 12;
alter table fct_contracts drop i;
create table fct_processes as
select md5('process' || i) as process_key, 'find_a_tender' as source_id,
    case when i % 4 <> 1 then cast(hash(i) % 900000 + 10000 as decimal(20, 4)) end
        as estimate_gbp,
    case when i % 4 < 2 then cast(hash(i) % 9000 + 1000 as decimal(20, 4)) end
        as estimate_least_gbp,
    'https://example.org/notices.json' as _source_url, sha256('notices9') as _raw_sha256,
    '' as _part, cast(i as varchar) as _line
from range(30) as r (i);
create table mart_opportunities as
select md5(process_key) as row_key, process_key, true as is_counted,
    ['open', 'planned', 'engaging', 'decided', 'closed'][_line::integer % 5 + 1] as state,
    'Lamp lighting ' || _line as title, 'Aldminster City Council' as buyer_name, estimate_gbp,
    estimate_least_gbp,
    'net' as vat_basis,
    case when _line <> '25' then date '2026-04-01' + _line::integer end as deadline_date,
    case when _line <> '25' then 1::bigint + _line::integer end as days_left,
    true as suitable_sme, null::boolean as suitable_vcse,
    2::bigint as lot_count, 'UK4' as latest_notice_type, date '2026-09-01' as contract_start_date,
    'https://example.org/notice/' || _line as notice_url
from fct_processes;
"""
MARKS = ", ".join(
    f"cast({column} - interval {months} month as date) as {before}mark_{months}_months_date"
    for before, column in (("", "end_date"), ("latest_", "latest"))
    for months in (18, 12, 6, 3)
)

DELIVERIES = """
create table fct_deliveries as
select md5(publisher_id || period) as delivery_key, 'spend' as source_id, publisher_id,
    publisher_name, period, period || '.csv' as document_name, 'landed' as outcome,
    null::varchar as reason_code, null::varchar as reason, 'named_headings' as layout,
    count(*) as lines, count(*) as rows_landed, 0::bigint as rows_rejected,
    cast(sum(amount_gbp) as decimal(20, 4)) as published_gbp,
    cast(sum(amount_gbp) as decimal(20, 4)) as landed_gbp,
    cast(0 as decimal(20, 4)) as rejected_gbp, vat_basis,
    _source_url, _raw_sha256, '' as _part, '1' as _line
from fct_payments group by all
union all by name
select md5('bad' || n) as delivery_key, 'spend' as source_id, publisher_id, publisher_name,
    '2024-03' as period, '2024-03.csv' as document_name,
    case when n = 9 then 'no_publication' else 'refused' end as outcome,
    case n when 5 then 'html_not_table' when 7 then 'ambiguous_dates'
        when 9 then 'not_published' end as reason_code,
    case n when 5 then 'The address answers with a web page, not with a table.'
        when 7 then 'No date in the column settles whether day or month comes first.'
        else 'The publisher says there is no such file (404).' end as reason,
    null as layout, 0 as lines, 0 as rows_landed, 0 as rows_rejected,
    null as published_gbp, null as landed_gbp, null as rejected_gbp, vat_basis,
    'https://example.org/' || publisher_id || '/2024-03.csv' as _source_url,
    sha256('bad' || n) as _raw_sha256, '' as _part, '1' as _line
from publishers where n in (5, 7, 9);
create table mart_publisher_quality as
with counted as (
    select source_id, publisher_id, publisher_name, vat_basis, count(*) as deliveries,
        {outcomes},
        min(period) filter (where outcome = 'landed') as first_period,
        max(period) filter (where outcome = 'landed') as last_period, 23::bigint as months_expected,
        count(distinct period) filter (where outcome = 'landed') as months_seen,
        cast(sum(lines) as bigint) as lines, cast(sum(rows_landed) as bigint) as rows_landed,
        cast(sum(rows_rejected) as bigint) as rows_rejected,
        cast(sum(published_gbp) as decimal(20, 4)) as published_gbp,
        cast(sum(landed_gbp) as decimal(20, 4)) as landed_gbp,
        cast(sum(rejected_gbp) as decimal(20, 4)) as rejected_gbp
    from fct_deliveries group by all
)
select md5(concat_ws('|', source_id, publisher_id)) as row_key, *,
    0::bigint as undated_line_count, 5::bigint as redacted_line_count,
    3::bigint as stated_company_number_count, cast(1 as decimal(9, 6)) as landed_share
from counted;
"""

UNKNOWN = {
    "unknown_redacted_gbp": "place_reason = 'redacted'",
    "unknown_person_gbp": "place_reason = 'person'",
    "unknown_public_body_gbp": "place_reason = 'public_body'",
    "unknown_no_company_gbp": "place_reason = 'no_company_found'",
    "unknown_no_postcode_gbp": "place_reason = 'no_postcode'",
    "unknown_postcode_not_found_gbp": "place_reason = 'postcode_not_found'",
    "unknown_no_area_gbp": "place_reason = 'publisher_has_no_area'",
    "unknown_place_divided_gbp": "place_reason = 'place_divided'",
}
BANDS = {
    **{
        f"{b}_gbp": f"place_band = '{b}'"
        for b in ("own_area", "same_region", "elsewhere", "unknown")
    },
    **UNKNOWN,
}
SHARES = {
    "own_area_share_low": "own_area_gbp",
    "own_area_share_high": "(own_area_gbp + unknown_gbp)",
    "region_share_low": "(own_area_gbp + same_region_gbp)",
    "region_share_high": "(own_area_gbp + same_region_gbp + unknown_gbp)",
}
OUTCOMES = {
    "landed_deliveries": "landed",
    "refused_deliveries": "refused",
    "held_deliveries": "held",
    "failed_deliveries": "failed",
    "empty_publications": "empty_publication",
    "no_publications": "no_publication",
}
TRACES: Mapping[str, Mapping[str, Any]] = {
    "mart_spend_by_body_month": {
        "fact": "fct_payments",
        "on": ["publisher_id", "spend_month", "vat_basis"],
        "measures": {
            "paid_gbp": "true",
            "credits_gbp": "amount_gbp < 0",
            "redacted_gbp": "payee_class = 'redacted'",
            "person_gbp": "payee_class = 'person'",
        },
        "value": "amount_gbp",
    },
    "mart_spend_geography": {
        "fact": "fct_payments",
        "on": ["publisher_id", "financial_year", "vat_basis"],
        "measures": {"paid_gbp": "true", **BANDS},
        "value": "amount_gbp",
    },
    "mart_top_suppliers": {
        "fact": "fct_payments",
        "on": ["publisher_id", "financial_year", "vat_basis", "supplier_key"],
        "measures": {"paid_gbp": "true"},
        "value": "amount_gbp",
    },
    "mart_retender_pipeline": {
        "fact": "fct_contracts",
        "on": ["contract_key"],
        "measures": {"value_gbp": "true"},
        "value": "contract_gbp",
    },
    "mart_live_contracts": {
        "fact": "fct_contracts",
        "on": ["contract_key"],
        "measures": {"value_gbp": "true"},
        "value": "contract_gbp",
    },
    "mart_contract_history": {
        "fact": "fct_contracts",
        "on": ["contract_key"],
        "measures": {"value_gbp": "true"},
        "value": "contract_gbp",
    },
    "mart_opportunities": {
        "fact": "fct_processes",
        "on": ["process_key"],
        "measures": {"estimate_gbp": "true", "estimate_least_gbp": "true"},
        "value": {
            "estimate_gbp": "estimate_gbp",
            "estimate_least_gbp": "estimate_least_gbp",
        },
    },
    "mart_publisher_quality": {
        "fact": "fct_deliveries",
        "on": ["source_id", "publisher_id"],
        "measures": {"published_gbp": "true", "landed_gbp": "true", "rejected_gbp": "true"},
        "value": {n: n for n in ("published_gbp", "landed_gbp", "rejected_gbp")},
    },
}
GRAINS = {
    "dim_place_boundaries": ["place_code", "edition"],
    "fct_payments": ["payment_key"],
    "fct_contracts": ["contract_key"],
    "fct_processes": ["process_key"],
    "fct_deliveries": ["delivery_key"],
    "mart_spend_by_body_month": ["publisher_id", "spend_month", "vat_basis"],
    "mart_spend_geography": ["publisher_id", "financial_year", "vat_basis"],
    "mart_top_suppliers": ["publisher_id", "financial_year", "vat_basis", "supplier_key"],
    "mart_retender_pipeline": ["contract_key"],
    "mart_live_contracts": ["contract_key", "supplier_number"],
    "mart_contract_history": ["contract_key", "predecessor_contract_key"],
    "mart_opportunities": ["process_key"],
    "mart_publisher_quality": ["source_id", "publisher_id"],
}


def make_inputs(folder: Path, fingerprint: str = "first", **other: Any) -> ReleaseInputs:
    """Make a warehouse and all that a release needs under ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = folder / "warehouse.duckdb"
    if not warehouse.exists():
        make_warehouse(warehouse)
        (folder / "manifest.json").write_text(json.dumps(make_manifest(warehouse)), "utf-8")
        (folder / "run_results.json").write_text(json.dumps(RUN_RESULTS), "utf-8")
    inputs = ReleaseInputs(
        warehouse=warehouse,
        manifest=folder / "manifest.json",
        run_results=folder / "run_results.json",
        releases=folder / "releases",
        current=folder / "current",
        area="Aldermere",
        is_invented=False,
        as_of=NIGHT,
        sources=(make_source("spend"), make_source("find_a_tender"), make_source_without_terms()),
        landed_reports=(Report("spend_payments", "aldermere_police__2025-04", 12),),
        published_reports=(Report("fct_payments", "fct_payments", 8),),
        code_fingerprint="code",
        input_fingerprint=fingerprint,
    )
    return replace(inputs, **other)


def make_warehouse(path: Path) -> None:
    """Fill a DuckDB database with the facts, and the marts made from them."""
    bands = ", ".join(
        f"cast(coalesce(sum(amount_gbp) filter (where {test}), 0) as decimal(20, 4)) as {name}"
        for name, test in BANDS.items()
    )
    shares = ", ".join(
        f"cast({part} / paid_gbp as decimal(9, 6)) as {name}" for name, part in SHARES.items()
    )
    outcomes = ", ".join(
        f"count(*) filter (where outcome = '{outcome}') as {name}"
        for name, outcome in OUTCOMES.items()
    )
    with duckdb.connect(str(path)) as connection:
        connection.execute(PUBLISHERS)
        connection.execute(PAYMENTS)
        connection.execute(BOUNDARIES)
        connection.execute(SPEND_MARTS.format(bands=bands, shares=shares))
        connection.execute(CONTRACTS.format(marks=MARKS))
        connection.execute(DELIVERIES.format(outcomes=outcomes))


def make_manifest(warehouse: Path) -> dict[str, Any]:
    """Return a dbt manifest of the published models in ``warehouse``."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        described = {name: connection.execute(f"describe {name}").fetchall() for name in GRAINS}
    nodes = {
        f"model.goldenthread.{name}": {
            "resource_type": "model",
            "name": name,
            "schema": "main",
            "alias": name,
            "fqn": ["goldenthread", "marts", _layer(name), name],
            "description": f"One row per {' and '.join(GRAINS[name])}.\nInvented.",
            "config": {"meta": _meta(name)},
            "columns": {row[0]: _column(name, str(row[0]), str(row[1])) for row in rows},
        }
        for name, rows in described.items()
    }
    nodes["model.goldenthread.int_private"] = {
        "resource_type": "model", "name": "int_private", "config": {"meta": {}},
    }  # fmt: skip
    nodes["test.goldenthread.unique_row_key"] = {"resource_type": "test", "config": {}}
    bands = ["own_area", "same_region", "elsewhere", "unknown"]
    nodes["test.goldenthread.place_bands"] = {
        "resource_type": "test", "config": {}, "column_name": "place_band",
        "attached_node": "model.goldenthread.fct_payments",
        "test_metadata": {"name": "accepted_values", "kwargs": {"values": bands}},
    }  # fmt: skip
    return {"nodes": nodes}


def make_source(source_id: str) -> SourceSpec:
    """Return a declaration with invented terms."""
    return SourceSpec(
        source_id=source_id,
        title=f"{source_id.replace('_', ' ').title()} documents",
        publisher="Each public body",
        homepage=f"https://example.org/{source_id}",
        base_url="https://example.org",
        licence=Licence(
            name="Open Licence",
            url="https://example.org/licence",
            attribution="Contains open data.",
        ),
        cadence="daily",
        starts_on=dt.date(2020, 1, 1),
        pacing=Pacing(min_interval_seconds=0, retry_statuses={}),
        tables={"things": TableSpec(columns=("a",))},
    )


def make_source_without_terms() -> SourceSpec:
    """Return the declaration of a register whose keeper says nothing of its terms."""
    licence = Licence(
        name="Not stated by anybody", attribution="Register of lamps.", is_stated=False
    )
    return make_source("lamp_register").model_copy(update={"licence": licence})


def _layer(name: str) -> str:
    return "reporting" if name.startswith("mart_") else "core"


def _meta(name: str) -> dict[str, Any]:
    meta: dict[str, Any] = {"publish": True, "grain": GRAINS[name]}
    return meta | ({"trace": TRACES[name]} if name in TRACES else {})


def _column(model: str, name: str, data_type: str) -> dict[str, Any]:
    kind = "contract" if "contract" in model or "retender" in model else "payment"
    money = {"money": {"kind": kind, "vat": "per_row"}} if name.endswith("_gbp") else {}
    return {
        "name": name,
        "data_type": data_type.lower(),
        "description": f"The {name.strip('_').replace('_', ' ')}, it's invented.",
        "config": {"meta": money},
    }


RUN_RESULTS = {
    "metadata": {"generated_at": "2026-03-31T02:03:04Z"},
    "results": [
        {
            "unique_id": "test.goldenthread.unique_row_key", "status": "pass", "failures": 0,
            "message": None, "execution_time": 0.123,
        },
        {
            "unique_id": "test.goldenthread.dates_known", "status": "warn", "failures": 3,
            "message": "Got 3 results, configured to warn if != 0", "execution_time": 9.9,
        },
        {"unique_id": "model.goldenthread.fct_payments", "status": "success", "failures": None},
    ],
}  # fmt: skip
