"""What a document is, judged by its content and never by its name or its content type.

Publishers serve web pages as CSV, workbooks named ``.csv`` and CSV named ``.xls``. Nothing
here touches the network or the disk: bytes come in, bytes and plain answers go out.
"""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from ingest.errors import RefusedDocumentError
from ingest.refusals import refused

MAX_UNPACKED_BYTES = 1_000_000_000
"""Two nights of the largest publisher, unpacked; anything above is not a spend file."""

MAX_RATIO = 200
"""Text compresses 10 to 30 times; empty spreadsheet rows up to about 150 times."""

RATIO_MATTERS_ABOVE_BYTES = 50_000_000
MAX_MEMBERS = 2_000
MAX_DEPTH = 2

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What ``zipfile`` raises of an archive whose bytes are not what they should be."""

_HEAD = 4096
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|table|title|meta|script|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|\._)")


class Kind(StrEnum):
    """What bytes can turn out to be."""

    EMPTY = "empty"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    IMAGE = "image"
    XLS = "xls"
    XLSX = "xlsx"
    ODS = "ods"
    ZIP = "zip"
    BINARY = "binary"


SPREADSHEETS = frozenset({Kind.XLS, Kind.XLSX, Kind.ODS})


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a document: the document itself (``name`` empty) or a file packed in it."""

    name: str
    kind: Kind
    data: bytes


def kind_of(data: bytes) -> Kind:
    """What the bytes are. A zip is looked into, because workbooks are zips too.

    Raises:
        RefusedDocumentError: the bytes begin like a zip and cannot be opened as one.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return Kind.EMPTY
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return _kind_of_zip(data) if kind == "zip" else Kind(kind)
    head = data[:_HEAD]
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Kind.HTML
    return Kind.TEXT if _reads_as_text(head) else Kind.BINARY


def members(data: bytes) -> Iterator[Member]:
    """The files a document holds, archives opened; a plain document is its own only member.

    Raises:
        RefusedDocumentError: an archive is broken, locked, unsafe or a bomb.
    """
    yield from _members(data, name="", depth=0)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive to be looked into.

    Raises:
        RefusedDocumentError: ``unreadable_archive``.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise refused("unreadable_archive", str(error)) from error


def check_archive(archive: zipfile.ZipFile, packed_bytes: int) -> None:
    """Refuse an archive that would hurt whoever unpacks it. Workbooks are archives too.

    ``zipfile`` never yields more than the size an entry declares, so the declared sizes bound
    what unpacking can cost.

    Raises:
        RefusedDocumentError: ``zip_bomb``, ``unsafe_archive``, ``locked_archive`` or
            ``unreadable_archive``.
    """
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > RATIO_MATTERS_ABOVE_BYTES and unpacked > MAX_RATIO * packed_bytes
    if unpacked > MAX_UNPACKED_BYTES or len(entries) > MAX_MEMBERS or too_dense:
        raise refused("zip_bomb", f"{len(entries)} files, {unpacked:,} bytes when unpacked")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if not entry.filename:
        raise refused("unreadable_archive", "an entry without a name")
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    climbs = path.is_absolute() or ".." in path.parts or _DRIVE.match(entry.filename)
    if climbs or stat.S_ISLNK(entry.external_attr >> 16):
        raise refused("unsafe_archive", f"entry {entry.filename[:80]!r}")
    if entry.flag_bits & 0x1:
        raise refused("locked_archive", f"entry {entry.filename[:80]!r}")


def _members(data: bytes, name: str, depth: int) -> Iterator[Member]:
    kind = kind_of(data)
    if kind is not Kind.ZIP:
        yield Member(name, kind, data)
        return
    if depth >= MAX_DEPTH:
        raise refused("zip_bomb", f"archives packed more than {MAX_DEPTH} deep")
    with open_archive(data) as archive:
        check_archive(archive, len(data))
        for entry in archive.infolist():
            if not entry.is_dir() and not _LITTER.search(entry.filename):
                inner = f"{name}/{entry.filename}" if name else entry.filename
                yield from _members(_unpacked(archive, entry), inner, depth + 1)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except DAMAGED as error:
        raise refused("unreadable_archive", f"entry {entry.filename[:80]!r}: {error}") from error


def _kind_of_zip(data: bytes) -> Kind:
    with open_archive(data) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
            return Kind.XLSX
        if "mimetype" in names and "content.xml" in names:
            return Kind.ODS
    return Kind.ZIP


def _reads_as_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1a" for byte in head)
    half_nulls = max(head[::2].count(0), head[1::2].count(0)) > len(head) // 3
    return half_nulls or controls <= len(head) // 100


def refusal_of(kind: Kind) -> RefusedDocumentError | None:
    """Why a document of this kind cannot be read as a table; None when it may hold one."""
    code = {
        Kind.EMPTY: "empty_file",
        Kind.HTML: "html_instead_of_table",
        Kind.PDF: "pdf_instead_of_table",
        Kind.IMAGE: "image_instead_of_table",
        Kind.BINARY: "not_a_table",
    }.get(kind)
    return refused(code) if code else None
