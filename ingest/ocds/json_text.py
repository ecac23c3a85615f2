"""JSON read so that a number stays as it was written and a contact point is never kept."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

import orjson

from ingest.errors import RefusedDocumentError

JsonObject = dict[str, object]
"""An object whose leaves are text, true, false or null: numbers are text here."""

CONTACT_WORDS = ("contactpoint", "contactname", "email", "telephone", "faxnumber")
CONTACT_KEYS = frozenset({"phone", "mobile", "fax"})

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[-+.0-9][-+.0-9eE]*+', re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def plain_key(key: str) -> str:
    """Return ``key`` without white space, which no OCDS field name holds.

    Carriers that wrap long lines have been seen to break a key in two.

    >>> plain_key("contactP    oint")
    'contactPoint'
    """
    return "".join(key.split())


def is_contact(key: str) -> bool:
    """Return whether a key names a way to reach a person.

    >>> [is_contact(key) for key in ("contactPoint", "emailAddress", "name")]
    [True, True, False]
    """
    name = "".join(filter(str.isalnum, key)).casefold()
    return name in CONTACT_KEYS or any(word in name for word in CONTACT_WORDS)


@lru_cache(maxsize=10_000)
def kept_name(key: str) -> str:
    """Return the name a key is kept under; empty for a contact, which is not kept."""
    name = plain_key(key)
    return "" if is_contact(name) else name


def make_object(pairs: list[tuple[str, object]]) -> JsonObject:
    """Return the pairs as an object, without contact points.

    A key that comes twice keeps both values, the later one as ``key (2)``: JSON allows it,
    and most readers lose the first without a word.

    >>> make_object([("a", "1"), ("a", "2"), ("email", "x")])
    {'a': '1', 'a (2)': '2'}
    """
    made: JsonObject = {}
    for key, value in pairs:
        if key in _harmless and key not in made:
            made[key] = value
        elif key not in _contacts:
            return _made_with_care(pairs)
    return made


def _made_with_care(pairs: list[tuple[str, object]]) -> JsonObject:
    made: JsonObject = {}
    for key, value in pairs:
        name = kept_name(key)
        if not name:
            _remember(_contacts, key)
            continue
        again = 2
        unused = name
        while unused in made:
            unused, again = f"{name} ({again})", again + 1
        made[unused] = value
        if name == key:
            _remember(_harmless, key)
    return made


def _remember(keys: set[str], key: str) -> None:
    if len(keys) < _MOST_KEYS:
        keys.add(key)


_harmless: set[str] = set()
"""Keys met before that name no contact: most objects hold no others, and need no care."""
_contacts: set[str] = set()
"""Keys met before that name one."""
_MOST_KEYS = 10_000


def repair_numbers(text: str) -> str:
    """Put quotes round numbers that JSON does not allow, such as ``000`` or ``.5``.

    Find a Tender has published such amounts. Strings and sound numbers are left alone.

    >>> repair_numbers('{"amount": 000, "title": "Lot 007", "count": 12}')
    '{"amount": "000", "title": "Lot 007", "count": 12}'
    """

    def quote(match: re.Match[str]) -> str:
        token = match[0]
        return token if token[0] == '"' or _NUMBER.fullmatch(token) else f'"{token}"'

    return _TOKEN.sub(quote, text)


def decode(text: str) -> object:
    """Return what the JSON text says, every number as the text it was written as.

    Raises:
        RefusedDocumentError: it is not JSON, even with its numbers repaired (``not_json``).
    """
    reader = JsonReader(text)
    value = reader.value()
    reader.end()
    return value


class JsonReader:
    """A JSON text read piece by piece: a piece is done with while it is still at hand.

    Each number is the text it was written as. A piece is read as it is first; where that fails,
    it and all after it with their numbers repaired and with line breaks and tabs allowed inside
    strings, both of which publishers have sent. Every method raises RefusedDocumentError
    (``not_json``) where the text is not JSON even so.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._decoder = _STRICT

    def value(self) -> object:
        """Read the value that comes next."""
        self.peek()
        try:
            return self._value()
        except json.JSONDecodeError as error:
            if self._decoder is _LENIENT:
                raise self._refused(error.msg, error.pos) from error
        self._line += self._text.count("\n", 0, self._at)
        self._text = repair_numbers(self._text[self._at :])
        self._at = 0
        self._decoder = _LENIENT
        return self.value()

    def key(self) -> str:
        """Read the name of the member that comes next: a text, and nothing else."""
        if self.peek() != '"':
            raise self._refused("Expecting a name in double quotation marks", self._at)
        return str(self.value())

    def peek(self) -> str:
        """Return the next character that is not white space; empty at the end."""
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._text[self._at : self._at + 1]

    def one_of(self, allowed: str) -> str:
        """Step over the next character, which must be one of those allowed, and return it."""
        found = self.peek()
        if not found or found not in allowed:
            raise self._refused(f"Expecting one of {allowed}", self._at)
        self._at += 1
        return found

    def members(self, closing: str) -> Iterator[None]:
        """Step into an object or a list, and say of each member that it comes next."""
        self.peek()
        self._at += 1
        if self.peek() == closing:
            self._at += 1
            return
        while True:
            yield
            if self.one_of("," + closing) == closing:
                return

    def end(self) -> None:
        """Hold the text to having nothing left."""
        if self.peek():
            raise self._refused("Extra data", self._at)

    def _value(self) -> object:
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except RecursionError as error:  # native code, which walks it later, has no limit itself
            raise RefusedDocumentError("not_json", "nested too deeply to be a notice") from error
        return value

    def _refused(self, message: str, position: int) -> RefusedDocumentError:
        line = self._line + self._text.count("\n", 0, position)
        column = position - self._text.rfind("\n", 0, position)
        where = f"{message} at line {line} column {column}"
        return RefusedDocumentError("not_json", f"not JSON: {where}")


def _decoder(*, strict: bool) -> json.JSONDecoder:
    return json.JSONDecoder(
        strict=strict,
        parse_int=str,
        parse_float=str,
        parse_constant=str,
        object_pairs_hook=make_object,
    )


_BLANK = re.compile(r"[ \t\n\r]*")
_STRICT = _decoder(strict=True)
_LENIENT = _decoder(strict=False)


def encode(value: object) -> str:
    """Return compact JSON text with sorted keys: the same value gives the same text.

    >>> encode({"b": "1.50", "a": None})
    '{"a":null,"b":"1.50"}'

    Raises:
        TypeError: a text in it cannot be written as UTF-8 (see ``landable``).
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def landable(value: object) -> object:
    r"""Return the value with every text writable as UTF-8: half a character stays as its escape.

    Services cut texts at a length, and so cut characters outside the first plane in two.

    >>> landable({"title": "caf\u00e9 \ud83d"})
    {'title': 'café \\ud83d'}
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [landable(item) for item in value]
    if isinstance(value, dict):
        return {str(landable(key)): landable(item) for key, item in value.items()}
    return value


def objects(value: object) -> list[JsonObject]:
    """Return the objects of a list, or of the object PHP makes of a list with gaps.

    >>> objects({"1": {"region": "UKD"}}), objects("none")
    ([{'region': 'UKD'}], [])
    """
    if isinstance(value, dict) and all(key.isdecimal() for key in value):
        value = list(value.values())
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_at(tree: JsonObject, path: str) -> str | None:
    """Return the text of the leaf at ``path``; None for null, nested or absent.

    >>> text_at({"suitability": {"sme": True}}, "suitability/sme")
    'true'
    """
    value: object = tree
    for key in path.split("/"):
        value = value.get(key) if isinstance(value, dict) else None
    return leaf_text(value)


def leaf_text(value: object) -> str | None:
    """Return a leaf as the publisher's text; None for null and for anything nested."""
    if type(value) is str:
        return value
    return ("true" if value else "false") if isinstance(value, bool) else None
