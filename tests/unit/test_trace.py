import json
import random
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.release.build import build_release
from pipelines.trace import BrokenThreadError, TraceError, trace_figure, trace_line
from tests.unit.tiny_release import TRACES, make_inputs


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = make_inputs(tmp_path_factory.mktemp("night"))
    return build_release(inputs, lambda _message: None).release.path


@pytest.mark.parametrize("mart", sorted(TRACES))
def test_every_measure_of_a_mart_leads_to_lines_that_add_up_to_it(release: Path, mart: str) -> None:
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        keys = [row[0] for row in found.execute(f"select row_key from {mart}").fetchall()]
    for key in random.Random(3).sample(sorted(keys), 5):
        for measure in TRACES[mart]["measures"]:
            traced = trace_figure(release, f"{mart}/{key}/{measure}")
            assert traced.total == (traced.figure or 0)


def test_a_line_leads_back_to_the_figures_that_use_it(release: Path) -> None:
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        keys = found.execute(
            "select row_key from mart_spend_by_body_month where credits_gbp < 0 order by row_key"
        ).fetchall()
    figure_id = f"mart_spend_by_body_month/{keys[0][0]}/credits_gbp"
    line = trace_figure(release, figure_id).lines[0]
    using = {one.figure_id: one.value for one in trace_line(release, line.sha256, line.line, "")}
    assert using[figure_id] == trace_figure(release, figure_id).figure
    assert {name.split("/")[0] for name in using} >= {
        "mart_spend_by_body_month",
        "mart_spend_geography",
        "mart_top_suppliers",
    }
    assert line.amount is not None
    assert line.amount < 0


def test_lines_without_a_month_can_be_followed_too(release: Path) -> None:
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        keys = found.execute(
            "select row_key from mart_spend_by_body_month where spend_month is null order by 1"
        ).fetchall()
    traced = trace_figure(release, f"mart_spend_by_body_month/{keys[0][0]}/paid_gbp")
    assert traced.lines
    assert traced.total == traced.figure


def test_a_figure_that_was_never_stated_has_no_pounds_behind_it(release: Path) -> None:
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        keys = found.execute(
            "select row_key from mart_retender_pipeline where value_gbp is null order by 1"
        ).fetchall()
    traced = trace_figure(release, f"mart_retender_pipeline/{keys[0][0]}/value_gbp")
    assert (traced.figure, traced.total) == (None, Decimal(0))
    assert [line.amount for line in traced.lines] == [None]


def test_a_figure_is_followed_by_what_its_lines_are_read_beside(tmp_path: Path) -> None:
    trace = {
        "fact": "fct_x",
        "beside": {"table": "dim_y", "on": "who", "columns": ["sort"]},
        "on": ["sort"],
        "measures": {"paid_gbp": "true", "unknown_gbp": "sort is null"},
        "value": {"paid_gbp": "amount_gbp", "unknown_gbp": "amount_gbp"},
    }
    package = {"resources": [{"name": "mart_z", "trace": trace}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    with duckdb.connect(str(tmp_path / "goldenthread.duckdb")) as made:
        made.execute("""
            create table dim_y as select * from (values ('w', 'n', 'd'), ('v', 'm', 'd'))
                as rows (who, sort, _raw_sha256);
            create table fct_x as select 'h' as _raw_sha256, '' as _part, line as _line,
                'u' as _source_url, who, pounds::decimal(20, 4) as amount_gbp
                from (values (1, 'w', 5), (2, 'v', 7), (3, 'x', 2), (4, null, 1))
                as lines (line, who, pounds);
            create table mart_z as select * from (values ('k', 'n', 5, 0), ('l', null, 3, 3))
                as rows (row_key, sort, paid_gbp, unknown_gbp);
        """)

    assert [one.line for one in trace_figure(tmp_path, "mart_z/k/paid_gbp").lines] == [1]
    assert [one.line for one in trace_figure(tmp_path, "mart_z/l/unknown_gbp").lines] == [3, 4]
    assert [one.figure_id for one in trace_line(tmp_path, "h", 1)] == ["mart_z/k/paid_gbp"]


def test_a_line_nobody_published_is_behind_no_figure(release: Path) -> None:
    assert trace_line(release, "0" * 64, 1) == []


def test_a_figure_that_its_lines_do_not_add_up_to_is_named(release: Path, tmp_path: Path) -> None:
    for name in ("goldenthread.duckdb", "datapackage.json"):
        (tmp_path / name).write_bytes((release / name).read_bytes())
    with duckdb.connect(str(tmp_path / "goldenthread.duckdb")) as changed:
        key = changed.execute(
            "update mart_top_suppliers set paid_gbp = paid_gbp + 0.01 "
            "where row_key = (select min(row_key) from mart_top_suppliers) returning row_key"
        ).fetchall()[0][0]
    with pytest.raises(BrokenThreadError, match=key):
        trace_figure(tmp_path, f"mart_top_suppliers/{key}/paid_gbp")


@pytest.mark.parametrize(
    ("figure_id", "says"),
    [
        ("mart_nothing/abc/paid_gbp", "mart_nothing"),
        ("mart_top_suppliers/abc/rank", "no traceable figure rank"),
        ("mart_top_suppliers/abc/paid_gbp", "no such row"),
        ("", "nothing"),
    ],
)
def test_a_figure_that_is_not_there_is_refused_with_what_is(
    release: Path, figure_id: str, says: str
) -> None:
    with pytest.raises(TraceError, match=says):
        trace_figure(release, figure_id)


def test_a_folder_that_is_no_release_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(TraceError, match="folder of a release"):
        trace_figure(tmp_path, "mart_top_suppliers/abc/paid_gbp")
