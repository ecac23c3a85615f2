"""What was bought in the invented county, told row for row beside what we publish of it."""

from pathlib import Path

import pytest

from tests.integration.told import Truth, differences, money, of_the_county, rows, told_beside

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def truth(night_one: Path, truth_files: Path) -> Truth:
    """A connection with the release's tables and one table for each file of the truth."""
    return told_beside(night_one, truth_files)


def test_every_process_stands_where_it_truly_stands(truth: Truth) -> None:
    assert differences(
        truth, "select * from processes_truth", of_the_county("fct_processes"), "source_id, ocid",
        {
            "title": "found.title",
            "stage": "found.stage",
            "tender_status": "found.tender_status",
            "special_regime": "found.special_regime",
            "cpv_code": "found.cpv_code",
            "lot_count": "found.lot_count",
            "no_lots_rationale": "found.no_lots_rationale",
            "estimate_gbp": money("estimate_gbp"),
            "estimate_vat_basis": "found.estimate_vat_basis",
            "first_published_date": "found.first_published_date",
            "last_published_date": "found.last_published_date",
            "tender_end_date": "found.tender_end_date",
            "days_to_bid": "found.days_to_bid",
            "release_count": "found.release_count",
            "latest_release_id": "found.latest_release_id",
        },
    ) == []  # fmt: skip


def test_the_law_and_the_competition_of_a_process_are_the_true_ones_or_not_known(
    truth: Truth,
) -> None:
    assert differences(
        truth, "select * from processes_truth", of_the_county("fct_processes"), "source_id, ocid",
        {
            "regime": "coalesce(nullif(found.regime, 'unknown'), told.regime)",
            "competition": "coalesce(nullif(found.competition, 'unknown'), told.competition)",
            "is_framework": "coalesce(found.is_framework, false)",
        },
    ) == []  # fmt: skip


def test_every_engagement_and_its_last_day_is_known(truth: Truth) -> None:
    assert differences(
        truth, "select * from processes_truth", of_the_county("fct_processes"), "source_id, ocid",
        {
            "engagement_notice_seen": "found.engagement_notice_seen",
            "engagement_end_date": "found.engagement_end_date",
            "no_engagement_rationale": "found.no_engagement_rationale",
            "future_notice_date": "found.future_notice_date",
        },
    ) == []  # fmt: skip


def test_every_lot_is_what_its_notices_say_together(truth: Truth) -> None:
    assert differences(
        truth, "select * from lots_truth", of_the_county("fct_lots"), "source_id, ocid, lot_id",
        {
            "title": "found.title",
            "status": "found.status",
            "value_net_gbp": money("value_net_gbp"),
            "value_gross_gbp": money("value_gross_gbp"),
            "start_date": "found.start_date",
            "end_date": "found.end_date",
            "has_renewal": "coalesce(found.has_renewal, false)",
            "has_options": "coalesce(found.has_options, false)",
            "suitable_sme": "found.suitable_sme",
            "suitable_vcse": "found.suitable_vcse",
            "bids": "found.bids_count",
        },
    ) == []  # fmt: skip


def test_every_award_is_the_true_one(truth: Truth) -> None:
    assert differences(
        truth, "select * from awards_truth", of_the_county("fct_awards"),
        "source_id, ocid, award_id",
        {
            "awarded_date": "found.awarded_date",
            "award_gbp": money("award_gbp"),
            "vat_basis": "found.vat_basis",
            "supplier_count": "found.supplier_count",
            "standstill_end_date": "found.standstill_end_date",
        },
    ) == []  # fmt: skip


def test_those_who_won_are_those_who_are_named_and_their_numbers_are_their_own(
    truth: Truth,
) -> None:
    told = """
        select * replace (case when supplier_class <> 'person' then supplier_name end
            as supplier_name)
        from winners_truth
    """
    assert differences(
        truth, told, of_the_county("fct_award_suppliers"),
        "source_id, ocid, award_id, supplier_name",
        {"stated_scale": "found.scale", "stated_vcse": "found.stated_vcse"},
    ) == []  # fmt: skip
    wrong = rows(truth, """
        select told.ocid, told.supplier_number, found.company_number
        from winners_truth as told
        inner join release.fct_award_suppliers as found
            using (source_id, ocid, award_id, supplier_name)
        where found.company_number <> told.supplier_number
    """)  # fmt: skip
    assert wrong == []


def test_a_winner_without_a_number_stands_beside_its_true_company(truth: Truth) -> None:
    told = rows(truth, """
        select found.match_tier, found.company_number is not distinct from told.supplier_number,
            count(*)
        from winners_truth as told
        inner join release.fct_supplier_matches as found
            using (source_id, ocid, award_id, supplier_name)
        group by all
        order by all
    """)  # fmt: skip
    assert told == [("exact_name", True, 55), ("same_postcode", True, 2)]


def test_who_is_matched_by_name_has_no_number_anywhere_else(truth: Truth) -> None:
    numbered = rows(truth, """
        select found.supplier_name
        from release.fct_supplier_matches as found
        inner join release.dim_organisations as organisation
            on found.supplier_organisation_key = organisation.organisation_key
        where organisation.company_number is not null
    """)  # fmt: skip
    assert numbered == []


def test_every_contract_has_its_true_value_kind_days_and_end(truth: Truth) -> None:
    found = f"""
        select * replace (coalesce(contract_id, '') as contract_id)
        from ({of_the_county("fct_contracts")})
    """
    told = "select * replace (coalesce(contract_id, '') as contract_id) from contracts_truth"
    assert differences(
        truth, told, found, "source_id, ocid, award_id, contract_id",
        {
            "contract_basis": "found.contract_basis",
            "status": "found.status",
            "is_terminated": "found.is_terminated",
            "is_cancelled": "found.is_cancelled",
            "value_gbp": money("contract_gbp"),
            "value_net_gbp": "case when found.vat_basis <> 'unknown' "
            f"then {money('value_net_gbp')} end",
            "value_gross_gbp": "case when found.vat_basis <> 'unknown' "
            f"then {money('value_gross_gbp')} end",
            "vat_basis": "found.vat_basis",
            "value_kind": "found.value_kind",
            "is_repeat": "not found.is_value_row",
            "is_replaced": "found.replaced_by_contract_key is not null",
            "supplier_count": "found.supplier_count",
            "awarded_date": "found.awarded_date",
            "signed_date": "found.signed_date",
            "terminated_date": "found.terminated_date",
            "start_date": "found.start_date",
            "end_date": "found.end_date",
            "end_date_quality": "found.end_date_quality",
            "cpv_code": "found.cpv_code",
        },
    ) == []  # fmt: skip


def test_the_latest_end_counts_the_options_in(truth: Truth) -> None:
    wrong = rows(truth, """
        select told.ocid, told.latest_end_date, found.latest_end_date
        from contracts_truth as told
        inner join release.fct_contracts as found
            on told.source_id = found.source_id
            and told.ocid = found.ocid
            and told.award_id = found.award_id
            and told.contract_id is not distinct from found.contract_id
        where told.latest_end_date <> cast(found.latest_end_date as varchar)
    """)  # fmt: skip
    assert wrong == []


def test_every_change_is_known_with_what_stood_before_it(truth: Truth) -> None:
    found = f"""
        select * replace (coalesce(contract_id, '') as contract_id)
        from ({of_the_county("fct_contract_changes")})
    """
    told = "select * replace (coalesce(contract_id, '') as contract_id) from changes_truth"
    assert differences(
        truth, told, found, "source_id, ocid, award_id, contract_id, release_id",
        {
            "changed_date": "found.changed_date",
            "change_kind": "found.change_kind",
            "end_date_before": "found.end_date_before",
        },
    ) == []  # fmt: skip
    wrong = rows(truth, """
        select told.ocid, told.value_before_gbp, found.value_before_gbp,
            told.value_after_gbp, found.value_after_gbp, told.end_date_after, found.end_date_after
        from changes_truth as told
        inner join release.fct_contract_changes as found
            using (source_id, ocid, award_id, release_id)
        where (told.change_kind like '%value%' and (
                cast(told.value_before_gbp as decimal(20, 4)) <> found.value_before_gbp
                or cast(told.value_after_gbp as decimal(20, 4)) <> found.value_after_gbp
            ))
            or (told.change_kind like '%period%'
                and cast(told.end_date_after as date) is distinct from found.end_date_after)
            or (told.suppliers_added is null) <> (found.suppliers_added is null)
            or (told.suppliers_removed is null) <> (found.suppliers_removed is null)
    """)  # fmt: skip
    assert wrong == []


def test_every_result_failure_and_end_is_known(truth: Truth) -> None:
    asked = """
        select source_id, ocid, contract_id, kind, coalesce(metric_id, '') as metric_id,
            rating, decided_date, penalty_type, penalty_gbp, is_normal_completion from
    """
    found = of_the_county("fct_contract_performance") + " and kind <> 'agreed_metric'"
    assert differences(
        truth, f"{asked} performance_truth", f"{asked} ({found})",
        "source_id, ocid, contract_id, kind, metric_id",
        {
            "rating": "found.rating",
            "decided_date": "found.decided_date",
            "penalty_type": "found.penalty_type",
            "penalty_gbp": money("penalty_gbp"),
            "is_normal_completion": "found.is_normal_completion",
        },
    ) == []  # fmt: skip


def test_every_measure_that_was_agreed_is_known(truth: Truth) -> None:
    agreed = of_the_county("fct_contract_performance") + " and kind = 'agreed_metric'"
    assert differences(
        truth, "select * from agreed_metrics_truth", agreed,
        "source_id, ocid, contract_id, metric_id", {"title": "found.title"},
    ) == []  # fmt: skip


def test_a_contract_told_by_both_services_is_counted_once_and_others_that_look_so_twice(
    truth: Truth,
) -> None:
    wrong = rows(truth, """
        with paired as (
            select
                told.find_a_tender_ocid, told.contracts_finder_ocid, told.is_same, told.story,
                coalesce(bool_or(
                    not copy.is_counted and copy.duplicate_of_contract_key = kept.contract_key
                ), false) as is_found
            from twins_truth as told
            inner join release.fct_contracts as copy
                on copy.source_id = 'contracts_finder' and copy.ocid = told.contracts_finder_ocid
            inner join release.fct_contracts as kept
                on kept.source_id = 'find_a_tender' and kept.ocid = told.find_a_tender_ocid
            group by all
        )
        select * from paired where is_found <> cast(is_same as boolean) order by all
    """)  # fmt: skip
    assert wrong == []


def test_nothing_is_left_uncounted_but_copies_and_what_was_cancelled_or_replaced(
    truth: Truth,
) -> None:
    wrong = rows(truth, """
        select found.source_id, found.ocid, found.title
        from release.fct_contracts as found
        where not found.is_counted and not found.is_cancelled
            and found.replaced_by_contract_key is null
            and found.ocid not in (
                select contracts_finder_ocid from twins_truth where is_same = 'true'
            )
    """)  # fmt: skip
    assert wrong == []


def test_call_offs_that_name_their_framework_are_tied_to_it(truth: Truth) -> None:
    wrong = rows(truth, """
        select told.ocid, told.framework_ocid, found.framework_ocid
        from frameworks_truth as told
        inner join release.fct_processes as found using (source_id, ocid)
        where case when told.is_stated = 'true' then told.framework_ocid end
            is distinct from found.framework_ocid
    """)  # fmt: skip
    assert wrong == []


def test_totals_by_kind_and_vat_basis_are_the_true_ones_with_nothing_counted_twice(
    truth: Truth,
) -> None:
    wrong = rows(truth, """
        with told as (
            select value_kind, vat_basis, sum(cast(value_gbp as decimal(20, 4))) as total_gbp
            from contracts_truth
            where is_repeat = 'false' and is_cancelled = 'false' and is_replaced = 'false'
                and ocid not in (
                    select contracts_finder_ocid from twins_truth where is_same = 'true'
                )
            group by all
        ),
        found as (
            select value_kind, vat_basis, sum(contract_gbp) as total_gbp
            from release.fct_contracts
            where is_value_row and is_counted
                and (source_id, ocid) in (select source_id, ocid from processes_truth)
            group by all
        )
        select value_kind, vat_basis, told.total_gbp, found.total_gbp
        from told full join found using (value_kind, vat_basis)
        where told.total_gbp is distinct from found.total_gbp
    """)  # fmt: skip
    assert wrong == []
