"""What can be said of a file: a closed list, each entry with what its publisher can do about it.

The list is data, in ``rules.yml``. What is said never repeats a word that may be a person's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from ingest.specs import Declaration

_LONGEST = 40
_NO_NAME = re.compile(r"#[A-Z/0!?]+|[0-9.]+[eE][+][0-9]+")
"""A spreadsheet's word for a mistake, and its way of writing long numbers."""


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    MUST = "must fix"
    SHOULD = "should fix"
    NOTE = "note"


class Rule(Declaration):
    """One thing that can be said of a file."""

    severity: Severity
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the line in its part, the column, and what is seen there.

    ``line`` is None where the whole file, or a whole column, is meant. ``seen`` is a sentence
    without its full stop, and empty where what stands there must not be repeated.
    """

    part: str = ""
    line: int | None = None
    column: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a file does not keep, with every place where it does not."""

    code: str
    places: tuple[Place, ...]

    @property
    def rule(self) -> Rule:
        """The rule, with its sentences.

        Raises:
            KeyError: the code is not in the list.
        """
        return rules()[self.code]

    @property
    def lines(self) -> int:
        """On how many lines; 0 where more than lines is meant, of which they are then examples."""
        if any(one.line is None for one in self.places):
            return 0
        return len({(one.part, one.line) for one in self.places})


@cache
def rules() -> Mapping[str, Rule]:
    """The closed list, in the order in which it is declared."""
    text = files("pipelines.spendfile").joinpath("rules.yml").read_text("utf-8")
    declared = yaml.safe_load(text)
    return {code: Rule.model_validate(entry) for code, entry in declared.items()}


def ranked(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, gravest first, then in the order of the list; those without a place left out.

    Raises:
        KeyError: a finding's code is not in the list.
    """
    order = {code: place for place, code in enumerate(rules())}
    grave = list(Severity)
    return tuple(
        sorted(
            (one for one in found if one.places),
            key=lambda one: (grave.index(one.rule.severity), order[one.code]),
        )
    )


def shown(text: str) -> str:
    """A cell as it may be repeated: digits and signs are; words, which may be a name, are not."""
    bare = " ".join(text.split())
    if not _NO_NAME.fullmatch(bare) and any(map(str.isalpha, bare)):
        return "words"
    return f"“{bare[:_LONGEST]}”"


def in_pounds(amount: Decimal) -> str:
    """An amount as it is printed in a sentence, the minus of a credit before the sign.

    >>> in_pounds(Decimal("-1234.5"))
    '-£1,234.50'
    """
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"
