"""The links of an index: those of a web page, and the attachments of a GOV.UK answer."""

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, made absolute, and what it is called on the page."""

    url: str
    text: str


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
    return [Link(urljoin(base, href.strip()), text) for href, text in parser.found]


def govuk_links(body: bytes, base: str) -> list[Link]:
    """The attachments of a GOV.UK content answer; older pages only hold them as HTML.

    Raises:
        ValueError: the answer is not JSON.
    """
    details: dict[str, Any] = json.loads(body).get("details") or {}
    attached = [
        Link(urljoin(base, item["url"]), item.get("title") or item.get("filename") or "")
        for item in details.get("attachments") or ()
        if item.get("url")
    ]
    return attached or page_links("".join(details.get("documents") or ()), base)
