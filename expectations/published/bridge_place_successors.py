"""Gate 2 of ``bridge_place_successors``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique
from expectations.shapes import STATISTICAL_CODE, not_like

SUITE = published_suite(
    "bridge_place_successors",
    "row_key",
    unique(
        ["place_code", "successor_code"],
        severity="critical",
        because="the model's grain: one row a code and code that took over",
    ),
    always_there("place_code", "stated_by", because="promise 4: each change says who states it"),
    in_list(
        "change_kind",
        ("recoded", "merged", "split", "planned"),
        because="what can become of an area",
    ),
    none_where(
        "codes_are_codes",
        f"({not_like('place_code', STATISTICAL_CODE)})"
        f" or ({not_like('successor_code', STATISTICAL_CODE)})",
        severity="critical",
        because="ONS coding and naming policy: a letter and eight digits",
    ),
    none_where(
        "nothing_follows_itself",
        "place_code = successor_code",
        severity="critical",
        because="arithmetic: a change leads to another code",
    ),
    none_where(
        "only_a_plan_has_no_successor",
        "(successor_code is null) <> (change_kind = 'planned')"
        " or is_final = (change_kind = 'planned')",
        severity="critical",
        because="promise 2: codes that are not final are joined by nobody; all others are there",
        column="successor_code",
    ),
)
