"""The page's charts: SVG drawn without a browser, the same data always giving the same bytes.

Each is drawn twice, for a wide and for a narrow screen, and carries a title and a description;
the page has every chart's numbers in a table beside it. Only whole pounds are drawn.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from pipelines.site.reading import VAT_WORDS, Row

GREEN, SAGE, GOLD, GREY, INK = "#0f4d3a", "#7fa893", "#d9a520", "#b9bdb7", "#1d2b26"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
WIDTHS = {"": 800, "-narrow": 340}
Specification = dict[str, Any]
PART_COLOURS = {
    "own area": GREEN,
    "unknown": GOLD,
    "rest of the region": SAGE,
    "elsewhere": GREY,
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's SVG for each width, by the ending of its file's name."""

    name: str
    title: str
    description: str
    svgs: Mapping[str, str]


def months_chart(rows: Sequence[Row]) -> Drawing:
    """Draw what was paid each month: one panel for each VAT basis, with its own scale."""
    values = [
        {"month": f"{row['month']:%Y-%m-%d}", "pounds": int(row["pounds"]), "basis": row["words"]}
        for row in rows
    ]
    bases = [words for words in VAT_WORDS.values() if any(v["basis"] == words for v in values)]

    ends = (rows[0]["month"], _months_on(rows[-1]["month"], 1))
    span = [f"{day:%Y-%m-%d}" for day in ends]

    def draw(width: int) -> Specification:
        panels = (_panel([v for v in values if v["basis"] == b], b, span, width) for b in bases)
        return _specification(alt.vconcat(*panels, spacing=18))

    return _drawing(
        "months",
        "What was paid each month",
        "One panel for each VAT basis, because pounds with and without VAT do not add up.",
        draw,
    )


def places_chart(rows: Sequence[Row]) -> Drawing:
    """Draw where each body's money went, the unknown part between the certain ones."""
    values = [
        {"body": row["name"], "part": part, "pounds": pounds, "order": order}
        for row in rows
        if row["has_area"]
        for order, (part, pounds) in enumerate(row["drawn"].items())
    ]

    def draw(width: int) -> Specification:
        narrow = width < 500
        bars = (
            alt.Chart(_data(values))
            .mark_bar(height=18)
            .encode(
                x=alt.X("pounds:Q").stack("normalize").axis(format="%", tickCount=5).title(None),
                y=alt.Y("body:N").axis(labelLimit=130 if narrow else 220).title(None),
                order=alt.Order("order:Q"),
                color=alt.Color("part:N")
                .scale(domain=list(PART_COLOURS), range=list(PART_COLOURS.values()))
                .legend(orient="top", title=None, columns=2 if narrow else 4),
            )
            .properties(width=width - (150 if narrow else 240), height=alt.Step(28))
        )
        return _specification(bars)

    return _drawing(
        "places",
        "Where each body's money went in its latest year",
        "Each bar is all a body paid. Green is certainly in its own area; with gold, the part "
        "whose place is unknown, it is the most that may be.",
        draw,
    )


def clock_chart(rows: Sequence[Row], as_of: dt.date) -> Drawing:
    """Draw the day each contract ends, with lines where 3, 6, 12 and 18 months are left."""
    values = [
        {"buyer": row["buyer_name"], "ends": f"{row['ends']:%Y-%m-%d}", "many": row["contracts"]}
        for row in rows
    ]
    marks = [
        {"day": f"{_months_on(as_of, months):%Y-%m-%d}", "months": f"{months}"}
        for months in (3, 6, 12, 18)
    ]

    def draw(width: int) -> Specification:
        limit = 130 if width < 500 else 220
        lines = alt.Chart(_data(marks))
        points = (
            alt.Chart(_data(values))
            .mark_circle(color=GREEN, opacity=0.85, stroke="white", strokeWidth=1)
            .encode(
                x=alt.X("ends:T")
                .scale(domain=[f"{as_of:%Y-%m-%d}", f"{_months_on(as_of, 19):%Y-%m-%d}"])
                .axis(format="%b %y", tickCount=6)
                .title(None),
                y=alt.Y("buyer:N").axis(labelLimit=limit, grid=True).title(None),
                size=alt.Size("many:Q").scale(domain=[1, 10], range=[110, 420]).legend(None),
            )
        )
        rules = lines.mark_rule(color=GOLD, strokeWidth=1.5).encode(x="day:T")
        label = "datum.months" if width < 500 else "datum.months + ' months'"
        words = (
            lines.transform_calculate(words=label)
            .mark_text(dy=-8, baseline="bottom", color=INK, fontSize=11)
            .encode(x="day:T", y=alt.value(0), text="words:N")
        )
        together = alt.layer(rules, points, words)
        return _specification(together.properties(width=width - limit - 30, height=alt.Step(26)))

    return _drawing(
        "clock",
        "When contracts end",
        "Each dot is a day on which contracts of that buyer end, options not taken. The "
        "gold lines are 3, 6, 12 and 18 months from the day of this release.",
        draw,
    )


def _panel(
    values: Sequence[Mapping[str, object]], basis: str, span: Sequence[str], width: int
) -> Any:
    short = "replace(replace(format(datum.value, '.3~s'), 'G', 'bn'), 'M', 'm')"
    return (
        alt.Chart(_data(values), title=f"Paid each month, {basis}")
        .mark_bar(color=GREEN, width={"band": 0.8})
        .encode(
            x=alt.X("yearmonth(month):T")
            .scale(domain=list(span))
            .axis(format="%b %y", tickCount=6)
            .title(None),
            y=alt.Y("pounds:Q").axis(tickCount=3, labelExpr=f"'£' + {short}").title(None),
        )
        .properties(width=width - 60, height=110)
    )


def _data(values: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    return {"values": list(values)}


def _specification(chart: Any) -> Specification:
    """Return what a chart is, in Vega-Lite: the library's own types end here."""
    specification: Specification = chart.to_dict()
    return specification


def _drawing(
    name: str, title: str, description: str, draw: Callable[[int], Specification]
) -> Drawing:
    svgs = {
        ending: _described(vl_convert.vegalite_to_svg(_styled(draw(width))), title, description)
        for ending, width in WIDTHS.items()
    }
    return Drawing(name, title, description, svgs)


def _styled(spec: Specification) -> Specification:
    """Return the chart's specification in the page's colours and type."""
    axis = {"gridColor": "#e3e5df", "domainColor": GREY, "tickColor": GREY, "labelColor": INK}
    config = {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**axis, "labelFontSize": 12},
        "legend": {"labelFontSize": 12, "labelColor": INK, "symbolType": "square"},
        "title": {"anchor": "start", "fontSize": 13, "color": INK, "fontWeight": "bold"},
    }
    return {**spec, "background": "transparent", "config": config}


def _described(svg: str, title: str, description: str) -> str:
    """Put the title and description into the SVG, where a screen reader looks for them."""
    head, _, rest = svg.partition(">")
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return f'{head} role="img">{words}{rest}'


def _months_on(day: dt.date, months: int) -> dt.date:
    """Return the day ``months`` later, or the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
