"""Gate 2 of what the registers of organisations say: histories, owners, successors."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where

PEOPLE = "promise 6, people are protected: some people are entered as companies"

COMPANY_STATUSES = published_suite(
    "fct_company_statuses",
    "company_status_key",
    PROVENANCE_WHOLE,
    always_there(
        "organisation_key", "company_number", "valid_from", because="the model's grain is whole"
    ),
    in_list(
        "ended_as",
        ("in_newest_register", "facts_changed", "left_register"),
        because="the ways in which a stretch of months can end",
    ),
    none_where(
        "months_in_order",
        "valid_to < valid_from or missing_from_month <= last_seen_month"
        " or (valid_to is null) <> (ended_as = 'in_newest_register')",
        severity="critical",
        because="arithmetic: a stretch ends after it begins, and before the company is missing",
    ),
)

COMPANY_OWNERS = published_suite(
    "bridge_company_owners",
    "company_owner_key",
    PROVENANCE_WHOLE,
    always_there("organisation_key", "company_number", because="an owner owns something"),
    none_where(
        "only_owners_that_are_no_people",
        "owner_kind is null or contains(owner_kind, 'individual')"
        " or contains(owner_kind, 'super-secure')",
        severity="critical",
        because="promise 6, people are protected: no line about a person is landed",
        column="owner_kind",
    ),
    none_where(
        "named_only_where_surely_an_organisation",
        "(owner_name is not null) <> (owner_name_status = 'named') or owner_name_status is null",
        severity="critical",
        because=PEOPLE,
        column="owner_name",
    ),
    none_where(
        "number_only_where_read_as_one",
        "owner_company_number is not null and (number_reading <> 'uk_company_number'"
        " or number_check = 'registered_under_another_name')",
        severity="critical",
        because="promise 2, nothing is guessed: a number of another country or name is none",
        column="owner_company_number",
    ),
)

BODY_SUCCESSORS = published_suite(
    "bridge_body_successors",
    "succession_key",
    always_there("scheme", "predecessor_id", "successor_id", because="the model's grain is whole"),
    none_where(
        "no_successor_of_itself",
        "predecessor_id = successor_id",
        severity="critical",
        because="arithmetic: who takes over is another",
        column="successor_id",
    ),
)
