"""What truly looks wrong in the invented county, against the flags that are published."""

from pathlib import Path

import pytest

from tests.integration.told import OUR_PROCESSES, Truth, rows, told_beside

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def truth(night_one: Path, truth_files: Path) -> Truth:
    """A connection with the release's tables and one table for each file of the truth."""
    return told_beside(night_one, truth_files)


def test_every_purchase_made_to_look_wrong_raises_its_flag(truth: Truth) -> None:
    unseen = rows(truth, """
        select told.flag_id, told.ocid
        from plants_truth as told
        left join release.mart_red_flags as found using (flag_id, source_id, ocid)
        where found.row_key is null
    """)  # fmt: skip
    assert rows(truth, "select count(*) > 10 from plants_truth") == [(True,)]
    assert unseen == []


def test_a_price_raises_a_flag_where_it_truly_rose_and_nowhere_else(truth: Truth) -> None:
    wrong = rows(truth, f"""
        with told as (
            select distinct source_id, ocid, award_id, release_id from changes_truth
            where cast(value_after_gbp as decimal(20, 2)) > cast(value_before_gbp as decimal(20, 2))
        ),
        found as (
            select distinct source_id, ocid, change.award_id, change.release_id
            from release.mart_red_flags as flag
            inner join release.fct_contract_changes as change
                using (source_id, ocid)
            where flag.flag_id = 'R069' and flag.subject_key = change.change_key
                and (source_id, ocid) in {OUR_PROCESSES}
        )
        select told.ocid as told_ocid, found.ocid as found_ocid, release_id
        from told full join found using (source_id, ocid, award_id, release_id)
        where told.ocid is null or found.ocid is null
    """)  # fmt: skip
    assert wrong == []


def test_a_failure_raises_a_flag_as_often_as_one_was_published(truth: Truth) -> None:
    wrong = rows(truth, """
        with told as (
            select source_id, ocid, count(*) as failures from performance_truth
            where kind = 'failure' group by all
        ),
        found as (
            select source_id, ocid, count(*) as flags from release.mart_red_flags
            where flag_id = 'R067' group by all
        )
        select ocid, failures, flags from told full join found using (source_id, ocid)
        where failures is distinct from flags
    """)  # fmt: skip
    assert rows(truth, "select count(*) > 0 from performance_truth where kind = 'failure'") == [
        (True,)
    ]
    assert wrong == []


def test_the_matrix_holds_every_published_indicator_for_each_service_law_and_year(
    truth: Truth,
) -> None:
    short = rows(truth, """
        select source_id, regime, published_year, count(*) from release.mart_red_flag_applicability
        where published_by = 'Open Contracting Partnership'
        group by all having count(*) <> 73 or count(distinct flag_id) <> 73
    """)  # fmt: skip
    assert short == []


def test_no_rule_fires_in_more_processes_than_state_what_it_needs(truth: Truth) -> None:
    wrong = rows(truth, """
        select flag_id, source_id, regime, published_year, our_fields_count, fired_process_count
        from release.mart_red_flag_applicability
        where fired_process_count > our_fields_count
    """)  # fmt: skip
    assert wrong == []


def test_no_flag_is_shown_where_the_matrix_says_it_cannot_be_told(truth: Truth) -> None:
    wrong = rows(truth, """
        select flag.flag_id, flag.ocid
        from release.mart_red_flags as flag
        inner join release.mart_red_flag_applicability as verdict
            using (flag_id, source_id, regime)
        where verdict.status = 'cannot'
    """)  # fmt: skip
    assert wrong == []


def test_a_flag_names_a_supplier_only_by_a_number_that_was_stated(truth: Truth) -> None:
    wrong = rows(truth, """
        select flag.flag_id, flag.ocid
        from release.mart_red_flags as flag
        left join release.dim_organisations as known
            on flag.supplier_organisation_key = known.organisation_key
        where flag.supplier_organisation_key is not null
            and coalesce(known.identified_by, '') not in ('company_number', 'notice_identifier')
    """)  # fmt: skip
    assert wrong == []
