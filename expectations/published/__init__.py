"""Gate 2: what a model must be before it is released. One module a model."""
