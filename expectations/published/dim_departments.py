"""Gate 2 of ``dim_departments``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import none_where, unique

UNMAPPED_REASONS = ("no_department", "no_known_word")

MAPPED = (
    none_where(
        "unmapped_says_why",
        "(function_code = 'unmapped') <> (unmapped_reason is not null)"
        f" or unmapped_reason not in {UNMAPPED_REASONS}"
        " or (unmapped_reason = 'no_department') <> (department is null)",
        severity="critical",
        because="promise 2, nothing is guessed: what nothing tells stays unmapped, with the reason",
        column="unmapped_reason",
    ),
    none_where(
        "several_are_several",
        "(function_code = 'several') <> coalesce(contains(functions_named, ', '), false)",
        severity="critical",
        because="promise 2: a label of several functions is given to none of them",
        column="functions_named",
    ),
    none_where(
        "mapped_says_by_what",
        "(function_code = 'unmapped') <> (function_basis is null)"
        " or function_basis not in ('label', 'body_type')"
        " or (function_basis = 'label') <> (functions_named is not null)",
        severity="critical",
        because="promise 2: a function is told by the label's words, or by the type of the body",
        column="function_basis",
    ),
)
"""What holds of a mapped label wherever it is published."""

SUITE = published_suite(
    "dim_departments",
    "department_key",
    unique(
        ["publisher_id", "department"],
        severity="critical",
        because="the model's grain: one row a body and label",
    ),
    always_there("publisher_id", "function_code", "function_name", because="a label is somebody's"),
    *MAPPED,
)
