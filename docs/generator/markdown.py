"""The little Markdown that generated pages are made of."""

from collections.abc import Iterable, Sequence

from ingest.specs import Licence

NOTE = "<!-- Written by `python -m docs.generate` from the declarations. Do not edit. -->"


def page(title: str, *blocks: str) -> str:
    """Return a whole page; empty blocks are left out."""
    return "\n\n".join([f"# {title}", *(block for block in blocks if block), NOTE]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, or nothing where there is no row."""
    lines = [[cell(text) for text in row] for row in rows]
    if not lines:
        return ""
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *lines])


def bullets(items: Iterable[str]) -> str:
    """Return a list with a point for each item."""
    return "\n".join(f"* {item}" for item in items)


def code(text: str) -> str:
    """Return ``text`` as code; nothing for an empty text.

    >>> code("amount_gbp < 0")
    '`amount_gbp < 0`'
    """
    return f"`{text}`" if text else ""


def terms(licence: Licence) -> str:
    """Return the name of the terms, as a link where they are stated."""
    return f"[{licence.name}]({licence.url})" if licence.is_stated else licence.name


def cell(text: str) -> str:
    """Return ``text`` so that it stays within its cell."""
    return " ".join(text.split()).replace("|", "\\|")
