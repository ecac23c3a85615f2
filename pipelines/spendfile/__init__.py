"""One spend file at a time: looked at before it is published, or written out clean."""
