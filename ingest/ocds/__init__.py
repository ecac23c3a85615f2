"""Open Contracting releases: read, flattened into tables of text, merged into contracts."""
