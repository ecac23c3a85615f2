"""What a site's ``robots.txt`` says to a program: which addresses to leave, and how long to wait.

The rules are those of RFC 9309. ``urllib.robotparser`` finds the group of rules that is meant
for us and the delay it asks for. Which rule of a group holds is decided here, because the
library knows no wildcard and takes the first rule that fits where the longest is meant.
"""

import math
import re
import urllib.robotparser
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote, urlsplit

from ingest.errors import FetchError

AGENT = "GoldenThread"
"""How we are called in ``robots.txt``: the first word of our User-Agent."""
LONGEST_DELAY_SECONDS = 120
"""A site that asks for a longer wait between two requests cannot be read in a night."""

_LINE = re.compile(
    r"[\s\ufeff]*(user-agent|allow|disallow|crawl-delay)\s*:\s*([^#]*)", re.IGNORECASE
)
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


class RobotsDisallowError(FetchError):
    """A site asks programs to leave an address alone, and it was left alone."""

    code = "robots_disallow"


@dataclass(frozen=True, slots=True)
class Robots:
    """A site's ``robots.txt``; one that is not there forbids nothing."""

    text: str = ""

    def allows(self, url: str) -> bool:
        """Return whether we may ask for an address of the site."""
        parts = urlsplit(url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return self._read(path).can_fetch(AGENT, path)

    @property
    def delay_seconds(self) -> int:
        """How long to wait between two requests, at least; parts of a second count as one."""
        return int(self._read("/").crawl_delay(AGENT) or 0)

    def _read(self, path: str) -> urllib.robotparser.RobotFileParser:
        parser = urllib.robotparser.RobotFileParser()
        parser.parse(list(_for_path(self.text, path)))
        return parser


def _rules(text: str) -> dict[str, list[tuple[str, str]]]:
    """The rules for each agent, from all the groups that are meant for it."""
    rules: dict[str, list[tuple[str, str]]] = {}
    meant_for: list[str] = []
    in_rules = False
    for match in filter(None, map(_LINE.match, text.splitlines())):
        name, value = match[1].lower(), match[2].strip()
        if name == "user-agent":
            meant_for = [value] if in_rules else [*meant_for, value]
            rules.setdefault(value, [])
        for agent in meant_for:
            rules[agent].append((name, value))
        in_rules = name != "user-agent"
    return rules


def _for_path(text: str, path: str) -> Iterator[str]:
    """The file with one rule for each agent in place of those for addresses: that for ``path``.

    Of the rules that fit the longest holds; of two as long the one that allows.
    """
    for agent, rules in _rules(text).items():
        fitting = [
            (-len(value), name)
            for name, value in rules
            if name in {"allow", "disallow"} and _fits(value, path)
        ]
        yield f"user-agent: {agent}"
        for name, value in rules:
            if name == "crawl-delay" and _SECONDS.fullmatch(value):
                yield f"{name}: {math.ceil(Decimal(value))}"
        yield f"{min(fitting, default=(0, 'allow'))[1]}: /"


def _fits(rule: str, path: str) -> bool:
    """Whether a rule is for an address: ``*`` stands for anything, a last ``$`` for the end.

    Each piece is looked for once, where the one before it ended: no rule can keep us busy.
    """
    whole = rule.removesuffix("$") if rule.endswith("$") else f"{rule}*"
    first, *others = map(unquote, whole.split("*"))
    address = unquote(path)
    if not others:
        return address == first
    *between, last = others
    at, end = len(first), len(address) - len(last)
    if not rule or at > end or not (address.startswith(first) and address.endswith(last)):
        return False
    for piece in between:
        found = address.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
