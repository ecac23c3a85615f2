"""How a name is read before it is compared: the same words for a payee, a supplier and a company.

Everything here returns SQL for DuckDB, because a register has millions of names.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from ingest.specs import Declaration

_QUOTES = "\u2019\u00b4"
FOREIGN = "FOREIGN"
"""What `form` calls every legal form of another country."""
WORDS = Path(__file__).with_name("words.yml")


class Words(Declaration):
    """What ``words.yml`` says of the words of names."""

    forms: dict[str, str]
    foreign_forms: tuple[str, ...]
    phrases: dict[str, str]
    joining: tuple[str, ...]
    places: tuple[str, ...]
    short_forms: dict[str, str]


@cache
def words() -> Words:
    """Read and check ``words.yml``."""
    return Words.model_validate(yaml.safe_load(WORDS.read_text("utf-8")))


def plain(text: str) -> str:
    r"""Return SQL for a name in capitals A to Z, digits and single spaces.

    ``text`` is SQL. HTML escapes of the register are undone, accents and apostrophes dropped,
    and so are letters no one could decode (``\xB4``) and the ``AA`` that a space which does not
    break leaves when it is decoded wrongly twice.
    """
    decoded = rf"regexp_replace({text}, '\\x[0-9A-F]{{2}}', '', 'g')"
    unescaped = f"replace(replace(replace({decoded}, '&amp;', '&'), '&AMP;', '&'), '&#039;', '')"
    bare = f"translate(upper(strip_accents({unescaped})), '.''`{_QUOTES}', '')"
    spaced = f"regexp_replace(replace({bare}, '&', ' AND '), '[^A-Z0-9]+', ' ', 'g')"
    whole = rf"regexp_replace({spaced}, '([A-Z]{{4}})AA\b', '\1', 'g')"
    return rf"regexp_replace(trim({whole}), '^(.{{4,}}) THE$', '\1')"


def notice_text(text: str) -> str:
    """Return SQL for a text of a notice without its HTML escapes.

    ``text`` is SQL. The rule is that of the macro ``notice_text``: by its text a supplier is
    found again in the warehouse.
    """
    ampersand = f"regexp_replace({text}, '&(amp|AMP);', '&', 'g')"
    apostrophe = f"regexp_replace({ampersand}, '&(#0?39|apos);', chr(39), 'g')"
    return f"replace(replace({apostrophe}, '&quot;', chr(34)), '&pound;', '£')"


def without_codes(text: str) -> str:
    r"""Return SQL for a name as published, without a code that a payment system hung on it.

    ``EXAMPLE VETS LTD~141442209``, ``MESSRS EXAMPLE#DX 22561``, ``EXAMPLE LTD :99900001``,
    ``UK0123456701 : Example Ltd``. A sign before a legal form is part of the name.
    """
    begun = rf"regexp_replace({text}, '^\s*[A-Za-z]+[0-9]{{6,}}\s*:\s+', '')"
    numbered = rf"regexp_replace({begun}, '\s*:\s*[A-Za-z]{{0,2}}[0-9]{{6,8}}\s*$', '')"
    marked = rf"regexp_replace({numbered}, '(\w.*?)\s*[#~].*[0-9].*$', '\1')"
    return (
        f"case when regexp_matches({numbered}, '[#~].*\\b({_forms()})\\b\\W*$', 'i')"
        f" then {numbered} else {marked} end"
    )


def without_asides(text: str) -> str:
    r"""Return SQL for a name as published, without what stands in brackets.

    Brackets before a legal form are part of the name: ``Example (Two) Limited`` is no aside.
    """
    kept = rf"regexp_replace({text}, '\(([^)]*)\)(\s*({_forms()})\b)', ' \1 \2', 'gi')"
    return rf"regexp_replace({kept}, '\([^)]*\)?', ' ', 'g')"


def body(plain_name: str) -> str:
    r"""Return SQL for a plain name up to its legal form, without words displaced to its front.

    ``TRUST EXAMPLE LTD SALES`` is ``EXAMPLE LTD``: fields run over into one another.
    """
    begun = rf"regexp_replace({plain_name}, '^((NHS|FOUNDATION|TRUST|LTD|LIMITED|PLC) )+', '')"
    return rf"regexp_replace({begun}, '^(.+? ({_forms()})) .*$', '\1')"


def core(plain_name: str) -> str:
    """Return SQL for a plain name without its legal form, its phrases said in one way."""
    said = f"' ' || {_initials_together(plain_name)} || ' '"
    for phrase, meaning in words().phrases.items():
        said = f"replace({said}, ' {phrase} ', ' {meaning} ')"
    return f"trim(regexp_replace({said}, '( ({_forms()}))+ $', ' '))"


def form(plain_name: str) -> str:
    """Return SQL for the legal form a plain name ends in, as ``words.yml`` calls it; else ''.

    A foreign one stays a word of the name: ``EXAMPLE INC LIMITED`` bears it too.
    """
    kinds = words().forms | dict.fromkeys(words().foreign_forms, FOREIGN)
    ending = f"regexp_extract({plain_name}, ' ({_longest_first(kinds)})$', 1)"
    meanings = " ".join(f"when '{said}' then '{kind}'" for said, kind in kinds.items())
    return f"case {ending} {meanings} else '' end"


def key(core_name: str) -> str:
    r"""Return SQL for what two spellings of one name share: no spaces, no joining words.

    A preposition at its beginning is more than that: ``IN EXAMPLE`` is no ``EXAMPLE``.
    """
    joining = "|".join(words().joining)
    begun = f"regexp_replace({core_name}, '^(THE|A|AN) ', '')"
    bare = rf"regexp_replace({begun}, '^(THE|A|AN)$| ({joining})\b| ', '', 'g')"
    return f"coalesce(nullif({bare}, ''), replace({core_name}, ' ', ''))"


def canonical(word: str) -> str:
    """Return SQL for the word that stands for ``word``: short forms written out, no plural."""
    written_out = " ".join(f"when '{short}' then '{full}'" for short, full in
                           words().short_forms.items())  # fmt: skip
    full = f"case {word} {written_out} else {word} end"
    return (
        f"case when length({full}) > 4 and {full} like '%IES'"
        f" then left({full}, length({full}) - 3) || 'Y'"
        f" when length({full}) > 3 and {full} like '%S' and {full} not like '%SS'"
        f" then left({full}, length({full}) - 1) else {full} end"
    )


def is_joining(word: str) -> str:
    """Return SQL for whether a word only joins others."""
    listed = ", ".join(f"'{joining}'" for joining in words().joining)
    return f"{word} in ({listed})"


def is_place(word: str) -> str:
    """Return SQL for whether a word, as ``canonical`` gives it, is a city or a county."""
    listed = ", ".join(f"('{place}')" for place in words().places)
    return f"{word} in (select {canonical('place')} from (values {listed}) as listed (place))"


def _forms() -> str:
    return _longest_first(words().forms)


def _longest_first(said: Iterable[str]) -> str:
    return "|".join(sorted(said, key=lambda one: (-len(one), one)))


def _initials_together(plain_name: str) -> str:
    r"""Return SQL that writes ``G P HOMECARE`` as ``GP HOMECARE``; twice, for three letters."""
    once = f"regexp_replace({plain_name}, '\\b([A-Z0-9]) ([A-Z0-9])\\b', '\\1\\2', 'g')"
    return f"regexp_replace({once}, '\\b([A-Z0-9]{{2}}) ([A-Z0-9])\\b', '\\1\\2', 'g')"
