"""Registers in JSON too large for memory: a record a line or one array, bare or packed.

Nothing here quotes what it read: the records of these registers may tell of people.
"""

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

import orjson

from ingest.bulk import Part, encoding_of
from ingest.documents import kind_of, refusal_of
from ingest.errors import RefusedDocumentError

JsonRecord = Mapping[str, object]

UNREADABLE = "unreadable_line"
REJECTS: Mapping[str, str] = {
    UNREADABLE: "The line is no JSON object. It is not shown: it may tell of a person.",
}
MAX_RECORD_CHARACTERS = 8_000_000
"""A record of an array that is longer is none: the text is damaged."""

_CHUNK = 1 << 20
_HEAD = 4096
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def every_json(names: Sequence[str]) -> list[str]:
    """Return the members that are JSON, or text, by name, in the order of their names."""
    wanted = (".json", ".jsonl", ".txt")
    return sorted(name for name in names if name.casefold().endswith(wanted))


def check_json(part: Part) -> None:
    """Refuse a part that cannot be JSON; it is read through once.

    Raises:
        RefusedDocumentError: it is damaged, another kind of file, or no UTF-8.
    """
    with part.open() as stream:
        refusal = refusal_of(kind_of(stream.read(_HEAD)))
    if refusal:
        raise refusal
    if encoding_of(part) != "utf-8-sig":
        raise RefusedDocumentError("not_json", f"{part.name or 'The document'} is not UTF-8.")


def json_lines(part: Part) -> Iterator[tuple[int, JsonRecord | None]]:
    """Yield the object of each line that has one, with its number; None where it is none."""
    with part.open() as stream:
        for number, line in enumerate(stream, 1):
            text = line.removeprefix(codecs.BOM_UTF8).strip() if number == 1 else line.strip()
            if text:
                yield number, _object(text)


def json_array(part: Part) -> Iterator[tuple[int, JsonRecord]]:
    """Yield the objects of one array with their numbers, from 1; each number is text.

    Raises:
        RefusedDocumentError: it is no array of objects, at the record where that shows.
    """
    with io.TextIOWrapper(part.open(), encoding="utf-8-sig", newline="") as text:
        buffer = text.read(_CHUNK).lstrip()
        if not buffer.startswith("["):
            raise RefusedDocumentError("not_json", "The document does not begin as an array does.")
        at, number = 1, 1
        while True:
            at = _end_of_space(buffer, at)
            if buffer[at : at + 1] == "]":
                return
            try:
                value, at = _DECODER.raw_decode(buffer, at)
            except json.JSONDecodeError:
                buffer, at = _longer(buffer[at:], text, number), 0
                continue
            if not isinstance(value, dict):
                raise RefusedDocumentError("not_json", f"Record {number} is no JSON object.")
            yield number, value
            number += 1


def said(record: JsonRecord, key: str) -> str | None:
    """Return what a record says under a key, as text; None where it says nothing.

    >>> said({"a": "x", "b": 7, "c": True, "d": None, "e": {}}, "b")
    '7'
    """
    value = record.get(key)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else None


def within(record: JsonRecord, key: str) -> JsonRecord:
    """Return the object under a key, empty where there is none."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def objects(record: JsonRecord, key: str) -> list[JsonRecord]:
    """Return the objects of the list under a key, none where there is no list."""
    value = record.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(text: bytes) -> JsonRecord | None:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _end_of_space(buffer: str, at: int) -> int:
    match = _BETWEEN.match(buffer, at)
    return match.end() if match else at


def _longer(rest: str, text: io.TextIOWrapper, number: int) -> str:
    more = text.read(_CHUNK) if len(rest) < MAX_RECORD_CHARACTERS else ""
    if not more:
        raise RefusedDocumentError("not_json", f"Record {number} of the array is damaged.")
    return rest + more
