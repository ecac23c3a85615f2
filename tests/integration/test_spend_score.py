"""Real files as public bodies published them, held against labels that people made by eye."""

import pytest

from tests.spend_score import DATA, labels, main

pytestmark = pytest.mark.skipif(
    not (DATA / "spend").is_dir(), reason=f"the real spend files are not at {DATA}: nothing proved"
)


def test_every_real_file_is_labelled() -> None:
    folders = (DATA / "spend", DATA / "bench/spend")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    assert {str(path.relative_to(DATA)) for path in files} == set(labels())


def test_nearly_every_real_file_is_read_as_people_read_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main() == 0, capsys.readouterr().out
