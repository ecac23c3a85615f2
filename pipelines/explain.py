"""Why a payee was matched to a company, or to none, read from a published release."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.release.describe import DATABASE
from pipelines.trace import TraceError

_MATCHES = """
select publisher_name, payee_name, match_tier, company_name, company_number, probability, evidence,
    rival_count, rival_company_name, rival_company_number, rival_probability
from fct_payee_matches
where lower(payee_name) = lower($name) and (publisher_id = $publisher or $publisher = '')
order by publisher_name, payee_name, match_tier, company_number
"""


def explain(release: Path, name: str, publisher: str) -> list[str]:
    """Return a sentence for each payee of that name, as each body writes it.

    Case does not matter. ``publisher`` is a body's id, or empty for every body.

    Raises:
        TraceError: the release names no such payee.
    """
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        found = connection.execute(_MATCHES, {"name": name, "publisher": publisher}).fetchall()
    if not found:
        whose = f" of {publisher}" if publisher else ""
        raise TraceError(
            f"no payee{whose} is named {name!r} in this release: write the name as the file does. "
            "Persons, and names that were struck out, are never named."
        )
    return [" ".join(_sentence(*row)) for row in found]


def _sentence(
    publisher: str, payee: str, tier: str, company: str | None, number: str | None,
    probability: object, evidence: str, rivals: int, rival: str | None,
    rival_number: str | None, rival_probability: object,
) -> Iterator[str]:  # fmt: skip
    meant = f"is {company} ({number})" if number else "was matched to no company"
    sure = f", with a probability of {probability}" if probability is not None else ""
    yield f"{payee}, paid by {publisher}, {meant} ({tier}{sure}), because {evidence}."
    if rivals and number:
        others = f" and {rivals - 1} more" if rivals > 1 else ""
        yield f"It might also have been {rival} ({rival_number}: {rival_probability}){others}."
