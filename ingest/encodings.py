"""Which characters a text file is written in, when nobody says; and the same in UTF-8.

The order is the order in which being wrong is noticed: a byte-order mark cannot lie, and strict
UTF-8 rarely accepts anything else. What is left is one byte a character; cp1252 accepts nearly
everything, so it is taken unless the bytes only make sense in another: an apostrophe or a dash
of old Macintosh programs is a capital letter with an accent in cp1252, in the middle of a word.
No large text is held twice: what is not UTF-8 is turned piece by piece.
"""

import codecs
import io
import re
from collections.abc import Iterator
from itertools import islice

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BOM = b"\xef\xbb\xbf"
_BOM_AS_TEXT = "\u00ef\u00bb\u00bf".encode()
_HEAD = 400
_PIECE = 1 << 22
_LINES_LOOKED_AT = 400
"""Lines with more than ASCII in them, in which the marks of an encoding are counted."""

_GOOD_TO_BAD = 10
"""How many characters of UTF-8 must be right for each byte that is damaged."""

_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))
_EIGHT_BIT = (
    ("cp1252", re.compile(rb"\xa3[0-9(-]|\w\x92|[ ,][\x96\x97] |[\x93\xa0]|[a-z][\xe7-\xeb]")),
    ("mac_roman", re.compile(rb"\xa3[0-9(-]|\w\xd5|[ ,][\xd0\xd1] |\xd2\w|[a-z][\x8d-\x90]")),
    ("cp850", re.compile(rb"\x9c[0-9(-]|\(\x9c\)|[a-z]\x82")),
)
"""Each encoding with the bytes that make sense in it, the usual one first: it wins a tie."""

_UNDEFINED = "\x81\x8d\x8f\x90\x9d"
_TWICE = re.compile(rb"\xc3[\x82\x83]\xc2[\x80-\xbf]|\xc3\x83[\xc5-\xe2]|\xc3\xa2\xe2\x82\xac")


def as_utf_8(data: bytes) -> bytes:
    """The text of the bytes in UTF-8. A mark at the start is dropped, twice if put twice."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _turned(data[len(mark) :], encoding)
    if encoding := _half_nulls(data[:_HEAD]):
        return _turned(data, encoding)
    while data.startswith(_BOM):
        data = data[len(_BOM) :]
    if data.isascii():
        return data
    text = _once(data) if _is_utf_8(data) else _turned(data, _likeliest(data))
    return text.removeprefix(_BOM_AS_TEXT).removeprefix(_BOM)


def decoded(data: bytes) -> str:
    """The text of the bytes."""
    return as_utf_8(data).decode("utf-8")


def _half_nulls(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of English text is zero."""
    for encoding, nulls in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if nulls.count(0) > len(nulls) // 2:
            return encoding
    return ""


def _pieces(data: bytes) -> Iterator[memoryview]:
    whole = memoryview(data)
    return (whole[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _turned(data: bytes, encoding: str) -> bytes:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    turned = [decoder.decode(piece).encode() for piece in _pieces(data)]
    return b"".join([*turned, decoder.decode(b"", final=True).encode()])


def _is_utf_8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(data):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(data: bytes) -> str:
    """UTF-8 if only a few of its bytes are damaged, else what most of the others speak for."""
    telling = (line for line in io.BytesIO(data) if not line.isascii())
    seen = b"".join(islice(telling, _LINES_LOOKED_AT))
    good = _UTF_8.findall(seen)
    bad = len(seen.translate(None, delete=_ASCII)) - sum(map(len, good))
    if len(good) >= _GOOD_TO_BAD * max(bad, 1):
        return "utf-8"
    return max(_EIGHT_BIT, key=lambda known: len(known[1].findall(seen)))[0]


def _once(data: bytes) -> bytes:
    """UTF-8 that was read as cp1252 by mistake and encoded again is turned back.

    Only where the whole of it can be undone; a name may have such letters by right.
    """
    if not _TWICE.search(data):
        return data
    try:
        undone = data.decode("utf-8").encode("cp1252", errors=_KEEP)
    except UnicodeError:
        return data
    return undone if _is_utf_8(undone) else data


def _kept(error: UnicodeError) -> tuple[bytes, int]:
    """The five bytes that cp1252 leaves open come back as they went in."""
    if isinstance(error, UnicodeEncodeError):
        text = error.object[error.start : error.end]
        if set(text) <= set(_UNDEFINED):
            return text.encode("latin-1"), error.end
    raise error


_KEEP = "goldenthread.undefined"
codecs.register_error(_KEEP, _kept)
