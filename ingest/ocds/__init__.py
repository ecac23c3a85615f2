"""Open Contracting releases: read, flattened into tables of text, merged into contracts."""

from ingest import native

native.check()
