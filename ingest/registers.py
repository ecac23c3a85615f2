"""Registers of what companies filed: columns come and go, and some are of people.

What such a register says of people (who signed, whom to write to) is left in the raw store:
``withheld`` names those headings, and the table reader lets no cell below them land.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from ingest.bulk import Layout, Recognise, unknown_layout
from ingest.model import EXTRA
from ingest.specs import TableSpec

PERSONAL = r"person|e-?mail|phone|mobile|contact|director|signator|signed|approver|jobtitle"
"""Parts of headings, spelt as ``plain`` spells them, under which a person would stand."""


def plain(heading: str) -> str:
    """Return a heading's letters and digits, to be compared whatever its spaces and capitals.

    >>> plain("% Invoices paid within 30 days")
    '%invoicespaidwithin30days'
    """
    return re.sub(r"[^a-z0-9%]+", "", heading.casefold())


def named_alike(
    what: str,
    table: TableSpec,
    required: Collection[str],
    known_as: Mapping[str, Sequence[str]] | None = None,
    withheld: str = PERSONAL,
) -> Recognise:
    """Recognise a heading whose names are our columns, or one of what they are ``known_as``.

    A column that is not ``required`` may be absent: it lands as null. A heading in which
    ``withheld`` is found, and which is none of our columns, never lands.
    """
    columns = [name for name in table.columns if name != EXTRA]
    spelt = {name: [plain(one) for one in (known_as or {}).get(name, [name])] for name in columns}
    personal = re.compile(withheld)

    def recognise(heading: Sequence[str]) -> Layout:
        names = [plain(name) for name in heading]
        at = {name: place for place, name in reversed(list(enumerate(names)))}
        found = {
            name: next((at[one] for one in spellings if one in at), None)
            for name, spellings in spelt.items()
        }
        missing = [name for name in required if found[name] is None]
        if missing:
            raise unknown_layout(missing)
        positions = {name: place for name, place in found.items() if place is not None}
        never = {place for place, name in enumerate(names) if personal.search(name)}
        hidden = frozenset(never - set(positions.values()))
        return Layout(f"{what}, {len(heading)} columns", positions, withheld=hidden)

    return recognise
