"""``goldenthread explain``: a match in a sentence."""

from pathlib import Path

import duckdb
import pytest

from pipelines.explain import explain
from pipelines.trace import TraceError


@pytest.fixture
def release(tmp_path: Path) -> Path:
    with duckdb.connect(str(tmp_path / "goldenthread.duckdb")) as made:
        made.execute(
            """
            create table fct_payee_matches as
            select 'fenwater' as publisher_id, 'Fenwater' as publisher_name,
                'Otter Care' as payee_name, null::varchar as stated_company_number,
                'exact_name' as match_tier, null::varchar as unmatched_reason,
                'OTTER CARE LTD' as company_name, '99900001' as company_number,
                0.91::decimal(5, 4) as probability, 'the register has a company of this name'
                as evidence, 2 as rival_count, 'OTTER CARES LTD' as rival_company_name,
                '99900002' as rival_company_number, 0.2::decimal(5, 4) as rival_probability,
                'OTTERS CARE LTD' as next_rival_company_name,
                '99900009' as next_rival_company_number,
                0.1::decimal(5, 4) as next_rival_probability
            union all
            select 'heronsby', 'Heronsby', 'Otter Care', null, 'none', 'no_company_likely_enough',
                null, null, null, 'nothing on the register is like the name', 0, null, null, null,
                null, null, null
            union all
            select 'heronsby', 'Heronsby', unnest(['Twin', 'Many']), null, 'none',
                'several_companies_of_the_name', null, null, null,
                'companies bear this name, and which of them is meant cannot be told',
                unnest([2, 5]), 'TWIN LTD', '99900010', 0.6, 'TWIN LTD', '99900011', 0.5
            union all
            select 'heronsby', 'Heronsby', 'Lapwing', unnest([null, null, '99999998', '99900004']),
                unnest(['exact_name', 'exact_name', 'none', 'stated_number']),
                unnest([null, null, 'stated_number_not_registered', null]),
                unnest(['LAPWING LTD', 'LAPWING LTD', null, 'LAPWING LTD']),
                unnest(['99900004', '99900004', null, '99900004']), null,
                unnest(['it bears the name', 'it bears the name', 'it is not on the register',
                    'the body states it']), 0, null, null, null, null, null, null
            """
        )
        made.execute(
            """
            create table fct_award_suppliers as
            select unnest(['ocds-4', 'ocds-5', 'ocds-6']) as ocid,
                'contracts_finder' as source_id, 'Curlew Signs' as supplier_name,
                unnest(['c', 'c', 'd']) as supplier_organisation_key,
                unnest(['99900005', '99900005', null]) as company_number
            """
        )
        made.execute(
            """
            create table dim_organisations as
            select unnest(['c', 'd']) as organisation_key,
                unnest(['CURLEW SIGNS LTD', 'Curlew Signs']) as organisation_name
            """
        )
        made.execute(
            """
            create table fct_supplier_matches as
            select unnest(['ocds-1', 'ocds-2']) as ocid, 'contracts_finder' as source_id,
                'Heron Paving' as supplier_name, 'likely_name' as match_tier,
                null as unmatched_reason,
                'HERON PAVINGS LTD' as company_name, '99900003' as company_number,
                0.8::decimal(5, 4) as probability, 'no company has just this name' as evidence,
                0 as rival_count, null as rival_company_name, null as rival_company_number,
                null as rival_probability, null as next_rival_company_name,
                null as next_rival_company_number, null as next_rival_probability
            union all
            select 'ocds-3', 'contracts_finder', 'Heron Paving', 'none',
                'company_younger_than_award', null, null, null,
                'the company that its name leads to was registered after the award', 0, null,
                null, null, null, null, null
            """
        )
    return tmp_path


def test_a_match_is_told_with_its_reason_and_its_rivals(release: Path) -> None:
    assert explain(release, "OTTER CARE", "fenwater") == [
        "Otter Care, paid by Fenwater, is OTTER CARE LTD (99900001) (exact_name, with a "
        "probability of 0.9100), because the register has a company of this name. It might also "
        "have been OTTER CARES LTD (99900002: 0.2000) and 1 more."
    ]


def test_a_name_that_several_companies_bear_is_told_with_the_two_likeliest(release: Path) -> None:
    told = [explain(release, name, "")[0].partition(" (none), because ")[2] for name in
            ("Twin", "Many")]  # fmt: skip
    assert told == [
        "companies bear this name, and which of them is meant cannot be told. It might be TWIN LTD "
        "(99900010: 0.6000) or TWIN LTD (99900011: 0.5000).",
        "companies bear this name, and which of them is meant cannot be told. It might be TWIN LTD "
        "(99900010: 0.6000) or TWIN LTD (99900011: 0.5000), or one of 3 more.",
    ]


def test_the_same_name_is_told_for_each_body_that_paid_it(release: Path) -> None:
    told = explain(release, "otter care", "")
    assert len(told) == 2
    assert told[1].endswith(
        "was matched to no company (none), because nothing on the register is like the name."
    )


def test_each_finding_for_a_supplier_is_told_once_with_an_award(release: Path) -> None:
    assert explain(release, "Heron Paving", "contracts_finder") == [
        "Heron Paving, named without a number on contracts_finder (ocds-1 and 1 more), is HERON "
        "PAVINGS LTD (99900003) (likely_name, with a probability of 0.8000), because no company "
        "has just this name.",
        "Heron Paving, named without a number on contracts_finder (ocds-3), was matched to no "
        "company (none), because the company that its name leads to was registered after the "
        "award.",
    ]


def test_a_payee_is_told_once_for_each_number_that_the_body_states_beside_it(
    release: Path,
) -> None:
    assert explain(release, "Lapwing", "") == [
        "Lapwing, paid by Heronsby beside the number 99900004, is LAPWING LTD (99900004) "
        "(stated_number), because the body states it.",
        "Lapwing, paid by Heronsby beside the number 99999998, was matched to no company (none), "
        "because it is not on the register.",
        "Lapwing, paid by Heronsby without a company number, is LAPWING LTD (99900004) "
        "(exact_name), because it bears the name.",
    ]


def test_a_supplier_whose_number_the_notices_state_is_told_so(release: Path) -> None:
    assert explain(release, "curlew signs", "contracts_finder") == [
        "Curlew Signs, named on contracts_finder (ocds-4 and 1 more), is CURLEW SIGNS LTD "
        "(99900005) (stated_number), because the notice itself states that number, right or wrong."
    ]


def test_a_name_nobody_paid_is_said_to_be_in_no_file(release: Path) -> None:
    with pytest.raises(TraceError, match="no payee or supplier of fenwater is named 'Heron'"):
        explain(release, "Heron", "fenwater")
