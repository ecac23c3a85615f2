"""What the matching lands: its name in the place of a source, and its one table."""

MATCHED = "matched"
CANDIDATES = "candidates"
MATCHED_TABLES = {
    CANDIDATES: (
        "name_text", "place", "company_number", "company_name", "is_current_name",
        "is_on_register", "probability", "is_match", "same_key", "same_text", "variant", "shared",
        "unshared", "unsaid", "misspelt", "likeness", "margin", "rivals",
    )
}  # fmt: skip
"""One row per name and company it may mean; a name that may mean none has one row."""
