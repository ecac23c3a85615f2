"""The companies of Aldermere, and what each of them does.

Numbers come from ranges the register has never allotted: 999xxxxx, SC999xxx and OC999xxx.
"""

import datetime as dt
import random
from dataclasses import dataclass, replace

from replay.chance import dice, weighted
from replay.places import CODE_POINT_ONLY, Postcode

COMPANIES = 400
LARGE = 3
LARGE_AND_FILES_AS_SMALL = 27
"""A company of this place in the county employs many and files the accounts of few."""
ROOTS = (
    "Zallowmere", "Brindlequay", "Wexfennel", "Oskarrow", "Tarnquill", "Hobmarsh", "Velderby",
    "Quorningle", "Thistlewrack", "Marrowden", "Pellinghurst", "Gorsevane", "Umberfell",
    "Yarrowstoke", "Lanternigg", "Copperwick Nook", "Skerrowdale", "Dunwhistle", "Fallowquern",
    "Ebbstrand", "Nightjarrow", "Orrinswell", "Plovergate Mill", "Rushenbeck", "Saltwinnow",
    "Tumbleclough", "Ulverwhin", "Vetchingham", "Wrackline", "Xanderholt", "Zephyrigg",
    "Ashquillon", "Bellfurrow", "Cragwimple", "Dovemarrow", "Elderquist", "Fennimoor Vale",
    "Grizedrift", "Hawsequill", "Inglewrath",
)  # fmt: skip

NEW_ROOTS = (
    "Fernhollin", "Mistlequay", "Amberwhit", "Larkensedge", "Cinderbright", "Wendelmoss",
    "Hollinspark", "Tidewhistle", "Brackwater Nova", "Sorrelwright", "Pebblegarth", "Owlentide",
)  # fmt: skip
NEWCOMERS = len(NEW_ROOTS)


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business: how it is named, coded and bought."""

    words: str
    sic: str
    cpv: str
    cpv_text: str
    category: str
    main_category: str


TRADES: tuple[Trade, ...] = (
    Trade("Grounds Care", "81300 - Landscape service activities", "77310000",
          "Planting and maintenance services of green areas", "Grounds maintenance", "services"),
    Trade("Highways", "42110 - Construction of roads and motorways", "45233140",
          "Roadworks", "Highway works", "works"),
    Trade("Home Care", "88100 - Social work activities without accommodation for the elderly "
          "and disabled", "85310000", "Social work services", "Home care", "services"),
    Trade("Coaches", "49390 - Other passenger land transport", "60130000",
          "Special-purpose road passenger-transport services", "School transport", "services"),
    Trade("Waste Services", "38110 - Collection of non-hazardous waste", "90511000",
          "Refuse collection services", "Waste collection", "services"),
    Trade("Software", "62012 - Business and domestic software development", "48000000",
          "Software package and information systems", "ICT software", "goods"),
    Trade("Facilities", "81100 - Combined facilities support activities", "79993000",
          "Building and facilities management services", "Premises", "services"),
    Trade("Catering", "56290 - Other food services", "55520000", "Catering services",
          "School meals", "services"),
    Trade("Electrical", "43210 - Electrical installation", "45310000",
          "Electrical installation work", "Repairs", "works"),
    Trade("Training", "85590 - Other education n.e.c.", "80500000", "Training services",
          "Staff training", "services"),
    Trade("Legal", "69102 - Solicitors", "79100000", "Legal services", "Legal fees", "services"),
    Trade("Medical Supplies", "46460 - Wholesale of pharmaceutical goods", "33140000",
          "Medical consumables", "Clinical supplies", "goods"),
    Trade("Vehicles", "45112 - Sale of used cars and light motor vehicles", "34110000",
          "Passenger cars", "Fleet", "goods"),
    Trade("Recruitment", "78200 - Temporary employment agency activities", "79620000",
          "Supply services of personnel including temporary staff", "Agency staff", "services"),
    Trade("Stationery", "47620 - Retail sale of newspapers and stationery in specialised stores",
          "30192000", "Office supplies", "Stationery", "goods"),
    Trade("Energy", "35140 - Trade of electricity", "09310000", "Electricity", "Energy", "goods"),
)  # fmt: skip

STATUSES = {
    "Active": 88,
    "Active - Proposal to Strike off": 4,
    "Liquidation": 3,
    "In Administration": 2,
    "Voluntary Arrangement": 3,
}


@dataclass(frozen=True, slots=True)
class Company:
    """A company as the register knows it.

    ``on_register`` is false for one that was dissolved: the bulk product no longer holds it,
    though it was paid while it lived.
    """

    number: str
    name: str
    trade: Trade
    status: str
    category: str
    incorporated: dt.date
    address_line: str
    town: str
    postcode: str
    district_code: str
    previous_name: str
    renamed_on: dt.date | None
    on_register: bool
    accounts: str = "TOTAL EXEMPTION FULL"


def build_companies(seed: int, postcodes: tuple[Postcode, ...]) -> tuple[Company, ...]:
    """Return the companies; a few share a name with the one before them."""
    shuffled = [(root, trade) for root in ROOTS for trade in TRADES]
    dice(seed, "company names").shuffle(shuffled)
    for index in range(50, COMPANIES, 100):
        shuffled[index] = shuffled[index - 1]
    homes = _homes(postcodes)
    return tuple(
        _company(seed, index, root, trade, homes)
        for index, (root, trade) in enumerate(shuffled[:COMPANIES])
    )


def build_newcomers(seed: int, postcodes: tuple[Postcode, ...]) -> tuple[Company, ...]:
    """Return companies of a year or two, which nobody pays yet but some have begun to hire.

    Every third is a community interest company, and every fifth files the accounts of a
    large group.
    """
    homes = _homes(postcodes)
    return tuple(_newcomer(seed, index, homes) for index in range(NEWCOMERS))


def _newcomer(seed: int, index: int, homes: list[Postcode]) -> Company:
    chance = dice(seed, "newcomer", index)
    trade = TRADES[index % len(TRADES)]
    plain = _company(seed, COMPANIES + 600 + index, NEW_ROOTS[index], trade, homes)
    incorporated = dt.date(2024, 1, 8) + dt.timedelta(days=chance.randint(0, 420))
    is_community = index % 3 == 0
    suffix = "C.I.C." if is_community else "LTD"
    return replace(
        plain,
        number=f"99901{index + 1:03d}",
        name=f"{NEW_ROOTS[index]} {trade.words} {suffix}".upper(),
        status="Active",
        category="Community Interest Company" if is_community else "Private Limited Company",
        incorporated=incorporated,
        previous_name="",
        renamed_on=None,
        on_register=True,
        accounts="GROUP" if index % 5 == 4 else "MICRO ENTITY",
    )


def _homes(postcodes: tuple[Postcode, ...]) -> list[Postcode]:
    """Weight the postcodes: two in three companies are in the county, some far away."""
    return [
        postcode
        for postcode in postcodes
        for _ in range(4 if postcode.district_code in ("E07999011", "E06999001") else 2)
        if postcode.district_code
    ]


def _number(index: int) -> str:
    if index % 40 == 17:
        return f"SC999{index:03d}"
    if index % 80 == 33:
        return f"OC999{index:03d}"
    return f"99900{index + 1:03d}"


def _company(seed: int, index: int, root: str, trade: Trade, homes: list[Postcode]) -> Company:
    chance = dice(seed, "company", index)
    number = _number(index)
    is_partnership = number.startswith("OC")
    suffix = "LLP" if is_partnership else chance.choice(["LTD", "LTD", "LIMITED", "LIMITED", "PLC"])
    incorporated = dt.date(1985, 1, 1) + dt.timedelta(days=chance.randint(0, 13500))
    home = chance.choice(homes)
    renamed = chance.random() < 0.06
    return Company(
        number=number,
        name=_legal_name(chance, index, f"{root} {trade.words}", suffix),
        trade=trade,
        status=weighted(chance, STATUSES),
        category=_category(suffix),
        incorporated=incorporated,
        address_line=f"{chance.randint(1, 180)} {chance.choice(['QUERN', 'HERON', 'PEAT'])} WAY",
        town="NOWHERE-ON-MERE",
        postcode=_registered_postcode(index, home),
        district_code=_district(index, home),
        previous_name=f"{root.upper()} {chance.choice(['HOLDINGS', 'TRADING'])} {suffix}"
        if renamed
        else "",
        renamed_on=dt.date(2025, chance.randint(1, 12), 1) if renamed else None,
        on_register=index % 45 != 44,
        accounts=_accounts(index),
    )


def _accounts(index: int) -> str:
    """Most are small; one in twelve is large, and one of those files as a small one does."""
    if index % 12 == LARGE:
        return "SMALL" if index == LARGE_AND_FILES_AS_SMALL else "FULL"
    return {1: "MICRO ENTITY", 5: "SMALL", 9: "NO ACCOUNTS FILED"}.get(
        index % 14, "TOTAL EXEMPTION FULL"
    )


def _registered_postcode(index: int, home: Postcode) -> str:
    if index % 50 == 7:
        return ""
    if index % 50 == 11:
        return f"ZA7 {index % 9 + 1}ZZ"
    return home.text.replace(" ", "") if index % 30 == 5 else home.text


def _district(index: int, home: Postcode) -> str:
    if index % 50 in (7, 11):
        return CODE_POINT_ONLY.get(_registered_postcode(index, home), "")
    return home.district_code


def _legal_name(chance: random.Random, index: int, name: str, suffix: str) -> str:
    if index % 60 == 21:
        name = f"{name} & SONS"
    elif index % 60 == 41:
        name = name.replace(" ", "'S ", 1)
    elif index % 90 == 61:
        name = f"{name} ({chance.choice(['NORTH', 'MARCHES'])})"
    return f"{name} {suffix}".upper()


def _category(suffix: str) -> str:
    return {
        "LLP": "Limited Liability Partnership",
        "PLC": "Public Limited Company",
    }.get(suffix, "Private Limited Company")
