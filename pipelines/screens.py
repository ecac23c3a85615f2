"""What the command line shows a person."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.account import Account, InboxFile, Received, Refused, read_account
from pipelines.release.describe import DATABASE
from pipelines.release.errors import ReleaseError
from pipelines.release.promote import current_release
from pipelines.settings import Settings
from pipelines.trace import TraceError, trace_figure, trace_line

NOT_LANDED = {
    "refused": "Refused, and why",
    "held": "Held by gate 1, and why",
    "failed": "Could not be had",
    "no_publication": "Not published",
    "empty_publication": "Published, with nothing in it",
}
MOST_LINES = 40
MOST_ROWS = 200
WIDEST = 4_000


def show_night(
    settings: Settings, before: str | None, *, succeeded: bool, console: Console
) -> None:
    """Say what came in, what was refused and why, what was published, and where."""
    account = read_account(settings.data)
    _show_account(account, console)
    release = current_release(settings.current)
    if not succeeded:
        stands = f"release {before} stands" if before else "there is no release yet"
        console.print(
            f"[red]The night failed; {stands}.[/red] The step's error is above; mend it and run "
            "`goldenthread nightly` again: it takes up where it stopped."
        )
    elif release is None:
        console.print("Nothing has been published yet.")
    elif before == release.release_id:
        console.print(
            f"[bold]Nothing changed[/bold]: release {before} stands, no new one was made."
        )
    else:
        console.print(f"[bold green]Published {release.release_id}[/bold green]")
    if release is not None:
        console.print(f"  page      {settings.current / 'site' / 'index.html'}", soft_wrap=True)
        console.print(f"  database  {settings.current / DATABASE}", soft_wrap=True)
        console.print(f"  tables    {settings.current}/*.parquet, *.csv", soft_wrap=True)


def show_release(settings: Settings, console: Console) -> None:
    """Say which release is current and what came of every document."""
    release = current_release(settings.current)
    if release is None:
        console.print("There is no release yet: run `goldenthread nightly`.")
        return
    console.print(f"[bold]{release.release_id}[/bold], as of {release.as_of}: {settings.current}")
    _show_account(read_account(settings.data), console)


def show_query(settings: Settings, query: str, console: Console) -> None:
    """Print the answer of the current release's database to ``query``."""
    try:
        with duckdb.connect(str(_database(settings)), read_only=True) as connection:
            answer = connection.execute(query)
            table = _whole(*[column[0] for column in answer.description or ()])
            rows = answer.fetchmany(MOST_ROWS + 1)
    except duckdb.Error as error:
        raise ReleaseError(f"the database did not understand that: {error}") from error
    for row in rows[:MOST_ROWS]:
        table.add_row(*["" if cell is None else escape(str(cell)) for cell in row])
    show_whole(table, console)
    if len(rows) > MOST_ROWS:
        console.print(f"… the first {MOST_ROWS} rows; add a limit, or open the database itself")


def show_trace(settings: Settings, target: str, part: str | None, console: Console) -> None:
    """Print the lines behind a figure, or the figures behind a line."""
    release = _database(settings).parent
    if ":" in target and "/" not in target:
        sha256, _, line = target.partition(":")
        table = _whole("figure", "value")
        if not line.isdecimal():
            raise TraceError(f"{target}: name a line as <sha256>:<number>")
        for figure in trace_line(release, sha256, int(line), part):
            table.add_row(figure.figure_id, str(figure.value))
        show_whole(table, console)
        return
    traced = trace_figure(release, target)
    table = _whole("document", "part", "line", "£", "published at")
    shown = traced.lines[:MOST_LINES] if console.is_terminal else traced.lines
    for behind in shown:
        table.add_row(
            behind.sha256 or "nothing came", escape(behind.part),
            str(behind.line or "whole document"), str(behind.amount), escape(behind.source_url),
        )  # fmt: skip
    show_whole(table, console)
    if len(traced.lines) > len(shown):
        rest = len(traced.lines) - len(shown)
        console.print(f"… and {rest} more lines: send them to a file, or through a pipe, for all")
    console.print(f"{len(traced.lines)} lines add up to £{traced.total:,}: the figure.")


def _show_account(account: Account, console: Console) -> None:
    if account.inbox:
        _show_inbox(account.inbox, console)
    _show_received(account.received, console)
    for outcome, words in NOT_LANDED.items():
        _show_refused(words, [one for one in account.refused if one.outcome == outcome], console)


def _show_inbox(files: Iterable[InboxFile], console: Console) -> None:
    """Print one line a file."""
    console.print("[bold]   lines  rejects               Σ £  inbox file: layout found[/bold]")
    for file in files:
        name = file.url.removeprefix("inbox:")
        found = file.layout if file.outcome == "landed" else f"{file.outcome}: {file.reason}"
        console.print(
            f"{file.lines:>8,} {file.rejects:>8,} {_pounds(file.pounds):>17}  {name}: {found}",
            soft_wrap=True, highlight=False, markup=False,
        )  # fmt: skip


def _show_received(received: Iterable[Received], console: Console) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("publisher", no_wrap=True)
    for name in ("files", "not in", "records", "rejects", "Σ £"):
        table.add_column(name, justify="right", no_wrap=True)
    for item in received:
        table.add_row(
            item.publisher_id, f"{item.landed:,}", f"{item.not_landed:,}", f"{item.rows:,}",
            f"{item.rejects:,}", _pounds(item.pounds),
        )  # fmt: skip
    show_whole(table, console)


def _show_refused(words: str, documents: Sequence[Refused], console: Console) -> None:
    """Print a line a document; windows of one search that came to the same share a line."""
    if documents:
        console.print(f"[bold]{words}: {len(documents)}[/bold]")
    alike: dict[tuple[str, str, str], list[Refused]] = {}
    for one in documents:
        alike.setdefault((one.publisher_id, one.document or one.url, one.reason), []).append(one)
    for (publisher_id, name, reason), found in alike.items():
        periods = dict.fromkeys(one.period for one in found)
        times = f"({len(found)} times)" if len(found) > 1 else ""
        about = dict.fromkeys((publisher_id, *_ends(list(periods)), name))
        known = " ".join(word for word in (*about, times) if word and word not in reason)
        line = f"  {known}: {reason}" if known else f"  {reason}"
        console.print(line, soft_wrap=True, highlight=False, markup=False)


def _ends(periods: Sequence[str]) -> tuple[str, ...]:
    return (f"{periods[0]} to {periods[-1]}",) if len(periods) > 1 else tuple(periods)


def show_whole(table: Table, console: Console) -> None:
    """Print a table. A file or a pipe has no width: what a program reads there is never broken."""
    wide = console if console.is_terminal else Console(file=console.file, width=WIDEST)
    wide.print(table)


def _whole(*names: str) -> Table:
    """Return a table that wraps what does not fit: keys and hashes are there to be copied."""
    table = Table()
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def _pounds(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def _database(settings: Settings) -> Path:
    path = settings.current.resolve() / DATABASE
    if not path.is_file():
        raise ReleaseError("there is no release yet: run `goldenthread nightly`")
    return path
