"""Gate 1: what a delivery must be before it is landed. One module a source."""
