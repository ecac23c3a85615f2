"""The links of an index, whatever it is: those of a web page, and those an interface lists."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from ingest.model import Request

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, made absolute, and what it is called on the page.

    ``of`` is how the page as a whole is named: it may say what the text leaves out.
    """

    url: str
    text: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """What one answer leads to: links that may be files, and links that may be further pages.

    ``rest`` asks for the rest of the same list.
    """

    links: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    rest: tuple[Request, ...] = ()


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._finish()
            self._href = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._href:
            self.found.append((self._href, " ".join("".join(self._text).split())))
        self._href, self._text = None, []


def page_links(html: str, base: str, of: tuple[str, ...] = ()) -> tuple[Link, ...]:
    """The links of a page in its order, relative ones resolved against its address."""
    parser = _Anchors()
    parser.feed(html)
    parser.close()
    return absolute_links(base, parser.found, of)


def page_title(html: str) -> str:
    """What a page calls itself; nothing where it does not say."""
    title = re.search(r"<title[^>]*>(.*?)</title>", html, re.IGNORECASE | re.DOTALL)
    return " ".join(unescape(title[1]).split()) if title else ""


def absolute_links(
    base: str, found: Iterable[tuple[str, str]], of: tuple[str, ...] = ()
) -> tuple[Link, ...]:
    """Make a link of each pair of address and text, but for what leads to no document."""
    return tuple(_links(base, found, of))


def _links(base: str, found: Iterable[tuple[str, str]], of: tuple[str, ...]) -> Iterator[Link]:
    for href, text in found:
        try:
            url = urldefrag(urljoin(base, href.strip())).url
            if urlsplit(url).scheme in {"http", "https"}:
                yield Link(url, text, of)
        except ValueError:  # ``https://[to come]/`` is no address
            log.warning("%s links to what is no address: %r", base, href)
