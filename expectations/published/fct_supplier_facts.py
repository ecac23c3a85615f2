"""Gate 2 of ``fct_supplier_facts``."""

from expectations.published.common import PROVENANCE_WHOLE, always_there, published_suite
from expectations.published.evidence import (
    COMPANY_NUMBER_SHAPE,
    NOT_READ_AFTER_THE_NIGHT,
    TIER_KNOWN,
)
from expectations.rules import none_where

SUITE = published_suite(
    "fct_supplier_facts",
    "fact_key",
    PROVENANCE_WHOLE,
    TIER_KNOWN,
    COMPANY_NUMBER_SHAPE,
    NOT_READ_AFTER_THE_NIGHT,
    always_there("organisation_key", because="a fact is of somebody"),
    always_there("value_text", because="promise 2: what is not stated is no fact"),
    none_where(
        "numbers_where_the_unit_is_one",
        "(unit in ('percent', 'days')) <> (value_number is not null)",
        severity="critical",
        because="a percentage is a number, and a web address is none",
        column="value_number",
    ),
)
