"""Gate 1 of the organisations that GOV.UK lists."""

from collections.abc import Mapping

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.rules import Suite, none_where, rows_between, unique
from expectations.shapes import not_iso_date

ORGANISATIONS = landed_suite(
    "government_organisations.organisations",
    rows_between(1, severity="critical", because="a list without organisations is not one"),
    NO_CONTACT_POINT,
    none_where(
        "slug_and_title_there",
        "slug is null or title is null",
        severity="critical",
        because="the parser rejects an organisation without them",
    ),
    unique(["slug"], severity="warning", because="the publisher's key; pages can shift while read"),
    none_where(
        "closed_at_is_a_date",
        not_iso_date("closed_at"),
        severity="warning",
        because="the service writes ISO 8601 instants, from memory",
        column="closed_at",
    ),
)

SUITES: Mapping[str, Suite] = {"organisations": ORGANISATIONS}
