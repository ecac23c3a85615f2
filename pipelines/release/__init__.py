"""A finished warehouse becomes a published release: files, their description, and the switch."""
