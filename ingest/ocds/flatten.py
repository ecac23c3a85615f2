"""OCDS releases as rows of text: one release, its parties, awards, suppliers, contracts, lots.

A column holds what the publisher wrote at one place of the release, letter for letter; what
has no column stays in ``_extra`` as JSON text. Lists of codes are joined with ``;``. Columns
that point at something (the notice's own document, its CPV codes) are copies; everything
else is moved. No contact point gets this far (see ``json_text``).

An organisation written out where it is named (older Contracts Finder releases have no
``parties``) lands as a party too, with the role its place gives it.
"""

from collections.abc import Iterator, Mapping

from ingest.model import EXTRA, Context, Document, Parsed, Reject, Row, Summary
from ingest.ocds.derived import derived_values, milestone_dates
from ingest.ocds.documents import ensure_published, missing_key, read_document
from ingest.ocds.fields import (
    AWARD,
    CONTRACT,
    LOT,
    PARTY,
    RELEASE,
    REQUIRED,
    SEPARATOR,
    SUPPLIER,
    Paths,
)
from ingest.ocds.json_text import JsonObject, encode, leaf_text, objects, text_at

Text = Mapping[str, str | None]

SHOWN = ("ocid", "id", "date", "tag", "language")
"""What a reject shows of its release: enough to find it, and nobody's name."""


def parse(_: Context, document: Document) -> Iterator[Parsed]:
    """Yield the rows of every release of a document, and its rejects.

    ``line`` is the number of the release in a JSON document, or the physical line in JSON
    lines and CSV. A release is rejected as ``not_a_release``, ``no_ocid``,
    ``no_release_id`` or ``no_date``, and a line that cannot be read as ``unreadable``.

    Raises:
        RefusedDocumentError: the document holds no releases that could be read.
    """
    reading = read_document(document.path.read_bytes())
    ensure_published(reading)
    for entry in reading.entries:
        if entry.fault:
            yield Reject("releases", "unreadable", entry.fault, entry.line)
        elif not isinstance(entry.release, dict):
            yield Reject("releases", "not_a_release", "not an object", entry.line)
        elif (key := missing_key(entry.release)) is not None:
            shown = {name: entry.release[name] for name in SHOWN if name in entry.release}
            excerpt = landable(encode(shown))
            reason = f"the release has no {key}"
            yield Reject("releases", REQUIRED[key], reason, entry.line, excerpt=excerpt)
        else:
            yield from release_rows(entry.release, entry.package, entry.line)
    yield Summary("", reading.layout, len(reading.entries))


def release_rows(release: JsonObject, package: JsonObject, line: int) -> Iterator[Row]:
    """Yield the rows of one release, which is used up.

    ``package`` is what its package says of itself; it goes to the release's ``_extra``.
    """
    derived, dates = derived_values(release), milestone_dates(release)
    keys = {"ocid": take(release, "ocid"), "release_id": take(release, "id")}
    awards = pop_objects(release, "awards")
    contracts = pop_objects(release, "contracts")
    lots = pop_objects(release.get("tender"), "lots")
    parties = [(party, joined(party, "roles")) for party in pop_objects(release, "parties")]
    parties += list(_inline_party(release.get("buyer"), "buyer"))
    values = _values(RELEASE, release)
    values |= {column: values[column] or dates[column] for column in dates}
    tags = joined(release, "tag")
    if package:
        release["package"] = package
    yield _row("releases", {**keys, **values, **derived, "tags": tags}, release, line)
    for award in awards:
        yield from _award_rows(award, keys, line, parties)
    for party, roles in parties:
        yield _party_row(party, roles, keys, line)
    for contract in contracts:
        yield _row("contracts", {**keys, **_values(CONTRACT, contract)}, contract, line)
    for lot in lots:
        yield _row("lots", {**keys, **_values(LOT, lot)}, lot, line)


def take(tree: JsonObject, *paths: str) -> str | None:
    """Return the text at the first path that holds a leaf, and remove it from the tree.

    True and false become text; null and anything nested is left where it is.

    >>> tree = {"value": {"amount": "5.00", "currency": "GBP"}, "open": True}
    >>> take(tree, "amount", "value/amount"), take(tree, "open"), tree
    ('5.00', 'true', {'value': {'currency': 'GBP'}})
    """
    for path in paths:
        found = _take(tree, path)
        if found is not None:
            return found
    return None


def joined(tree: JsonObject, key: str) -> str | None:
    """Return a list of codes as one text, and remove it from the tree.

    A list that could not be told apart again afterwards stays in the tree as well.
    """
    codes = tree.get(key)
    if isinstance(codes, str):
        return take(tree, key)
    if not isinstance(codes, list):
        return None
    texts = [code for code in codes if isinstance(code, str) and SEPARATOR not in code]
    if texts and len(texts) == len(codes):
        del tree[key]
    return SEPARATOR.join(texts) or None


def pop_objects(tree: object, key: str) -> list[JsonObject]:
    """Return the objects listed at ``key``; anything else that is listed there stays."""
    if not isinstance(tree, dict):
        return []
    found = objects(tree.get(key))
    if found:
        listed = tree.pop(key)
        others = [
            item
            for item in (listed.values() if isinstance(listed, dict) else listed)
            if not isinstance(item, dict)
        ]
        if others:
            tree[key] = others
    return found


def _award_rows(
    award: JsonObject, keys: Text, line: int, parties: list[tuple[JsonObject, str | None]]
) -> Iterator[Row]:
    """Yield an award and its suppliers; one written out in full joins ``parties``."""
    suppliers = pop_objects(award, "suppliers")
    values = {**keys, **_values(AWARD, award)}
    yield _row("awards", values, award, line)
    for supplier in suppliers:
        whole = dict(supplier)
        named = _values(SUPPLIER, supplier)
        yield Row(
            "award_suppliers", _landed({**keys, "award_id": values["award_id"], **named}), line
        )
        if supplier:
            parties.append((whole, "supplier"))


def _inline_party(organisation: object, role: str) -> Iterator[tuple[JsonObject, str | None]]:
    """Yield an organisation that says more of itself than its id and name, and leave those."""
    if isinstance(organisation, dict) and organisation.keys() - {"id", "name"}:
        yield dict(organisation), role
        for key in organisation.keys() - {"id", "name"}:
            del organisation[key]


def _party_row(party: JsonObject, roles: str | None, keys: Text, line: int) -> Row:
    additional = [
        f"{text_at(other, 'scheme') or ''}:{text_at(other, 'id')}"
        for other in objects(party.get("additionalIdentifiers"))
        if text_at(other, "id")
    ]
    values = {
        **keys,
        **_values(PARTY, party),
        "roles": roles,
        "additional_identifiers": SEPARATOR.join(additional) or None,
    }
    return _row("parties", values, party, line)


def _values(paths: Paths, tree: JsonObject) -> dict[str, str | None]:
    return {column: take(tree, *places) for column, places in paths.items()}


def _row(table: str, values: Text, rest: JsonObject, line: int) -> Row:
    return Row(table, _landed({**values, EXTRA: encode(rest) if rest else None}), line)


def _landed(values: Text) -> dict[str, str | None]:
    return {column: None if value is None else landable(value) for column, value in values.items()}


def landable(text: str) -> str:
    r"""Return text that can be written as UTF-8: half a character stays as its escape.

    Services cut texts at a length, and so cut characters outside the first plane in two.

    >>> landable("caf\u00e9 \ud83d")
    'café \\ud83d'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _take(tree: JsonObject, path: str) -> str | None:
    """Take one path; an object that is emptied by it goes too."""
    key, _, rest = path.partition("/")
    value = tree.get(key)
    if not rest:
        found = leaf_text(value)
        if found is not None:
            del tree[key]
        return found
    if not isinstance(value, dict):
        return None
    found = _take(value, rest)
    if found is not None and not value:
        del tree[key]
    return found
