"""Gate 1 of the companies and other legal persons that own companies."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_where
from expectations.shapes import filled, not_iso_date, not_like
from ingest.sources.company_owners import KINDS

PEOPLE = "promise 6, people are protected: lines about people are dropped while they are read"

OWNERS = landed_suite(
    "company_owners.owners",
    none_where(
        "only_owners_that_are_no_people",
        f"kind is null or kind not in {tuple(sorted(KINDS))}",
        severity="critical",
        because=PEOPLE,
        column="kind",
    ),
    none_where(
        "no_link_to_a_person",
        "contains(owner_link, '/individual') or contains(owner_link, '/super-secure')",
        severity="critical",
        because=PEOPLE,
        column="owner_link",
    ),
    NO_CONTACT_POINT,
    share_where(
        "company_number_mostly_shaped",
        f"company_number is null or {not_like('company_number', '^[A-Z0-9]{8}$')}",
        Decimal("0.001"),
        severity="critical",
        because="above one in a thousand it is another product. " + JUDGED,
        column="company_number",
    ),
    none_where(
        "name_there",
        f"not coalesce({filled('name')}, false)",
        severity="warning",
        because="an owner without a name is known by its number alone. " + JUDGED,
        column="name",
    ),
    none_where(
        "dates_are_dates",
        f"{not_iso_date('notified_on')} or {not_iso_date('ceased_on')}",
        severity="critical",
        because="the product writes ISO 8601 dates; who owns a company now depends on them",
    ),
)

LEFT_OUT = landed_suite(
    "company_owners.left_out",
    rows_between(1, severity="critical", because="a snapshot without people is not one"),
    none_where(
        "counts_are_counts",
        "try_cast(line_count as bigint) is null or try_cast(line_count as bigint) < 1",
        severity="critical",
        because="promise 1, nothing is lost: lines left out are counted",
        column="line_count",
    ),
    none_where(
        "no_kind_that_is_landed",
        f"kind is null or kind in {tuple(sorted(KINDS))}",
        severity="critical",
        because="promise 1, nothing is lost: what is landed is not left out",
        column="kind",
    ),
)

SUITES: Mapping[str, Suite] = {"owners": OWNERS, "left_out": LEFT_OUT}
