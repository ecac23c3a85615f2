"""The public bodies of Aldermere: what each is called, buys and publishes."""

from dataclasses import dataclass
from decimal import Decimal

from replay.places import COUNTY_CODE

DISTRICTS = ("E07999001", "E07999002", "E07999003", "E07999004")
COUNTY_AREA = (*DISTRICTS, "E06999001")


@dataclass(frozen=True, slots=True)
class Body:
    """A public body. ``registered_number`` is its identifier on the notice platform.

    ``area_codes`` are the districts of its own area; the department and its office have none.
    """

    publisher_id: str
    title: str
    ons_code: str
    area_codes: tuple[str, ...]
    registered_number: str
    ca_type: str
    lines_a_month: int
    smallest_gbp: int
    largest_gbp: int
    vat_rate: Decimal
    departments: tuple[str, ...]
    postcode: str


_COUNCIL = ("Adults and Communities", "Children and Schools", "Places and Roads", "Corporate")
_DISTRICT = ("Housing", "Environment", "Planning", "Resources")
_SUB_CENTRAL = "publicAuthoritySubCentralGovernment"
_NET = Decimal("1.00")
_GROSS = Decimal("1.20")

BODIES: tuple[Body, ...] = (
    Body("aldermere_county", "Aldermere County Council", COUNTY_CODE, COUNTY_AREA[:4],
         "PZBL-1111-DRMD", _SUB_CENTRAL, 96, 500, 90000, _NET, _COUNCIL, "ZA3 1AA"),
    Body("aldminster_city", "Aldminster City Council", "E06999001", ("E06999001",),
         "PZBM-1112-TRDD", _SUB_CENTRAL, 62, 500, 60000, _NET, _COUNCIL, "ZA1 1AA"),
    Body("brackenfold", "Brackenfold District Council", "E07999001", ("E07999001",),
         "PZBR-1113-CDNG", _SUB_CENTRAL, 26, 250, 30000, _NET, _DISTRICT, "ZA3 2BH"),
    Body("fenwater", "Fenwater District Council", "E07999002", ("E07999002",),
         "PZBW-1114-NWTH", _SUB_CENTRAL, 26, 500, 30000, _NET, _DISTRICT, "ZA4 1AA"),
    Body("heronsby", "Heronsby District Council", "E07999003", ("E07999003",),
         "PZBH-1115-RNNJ", _SUB_CENTRAL, 22, 500, 30000, _NET, _DISTRICT, "ZA5 1AA"),
    Body("stonecleave", "Stonecleave District Council", "E07999004", ("E07999004",),
         "PZBT-1116-TNCL", _SUB_CENTRAL, 22, 500, 30000, _NET, _DISTRICT, "ZA6 1AA"),
    Body("aldermere_police", "Aldermere Police", "", COUNTY_AREA,
         "PZBP-1117-LCLD", _SUB_CENTRAL, 34, 500, 80000, _NET,
         ("Operations", "Estates", "Fleet and Kit", "Command"), "ZA2 2BH"),
    Body("aldermere_hospitals", "Aldermere Hospitals NHS Trust", "", COUNTY_AREA,
         "PZBN-1118-HPTM", _SUB_CENTRAL, 40, 5000, 400000, _NET,
         ("Surgery", "Medicine", "Estates", "Pharmacy"), "ZA1 3CQ"),
    Body("aldminster_college", "Aldminster College", "", ("E06999001",),
         "PZBC-1119-LLGN", _SUB_CENTRAL, 14, 500, 20000, _NET,
         ("Teaching", "Estates", "Learner Services"), "ZA2 4DX"),
    Body("department_for_lighthouses", "Department for Lighthouses", "", (),
         "PZBD-1121-LGHP", "publicAuthorityCentralGovernment", 26, 8000, 900000, _GROSS,
         ("Lamps and Lenses", "Keepers", "Fog Signals Agency"), "ZA9 1AA"),
    Body("tide_tables_office", "Tide Tables Office", "", (),
         "PZBX-1122-TDTL", "publicAuthorityCentralGovernment", 16, 300, 80000, _NET,
         ("Soundings", "Printing", "Harbours"), "ZA9 1AB"),
)  # fmt: skip

BUYERS = tuple(body for body in BODIES if body.publisher_id != "tide_tables_office")
"""The bodies that buy by public notice, and that others pay."""

BODY_BY_ID = {body.publisher_id: body for body in BODIES}
