"""How fast documents are read, beside what Python's own readers take for the same bytes."""
