"""Ways in which a published file can be spoilt, each drawn from one seed and so repeatable."""

import csv
import io
import random
import zipfile
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "utf-7", "latin-1")
CELLS = (
    "", "-", "£", "#REF!", "1,23", "(5.00", "31/02/2020", "99999999999999999999", "=1+1", "Total",
    "\u2212 7.10", "\x00", '"', "1e5", "12.345678901", "NaN", "4\u00a0000.00",
)  # fmt: skip


def cut(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The connection broke: the end, the start or a piece in the middle is missing."""
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return chance.choice((data[:first], data[first:], data[:first] + data[last:]))


def spliced(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A piece of another file stands in the middle of this one."""
    other = chance.choice(others)
    start = chance.randrange(len(other) + 1)
    piece = other[start : start + chance.randrange(1, 4_000)]
    where = chance.randrange(len(data) + 1)
    return data[:where] + piece + data[where:]


def flipped(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def encoded_anew(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The text was saved in another encoding, perhaps after being read in a wrong one."""
    text = data.decode(chance.choice(("utf-8", "cp1252", "latin-1")), errors="replace")
    return text.encode(chance.choice(ENCODINGS), errors="replace")


def moved_columns(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The columns stand in another order, or one is missing, or stands twice."""
    rows = _rows(data)
    width = max(map(len, rows), default=0)
    order = chance.choices(range(width), k=max(1, chance.choice((width, width - 1, width + 1))))
    if chance.random() < 0.6:
        order = chance.sample(range(width), width)
    return _written([[row[n] if n < len(row) else "" for n in order] for row in rows], chance)


def spoilt_cells(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Some cells hold something else, are missing, or are one too many."""
    rows = _rows(data)
    for _ in range(chance.randrange(1, 60)):
        row = chance.choice(rows)
        place = chance.randrange(len(row) + 1)
        row[place : place + chance.randrange(3)] = [chance.choice(CELLS)] * chance.randrange(3)
    return _written(rows, chance)


def moved_rows(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Rows are sorted, shuffled, repeated, blank, or the headings stand again."""
    rows = _rows(data)
    kind = chance.randrange(4)
    if kind == 0:
        rows.sort()
    elif kind == 1:
        chance.shuffle(rows)
    elif kind == 2:
        rows += [list(chance.choice(rows)) for _ in range(chance.randrange(1, 30))]
    for _ in range(chance.randrange(4)):
        rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(([], [""] * 9, rows[0]))))
    return _written(rows, chance)


def packed(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Several files in an archive, which may itself be damaged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", data)
        archive.writestr("b/c.csv", chance.choice(others))
    whole = buffer.getvalue()
    return whole if chance.random() < 0.5 else flipped(whole, chance, others)


MUTATIONS: Sequence[Mutation] = (
    cut, spliced, flipped, encoded_anew, moved_columns, spoilt_cells, moved_rows, packed,
)  # fmt: skip


def mutated(seed: int, originals: Sequence[bytes]) -> tuple[str, bytes]:
    """One spoilt file, and in words how it was spoilt: one to three mutations of an original."""
    chance = random.Random(seed)
    number = chance.randrange(len(originals))
    data, done = originals[number], [f"original {number}"]
    for mutation in chance.choices(MUTATIONS, k=chance.randrange(1, 4)):
        data = mutation(data, chance, originals)
        done.append(mutation.__name__)
    return ", ".join(done), data


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("cp1252", errors="replace").replace("\x00", "")
    try:
        return list(csv.reader(io.StringIO(text, newline=""))) or [[""]]
    except csv.Error:
        return [[line] for line in text.splitlines()] or [[""]]


def _written(rows: Sequence[Sequence[str]], chance: random.Random) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer,
        delimiter=chance.choice(",,,;\t|"),
        lineterminator=chance.choice(("\r\n", "\n", "\r")),
    )
    writer.writerows(rows)
    return buffer.getvalue().encode(chance.choice(("utf-8", "cp1252")), errors="replace")
