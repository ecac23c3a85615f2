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
                'Otter Care' as payee_name, 'exact_name' as match_tier,
                'OTTER CARE LTD' as company_name, '99900001' as company_number,
                0.91::decimal(5, 4) as probability, 'the register has a company of this name'
                as evidence, 2 as rival_count, 'OTTER CARES LTD' as rival_company_name,
                '99900002' as rival_company_number, 0.2::decimal(5, 4) as rival_probability
            union all
            select 'heronsby', 'Heronsby', 'Otter Care', 'none', null, null, null,
                'nothing on the register is like the name', 0, null, null, null
            """
        )
        made.execute(
            """
            create table fct_supplier_matches as
            select unnest(['ocds-1', 'ocds-2']) as ocid, 'contracts_finder' as source_id,
                'Heron Paving' as supplier_name, 'likely_name' as match_tier,
                'HERON PAVINGS LTD' as company_name, '99900003' as company_number,
                0.8::decimal(5, 4) as probability, 'no company has just this name' as evidence,
                0 as rival_count, null as rival_company_name, null as rival_company_number,
                null as rival_probability
            union all
            select 'ocds-3', 'contracts_finder', 'Heron Paving', 'none', null, null, null,
                'the company that its name leads to was registered after the award', 0, null,
                null, null
            """
        )
    return tmp_path


def test_a_match_is_told_with_its_reason_and_its_rivals(release: Path) -> None:
    assert explain(release, "OTTER CARE", "fenwater") == [
        "Otter Care, paid by Fenwater, is OTTER CARE LTD (99900001) (exact_name, with a "
        "probability of 0.9100), because the register has a company of this name. It might also "
        "have been OTTER CARES LTD (99900002: 0.2000) and 1 more."
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


def test_a_name_nobody_paid_is_said_to_be_in_no_file(release: Path) -> None:
    with pytest.raises(TraceError, match="no payee or supplier of fenwater is named 'Heron'"):
        explain(release, "Heron", "fenwater")
