"""Payments over a threshold: one source, many publishers, no two files alike."""

from ingest.model import Connector
from ingest.sources.spend.declared import declare
from ingest.sources.spend.finding import follow, plan
from ingest.sources.spend.reading import parse


def build() -> Connector:
    """The connector of this source."""
    return Connector(plan=plan, follow=follow, parse=parse, declare=declare)
