"""Rules on notices, which Find a Tender and Contracts Finder publish in one shape (OCDS)."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_ADDRESS_IN_WORDS, NO_CONTACT_POINT, landed_suite
from expectations.rules import JUDGED, Rule, Suite, none_where, share_filled, share_where
from expectations.shapes import (
    NUMBER,
    filled,
    not_company_number,
    not_iso_date,
    not_like,
    not_postcode,
)
from ingest.ocds.tables import TABLES

OCID = "^ocds-[a-z0-9]{6}-.+"
OCDS = "OCDS 1.1: every release has an ocid and an id"


def suites(source_id: str, prefix: str, *about_releases: Rule) -> Mapping[str, Suite]:
    """Return the suite of every OCDS table of a source, whose processes have a ``prefix``.

    A table that says nothing of dates, money or organisations is held to its keys alone.
    """
    special = {
        "releases": releases(source_id, prefix, *about_releases),
        "parties": parties(source_id),
        "awards": awards(source_id),
        "award_suppliers": award_suppliers(source_id),
        "contracts": contracts(source_id),
        "lots": lots(source_id),
        "amendments": amendments(source_id),
        "performance_failures": performance_failures(source_id),
        "observations": observations(source_id),
    }
    return {table: special.get(table) or parts(source_id, table) for table in TABLES}


def parts(source_id: str, table: str) -> Suite:
    """Return the suite of a table of things that hang on others."""
    return landed_suite(
        f"{source_id}.{table}",
        *_keys("ocid", "release_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
    )


def releases(source_id: str, prefix: str, *more: Rule) -> Suite:
    """Return the suite of ``releases``. A quiet day has none, and is no fault."""
    return landed_suite(
        f"{source_id}.releases",
        *_keys("ocid", "release_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        none_where(
            "published_at_is_a_date",
            f"published_at is null or {not_iso_date('published_at')}",
            severity="critical",
            because="OCDS 1.1: release date is required; without it no version is the latest",
            column="published_at",
        ),
        none_where(
            "ocid_of_this_service",
            f"not starts_with(ocid, '{prefix}')",
            severity="warning",
            because=f"the service's registered OCDS prefix is {prefix}",
            column="ocid",
        ),
        share_filled("buyer_name", Decimal("0.95"), severity="warning", because=JUDGED),
        share_filled("title", Decimal("0.95"), severity="warning", because=JUDGED),
        _dates("tender_end_at"),
        _numbers("value_amount"),
        _pounds("value_currency"),
        *more,
    )


def parties(source_id: str) -> Suite:
    """Return the suite of ``parties``."""
    return landed_suite(
        f"{source_id}.parties",
        *_keys("ocid", "release_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        share_filled("party_name", Decimal("0.99"), severity="warning", because=JUDGED),
        share_filled("roles", Decimal("0.99"), severity="warning", because=JUDGED),
        share_where(
            "company_number_shape",
            not_company_number("identifier_id"),
            Decimal("0.10"),
            among="identifier_scheme = 'GB-COH'",
            severity="warning",
            because="Companies House number formats; stated numbers are often wrong. " + JUDGED,
            column="identifier_id",
        ),
        share_where(
            "postcode_shape",
            not_postcode("postal_code"),
            Decimal("0.20"),
            among=f"{filled('postal_code')} and coalesce(region_code, 'UK') like 'UK%'"
            " and coalesce(country_code, 'GB') = 'GB'",
            severity="warning",
            because="Royal Mail's postcode format, asked of UK addresses only. " + JUDGED,
            column="postal_code",
        ),
    )


def awards(source_id: str) -> Suite:
    """Return the suite of ``awards``."""
    return landed_suite(
        f"{source_id}.awards",
        *_keys("ocid", "release_id", "award_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        _dates("awarded_at"),
        _dates("end_at"),
        _numbers("amount"),
        _pounds("currency"),
    )


def award_suppliers(source_id: str) -> Suite:
    """Return the suite of ``award_suppliers``."""
    return landed_suite(
        f"{source_id}.award_suppliers",
        *_keys("ocid", "release_id", "award_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        none_where(
            "supplier_is_somebody",
            "nullif(trim(concat(supplier_name, supplier_party_id)), '') is null",
            severity="warning",
            because="OCDS 1.1: a supplier is a name or a reference to a party",
            column="supplier_name",
        ),
    )


def contracts(source_id: str) -> Suite:
    """Return the suite of ``contracts``."""
    return landed_suite(
        f"{source_id}.contracts",
        *_keys("ocid", "release_id", "contract_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        _dates("signed_at"),
        _dates("end_at"),
        _numbers("amount"),
        _pounds("currency"),
    )


def lots(source_id: str) -> Suite:
    """Return the suite of ``lots``."""
    return landed_suite(
        f"{source_id}.lots",
        *_keys("ocid", "release_id", "lot_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        _dates("end_at"),
        _numbers("amount"),
        _pounds("currency"),
    )


def amendments(source_id: str) -> Suite:
    """Return the suite of ``amendments``."""
    return _money_and_dates(source_id, "amendments", "amended_at", "end_at")


def performance_failures(source_id: str) -> Suite:
    """Return the suite of ``performance_failures``."""
    return _money_and_dates(source_id, "performance_failures", "decided_at", "penalty_at")


def observations(source_id: str) -> Suite:
    """Return the suite of ``observations``."""
    return _money_and_dates(source_id, "observations", "start_at", "end_at")


def _money_and_dates(source_id: str, table: str, *dates: str) -> Suite:
    return landed_suite(
        f"{source_id}.{table}",
        *_keys("ocid", "release_id"),
        NO_CONTACT_POINT,
        NO_ADDRESS_IN_WORDS,
        *(_dates(column) for column in dates),
        _numbers("amount"),
        _pounds("currency"),
    )


def _keys(*columns: str) -> tuple[Rule, ...]:
    whole = (
        share_filled(column, Decimal(1), severity="critical", because=OCDS) for column in columns
    )
    shape = none_where(
        "ocid_shape",
        not_like("ocid", OCID),
        severity="critical",
        because="OCDS 1.1: ocds-, a registered prefix of six characters, the process",
        column="ocid",
    )
    return (*whole, shape)


def _dates(column: str) -> Rule:
    return share_where(
        f"{column}_is_a_date",
        not_iso_date(column),
        Decimal("0.01"),
        severity="warning",
        because="OCDS 1.1: dates are ISO 8601. " + JUDGED,
        column=column,
    )


def _numbers(column: str) -> Rule:
    return none_where(
        f"{column}_is_a_number",
        not_like(column, NUMBER),
        severity="warning",
        because="a JSON number an exponent of two digits can hold; 1e9999 has been published",
        column=column,
    )


def _pounds(column: str) -> Rule:
    return share_where(
        "mostly_pounds",
        f"{column} <> 'GBP'",
        Decimal("0.05"),
        among=filled(column),
        severity="warning",
        because="98.9 % of values measured on Find a Tender in 2026 were in pounds",
        column=column,
    )
