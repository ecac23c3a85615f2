"""Purchases told notice by notice: lots, frameworks, changes, failures, and what follows what."""
