"""Where Aldermere is: its districts through time, and every postcode in them.

The postcode area ZA does not exist but has the form of one that could.
"""

import datetime as dt
from dataclasses import dataclass

from replay.chance import dice

COUNTY_CODE = "E10999001"
NORTH_MARCHES = "E12999001"
SOUTH_MARCHES = "E12999002"
REGION_NAMES = {NORTH_MARCHES: "North Marches", SOUTH_MARCHES: "South Marches"}
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
POSTCODES_A_DISTRICT = 60
CODE_POINT_ONLY = {"ZA7 3ZZ": "E07999001", "ZA7 4ZZ": "E06999001", "ZA7 8ZZ": "E07999011"}
"""Postcodes too new for the lookup, and the districts that Code-Point Open puts them in."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A council and the boundary it governs, with the days between which both existed."""

    letters: str
    official_name: str
    nice_name: str
    code: str
    type_code: str
    type_name: str
    region_code: str
    county_letters: str
    started: dt.date
    ended: dt.date | None = None
    replaced_by: str = ""
    former_codes: str = ""
    outward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postcode:
    """One postcode: where it lies and the months (``yyyymm``) in which it was live.

    ``district_code`` is empty for a postcode that the lookup gives no place.
    """

    text: str
    district_code: str
    introduced: str
    terminated: str
    easting: int
    northing: int
    number: int


def _district(
    letters: str, name: str, code: str, outward: tuple[str, ...], started: int = 1974
) -> Authority:
    return Authority(
        letters=letters,
        official_name=f"{name} District Council",
        nice_name=name,
        code=code,
        type_code="NMD",
        type_name="Non-metropolitan district",
        region_code=NORTH_MARCHES,
        county_letters="ZAL",
        started=dt.date(started, 4, 1),
        outward=outward,
        former_codes="E07999005" if started != 1974 else "",
    )


AUTHORITIES: tuple[Authority, ...] = (
    Authority(
        "ZAL", "Aldermere County Council", "Aldermere", COUNTY_CODE, "CTY", "County",
        NORTH_MARCHES, "", dt.date(1974, 4, 1),
    ),
    Authority(
        "ZAM", "Aldminster City Council", "Aldminster", "E06999001", "UA", "Unitary authority",
        NORTH_MARCHES, "", dt.date(1998, 4, 1), outward=("ZA1", "ZA2"),
    ),
    _district("ZBR", "Brackenfold", "E07999001", ("ZA3",)),
    _district("ZFE", "Fenwater", "E07999002", ("ZA4",)),
    _district("ZHE", "Heronsby", "E07999003", ("ZA5",)),
    _district("ZST", "Stonecleave", "E07999004", ("ZA6",), started=2023),
    Authority(
        "ZQU", "Quarrydale District Council", "Quarrydale", "E07999005", "NMD",
        "Non-metropolitan district", NORTH_MARCHES, "ZAL", dt.date(1974, 4, 1),
        dt.date(2023, 3, 31), "ZST",
    ),
    Authority(
        "ZOV", "Overwater District Council", "Overwater", "E07999011", "NMD",
        "Non-metropolitan district", SOUTH_MARCHES, "", dt.date(1974, 4, 1), outward=("ZA9",),
    ),
)  # fmt: skip

AUTHORITY_BY_CODE = {authority.code: authority for authority in AUTHORITIES}


def region_of(district_code: str) -> str:
    """Return the region code of a district, empty when the district is not known."""
    authority = AUTHORITY_BY_CODE.get(district_code)
    return authority.region_code if authority else ""


def build_postcodes(seed: int) -> tuple[Postcode, ...]:
    """Return every postcode, one in ten of them terminated, three without a place."""
    found: list[Postcode] = []
    for authority in AUTHORITIES:
        for index in range(POSTCODES_A_DISTRICT if authority.outward else 0):
            outward = authority.outward[index % len(authority.outward)]
            found.append(_postcode(seed, authority.code, outward, index, len(found) + 1))
    for index in range(3):
        found.append(_postcode(seed, "", "ZA8", index, len(found) + 1))
    return tuple(found)


def _postcode(seed: int, code: str, outward: str, index: int, number: int) -> Postcode:
    chance = dice(seed, "postcode", outward, index)
    letters = INWARD_LETTERS[index % 20] + INWARD_LETTERS[(index * 7 + index // 20) % 20]
    return Postcode(
        text=f"{outward} {index % 9 + 1}{letters}",
        district_code=code,
        introduced=f"{chance.randint(1980, 2012)}{chance.randint(1, 12):02d}",
        terminated=f"{chance.randint(2013, 2025)}{chance.randint(1, 12):02d}"
        if index % 10 == 9
        else "",
        easting=400000 + chance.randint(0, 40000) if code else 0,
        northing=500000 + chance.randint(0, 40000) if code else 0,
        number=number,
    )
