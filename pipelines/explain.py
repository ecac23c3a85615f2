"""Why a name was matched to a company, or to none, read from a published release."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.release.describe import DATABASE
from pipelines.trace import TraceError

_MATCHES = """
with awarded as (
    select 'named without a number on ' as how, source_id as publisher_id, supplier_name as name,
        match_tier, unmatched_reason, company_name, company_number, probability, evidence,
        rival_count, rival_company_name, rival_company_number, rival_probability,
        next_rival_company_name, next_rival_company_number, next_rival_probability, ocid
    from fct_supplier_matches
    union all by name
    select 'named on ' as how, stated.source_id as publisher_id, stated.supplier_name as name,
        'stated_number' as match_tier, organisations.organisation_name as company_name,
        stated.company_number, stated.ocid, 0 as rival_count,
        'the notice itself states that number, right or wrong' as evidence
    from fct_award_suppliers as stated
    inner join dim_organisations as organisations
        on stated.supplier_organisation_key = organisations.organisation_key
    where stated.company_number is not null
),
suppliers as (
    select * exclude (how, awards, ocid),
        how || publisher_id || ' (' || ocid
            || case when awards > 1 then ' and ' || (awards - 1) || ' more' else '' end || ')'
            as place
    from (
        select * exclude (ocid), min(ocid) as ocid, count(*) as awards from awarded group by all
    )
),
payees as (
    select *, payee_name as name,
        'paid by ' || publisher_name || coalesce(
            ' beside the number ' || stated_company_number,
            case when beside_numbers > 0 then ' without a company number' else '' end
        ) as place
    from (
        select *, count(stated_company_number) over (partition by publisher_id, payee_name)
            as beside_numbers
        from fct_payee_matches
    )
),
told as (
    from payees union all by name from suppliers
)
select distinct name, place, match_tier, unmatched_reason, company_name, company_number,
    probability, evidence, rival_count, rival_company_name, rival_company_number, rival_probability,
    next_rival_company_name, next_rival_company_number, next_rival_probability
from told
where lower(name) = lower($name) and (publisher_id = $publisher or $publisher = '')
order by name, place, match_tier, company_number, evidence
"""


def explain(release: Path, name: str, publisher: str) -> list[str]:
    """Return a sentence for the name: for each body that paid it, and for each finding of notices.

    A payee has a sentence for each company number that the body states beside it. Suppliers of
    one name may be several, one at each postcode: each finding is told once, with the first of
    its awards. Case does not matter. ``publisher`` is the id of a body or a service, or empty
    for all.

    Raises:
        TraceError: the release names no such payee and no such supplier.
    """
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        found = connection.execute(_MATCHES, {"name": name, "publisher": publisher}).fetchall()
    if not found:
        whose = f" of {publisher}" if publisher else ""
        raise TraceError(
            f"no payee or supplier{whose} is named {name!r} in this release: write the name as it "
            "is published. Persons, and names that were struck out, are never named."
        )
    return [" ".join(_sentence(*row)) for row in found]


def _sentence(
    name: str, place: str, tier: str, reason: str | None, company: str | None,
    number: str | None, probability: object, evidence: str, rivals: int, rival: str | None,
    rival_number: str | None, rival_probability: object, next_rival: str | None,
    next_number: str | None, next_probability: object,
) -> Iterator[str]:  # fmt: skip
    meant = f"is {company} ({number})" if number else "was matched to no company"
    sure = f", with a probability of {probability}" if probability is not None else ""
    yield f"{name}, {place}, {meant} ({tier}{sure}), because {evidence}."
    if rivals and number:
        others = f" and {rivals - 1} more" if rivals > 1 else ""
        yield f"It might also have been {rival} ({rival_number}: {rival_probability}){others}."
    if reason == "several_companies_of_the_name":
        others = f", or one of {rivals - 2} more" if rivals > 2 else ""
        yield (
            f"It might be {rival} ({rival_number}: {rival_probability}) or {next_rival}"
            f" ({next_number}: {next_probability}){others}."
        )
