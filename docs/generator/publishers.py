"""The page of the public bodies that are declared: how their files are found, and who tried."""

from collections.abc import Sequence

from docs.generator.markdown import code, page, table
from ingest.specs import Publisher

WAYS = {
    "page": "a page of links",
    "govuk_content": "GOV.UK content",
    "govuk_search": "GOV.UK search",
    "ckan": "a CKAN catalogue",
    "url_template": "an address with the period in it",
    "inbox": "the inbox only",
}
INTRODUCTION = (
    "One body a row, as declared in `ingest/sources/spend/publishers/`. **Found by** is how its "
    "files are looked for, **known from** where that was read, and **tried** the day on which "
    "somebody last found files that way on the live site. A way that was never tried may fail: "
    "the night then says so, and takes in everything else."
)


def publishers_page(publishers: Sequence[Publisher]) -> str:
    """Return the page, bodies of a kind together."""
    ordered = sorted(publishers, key=lambda one: (one.body_type, one.title))
    tried = sum(one.find.tested != "never" for one in ordered)
    asked = sum(one.find.kind != "inbox" for one in ordered)
    head = ("body", "id", "kind", "VAT", "found by", "known from", "tried")
    return page(
        "Public bodies that are declared",
        INTRODUCTION,
        f"{len(ordered)} bodies are declared. Files of {asked} of them are looked for; "
        f"of these ways {tried} have been tried on the live site.",
        table(head, (_row(one) for one in ordered)),
    )


def _row(publisher: Publisher) -> tuple[str, ...]:
    find = publisher.find
    return (
        publisher.title,
        code(publisher.publisher_id),
        publisher.body_type.replace("_", " "),
        publisher.vat_basis,
        WAYS[find.kind],
        find.known_from,
        "" if find.kind == "inbox" else str(find.tested),
    )
