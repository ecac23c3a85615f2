"""Postcodes as the National Statistics Postcode Lookup holds them, and the list of councils."""

from replay.places import AUTHORITIES, COUNTY_CODE, REGION_NAMES, Authority, Postcode, region_of
from replay.render.archives import zipped
from replay.render.tables import delimited

NSPL_HEADER: tuple[str, ...] = (
    "pcd7", "pcd8", "pcds", "dointr", "doterm", "usrtypind", "east1m", "north1m", "gridind",
    "oa21cd", "cty26cd", "ced25cd", "lad26cd", "wd26cd", "nhser24cd", "ctry26cd", "rgn26cd",
    "pcon24cd", "ttwa15cd", "itl25cd", "npark16cd", "lsoa21cd", "msoa21cd", "wz11cd", "sicbl26cd",
    "bua24cd", "ruc21ind", "oac21ind", "lat", "long", "lep21cd1", "lep21cd2", "pfa23cd",
    "imd25ind", "icb26cd",
)  # fmt: skip
NSPL_NAME = "NSPL_FEB_2026_UK"
NOWHERE = "E99999999"

ONSPD_HEADER = (*NSPL_HEADER[:21], "oa11cd", "lsoa11cd", "msoa11cd", "ruc11ind", *NSPL_HEADER[21:])
ONSPD_NAME = "ONSPD_FEB_2026_UK"

AUTHORITY_HEADER: tuple[str, ...] = (
    "local-authority-code", "official-name", "nice-name", "gss-code", "start-date", "end-date",
    "replaced-by", "nation", "region", "local-authority-type", "local-authority-type-name",
    "county-la", "combined-authority", "alt-names", "former-gss-codes", "notes",
    "current-authority", "BS-6879", "ecode", "even-older-register-and-code", "gov-uk-slug",
    "area", "pop-2020", "x", "y", "lat", "long", "powers", "lower-or-unitary", "mapit-area-code",
    "ofcom", "old-ons-la-code", "old-register-and-code", "open-council-data-id", "os-file", "os",
    "snac", "wdtk-id",
)  # fmt: skip


def render_postcodes(postcodes: tuple[Postcode, ...]) -> bytes:
    """Write the lookup's zip: one file of everything, and the same again by postcode area."""
    return _render(NSPL_NAME, NSPL_HEADER, postcodes)


def render_directory(postcodes: tuple[Postcode, ...]) -> bytes:
    """Write the directory's zip: the lookup's columns, and areas of 2011 beside them."""
    return _render(ONSPD_NAME, ONSPD_HEADER, postcodes)


def _render(name: str, header: tuple[str, ...], postcodes: tuple[Postcode, ...]) -> bytes:
    table = delimited([header, *(_postcode(row, header) for row in postcodes)])
    codes = [("LAD26CD", "LAD26NM"), *((row.code, row.nice_name) for row in AUTHORITIES)]
    return zipped(
        {
            f"Data/{name}.csv": table,
            f"Data/multi_csv/{name}_ZA.csv": table,
            "Documents/LA_UA names and codes UK as at 02_26.csv": delimited(codes),
            "User Guide/NSPL User Guide Feb 2026.pdf": b"%PDF-1.4\n%%EOF\n",
        }
    )


def _postcode(row: Postcode, header: tuple[str, ...]) -> tuple[str, ...]:
    outward, inward = row.text.split()
    code = row.district_code
    is_placed = bool(code)
    values = {name: NOWHERE for name in header if name.endswith("cd")} | {
        "pcd7": f"{outward:<4}{inward}",
        "pcd8": f"{outward:<5}{inward}",
        "pcds": row.text,
        "dointr": row.introduced,
        "doterm": row.terminated,
        "usrtypind": "0",
        "gridind": "1" if is_placed else "9",
        "lat": f"54.{row.number:06d}" if is_placed else "99.999999",
        "long": f"-2.{row.number:06d}" if is_placed else "0.000000",
        "east1m": str(row.easting) if is_placed else "",
        "north1m": f"{row.northing:07d}" if is_placed else "",
        "ctry26cd": "E92000001",
    }
    if is_placed:
        values |= {
            "cty26cd": COUNTY_CODE if code in _COUNTY_DISTRICTS else NOWHERE,
            "lad26cd": code,
            "rgn26cd": region_of(code),
            "oa21cd": f"E00999{row.number:03d}",
            "lsoa11cd": lsoa_2011(row),
            "lsoa21cd": lsoa_2021(row),
            "ruc21ind": "UN1" if code == "E06999001" else "RSN1",
            "msoa21cd": f"E02999{row.number // 50:03d}",
            "wd26cd": f"E05999{row.number // 20:03d}",
            "imd25ind": str(row.number * 73 % 33755 + 1),
        }
    return tuple(values.get(name, "") for name in header)


def lsoa_2021(row: Postcode) -> str:
    """Return the small area of the census of 2021."""
    return f"E01999{row.number // 10:03d}"


def lsoa_2011(row: Postcode) -> str:
    """Return the small area of the census of 2011: coarser, and under other codes."""
    return f"E01998{row.number // 20:03d}"


_COUNTY_DISTRICTS = {row.code for row in AUTHORITIES if row.county_letters}


def render_authorities() -> bytes:
    """Write the councils, past ones included, in the columns of the mySociety list."""
    return delimited([AUTHORITY_HEADER, *(_authority(row) for row in AUTHORITIES)])


def _authority(row: Authority) -> tuple[str, ...]:
    values = {
        "local-authority-code": row.letters,
        "official-name": row.official_name,
        "nice-name": row.nice_name,
        "gss-code": row.code,
        "start-date": row.started.isoformat(),
        "end-date": row.ended.isoformat() if row.ended else "",
        "replaced-by": row.replaced_by,
        "nation": "England",
        "region": REGION_NAMES[row.region_code],
        "local-authority-type": row.type_code,
        "local-authority-type-name": row.type_name,
        "county-la": row.county_letters,
        "alt-names": f"{row.nice_name},{row.nice_name.lower()}",
        "former-gss-codes": row.former_codes,
        "current-authority": str(row.ended is None),
        "BS-6879": row.letters,
        "gov-uk-slug": row.nice_name.lower(),
        "lower-or-unitary": str(row.type_code != "CTY"),
    }
    return tuple(values.get(name, "") for name in AUTHORITY_HEADER)
