"""What a delivery and a release must be before they pass: gate 1 and gate 2.

Rules and suites are plain data. Great Expectations is imported in ``runner`` only.
"""
