"""The documentation. Pages under ``reference/`` are written by ``python -m docs.generate``."""
