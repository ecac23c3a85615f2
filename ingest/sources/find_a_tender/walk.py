"""Going through a delivery in windows of a size that fits on one page.

A window is sized so that about ``EXPECTED`` notices are likely in it, from the rhythm of a week
and from how many the pages before had; the next one begins a second after it. A page that comes
back full is a signpost: its window is asked for again, shorter. So each window holds what it
holds whatever was guessed, and a good guess saves requests.
"""

import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ingest.ocds.windows import SECOND, safe_cuts
from ingest.sources.find_a_tender.rhythm import RHYTHM, usual_week

PAGE = 100
EXPECTED = 80
"""Far enough below a page that few pages are full: each full one is a request for nothing."""
EXPECTED_WHEN_SEEN = 90
"""A full page shows most of what is in its window; less is left to guess."""
ROOM = 0.3
"""Parts of a window by which the last ones of a delivery may be larger, to make one fewer."""
FULL_MEANS_AT_LEAST = 105
NEWER_PART = 0.9
"""The part of a full page, the newest, by which the density of its window is measured."""
LOCAL = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Pace:
    """How many notices a week brings, as far as is known, and on how many seen that rests."""

    weekly: float
    seen: int

    MOST = 600
    """What was seen longer ago than so many notices no longer counts."""
    USUAL = 3
    """As many notices weigh what is usual for the year against the first page."""

    @classmethod
    def usual(cls, at: dt.datetime) -> "Pace":
        """Return the pace where no page has been seen yet."""
        return cls(usual_week(at.year), cls.USUAL)

    @classmethod
    def read(cls, text: str) -> "Pace":
        """Return the pace that ``str`` wrote."""
        weekly, seen = json.loads(text)
        return cls(weekly, seen)

    def __str__(self) -> str:
        """Write it so that it can be read without a loss."""
        return json.dumps([self.weekly, self.seen])

    def after(self, span: "Span", notices: int) -> "Pace":
        """Return the pace when a window has been seen that held so many."""
        weekly = (notices + self.seen) / (span.share + self.seen / self.weekly)
        return Pace(weekly, min(self.seen + notices, self.MOST))


@dataclass(frozen=True, slots=True)
class Span:
    """A window, both ends included, in local time; whole seconds."""

    start: dt.datetime
    end: dt.datetime

    @property
    def share(self) -> float:
        """Return the part of an ordinary week's notices that falls in it."""
        return RHYTHM.share(self.start, self.end + SECOND)

    @property
    def is_narrow(self) -> bool:
        """Return whether it cannot be made shorter: the service refuses equal ends."""
        return not _inside(self, self.end - SECOND)


def next_span(
    start: dt.datetime, limit: dt.datetime, pace: Pace, former: Sequence[Span]
) -> Span | None:
    """Return the window that begins at ``start``, none if that is behind ``limit``.

    Where windows were asked before, their ends are kept to: a settled answer is known by its
    window.
    """
    if start >= limit:
        return None
    around = [span for span in former if span.start <= start < span.end <= limit]
    known = [span.end for span in around if span.start == start]
    if known:
        return Span(start, min(known))
    latest = min((span.end for span in around), default=limit)
    end = _sized(start, latest, pace)
    return Span(start, latest if latest - end <= SECOND else end)


def shorter(span: Span, published: Iterable[dt.datetime]) -> Span:
    """Return a window that begins as ``span`` does and should fit on a page.

    A full page shows the newest notices of its window. From how densely these stand follows, by
    the rhythm of a week, how many older ones it does not show; with the oldest of those it does
    show they should make a page. A second that fills most of a page gets a window of its own.
    """
    shown = sorted(at for at in published if span.start <= at <= span.end)
    second, times = Counter(shown).most_common(1)[0] if shown else (span.end, 0)
    if times > PAGE // 2:
        return Span(span.start, _cut(span, second - SECOND))
    hidden = _hidden(span, shown)
    wanted = EXPECTED_WHEN_SEEN - hidden
    if 0 <= wanted < len(shown):
        return Span(span.start, _cut(span, shown[wanted] - SECOND))
    total = hidden + PAGE
    return Span(
        span.start, _cut(span, RHYTHM.after(span.start, span.share * EXPECTED / total, span.end))
    )


def local(said: str) -> dt.datetime | None:
    """Return a release's date in local time without a zone; None where it is none."""
    try:
        at = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    return (at.astimezone(LOCAL) if at.tzinfo else at).replace(tzinfo=None)


def _hidden(span: Span, shown: Sequence[dt.datetime]) -> int:
    """Return how many notices of a window its full page likely does not show."""
    first = int(len(shown) * (1 - NEWER_PART))
    newer = RHYTHM.share(shown[first], span.end + SECOND) if shown else 0
    total = (len(shown) - first) * span.share / newer if newer else 0
    return round(max(total, FULL_MEANS_AT_LEAST)) - PAGE


def _sized(start: dt.datetime, limit: dt.datetime, pace: Pace) -> dt.datetime:
    """Return the end of the first of the even portions in which the notices until ``limit`` fit."""
    left = RHYTHM.share(start, limit + SECOND)
    portions = max(1, math.ceil(left * pace.weekly / EXPECTED - ROOM))
    if portions == 1:
        return limit
    return _inside(Span(start, limit), RHYTHM.after(start, left / portions, limit)) or limit


def _cut(span: Span, wanted: dt.datetime) -> dt.datetime:
    """Return an end near ``wanted`` for a window that is not narrow."""
    cut = _inside(span, wanted) or _inside(span, span.end - SECOND)
    if cut is None:
        raise ValueError(f"{span} cannot be made shorter")
    return cut


def _inside(span: Span, wanted: dt.datetime) -> dt.datetime | None:
    """Return the nearest end to ``wanted`` that is within a window and may be one, if there is.

    No end falls in the hour that happens twice, and no window is a single instant.
    """
    cuts = safe_cuts(max(wanted, span.start + SECOND))
    return next((cut for cut in cuts if span.start < cut < span.end), None)
