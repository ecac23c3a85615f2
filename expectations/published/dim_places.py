"""Gate 2 of ``dim_places``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import none_where, rows_between
from expectations.shapes import STATISTICAL_CODE, not_like

SUITE = published_suite(
    "dim_places",
    "place_key",
    rows_between(
        1,
        severity="warning",
        because="without a register of places every payment's place is unknown, and says so",
    ),
    always_there("place_code", "place_name", because="a place is a code and a name"),
    none_where(
        "place_code_shape",
        not_like("place_code", STATISTICAL_CODE),
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
        column="place_code",
    ),
    none_where(
        "life_in_order",
        "valid_from > valid_to",
        severity="critical",
        because="arithmetic: nothing ends before it begins",
        column="valid_to",
    ),
    none_where(
        "no_successor_of_itself",
        "list_contains(string_split(replace(successor_codes, ' ', ''), ','), place_code)",
        severity="critical",
        because="arithmetic: a dated successor table leads forward",
        column="successor_codes",
    ),
)
