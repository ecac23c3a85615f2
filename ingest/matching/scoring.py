"""How likely each candidate is the company a name means: a sum of points, each for one fact.

The points are in ``model.yml``. They were fitted to names whose company people looked up
(``make matching-model``), so a probability says how often candidates like this one were right.
"""

from functools import cache
from pathlib import Path

import duckdb
import yaml

from ingest.specs import Declaration

MODEL = Path(__file__).with_name("model.yml")

FACTS: dict[str, str] = {
    "shared": "shared / 100.0",
    "unshared": "unshared / 100.0",
    "unsaid": "unsaid / 100.0",
    "misspelt": "misspelt",
    "likeness": "likeness",
    "same_key": "cast(same_key as integer)",
    "same_text": "cast(same_text as integer)",
    "begins_alike": "cast(begins_alike as integer)",
    "form_agreement": "form_agreement",
    "margin": "margin / 100.0",
    "rivals": "rivals",
    "unshared_words": "unshared_words",
    "unsaid_words": "unsaid_words",
    "share_of_name": "shared / (shared + unshared + 0.01)",
    "share_of_company": "shared / (shared + unsaid + 0.01)",
    "trading": "cast(variant = 'trading' as integer)",
    "unsaid_after_beginning": "cast(begins_alike as integer) * unsaid / 100.0",
    "same_key_and_form": "cast(same_key and form_agreement = 1 as integer)",
    "unshared_words_of_full_name": "cast(says_form as integer) * unshared_words",
    "unsaid_words_of_full_name": "cast(says_form as integer) * unsaid_words",
}
"""What points are given for, and the SQL that reads it from a row of ``faced``."""


class Model(Declaration):
    """``model.yml``: points (log odds) for each fact, and from which probability on we match."""

    base: float
    points: dict[str, float]
    threshold: float


@cache
def model() -> Model:
    """Read and check the model."""
    return Model.model_validate(yaml.safe_load(MODEL.read_text("utf-8")))


def face(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``faced`` of ``compared``: one row per name and company, beside its rivals.

    Of several spellings of a name, and several names of a company, the pair that agrees best
    speaks for them. ``margin`` is by how much (hundredths of a bit) it beats the best other
    company, or falls short of it; ``rivals`` counts the other companies it barely beats.
    A name that says its legal form says all of itself: with other words it is another company's
    (``is_other``), however likely the rest makes it. So it is where each says a city or county
    that the other does not.
    """
    connection.execute(_FACED)


def score(connection: duckdb.DuckDBPyConnection, chosen: Model | None = None) -> None:
    """Make ``scored`` of ``faced``: every candidate with its probability, the likeliest first."""
    used = chosen or model()
    points = " + ".join(
        f"({used.points[fact]!r}) * ({expression})" for fact, expression in FACTS.items()
    )
    connection.execute(_SCORED.format(points=points, base=repr(used.base)))


TRADING = 800
"""By how much the name before "trading as" outweighs the one after: it is who is paid."""
WIDEST = 1_500
CLOSE = 300
MOST_RIVALS = 8

_FACED = f"""
create or replace temp table faced as
with balanced as (
    select
        *,
        cast(
            shared - unshared - unsaid * 6 // 10 + 50 * form_agreement
            - case when variant = 'trading' then {TRADING} else 0 end as bigint
        ) as balance
    from compared
),
best as (
    select * from balanced
    qualify row_number() over (
        partition by name_text, company_number
        order by balance desc, is_current desc, variant desc, name_id
    ) = 1
),
ranked as (
    select
        *,
        row_number() over (
            partition by name_text order by balance desc, is_live desc, company_number
        ) as place,
        count(*) over (
            partition by name_text order by balance
            range between {CLOSE - 1} preceding and unbounded following
        ) as close_or_better
    from best
),
tops as (
    select
        name_text,
        max(balance) filter (where place = 1) as first_balance,
        max(balance) filter (where place = 2) as second_balance
    from ranked
    where place <= 2
    group by name_text
)
select
    ranked.* exclude (place, close_or_better),
    is_elsewhere
        or (says_form and not same_key and misspelt = 0 and unshared_words + unsaid_words > 0)
        as is_other,
    greatest(-{WIDEST}, least({WIDEST}, coalesce(
        balance - case when place = 1 then second_balance else first_balance end, {WIDEST}
    ))) as margin,
    least({MOST_RIVALS}, close_or_better - 1) as rivals
from ranked
inner join tops on ranked.name_text = tops.name_text
"""

_SCORED = """
create or replace temp table scored as
with summed as (
    select *, {base} + {points} as log_odds from faced
),
probable as (
    select *, cast(1 / (1 + exp(-log_odds)) as decimal(5, 4)) as probability from summed
)
select
    *,
    cast(row_number() over (
        partition by name_text
        order by probability desc, is_live desc, company_number
    ) as integer) as place
from probable
"""
