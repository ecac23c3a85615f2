"""The report as one page: it loads nothing from elsewhere, runs no script and knows no clock."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from pipelines.spendfile.check import Checked
from pipelines.spendfile.names import Vat
from pipelines.spendfile.rules import Severity
from pipelines.spendfile.telling import order_of_dates, size, tell, verdict
from pipelines.spendfile.wrapping import said_kind

_GRAVITIES = {
    Severity.MUST: "Must be put right",
    Severity.SHOULD: "Should be put right",
    Severity.NOTE: "Good to know",
}
_VAT = {
    Vat.NET: "without VAT",
    Vat.GROSS: "with VAT",
    Vat.UNKNOWN: "not said to be with or without VAT",
}


def html_report(checked: Checked) -> str:
    """The page about one file. Whatever comes from the file is escaped."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["pounds"] = lambda amount: f"{amount:,.2f}"
    environment.filters["count"] = lambda number: f"{number:,}"
    styles = (files("pipelines.site") / "style.css").read_text("utf-8")
    own = (files("pipelines.spendfile") / "templates" / "report.css").read_text("utf-8")
    template = (files("pipelines.spendfile") / "templates" / "report.html.j2").read_text("utf-8")
    told = [tell(finding) for finding in checked.findings]
    return environment.from_string(template).render(
        checked=checked,
        account=checked.account,
        opened=checked.opened,
        styles=styles + own,
        verdict=verdict(checked),
        kind=said_kind(checked.opened.kind),
        size=size(len(checked.opened.data)),
        vat=_VAT[checked.vat],
        order=order_of_dates(checked),
        groups=[
            (words, severity.value, [one for one in told if one.finding.rule.severity is severity])
            for severity, words in _GRAVITIES.items()
        ],
    )
