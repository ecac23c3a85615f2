"""The published page as a reader's browser has it. Pictures are left in the test's folder."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.release.build import build_release
from tests.integration.night import Run
from tests.unit.tiny_release import make_inputs

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
WIDE, NARROW = (1280, 10800), (375, 12000)
PROBE = """
<script>
addEventListener("load", () => {
  const frame = document.querySelector("iframe").contentDocument;
  const told = document.createElement("output");
  const root = frame.documentElement;
  const broken = [...frame.images].filter(one => !one.naturalWidth).length;
  told.textContent = `width ${root.scrollWidth} of ${root.clientWidth}, broken ${broken}, ` +
    `styled ${getComputedStyle(frame.querySelector(".masthead")).backgroundColor}`;
  document.body.append(told);
});
</script>
<iframe src="index.html" style="width:%dpx;height:900px;border:0"></iframe>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if CHROMIUM is None:
        pytest.skip("NOT LOOKED AT: there is no chromium on the PATH to open the page with")
    inputs = make_inputs(tmp_path_factory.mktemp("night"))
    return build_release(inputs, lambda _message: None).release.path / "site"


def browse(profile: Path, page: Path, *flags: str) -> str:
    profile.mkdir()
    command = [str(CHROMIUM), *QUIET, f"--user-data-dir={profile}", *flags, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_can_be_pictured(site: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    picture = tmp_path / "page.png"
    flags = (f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}")
    browse(tmp_path / "profile", site / "index.html", *flags)
    header = picture.read_bytes()[:24]
    assert header[1:4] == b"PNG"
    assert int.from_bytes(header[16:20], "big") == size[0]
    assert picture.stat().st_size > 200_000


def test_a_reader_finds_what_they_came_for(site: Path, tmp_path: Path) -> None:
    dom = browse(tmp_path / "profile", site / "index.html", "--dump-dom")
    for heading in (
        "How much was paid",
        "Who spends",
        "Where it goes",
        "Who is paid most",
        "Contracts that end soon",
        "What can be bid for",
        "How good the published files are",
        "What is left out",
        "Download it",
        "Follow a figure to its source",
    ):
        assert heading in dom
    assert len(re.findall(r'<data class="figure"', dom)) > 100
    assert "<script" not in dom


@pytest.mark.parametrize("width", [1280, 1000, 700, 375, 320])
def test_the_page_is_styled_whole_and_never_wider_than_its_window(
    first_run: Run, tmp_path: Path, width: int
) -> None:
    if CHROMIUM is None:
        pytest.skip("NOT LOOKED AT: there is no chromium on the PATH to open the page with")
    site = shutil.copytree(first_run.data / "current/site", tmp_path / "site")
    probe = site / f"probe-{width}.html"
    probe.write_text(PROBE % width, "utf-8")
    flags = ("--dump-dom", "--allow-file-access-from-files", "--virtual-time-budget=5000")
    dom = browse(tmp_path / "profile", probe, *flags)
    told = re.search(r"<output>(.*)</output>", dom)
    assert told is not None
    assert told[1] == f"width {width} of {width}, broken 0, styled rgb(10, 51, 39)"


def test_the_page_asks_the_network_for_nothing(site: Path, tmp_path: Path) -> None:
    leaking = tmp_path / "leaking.html"
    leaking.write_text('<img src="http://tracker.invalid/dot.png">', "utf-8")
    assert asked_by(leaking, tmp_path / "control") == {"http://tracker.invalid/dot.png"}
    assert asked_by(site / "index.html", tmp_path / "profile") == set()


def asked_by(page: Path, profile: Path) -> set[str]:
    """Return the addresses a page asked for; what the browser asks for itself has no origin."""
    log = profile.with_suffix(".json")
    browse(profile, page, "--dump-dom", f"--log-net-log={log}")
    params = (event.get("params", {}) for event in json.loads(log.read_text("utf-8"))["events"])
    return {one["url"] for one in params if one.get("initiator") == "null" and "url" in one}
