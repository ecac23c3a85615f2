"""The pages on which bodies list their files: all on one, ten on each, or a page for each year."""

import html
import urllib.parse
from collections.abc import Callable, Mapping, Sequence

from replay.dates import financial_year
from replay.render.spend import SpendDocument

PAGES = {
    "aldermere_county": "transparency/payments-over-500",
    "aldminster_city": "open-data/payments.html",
    "aldermere_police": "what-we-spend",
    "aldermere_hospitals": "about-us/spend",
    "brackenfold": "opendata/index.html",
    "stonecleave": "spending.html",
    "aldminster_college": "finance/publications",
}
"""The first page of each body that has one."""
PAGED, BY_YEAR = "aldermere_county", "aldminster_city"
_A_PAGE = 10

Page = Callable[[int], str]
"""The text of a page by its number, for a list that goes on."""


def page_of(documents: Sequence[SpendDocument]) -> Page:
    """Return the body's pages by their number; most bodies have one, whatever is asked."""
    publisher_id = documents[0].publisher_id
    up = "../" * PAGES[publisher_id].count("/")
    newest_first = tuple(reversed(documents))

    def page(number: int) -> str:
        if publisher_id == BY_YEAR:
            return _page(up, _years(up, newest_first))
        if publisher_id != PAGED:
            return _page(up, _items(up, newest_first))
        shown = newest_first[(number - 1) * _A_PAGE : number * _A_PAGE]
        rest = newest_first[number * _A_PAGE :]
        following = f'<a rel="next" href="?page={number + 1}">Next page</a>' if rest else ""
        return _page(up, _items(up, shown), following)

    return page


def year_pages(documents: Sequence[SpendDocument]) -> Mapping[str, Page]:
    """Return the page of each financial year, by its path, for the body that has such pages."""
    if documents[0].publisher_id != BY_YEAR:
        return {}
    years: dict[int, list[SpendDocument]] = {}
    for document in documents:
        years.setdefault(financial_year(document.first_month), []).insert(0, document)
    return {_year_path(year): _alone("../", own) for year, own in years.items()}


def _alone(up: str, documents: Sequence[SpendDocument]) -> Page:
    return lambda _number: _page(up, _items(up, documents))


def private_page(documents: Sequence[SpendDocument]) -> Page:
    """Return a page that programs are asked to leave alone; its files are another body's."""
    up = f"../../{documents[0].publisher_id}/"
    return _alone(up, documents)


def _year_path(year: int) -> str:
    return f"open-data/payments-{year}-{(year + 1) % 100}.html"


def _years(up: str, documents: Sequence[SpendDocument]) -> str:
    years = dict.fromkeys(financial_year(one.first_month) for one in documents)
    return "".join(
        f'<li><a href="{up}{_year_path(year)}">{year} to {year + 1}</a></li>\n' for year in years
    )


def _items(up: str, documents: Sequence[SpendDocument]) -> str:
    return "".join(
        f'<li><a href="{up}{urllib.parse.quote(document.path)}">{html.escape(document.title)}'
        f"</a> ({len(document.data) // 1024 + 1} KB)</li>\n"
        for document in documents
    )


def _page(up: str, items: str, following: str = "") -> str:
    """Write a page: a link to something else, then the list."""
    return (
        "<!DOCTYPE html><html><head><title>What we spend</title></head><body><h1>What we spend"
        f'</h1><p>See also our <a href="{up}privacy">privacy notice</a>.</p><ul>\n{items}</ul>'
        f"{following}</body></html>"
    )
