"""One folder a source: ``source.yml`` says what it is, ``plan``, ``follow`` and ``parse`` how."""
