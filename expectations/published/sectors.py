"""Gate 2 of what suppliers are, and of what was bought: codes, and the spending by them."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    adds_up,
    always_there,
    in_list,
    published_suite,
    share_within_bounds,
)
from expectations.published.evidence import COMPANY_NUMBER_SHAPE
from expectations.rules import none_where, rows_between, unique
from expectations.shapes import not_like

REASONS = (
    "redacted",
    "person",
    "public_body",
    "no_company",
    "no_code",
    "code_not_of_2007",
    "not_trading",
    "several_sections",
)

INDUSTRIES = published_suite(
    "dim_industries",
    "industry_code",
    rows_between(1, severity="critical", because="sections are there whatever list was loaded"),
    none_where(
        "level_is_that_of_the_code",
        "industry_level is distinct from case"
        " when regexp_matches(industry_code, '^[A-U]$') then 'section'"
        " when regexp_matches(industry_code, '^[0-9]{2}$') then 'division'"
        " when regexp_matches(industry_code, '^[0-9]{3}$') then 'group'"
        " when regexp_matches(industry_code, '^[0-9]{4}$') then 'class'"
        " when regexp_matches(industry_code, '^[0-9]{5}$') then 'subclass' end",
        severity="critical",
        because="SIC 2007: a letter, then two to five digits, each a part of the one before",
        column="industry_level",
    ),
    none_where(
        "all_divisions_are_in_a_section",
        "section_code is null",
        severity="warning",
        because="SIC 2007 has no other divisions: a list that does is of another edition",
        column="section_code",
    ),
)

PURCHASE_CODES = published_suite(
    "dim_purchase_codes",
    "cpv_code",
    always_there("cpv_label", because="a code without words"),
    in_list(
        "cpv_level",
        ("division", "group", "class", "category", "subcategory"),
        because="the levels of Regulation 213/2008",
    ),
    none_where(
        "cpv_code_shape",
        not_like("cpv_code", "^[0-9]{8}$"),
        severity="critical",
        because="Regulation 213/2008: eight digits, as text: some begin with 0",
        column="cpv_code",
    ),
    none_where(
        "a_part_of_its_own_division",
        "parent_code = cpv_code or left(parent_code, 2) <> left(cpv_code, 2)",
        severity="critical",
        because="Regulation 213/2008: the first two digits are the division",
        column="parent_code",
    ),
)

SUPPLIER_SECTORS = published_suite(
    "fct_supplier_sectors",
    "organisation_key",
    PROVENANCE_WHOLE,
    COMPANY_NUMBER_SHAPE,
    none_where(
        "a_section_or_why_not",
        "(section_code is null) <> (sector_reason is not null)",
        severity="critical",
        because="promise 2: unknown says why",
        column="sector_reason",
    ),
    none_where(
        "each_code_within_the_one_before",
        "division_code is not null and section_code is null or class_code is not null"
        " and coalesce(left(class_code, 2) <> division_code, true)",
        severity="critical",
        because="SIC 2007: a class is a part of its division, and that of its section",
        column="class_code",
    ),
    none_where(
        "no_sector_without_a_code",
        "(code_count = 0) <> (sic_codes is null)"
        " or (code_count = 0) <> coalesce(sector_reason = 'no_code', false)",
        severity="critical",
        because="promise 2, nothing is guessed: a sector rests on what the company filed",
        column="sic_codes",
    ),
)

SPEND_BY_SECTOR = published_suite(
    "mart_spend_by_sector",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        [
            "publisher_id",
            "financial_year",
            "vat_basis",
            "section_code",
            "division_code",
            "class_code",
        ],
        severity="critical",
        because="the model's grain: one row a body, financial year, VAT basis and class",
    ),
    always_there("publisher_id", "paid_gbp", because="a figure is somebody's"),
    adds_up("unknown_gbp", *(f"unknown_{reason}_gbp" for reason in REASONS)),
    none_where(
        "unknown_is_the_row_without_a_section",
        "unknown_gbp <> case when section_code is null then paid_gbp else 0 end"
        " or division_unknown_gbp <> case when section_code is not null and division_code is null"
        " then paid_gbp else 0 end",
        severity="critical",
        because="arithmetic: unknown is a row of its own, and no part of another",
        column="unknown_gbp",
    ),
    share_within_bounds("section_share_low", "section_share_high"),
    share_within_bounds("division_share_low", "division_share_high"),
    none_where(
        "no_share_of_what_is_unknown",
        "section_code is null and section_share_low is not null"
        " or division_code is null and division_share_low is not null",
        severity="critical",
        because="promise 2: the unknown widens the others' shares and has none of its own",
        column="section_share_low",
    ),
)

SPEND_BY_CATEGORY = published_suite(
    "mart_spend_by_category",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis", "category"],
        severity="critical",
        because="the model's grain: one row a body, financial year, VAT basis and category",
    ),
    always_there("publisher_id", "paid_gbp", because="a figure is somebody's"),
    none_where(
        "unknown_is_the_row_without_a_category",
        "unknown_gbp <> case when category is null then paid_gbp else 0 end",
        severity="critical",
        because="arithmetic: unknown is a row of its own, and no part of another",
        column="unknown_gbp",
    ),
    none_where(
        "credits_are_credits",
        "credits_gbp > 0 or line_count < 1",
        severity="critical",
        because="arithmetic: credits are the negative lines, and a row is made of lines",
        column="credits_gbp",
    ),
    share_within_bounds("share_low", "share_high"),
    none_where(
        "no_share_of_what_is_unknown",
        "category is null and share_low is not null",
        severity="critical",
        because="promise 2: the unknown widens the others' shares and has none of its own",
        column="share_low",
    ),
)
