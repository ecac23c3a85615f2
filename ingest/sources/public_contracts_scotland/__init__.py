"""Public Contracts Scotland: notices of Scottish public bodies, below the thresholds too.

Never tried on the live service (see ``ocds.by_month``).
"""

from ingest.model import Connector
from ingest.ocds.by_month import connector

SITE_NOTICES = (101, 102, 103, 104)
"""The notices of the site's own."""


def build() -> Connector:
    """Return the connector; its types and its language are options of the area."""
    return connector(SITE_NOTICES)
