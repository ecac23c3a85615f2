"""The real files through the inbox and gate 1: what is read lands, the rest holds up nothing."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.account import read_account
from pipelines.night import open_night
from pipelines.settings import ROOT, Settings
from tests.integration.test_real_spend import READ, SHARED, Label, seen_amounts

pytestmark = pytest.mark.integration


def test_the_forty_real_files_land_to_the_penny_or_are_refused_and_hold_up_nothing(
    real_data: Path, tmp_path: Path
) -> None:
    settings = Settings(
        data=tmp_path / "data",
        area=ROOT / "areas" / "inbox.yml",
        inbox=real_data / "spend",
        contact="",
        offline=True,
        threads=2,
    )
    night = open_night(settings, dt.date(2026, 11, 22))

    night.land("spend")

    files = read_account(settings.data).inbox
    read = [file for file in files if file.outcome == "landed"]
    assert len(files) == 40
    assert len(read) >= 32
    assert all(file.outcome == "refused" and file.reason for file in files if file not in read)
    for file in read:
        assert file.rows + file.rejects >= file.lines, "a line is landed or rejected, never lost"
    landed = {file.url.removeprefix("inbox:"): file.pounds for file in read}
    assert landed == {label.file: seen_by_a_person(label) for label in READ}


def seen_by_a_person(label: Label) -> Decimal:
    """Add up a file's payments without any code of the parser."""
    amounts = seen_amounts(label, SHARED / label.file)
    total = sum((pounds for line, pounds in amounts if line not in label.footers), Decimal(0))
    return total.quantize(Decimal("0.0001"))
