"""The report on the screen: what there is to do first, then the account."""

from pathlib import Path

from rich.console import Console

from pipelines.spendfile.check import Checked
from pipelines.spendfile.export import Exported
from pipelines.spendfile.names import Vat
from pipelines.spendfile.rules import Severity, in_pounds
from pipelines.spendfile.telling import counted, order_of_dates, size, tell, verdict
from pipelines.spendfile.wrapping import said_kind

_COLOURS = {Severity.MUST: "red", Severity.SHOULD: "yellow", Severity.NOTE: "dim"}


def show_checked(checked: Checked, console: Console) -> None:
    """Print what a publisher would want to know of a file."""
    opened = checked.opened
    _say(console, f"{opened.name}: {said_kind(opened.kind)}, {size(len(opened.data))}", "bold")
    if checked.tables:
        _say(console, f"Held against: {checked.duty.title}")
    for table in checked.tables:
        sheet = f"“{table.part}”: " if table.part else ""
        _say(console, f"{sheet}{table.where} Confidence: {table.confidence}.")
        taken = (f"{one.heading} = {one.role}" for one in table.columns if one.role)
        _say(console, f"  {', '.join(taken)}")
    if checked.styles:
        styles = (f"{style} on {lines:,}" for style, lines in checked.styles.items())
        _say(console, f"Dates: {'; '.join(styles)}. {order_of_dates(checked)}".rstrip())
    _show_findings(checked, console)
    _show_account(checked, console)
    _say(console, verdict(checked), "bold red" if checked.is_refused else "bold")


def show_exported(exported: Exported, clean: Path, aside: Path, console: Console) -> None:
    """Print what was written and what not, and that it adds up."""
    account, rest = exported.account, exported.account.all_rejected
    _say(console, "   lines                 £", "bold")
    _say(console, f"{account.payments.lines:>8,} {account.payments.pounds:>17,.2f}  {clean}")
    _say(console, f"{rest.lines:>8,} {rest.pounds:>17,.2f}  {aside}")
    _say(console, f"{account.lines:>8,} {account.published:>17,.2f}  what the file holds")
    for words, names in (
        ("Asked for and not in the file", exported.missing),
        ("Left blank", exported.blank),
        ("Left out, for the template has no place for them", exported.left_out),
    ):
        if names:
            _say(console, f"{words}: {', '.join(names)}.")
    if exported.undated:
        _say(console, f"Without a day that can be read: {exported.undated:,} payments.")
    for one in exported.unread:
        _say(console, f"{one.heading}: {counted(one.cells, 'cell')} left as found. {one.reason}")
    if exported.vat is Vat.UNKNOWN:
        _say(console, "Nothing says whether VAT is in the amounts, so the heading does not either; "
                      "if you know, say --vat net or --vat gross.")  # fmt: skip
    if exported.redacted:
        _say(console, f"Written as REDACTED: the payees of {exported.redacted:,} payments.")


def _show_findings(checked: Checked, console: Console) -> None:
    for finding in checked.findings:
        told = tell(finding)
        often = f" ({told.how_often})" if told.how_often else ""
        console.print()
        _say(console, f"{finding.rule.severity}: {finding.rule.what}{often}",
             _COLOURS[finding.rule.severity])  # fmt: skip
        for sentence in told.sentences:
            _say(console, f"  {sentence}")
        if told.more:
            _say(console, f"  and {told.more:,} more")
        _say(console, f"  {finding.rule.advice}")


def _show_account(checked: Checked, console: Console) -> None:
    account = checked.account
    console.print()
    if checked.is_refused:
        return
    rows = [
        ("payments", account.payments.lines, account.payments.pounds),
        *((f"set aside: {one.reason}", one.lines, one.pounds) for one in account.rejected),
        ("everything in the file", account.lines, account.published),
    ]  # fmt: skip
    _say(console, "   lines                 £", "bold")
    for words, lines, pounds in rows:
        known = "not known" if pounds is None else f"{pounds:,.2f}"
        _say(console, f"{lines:>8,} {known:>17}  {words}")
    credits = account.credits
    _say(
        console,
        f"Among the payments: {counted(credits.lines, 'credit')} of {in_pounds(credits.pounds)} "
        f"and {account.zeros:,} of nothing.",
    )


def _say(console: Console, words: str, style: str = "") -> None:
    console.print(words, style=style, soft_wrap=True, highlight=False, markup=False)
