"""Any figure leads to its lines, and any of those lines leads back to the figure."""

import random
import re
from pathlib import Path

import pytest

from ingest.registry import load_specs
from pipelines.trace import trace_figure, trace_line

pytestmark = pytest.mark.integration


def test_figures_of_the_page_lead_to_their_lines_and_back(night_one: Path) -> None:
    release = (night_one / "current").resolve()
    page = (release / "site" / "index.html").read_text("utf-8")
    shown = sorted({figure for ids in re.findall(r'data-trace="([^"]+)"', page)
                    for figure in ids.split()})  # fmt: skip
    assert len(shown) >= 50

    led = 0
    for figure in random.Random(20260331).sample(shown, 20):
        traced = trace_figure(release, figure)
        if not traced.lines:
            assert not traced.figure, f"{figure} is not nothing, and has no lines"
            continue
        led += 1
        assert traced.total == (traced.figure or 0)
        received = [line for line in traced.lines if line.sha256]
        line = received[len(received) // 2]
        assert line.sha256 is not None
        assert (night_one / "raw" / line.sha256[:2] / line.sha256).is_file()
        users = {user.figure_id for user in trace_line(release, line.sha256, line.line, line.part)}
        assert figure in users
    assert led >= 10


def test_the_page_calls_a_source_what_its_declaration_calls_it(night_one: Path) -> None:
    page = (night_one / "current/site/index.html").read_text("utf-8")
    account = page.partition('id="publishers"')[2].partition('id="left-out"')[0]
    told = [spec for spec in load_specs().values() if spec.title in account]
    assert len(told) > 15
    assert not [spec.source_id for spec in told if f">{spec.source_id}<" in account]
