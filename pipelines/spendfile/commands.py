"""What the two commands do: read the file, write what was asked for, answer with a code."""

from pathlib import Path

from rich.console import Console

from ingest.declarations import load_area, load_publishers, undeclared
from ingest.errors import DeclarationError
from ingest.specs import Publisher
from pipelines.settings import ROOT, Settings
from pipelines.spendfile.check import check
from pipelines.spendfile.duties import duties
from pipelines.spendfile.export import export
from pipelines.spendfile.names import DutyId, Vat
from pipelines.spendfile.opened import open_file
from pipelines.spendfile.report import html_report
from pipelines.spendfile.screen import show_checked, show_exported
from pipelines.spendfile.workbook import workbook_report

NOBODY = "nobody_declared"
"""Stands in the place of a publisher where none is named."""


def check_file(
    path: Path,
    publisher: Publisher,
    period: str,
    duty: DutyId | None,
    html: Path | None,
    xlsx: Path | None,
    console: Console,
) -> int:
    """Check a file, show and write the report; 1 where the file would be refused."""
    checked = check(open_file(path, publisher, period), duty)
    show_checked(checked, console)
    if html is not None:
        html.write_text(html_report(checked), "utf-8")
        console.print(f"The report is {html}", soft_wrap=True, highlight=False, markup=False)
    if xlsx is not None:
        xlsx.write_bytes(workbook_report(checked))
        console.print(f"The workbook is {xlsx}", soft_wrap=True, highlight=False, markup=False)
    return 1 if checked.is_refused else 0


def export_file(
    path: Path,
    publisher: Publisher,
    period: str,
    duty: DutyId,
    vat: Vat | None,
    out: Path | None,
    console: Console,
    *,
    redact: bool,
) -> None:
    """Write a file in the columns of a duty's template, and beside it what was set aside.

    Raises:
        DeclarationError: what would be written would overwrite the file itself.
        RefusedDocumentError: the file cannot be read safely.
    """
    clean = out or path.with_name(f"{path.stem}-{duty}.csv")
    aside = clean.with_name(f"{clean.stem}-set-aside.csv")
    if path.resolve() in {clean.resolve(), aside.resolve()}:
        raise DeclarationError(f"{path} would be overwritten; name another file with --out")
    exported = export(open_file(path, publisher, period), duties()[duty], vat, redact=redact)
    clean.write_text(exported.clean, "utf-8", newline="")
    aside.write_text(exported.set_aside, "utf-8", newline="")
    show_exported(exported, clean, aside, console)


def publisher_named(publisher_id: str, settings: Settings) -> Publisher:
    """What is declared of a body: in the area's own folder if it has one, else in ours.

    Raises:
        DeclarationError: nothing is, or what is declared is mistaken.
    """
    if not publisher_id:
        return undeclared(NOBODY)
    area = load_area(settings.area)
    if area.publishers_from:
        declared = load_publishers(area, ROOT)
        if publisher_id in declared:
            return declared[publisher_id]
    ours = area.model_copy(update={"publishers": (publisher_id,), "publishers_from": ""})
    try:
        return load_publishers(ours, ROOT)[publisher_id]
    except KeyError as error:
        raise DeclarationError(
            f"the file {publisher_id}.yml declares another body; publisher_id must be its name"
        ) from error
