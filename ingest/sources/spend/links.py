"""The links of an index: those of a web page, and the attachments of a GOV.UK answer."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from pydantic import BaseModel

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, made absolute, and what it is called on the page."""

    url: str
    text: str


class _Attachment(BaseModel):
    url: str = ""
    title: str | None = None
    filename: str | None = None


class _Details(BaseModel):
    attachments: tuple[_Attachment, ...] | None = None
    documents: tuple[str, ...] | None = None


class _Content(BaseModel):
    """What is read of a GOV.UK content answer; the rest of it is passed over."""

    details: _Details | None = None


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


def page_links(html: str, base: str) -> list[Link]:
    """The links of a page in its order, relative ones resolved against its address."""
    parser = _Anchors()
    parser.feed(html)
    parser.close()
    return list(_links(base, parser.found))


def govuk_links(body: bytes, base: str) -> list[Link]:
    """The attachments of a GOV.UK content answer; older pages only hold them as HTML.

    Raises:
        ValueError: the answer is not JSON, or not of that shape.
    """
    details = _Content.model_validate_json(body).details or _Details()
    attached = [
        (item.url, item.title or item.filename or "")
        for item in details.attachments or ()
        if item.url
    ]
    return list(_links(base, attached)) or page_links("".join(details.documents or ()), base)


def _links(base: str, found: Iterable[tuple[str, str]]) -> Iterator[Link]:
    """Make each link absolute. What is no address, as ``https://[to come]/``, leads nowhere."""
    for href, text in found:
        try:
            yield Link(urljoin(base, href.strip()), text)
        except ValueError:
            log.warning("%s links to what is no address: %r", base, href)
