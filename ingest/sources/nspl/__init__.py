"""National Statistics Postcode Lookup: one archive a quarter, columns renamed each time.

An area declares the releases it wants as options, label to item id: ``"2026-02": "<item id>"``.
"""

from ingest.editions import by_edition
from ingest.model import Connector
from ingest.postcodes import ADDRESS, parse


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse, ADDRESS)
