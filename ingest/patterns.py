"""The patterns by which publishers' links are told apart, and their short forms."""

import functools
import re

_SHORT = {
    "{year}": "(?P<year>20[0-9]{2})",
    "{yy}": "(?P<year>(?:20)?[0-9]{2})(?![0-9])",
    "{month}": "(?P<month>0[1-9]|1[0-2])",
    "{month_name}": (
        "(?<![a-z])(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
        "aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
    ),
    "{quarter}": "(?P<quarter>[1-4])",
    "{financial_year}": (
        "(?P<financial_year>20[0-9]{2})(?:[-/_ ]+|[- ]to[- ])(?:20)?[0-9]{2}(?![0-9])"
    ),
}
"""What a pattern may say for short; ``{4}`` and the like remain those of the expression."""


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its short forms spelt out, for capitals and small letters alike.

    Raises:
        re.error: it is no regular expression.
    """
    for short, long in _SHORT.items():
        pattern = pattern.replace(short, long)
    return re.compile(pattern, re.IGNORECASE)
