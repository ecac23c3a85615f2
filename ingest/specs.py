"""What YAML may declare of a source and of a public body.

Pydantic checks it as it is read: people write these files, and a mistake is told to them.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ingest.patterns import compiled

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ColumnName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


def _regular_expression(text: str) -> str:
    try:
        compiled(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_regular_expression)]


class Declaration(BaseModel):
    """Something read from YAML: an unknown key is a mistake, not an extra."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Licence(Declaration):
    """The terms under which a publisher lets us republish.

    ``is_stated`` is false where nobody states terms for the source as a whole: then there is no
    ``url``, ``name`` says what is known, and no release calls it a licence.
    """

    name: str
    url: str = ""
    attribution: str
    is_stated: bool = True

    @model_validator(mode="after")
    def _leads_to_its_words(self) -> Self:
        if self.is_stated and not self.url:
            raise ValueError("a licence needs a url; where none is stated, say is_stated: false")
        if self.url and not self.is_stated:
            raise ValueError("terms that are not stated have no url; leave it out")
        return self


class TableSpec(Declaration):
    """A landed table: its columns (all text) and which of them holds money, if one does.

    Unknown columns of a delivery are kept as JSON text in ``_extra``. A table that is
    ``earlier_versions_of`` another has its columns, and the records of the versions that the
    publisher has since replaced.
    """

    columns: tuple[ColumnName, ...] = Field(min_length=1)
    money_column: ColumnName | None = None
    earlier_versions_of: Identifier | None = None


class Pacing(Declaration):
    """How politely a host is asked, and what to do when it says no. Seconds."""

    min_interval_seconds: float = Field(ge=0)
    retry_statuses: Mapping[int, float]
    """HTTP status to the wait when the answer has no ``Retry-After``."""
    max_attempts: int = Field(default=5, ge=1)
    max_bytes: int = Field(default=4_000_000_000, ge=1)


class SourceSpec(Declaration):
    """What ``ingest/sources/<source_id>/source.yml`` declares."""

    source_id: Identifier
    title: str
    publisher: str
    homepage: str
    base_url: str
    licence: Licence
    cadence: Literal["daily", "monthly", "quarterly"]
    starts_on: dt.date
    window_days: int = Field(default=1, ge=1)
    pacing: Pacing
    tables: Mapping[Identifier, TableSpec]
    asked_by_default: bool = True
    """False where nobody has tried the live service: an area has to name the source."""


class Finding(Declaration):
    """How a body's files are found, and how far that has been tried.

    ``url`` is absolute, or relative to the source's base URL: the page, the GOV.UK content or
    search address, the CKAN interface (up to ``/action``), or the address of a file with the
    period in braces. ``organisation`` is the body's slug there and ``query`` what is searched
    for; ``datasets`` are the CKAN datasets to read where a search is not wanted.

    ``link_pattern`` is looked for in each link's address and in its text and picks the files;
    ``page_pattern`` picks further pages: of a list that has several, of a year, of a collection.
    The named groups ``year``, ``month``, ``quarter`` and ``financial_year`` of both together
    give the period of the delivery; ``{year}``, ``{yy}``, ``{month}``, ``{month_name}``,
    ``{quarter}`` and ``{financial_year}`` stand for such groups as most publishers need.

    ``tested`` is the day on which somebody last found files this way on the live site.
    ``known_from`` says where the address was read; an address nobody read is not declared.
    """

    kind: Literal["page", "govuk_content", "govuk_search", "ckan", "url_template", "inbox"]
    url: str = ""
    link_pattern: Pattern = ""
    page_pattern: Pattern = ""
    organisation: str = ""
    query: str = ""
    datasets: tuple[str, ...] = ()
    tested: Literal["never"] | dt.date = "never"
    known_from: str = ""

    @property
    def obeys_robots(self) -> bool:
        """Whether ``robots.txt`` is asked first: a site for people, or one that asks for it."""
        return self.kind in {"page", "ckan", "url_template"}

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind not in {"inbox", "govuk_search"} and not self.url:
            raise ValueError(f"files found by {self.kind} need a url")
        if self.kind == "govuk_search" and not self.organisation:
            raise ValueError("files found by govuk_search need the organisation's slug")
        if self.kind == "ckan" and not (self.organisation or self.query or self.datasets):
            raise ValueError("files found by ckan need an organisation, a query or datasets")
        return self


Role = Literal[
    "amount",
    "vat_amount",
    "irrecoverable_vat",
    "paid_on",
    "supplier_name",
    "transaction_number",
    "department",
    "entity_name",
    "category",
    "purpose",
    "company_number",
    "charity_number",
    "supplier_reference",
    "supplier_postcode",
    "contract_reference",
    "card",
    "merchant_category",
]
"""What a column of a spend file can say."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Headings = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]


class Publisher(Declaration):
    """A public body that publishes spend files: what its files cannot say for themselves.

    ``area_codes`` are the districts that count as the body's own area.
    ``date_order`` settles a column that could be read both ways; without it such a column
    is refused. ``vat_basis`` stays ``unknown`` until somebody has read the publisher's word.
    ``headings`` are those of its columns that no other body's files would explain, one or
    several a role.
    """

    publisher_id: Identifier
    title: str
    body_type: str = "unknown"
    ons_code: str = ""
    area_codes: tuple[str, ...] = ()
    organisation_scheme: str = ""
    organisation_id: str = ""
    vat_basis: Literal["net", "gross", "unknown"] = "unknown"
    threshold_gbp: Decimal | None = None
    frequency: Literal["monthly", "quarterly", "yearly", "unknown"] = "unknown"
    date_order: Literal["day_first", "month_first"] | None = None
    date_meaning: Literal["payment", "invoice", "unknown"] = "unknown"
    headings: Mapping[Role, Headings] = Field(default_factory=dict)
    find: Finding = Finding(kind="inbox")
    is_declared: bool = True
    notes: str = ""
