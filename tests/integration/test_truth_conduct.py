"""What the invented county's contracts came to, against what is published of conduct and duties."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.integration.told import told_beside

pytestmark = pytest.mark.integration

LIGHT_TOUCH_DAYS = 120
DETAILS_DAYS = 30


@pytest.fixture(scope="module")
def truth(night_one: Path, truth_files: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the release's tables and one table for each file of the truth."""
    return told_beside(night_one, truth_files)


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """Return the answer to a question."""
    return connection.execute(query).fetchall()


def test_each_contract_has_the_indicators_results_and_failures_that_were_published(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        with promised as (
            select source_id, ocid, contract_id, count(distinct metric_id) as indicators
            from agreed_metrics_truth group by all
        ),
        told as (
            select source_id, ocid, contract_id,
                count(*) filter (where kind = 'metric') as results,
                count(*) filter (where kind = 'failure') as failures
            from performance_truth group by all
        )
        select source_id, ocid, contract_id, indicators, found.indicators_agreed,
            results, found.results_count, failures, found.failure_count
        from release.mart_contract_monitoring as found
        full join promised using (source_id, ocid, contract_id)
        full join told using (source_id, ocid, contract_id)
        where coalesce(indicators, 0) is distinct from coalesce(found.indicators_agreed, 0)
            or coalesce(results, 0) is distinct from coalesce(found.results_count, 0)
            or coalesce(failures, 0) is distinct from coalesce(found.failure_count, 0)
    """)  # fmt: skip
    assert wrong == []
    assert rows(truth, "select 1 from release.mart_contract_monitoring where failure_count > 0")


def test_how_a_contract_ended_is_told_as_the_notice_told_it_and_unknown_without_a_reason(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        with told as (
            select source_id, ocid, contract_id,
                cast(min(is_normal_completion) as boolean) as is_normal_completion
            from performance_truth where kind = 'termination' group by all
        )
        select told.*, found.is_terminated, found.is_normal_completion
        from told
        inner join contracts_truth as contract using (source_id, ocid, contract_id)
        left join release.mart_contract_monitoring as found using (source_id, ocid, contract_id)
        where contract.is_cancelled = 'false' and contract.is_replaced = 'false' and (
            found.is_terminated is distinct from true
            or told.is_normal_completion is distinct from found.is_normal_completion
        )
    """)  # fmt: skip
    assert wrong == []
    endings = rows(truth, """
        select distinct is_normal_completion from release.fct_contract_performance
        where kind = 'termination' order by all
    """)  # fmt: skip
    assert endings == [(False,), (True,), (None,)]


def test_a_contract_moved_its_end_by_the_days_that_the_changes_say(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        with told as (
            select source_id, ocid, contract_id, count(*) as changes,
                cast(min(end_date_after) as date) - cast(min(end_date_before) as date) as days
            from changes_truth
            where end_date_before is not null and end_date_after is not null
                and contract_id is not null
            group by all having count(*) = 1
        )
        select told.*, found.change_count, found.end_moved_days
        from told
        inner join release.mart_contract_monitoring as found
            using (source_id, ocid, contract_id)
        where found.change_count < told.changes
            or coalesce(found.end_moved_days, 0) is distinct from told.days
    """)  # fmt: skip
    assert wrong == []
    assert rows(truth, "select 1 from release.mart_contract_monitoring where end_moved_days > 0")


def test_a_supplier_answers_for_the_failures_that_are_its_own_and_nobody_for_a_name(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        with told as (
            select supplier_numbers as company_number, count(*) as failures
            from performance_truth where kind = 'failure' group by all
        )
        select company_number, told.failures, found.failure_count
        from told
        full join release.mart_supplier_delivery as found using (company_number)
        where coalesce(told.failures, 0) is distinct from coalesce(found.failure_count, 0)
    """)  # fmt: skip
    assert wrong == []
    named = rows(truth, """
        select supplier_name from release.mart_supplier_delivery
        where supplier_group <> 'identified' and supplier_name is not null
    """)  # fmt: skip
    assert named == []


def test_every_engagement_is_followed_to_the_call_that_came_of_it(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        with told as (
            select source_id, ocid, cast(tender_published_date as date) as tender_published_date
            from processes_truth where engagement_notice_seen = 'true'
        )
        select coalesce(told.ocid, found.ocid), told.tender_published_date,
            found.tender_published_date, found.followed_in
        from told
        full join (
            select * from release.mart_engagement where notice_kind = 'engagement'
        ) as found using (source_id, ocid)
        where told.ocid is null or found.ocid is null
            or (told.tender_published_date is distinct from found.tender_published_date
                and found.followed_in is distinct from 'linked_process')
    """)  # fmt: skip
    assert wrong == []


def test_days_to_bid_are_those_that_so_many_procurements_did_not_exceed(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    days: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for *group, told in rows(truth, """
        select process.source_id, process.buyer_organisation_key, mart.financial_year,
            mart.category, cast(told.days_to_bid as integer)
        from processes_truth as told
        inner join release.fct_processes as process using (source_id, ocid)
        inner join release.mart_accessibility as mart
            on process.source_id = mart.source_id
            and process.buyer_organisation_key is not distinct from mart.buyer_organisation_key
            and coalesce(process.main_category, 'unknown') = mart.category
            and mart.financial_year = (
                select day.financial_year from release.dim_dates as day
                where day.date_day = cast(told.tender_published_date as date)
            )
        where cast(told.days_to_bid as integer) >= 0
    """):  # fmt: skip
        days[tuple(group)].append(told)  # type: ignore[arg-type]
    expected = sorted((*group, *_quartiles(sorted(known))) for group, known in days.items())
    found = rows(truth, """
        select source_id, buyer_organisation_key, financial_year, category,
            days_to_bid_lower_quartile, days_to_bid_median, days_to_bid_upper_quartile
        from release.mart_accessibility where days_known_count > 0 order by all
    """)  # fmt: skip
    assert found == expected


def _quartiles(known: Sequence[int]) -> tuple[int, int, int]:
    """Return the least of ``known`` that a quarter, half and three quarters do not exceed."""
    lower, median, upper = (
        next(day for place, day in enumerate(known, 1) if place * 4 >= len(known) * quarter)
        for quarter in (1, 2, 3)
    )
    return lower, median, upper


def test_the_true_number_of_small_young_and_new_winners_lies_between_the_bounds(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    outside = rows(truth, """
        with told as (
            select winner.source_id, count(*) as wins,
                count(*) filter (where winner.stated_scale = 'sme') as sme,
                count(*) filter (where cast(winner.age_days as integer) < 3 * 365) as young,
                count(*) filter (where winner.is_first_award = 'true') as firsts
            from winners_truth as winner
            inner join awards_truth as award using (source_id, ocid, award_id)
            inner join processes_truth as process using (source_id, ocid)
            where award.status <> 'cancelled' and process.kind <> 'market'
            group by all
        ),
        found as (
            select source_id, sum(win_count) as wins, sum(sme_count) as sme_low,
                sum(sme_count + size_unknown_count) as sme_high, sum(young_count) as young_low,
                sum(young_count + age_unknown_count) as young_high, sum(first_count) as first_low,
                sum(first_count + first_unknown_count) as first_high
            from release.mart_accessibility group by all
        )
        select * from told full join found using (source_id)
        where told.wins is distinct from found.wins
            or told.sme not between sme_low and sme_high
            or told.young not between young_low and young_high
            or told.firsts not between first_low and first_high
    """)  # fmt: skip
    assert outside == []


def test_no_buyer_has_more_known_first_winners_than_it_truly_had(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    outside = rows(truth, """
        with told as (
            select winner.source_id, found.buyer_organisation_key,
                count(*) filter (where winner.is_first_award = 'true') as firsts
            from winners_truth as winner
            inner join awards_truth as award using (source_id, ocid, award_id)
            inner join processes_truth as process using (source_id, ocid)
            inner join release.fct_processes as found using (source_id, ocid)
            where award.status <> 'cancelled' and process.kind <> 'market'
            group by all
        ),
        bounds as (
            select source_id, buyer_organisation_key, sum(first_count) as first_low,
                sum(first_count + first_unknown_count) as first_high
            from release.mart_accessibility group by all
        )
        select told.*, first_low, first_high
        from told inner join bounds
            on told.source_id = bounds.source_id
            and told.buyer_organisation_key is not distinct from bounds.buyer_organisation_key
        where told.firsts not between first_low and first_high
    """)  # fmt: skip
    assert outside == []


def test_winners_without_a_number_are_as_young_as_the_company_of_their_name(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    told, found = rows(truth, """
        select count(*), count(*) filter (where cast(winner.age_days as integer) < 3 * 365)
        from winners_truth as winner
        inner join release.fct_supplier_matches as matched
            using (source_id, ocid, award_id, supplier_name)
        inner join awards_truth as award using (source_id, ocid, award_id)
        inner join processes_truth as process using (source_id, ocid)
        where award.status <> 'cancelled' and process.kind <> 'market'
            and winner.age_days is not null
        union all
        select sum(age_by_name_count), sum(young_by_name_count)
        from release.mart_accessibility
    """)  # fmt: skip
    assert told == found
    assert told[0] > 0


def test_details_of_a_contract_are_late_by_the_days_between_signing_and_notice(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, f"""
        with details as (
            select source_id, ocid, cast(min(left(published_at, 10)) as date) as noticed
            from releases_truth where notice_type = 'UK7'
            group by all having count(*) = 1
        ),
        signed as (
            select source_id, ocid, any_value(contract_id) as contract_id,
                cast(any_value(signed_date) as date) as signed
            from contracts_truth where regime = 'act_2023' and is_cancelled = 'false'
            group by all having count(*) = 1
        ),
        told as (
            select signed.*, details.noticed, greatest(
                details.noticed - signed.signed
                - case when process.special_regime like '%lightTouch%'
                    then {LIGHT_TOUCH_DAYS} else {DETAILS_DAYS} end, 0
            ) as days_late
            from details
            inner join signed using (source_id, ocid)
            inner join processes_truth as process using (source_id, ocid)
            where signed.signed is not null
        )
        select told.*, found.found_date, found.status, found.days_late
        from told
        inner join release.fct_contracts as contract using (source_id, ocid, contract_id)
        left join release.fct_contract_duties as found
            on contract.contract_key = found.contract_key and found.duty_id = 'contract_details'
        where coalesce(contract.above_threshold, true) and (
            found.found_date is distinct from told.noticed
            or (found.due_date is not null and coalesce(found.days_late, 0) <> told.days_late)
        )
    """)  # fmt: skip
    assert wrong == []


def test_large_contracts_owe_indicators_and_have_them_or_not_as_the_truth_says(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    judged = rows(truth, """
        select found.status,
            exists (
                from agreed_metrics_truth as promised
                where promised.ocid = told.ocid and promised.contract_id = told.contract_id
            ) as is_promised
        from contracts_truth as told
        inner join processes_truth as process using (source_id, ocid)
        inner join release.fct_contracts as contract using (source_id, ocid, contract_id)
        left join release.fct_contract_duties as found
            on contract.contract_key = found.contract_key and found.duty_id = 'key_indicators'
        where told.regime = 'act_2023' and told.is_cancelled = 'false'
            and cast(told.value_gross_gbp as decimal(20, 4)) > 5000000
            and told.value_kind = 'contract' and process.special_regime is null
            and process.is_framework = 'false' and contract.is_counted
            and coalesce(contract.above_threshold, true)
    """)  # fmt: skip
    assert {status for status, is_promised in judged if is_promised} == {"published"}
    assert {status for status, is_promised in judged if not is_promised} == {
        "missing",
        "reason_given",
    }


def test_no_end_of_a_contract_is_missing_that_was_announced(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    wrong = rows(truth, """
        select found.ocid, found.status
        from performance_truth as told
        inner join release.fct_contracts as contract using (source_id, ocid, contract_id)
        inner join release.fct_contract_duties as found
            on contract.contract_key = found.contract_key and found.duty_id = 'ending'
        where told.kind = 'termination' and found.status = 'missing'
    """)  # fmt: skip
    assert wrong == []


def test_a_notice_on_promptness_is_published_and_its_figures_are_unknown(
    truth: duckdb.DuckDBPyConnection,
) -> None:
    told = rows(truth, """
        select buyer, 'published ' || left(published_date, 10), false, null
        from promptness_notices_truth order by all
    """)  # fmt: skip
    found = rows(truth, """
        select publisher_id, reporting_period, has_figures, share_on_time
        from release.mart_prompt_payment where source_kind = 'payments_notice' order by all
    """)  # fmt: skip
    assert found == told
