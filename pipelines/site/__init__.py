"""The page a reader opens: one static file made from a release, with its charts beside it."""
