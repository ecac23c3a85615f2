"""How identifiers look, as SQL predicates over a column, and the words our code lists allow.

Each predicate is null where the column is null, so a rule only judges what is there.
"""

from collections.abc import Iterable

from ingest.model import PROVENANCE

EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"
CONTACT_KEY = (
    r"(?i)\"(phone|mobile|fax|[^\"]*(contactpoint|contactname|email|telephone|faxnumber)[^\"]*)\""
    r"\s*:"
)
"""A field of a contact point, inside the JSON text of what we have no column for."""
NATIONAL_INSURANCE = r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"
"""HM Revenue & Customs' format; letters never issued are left out."""

POSTCODE = (
    "^(GIR0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9ABEHMNPRV-Y]"
    "|[0-9][A-HJKPS-UW])[0-9][ABD-HJLNP-UW-Z]{2})$"
)
COMPANY_PREFIXES = (
    "SC|NI|R0|OC|SO|NC|LP|SL|NL|FC|SF|NF|BR|OE|IP|SP|NP|RS|CE|CS|RC|SR|NR|IC|SI|NV|NO|AC|SA|NA"
    "|GE|GS|GN|SE|ES|EN|ZC|SZ|NZ|PC"
)
ISO_INSTANT = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    "([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
STATISTICAL_CODE = "^[EWSNKJLM][0-9]{8}$"
NUMBER = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$"


def not_like(column: str, pattern: str) -> str:
    """Return true where ``column`` holds something that is not of ``pattern``."""
    return f"nullif(trim({column}), '') is not null and not regexp_matches({column}, '{pattern}')"


def one_of(column: str, words: Iterable[str]) -> str:
    """Return true where ``column`` is one of ``words``; null where it is null."""
    return f"{column} in ({', '.join(repr(word) for word in words)})"


def filled(column: str) -> str:
    """Return true where a text column holds something."""
    return f"nullif(trim({column}), '') is not null"


def not_postcode(column: str) -> str:
    """Return true where ``column`` holds something that cannot be a postcode, however spaced."""
    squeezed = f"regexp_replace(upper({column}), '[^0-9A-Z]', '', 'g')"
    return f"{filled(column)} and not regexp_matches({squeezed}, '{POSTCODE}')"


def not_company_number(column: str) -> str:
    """Return true where ``column`` holds something that cannot be made a company number.

    Unpadded numbers, and what a spreadsheet left of them, still can.
    """
    squeezed = (
        f"regexp_replace(regexp_replace(upper({column}), '[.]0$', ''),"
        " '^GB-COH-|[^0-9A-Z]', '', 'g')"
    )
    shape = f"^([0-9]{{1,8}}|({COMPANY_PREFIXES})[0-9]{{1,6}}|({COMPANY_PREFIXES})[0-9A-Z]{{6}})$"
    return (
        f"{filled(column)} and (not regexp_matches({squeezed}, '{shape}')"
        f" or regexp_matches({squeezed}, '^0+$'))"
    )


def not_iso_date(column: str) -> str:
    """Return true where ``column`` holds something other than an ISO 8601 date or instant."""
    return (
        f"{filled(column)} and not (regexp_matches({column}, '{ISO_INSTANT}')"
        f" and try_cast(left({column}, 10) as date) is not null)"
    )


def not_uk_date(column: str) -> str:
    """Return true where ``column`` holds something other than dd/mm/yyyy."""
    return f"{filled(column)} and try_strptime({column}, '%d/%m/%Y') is null"


def any_text_like(pattern: str, holding: str = "") -> str:
    """Return true where any column of the row, as text, matches ``pattern``.

    Every match holds the text ``holding``, which is looked for first because that is quick.
    Where the row came from is left out: an address on the web is not the row's own words.
    """
    ours = ", ".join(f"'{name}'" for name in (*PROVENANCE, "filename"))
    text = f"concat_ws(chr(31), *columns(lambda name: name not in ({ours})))"
    if not holding:
        return f"regexp_matches({text}, '{pattern}')"
    judged = f"case when contains(row, '{holding}') then regexp_matches(row, '{pattern}') end"
    return f"list_contains(list_transform([{text}], lambda row: {judged}), true)"
