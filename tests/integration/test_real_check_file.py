"""What six real files are told, held against what the manifest counted in them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.declarations import undeclared
from pipelines.spendfile.check import Checked, check
from pipelines.spendfile.duties import duties
from pipelines.spendfile.export import export
from pipelines.spendfile.names import DutyId
from pipelines.spendfile.opened import open_file

BODY = undeclared("somebody")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person sees in a file: whose duty it falls under, and what is amiss on how many lines.

    0 lines is said of what concerns the whole file.
    """

    duty: DutyId
    findings: dict[str, int]
    credits: int = 0
    refused: str = ""


FILES = {
    "leeds/2020-06.csv": Expected(
        DutyId.TRANSPARENCY_CODE,
        {"redacted": 1157, "not_utf_8": 0, "vat_unstated": 0},
        credits=343,
    ),
    "hyndburn/SpendOver250Feb24.csv": Expected(
        DutyId.TRANSPARENCY_CODE,
        {"dressed_amounts": 217, "empty_columns": 0, "not_utf_8": 0, "missing_column": 0},
        credits=1,
    ),
    "lancashire_fire/fire-2022-23.xlsx": Expected(
        DutyId.TRANSPARENCY_CODE, {"several_tables": 0, "only_spreadsheet": 0}, credits=2
    ),
    "birmingham_cards/publish-spend-april-2020.xls": Expected(
        DutyId.TRANSPARENCY_CODE, {"gross_amounts": 0, "missing_column": 0}, credits=176
    ),
    "croydon_nhs/CROY 01 - April.csv": Expected(
        DutyId.HMT_25K, {"missing_column": 0, "vat_unstated": 0, "dressed_amounts": 173}
    ),
    "central_government_25k/transaction_spend_data_june_10_northern_ireland_office_.xls": Expected(
        DutyId.HMT_25K, {"wrong_name": 0, "refused": 0}, refused="mixed_date_orders"
    ),
}


def checked(real_data: Path, name: str) -> Checked:
    return check(open_file(real_data / "spend" / name, BODY))


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_told_what_a_person_sees_in_it(real_data: Path, name: str) -> None:
    one, expected = checked(real_data, name), FILES[name]
    found = {finding.code: finding.lines for finding in one.findings}
    assert one.duty is duties()[expected.duty]
    assert expected.findings.items() <= found.items()
    assert one.account.credits.lines == expected.credits
    assert one.account.is_conserved
    assert (one.opened.refusal.code if one.opened.refusal else "") == expected.refused


@pytest.mark.parametrize("name", [name for name, one in FILES.items() if not one.refused])
def test_a_real_file_written_out_clean_holds_the_same_payments(
    real_data: Path, tmp_path: Path, name: str
) -> None:
    one, duty_id = checked(real_data, name), FILES[name].duty
    clean = export(one.opened, duties()[duty_id], redact=True)
    path = tmp_path / "clean.csv"
    path.write_text(clean.clean, "utf-8", newline="")
    again = check(open_file(path, BODY, one.opened.period), duty_id)
    assert again.account.payments == one.account.payments
    assert again.account.credits == one.account.credits
    assert again.account.all_rejected.lines == 0
