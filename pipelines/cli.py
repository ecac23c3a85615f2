"""``goldenthread``: the command line. Each command is a few lines over a function that does it."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from pipelines.lists.template import ListKind
from pipelines.settings import ROOT, Settings
from pipelines.spendfile.names import DutyId, Vat

app = typer.Typer(
    help="An open warehouse of UK public procurement, rebuilt every night.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console()
FILE = "A spend file: CSV, XLS, XLSX, ODS, or a ZIP of them."
BODY = "The id of the body that publishes it; nothing is known of it where none is given."
PERIOD = "What it is for, such as 2025-04; its name says where none is given."
PROFILE = "The duty it is held against; its body or its columns say where none is given."
KIND = "What kind of list: debarment, living_wage, union_recognition or other."
DAY = "Day of the night, yyyy-mm-dd; today where none is given."


@app.command()
def nightly(
    area: Annotated[Path | None, typer.Option(help="The area's declaration.")] = None,
    day: Annotated[str, typer.Option(help=DAY)] = "",
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask nobody: land from the raw store alone.")
    ] = False,
) -> None:
    """Run the whole night: ask, land, build, publish. The same job the schedule runs."""
    from pipelines.nightly import run_night

    _choose(area, offline=offline)
    raise typer.Exit(run_night(Settings.from_environment(), day, console))


@app.command()
def backfill(
    area: Annotated[Path | None, typer.Option(help="The area's declaration.")] = None,
    first: Annotated[str, typer.Option("--from", help="First day; the area's, if none.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day; yesterday, if none.")] = "",
    day: Annotated[str, typer.Option(help=DAY)] = "",
) -> None:
    """Ask for years of notices and land them, publishing nothing. Stop it whenever you like."""
    from pipelines.backfill import run_backfill

    _choose(area, offline=False)
    raise typer.Exit(run_backfill(Settings.from_environment(), day, first, last, console))


@app.command()
def dev() -> None:
    """Open Dagster's pages, with the whole graph, at http://127.0.0.1:3000."""
    from pipelines.nightly import prepare_dagster

    settings = Settings.from_environment()
    prepare_dagster(settings)
    os.environ.update(settings.for_children())
    os.chdir(ROOT)
    dagster = Path(sys.executable).with_name("dagster")
    os.execv(dagster, [str(dagster), "dev", "--host", "127.0.0.1", "-w", "workspace.yaml"])  # noqa: S606


@app.command()
def status() -> None:
    """Say which release is current, what it holds and what was refused."""
    from pipelines.screens import show_release

    show_release(Settings.from_environment(), console)


@app.command()
def sources() -> None:
    """List every source: who publishes it, how often, under what licence."""
    from ingest.registry import load_specs
    from pipelines.screens import show_whole

    table = Table(Column("source", overflow="fold"), "publisher", "cadence", "licence", "tables")
    for spec in load_specs().values():
        table.add_row(
            spec.source_id, spec.publisher, spec.cadence, spec.licence.name, str(len(spec.tables))
        )  # fmt: skip
    show_whole(table, console)


@app.command()
def sql(query: Annotated[str, typer.Argument(help="A question in SQL, in quotes.")]) -> None:
    """Ask the current release's database a question."""
    from pipelines.screens import show_query

    show_query(Settings.from_environment(), query, console)


@app.command()
def trace(
    target: Annotated[
        str, typer.Argument(help="A figure, model/row_key/column; or a line, sha256:line.")
    ],
    part: Annotated[str | None, typer.Option(help="Sheet or archive member of the line.")] = None,
) -> None:
    """Follow a published figure to its lines, or a line to every figure that uses it."""
    from pipelines.screens import show_trace

    show_trace(Settings.from_environment(), target, part, console)


@app.command()
def explain(
    name: Annotated[str, typer.Argument(help="A payee or supplier, as it is published.")],
    publisher: Annotated[
        str, typer.Option(help="The id of the body, or of the service of notices; all, if none.")
    ] = "",
) -> None:
    """Say why a payee or supplier was matched to a company, or to none, and what else it may be."""
    from pipelines.explain import explain as sentences

    for sentence in sentences(Settings.from_environment().current, name, publisher):
        console.print(sentence, highlight=False, markup=False)


@app.command("check-file")
def check_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=FILE)],
    publisher: Annotated[str, typer.Option(help=BODY)] = "",
    period: Annotated[str, typer.Option(help=PERIOD)] = "",
    profile: Annotated[DutyId | None, typer.Option(help=PROFILE)] = None,
    html: Annotated[Path | None, typer.Option(help="Where to write the report as a page.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Where to write the report as a workbook, line by line.")
    ] = None,
) -> None:
    """Say what a spend file would come to, and what to put right before publishing it.

    Exits with 1 when the file would be refused.
    """
    from pipelines.spendfile import commands

    body = commands.publisher_named(publisher, Settings.from_environment())
    raise typer.Exit(commands.check_file(file, body, period, profile, html, xlsx, console))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=FILE)],
    profile: Annotated[DutyId, typer.Option(help="The duty whose template is written.")],
    publisher: Annotated[str, typer.Option(help=BODY)] = "",
    period: Annotated[str, typer.Option(help=PERIOD)] = "",
    vat: Annotated[Vat | None, typer.Option(help="What you know of VAT in the amounts.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write; beside the file if not.")
    ] = None,
    redact_persons: Annotated[
        bool, typer.Option("--redact-persons", help="Write REDACTED for who looks like a person.")
    ] = False,
) -> None:
    """Write a spend file as a clean CSV in the columns of a template.

    Lines that are no payments go to a second file beside it, with their reasons.
    """
    from pipelines.spendfile import commands

    body = commands.publisher_named(publisher, Settings.from_environment())
    commands.export_file(file, body, period, profile, vat, out, console, redact=redact_persons)


@app.command("list-template")
def list_template(
    kind: Annotated[ListKind, typer.Argument(help=KIND)],
    out: Annotated[Path | None, typer.Option(help="Where to write; the screen if not.")] = None,
) -> None:
    """Write the columns and an invented line of a list that a person copies by hand."""
    from pipelines.lists import commands

    commands.write_template(kind, out, console)


@app.command("check-list")
def check_list(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A list as CSV.")],
) -> None:
    """Say line by line what is wrong with a list copied by hand, and what to do about it.

    Exits with 1 when a line would be rejected.
    """
    from pipelines.lists import commands

    raise typer.Exit(commands.show_checked(file, console))


@app.command()
def releases() -> None:
    """List the releases and which is current."""
    from pipelines.release.promote import current_release, list_releases

    settings = Settings.from_environment()
    current = current_release(settings.current)
    table = Table("release", "as of", "current")
    for release in list_releases(settings.data / "releases"):
        mark = "●" if current and current.release_id == release.release_id else ""
        table.add_row(release.release_id, release.as_of.isoformat(), mark)
    console.print(table)


@app.command()
def rollback(
    to: Annotated[str | None, typer.Argument(help="A release; the one before, if none.")] = None,
) -> None:
    """Make an earlier release current again. No file is touched."""
    from pipelines.release import promote

    settings = Settings.from_environment()
    release = promote.rollback(settings.current, settings.data / "releases", to)
    console.print(f"Current is now [bold]{release.release_id}[/bold].")


@app.command()
def doctor() -> None:
    """Look for what commonly stops a night, and say what to do about it."""
    from pipelines.doctor import examine

    findings = examine(Settings.from_environment())
    for finding in findings:
        colour, mark = ("green", "ok") if finding.is_well else ("red", "wrong")
        console.print(f"[{colour}]{mark:>5}[/{colour}]  {finding.what}", highlight=False)
        if not finding.is_well:
            console.print(f"       {finding.advice}", highlight=False)
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else 1)


def main() -> None:
    """Run a command, and turn an error of ours into a sentence."""
    from ingest.errors import IngestError
    from pipelines.release.errors import ReleaseError
    from pipelines.trace import TraceError

    try:
        app()
    except (IngestError, ReleaseError, TraceError) as error:
        Console(stderr=True).print(str(error), style="red", highlight=False, markup=False)
        raise SystemExit(1) from error


def _choose(area: Path | None, *, offline: bool) -> None:
    if area is not None:
        os.environ["GOLDENTHREAD_AREA"] = str(area.absolute())
    if offline:
        os.environ["GOLDENTHREAD_OFFLINE"] = "1"
