"""From the world to the publishers' documents, the same bytes every time."""
