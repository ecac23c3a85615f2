"""The re-tender clock as calendars that any calendar program can follow (iCalendar, RFC 5545).

One file has every agreement with an end to come, and each buyer a file of its own, under its
organisation's key: an address to subscribe to must not change with how a name is written. Each
mark before an end, and the end itself, is an event as long as it is still to come on the day of
the release. Nothing asks the clock: DTSTAMP is the release's instant.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
from icalendar import Calendar, Event

from pipelines.release.describe import DATABASE
from pipelines.release.export import safe_text
from pipelines.site.reading import day, read, vat_words, web_address

FOLDER, EVERYBODY, INDEX = "calendar", "all.ics", "buyers.csv"
MARKS = {
    18: "Most is still open. Ask what is planned.",
    12: "Plans are being made. This is the time to make the case.",
    6: "Bids are soon asked for, or already. Ask for the terms.",
    3: "Little can still be changed.",
}
"""Months before an end, and what they are good for."""
KINDS = {
    "contract": "contract",
    "award": "award",
    "award_or_ceiling": "award, or framework ceiling",
    "call_off": "call-off",
    "framework_ceiling": "framework ceiling",
}
NEXT_STEPS = {"planned": "planned", "called_for": "bids asked for", "awarded": "awarded"}
CAUTION = "Dates are as published. An extension without a notice is not seen."

_ON_THE_CLOCK = """
    select *, min(buyer_name) over (partition by buyer_organisation_key) as calendar_name
    from mart_retender_pipeline where is_on_clock order by contract_key
"""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Agreement = Mapping[str, Any]


def write_calendars(release: Path, as_of: dt.datetime, *, is_invented: bool) -> list[Path]:
    """Write ``release/calendar`` from the release's database; return its files by name.

    ``as_of`` is the release's instant (UTC): what is not after its day is in no calendar. A
    calendar without an event is none by the standard, and is not written. Those of an invented
    place say so, and lead to no notice: under its number may stand a real buyer's.
    """
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        agreements = read(connection, _ON_THE_CLOCK)
    if is_invented:
        agreements = [{**one, "notice_url": None, "next_notice_url": None} for one in agreements]
    mark = "Invented: " if is_invented else ""
    everybody: list[bytes] = []
    buyers: dict[str, tuple[str, list[bytes]]] = {}
    for agreement in agreements:
        events = [event.to_ical() for event in events_of(agreement, as_of)]
        everybody += events
        if events and agreement["buyer_organisation_key"]:
            name = _one_line(agreement["calendar_name"] or "a buyer without a name")
            file = calendar_file(agreement["buyer_organisation_key"])
            buyers.setdefault(file, (name, []))[1].extend(events)
    files = {
        file: calendar(f"{mark}Contracts of {name}", found)
        for file, (name, found) in buyers.items()
    }
    if everybody:
        files[EVERYBODY] = calendar(f"{mark}Contracts that end", everybody)
    files[INDEX] = _index(buyers)
    (release / FOLDER).mkdir()
    for file, content in files.items():
        (release / FOLDER / file).write_bytes(content)
    return [release / FOLDER / file for file in sorted(files)]


def calendar_file(buyer_organisation_key: str) -> str:
    """Return the name of a buyer's file, which its key alone decides."""
    return f"{buyer_organisation_key}.ics"


def calendar(name: str, events: Iterable[bytes]) -> bytes:
    """Return the calendar of ``events``, each as `Event.to_ical` writes it."""
    empty = Calendar()
    empty.add("prodid", "-//Golden Thread//Re-tender clock//EN")
    empty.add("version", "2.0")
    for known_as in ("name", "x-wr-calname"):
        empty.add(known_as, _one_line(name))
    start, last, newline = empty.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join((start, *events, last, newline))


def events_of(agreement: Agreement, as_of: dt.datetime) -> Iterator[Event]:
    """Yield an event for every mark and end of ``agreement`` after the day of ``as_of``."""
    for name, date, words, advice in _moments(agreement):
        if date and date > as_of.date():
            yield _event(agreement, as_of, (name, date, words, advice))


def _moments(agreement: Agreement) -> Iterator[tuple[str, dt.date | None, str, str]]:
    for before, left, end in (
        ("", "left", "end"),
        ("latest_", "left if every option is taken", "latest_end"),
    ):
        for months, advice in MARKS.items():
            date = agreement[f"{before}mark_{months}_months_date"]
            yield f"{before}{months}_months", date, f"{months} months {left}", advice
        has_end = agreement[f"{before}mark_3_months_date"] is not None
        words = "Ends if every option is taken" if before else "Ends"
        yield end, agreement[f"{end}_date"] if has_end else None, words, ""


def _event(
    agreement: Agreement, as_of: dt.datetime, moment: tuple[str, dt.date, str, str]
) -> Event:
    name, date, words, advice = moment
    what = "Framework" if agreement["is_framework"] else "Contract"
    title, buyer = agreement["title"] or "No title", agreement["buyer_name"] or "buyer not stated"
    event = Event()
    event.add("uid", f"{agreement['row_key']}-{name.replace('_', '-')}@golden-thread")
    event.add("dtstamp", as_of.astimezone(dt.UTC))
    event.add("dtstart", date)
    event.add("summary", _one_line(f"{words}: {title} ({buyer})"))
    event.add("description", "\n".join(_one_line(text) for text in _said(agreement, advice)))
    event.add("categories", [what])
    event.add("transp", "TRANSPARENT")
    address = web_address(agreement["notice_url"])
    if address:
        event.add("url", _CONTROL.sub("", address))
    return event


def _said(agreement: Agreement, advice: str) -> Iterator[str]:
    if advice:
        yield advice
    if agreement["is_framework"]:
        yield "A framework is no contract: nothing need have been bought under it."
    yield f"Buyer: {agreement['buyer_name'] or 'not stated'}."
    yield f"Now with: {agreement['incumbent_names'] or 'nobody named'}."
    yield f"Value: {_value(agreement)}."
    ends = agreement["end_date"] if agreement["mark_3_months_date"] else None
    yield f"Ends: {day(ends)}{_options(agreement)}."
    yield f"Seen of what may come next: {_next(agreement)}."
    yield CAUTION


def _options(agreement: Agreement) -> str:
    latest = agreement["latest_mark_3_months_date"] and agreement["latest_end_date"]
    if latest:
        return f"; with every option taken: {day(latest)}"
    if agreement["has_options"]:
        return "; it can be extended, and until when is not stated"
    return ""


def _value(agreement: Agreement) -> str:
    pounds = agreement["value_gbp"]
    if pounds is None:
        return "not stated"
    basis = vat_words(agreement["vat_basis"])
    return f"£{pounds:,.2f}, {KINDS[agreement['value_kind']]}, {basis}"


def _next(agreement: Agreement) -> str:
    if not agreement["notices_seen_count"]:
        return "nothing"
    step = NEXT_STEPS[agreement["next_step"]]
    page = web_address(agreement["next_notice_url"])
    found = f"{step} (confidence: {agreement['notices_seen_confidence']})"
    return f"{found}, {page} " if page else found


def _index(buyers: Mapping[str, tuple[str, list[bytes]]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("buyer", "file", "events"))
    writer.writerows(
        (safe_text(name), file, len(events))
        for file, (name, events) in sorted(buyers.items(), key=lambda item: (item[1][0], item[0]))
    )
    return text.getvalue().encode()


def _one_line(text: str) -> str:
    """Return ``text`` without the characters that a calendar's text may not hold."""
    return _CONTROL.sub(" ", text).strip()
