"""What the marts answer about contracts, beside the invented county's truth."""

from pathlib import Path

import pytest

from tests.integration.told import (
    OUR_PROCESSES,
    Truth,
    differences,
    money,
    of_the_county,
    rows,
    told_beside,
)

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def truth(night_one: Path, truth_files: Path) -> Truth:
    """A connection with the release's tables and one table for each file of the truth."""
    return told_beside(night_one, truth_files)


TRUE_COPIES = "(select contracts_finder_ocid from twins_truth where is_same = 'true')"
"""The processes of Contracts Finder that another, on Find a Tender, stands for."""


def test_the_clock_runs_for_every_contract_to_its_true_end_and_no_other(truth: Truth) -> None:
    told = f"""
        select * replace (coalesce(contract_id, '') as contract_id)
        from contracts_truth where ocid not in {TRUE_COPIES} and is_replaced = 'false'
    """
    found = f"""
        select * replace (coalesce(contract_id, '') as contract_id)
        from ({of_the_county("mart_retender_pipeline")})
    """
    assert differences(
        truth, told, found, "source_id, ocid, award_id, contract_id",
        {
            "title": "found.title",
            "state": "found.state",
            "value_gbp": money("value_gbp"),
            "value_kind": "found.value_kind",
            "vat_basis": "found.vat_basis",
            "end_date": "found.end_date",
            "end_date_quality": "found.end_date_quality",
            "is_terminated": "found.is_terminated",
            "supplier_count": "found.supplier_count",
        },
    ) == []  # fmt: skip
    wrong = rows(truth, """
        select ocid, end_date, mark_18_months_date, mark_3_months_date
        from release.mart_retender_pipeline
        where end_date_quality = 'stated' and (
            datediff('month', mark_18_months_date, end_date) <> 18
            or datediff('month', mark_12_months_date, end_date) <> 12
            or datediff('month', mark_6_months_date, end_date) <> 6
            or datediff('month', mark_3_months_date, end_date) <> 3
        )
    """)  # fmt: skip
    assert wrong == []


def test_incumbents_are_those_who_hold_the_contract(truth: Truth) -> None:
    wrong = rows(truth, """
        select found.ocid, found.incumbent_name
        from release.mart_retender_pipeline as found
        where found.incumbent_name is not null
            and (source_id, ocid) in (select source_id, ocid from processes_truth)
            and (source_id, ocid, award_id, incumbent_name) not in (
                select source_id, ocid, award_id, supplier_name from winners_truth
            )
    """)  # fmt: skip
    assert wrong == []


def test_who_delivers_now_is_told_of_every_contract(truth: Truth) -> None:
    wrong = rows(truth, f"""
        with told as (
            select source_id, ocid, award_id, coalesce(contract_id, '') as contract_id, state
            from contracts_truth
            where ocid not in {TRUE_COPIES} and is_replaced = 'false'
        ),
        found as (
            select distinct
                source_id, ocid, award_id, coalesce(contract_id, '') as contract_id, state
            from release.mart_live_contracts
            where (source_id, ocid) in {OUR_PROCESSES}
        )
        (select * from told except select * from found)
        union all (select * from found except select * from told)
    """)  # fmt: skip
    assert wrong == []


def test_what_can_still_be_bid_for_or_talked_about_is_what_is_listed(truth: Truth) -> None:
    wrong = rows(truth, f"""
        with told as (
            select source_id, ocid, opportunity from processes_truth where opportunity <> ''
        ),
        found as (
            select source_id, ocid, state as opportunity from release.mart_opportunities
            where state in ('open', 'engaging') and (source_id, ocid) in {OUR_PROCESSES}
        )
        (select * from told except select * from found)
        union all (select * from found except select * from told)
    """)  # fmt: skip
    assert wrong == []


def test_the_next_contract_for_a_service_follows_the_last_and_unlike_ones_do_not(
    truth: Truth,
) -> None:
    wrong = rows(truth, """
        with signed as (
            select told.*
            from generations_truth as told
            where told.predecessor_ocid in (select ocid from contracts_truth)
                and told.successor_ocid in (select ocid from contracts_truth)
        ),
        linked as (
            select later.ocid, earlier.ocid as predecessor_ocid, later.confidence, later.incumbent
            from release.mart_contract_history as later
            inner join release.fct_contracts as earlier
                on later.predecessor_contract_key = earlier.contract_key
            where later.link = 'chosen'
        )
        select signed.story, signed.is_successor, linked.confidence, linked.incumbent
        from signed
        left join linked
            on signed.successor_ocid = linked.ocid
            and signed.predecessor_ocid = linked.predecessor_ocid
        where (linked.ocid is not null and (
                linked.confidence <> 'low' or signed.is_successor = 'true'
            ))
                is distinct from cast(signed.is_successor as boolean)
            or (signed.is_successor = 'true'
                and (linked.incumbent = 'kept') <> cast(signed.is_same_supplier as boolean))
    """)  # fmt: skip
    assert wrong == []


def test_what_comes_next_for_a_service_is_seen_from_the_contract_that_ends(truth: Truth) -> None:
    unseen = rows(truth, """
        select told.story, found.notices_seen
        from generations_truth as told
        inner join release.mart_retender_pipeline as found
            on found.ocid = told.predecessor_ocid
        where told.is_successor = 'true'
            and told.successor_ocid not in (select ocid from contracts_truth)
            and not exists (
                select 1 from releases_truth as notice
                where notice.ocid = told.successor_ocid
                    and contains(found.notices_seen, notice.release_id)
            )
    """)  # fmt: skip
    assert unseen == []
