"""The report on one file as a browser has it, on a desk and on a telephone."""

from pathlib import Path

import pytest

from pipelines.spendfile.check import check
from pipelines.spendfile.opened import open_file
from pipelines.spendfile.report import html_report
from tests.browser.test_page import CHROMIUM, browse
from tests.unit.test_spend_reading import BODY
from tests.unit.test_spendfile_check import MESSY

pytestmark = pytest.mark.browser
PROBE = """
<script>
addEventListener("load", () => {
  const frame = document.querySelector("iframe").contentDocument;
  const told = document.createElement("output");
  const wide = [...frame.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > frame.documentElement.clientWidth + 1);
  told.textContent = `scrolls ${frame.documentElement.scrollWidth} of %(width)s, ` +
    `beyond ${wide.length}, findings ${frame.querySelectorAll(".finding").length}, ` +
    `styled ${getComputedStyle(frame.querySelector(".masthead")).backgroundColor}`;
  document.body.append(told);
});
</script>
<iframe src="report.html" style="width:%(width)spx;height:900px;border:0"></iframe>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if CHROMIUM is None:
        pytest.skip("NOT LOOKED AT: there is no chromium on the PATH to open the report with")
    folder = tmp_path_factory.mktemp("report")
    path = folder / "payments-2025-04.csv"
    path.write_text(MESSY, "utf-8")
    (folder / "report.html").write_text(html_report(check(open_file(path, BODY))), "utf-8")
    return folder


@pytest.mark.parametrize("width", [1280, 375])
def test_the_report_fits_the_screen_and_is_styled_by_itself(
    folder: Path, tmp_path: Path, width: int
) -> None:
    probe = folder / f"probe-{width}.html"
    probe.write_text(PROBE % {"width": width}, "utf-8")
    flags = ("--allow-file-access-from-files", "--window-size=1400,1000", "--dump-dom")
    dom = browse(tmp_path / "profile", probe, *flags)
    assert f"scrolls {width} of {width}, beyond 0, findings " in dom
    assert "findings 0" not in dom
    assert "styled rgb(10, 51, 39)" in dom
