"""ONS Postcode Directory: the lookup's twin, which keeps areas of 2011 beside those of 2021.

An area declares the releases it wants as options, label to item id: ``"2026-02": "<item id>"``.
"""

from ingest.editions import by_edition
from ingest.model import Connector
from ingest.postcodes import ADDRESS, parse


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse, ADDRESS)
