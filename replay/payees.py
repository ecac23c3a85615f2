"""Who is paid: companies mostly, and everything else that a payments file may name."""

import random
from dataclasses import dataclass

from replay.bodies import BODIES, BUYERS, Body
from replay.chance import weighted
from replay.companies import Company

CLASSES = {
    "company": 74,
    "public_body": 6,
    "charity_or_mutual": 5,
    "person": 5,
    "redacted": 5,
    "unknown": 5,
}
REDACTIONS = (
    "REDACTED", "Redacted Personal Data", "REDACTED UNDER DP ACT", "Name withheld",
    "PERSONAL DATA", "*****",
)  # fmt: skip
PERSONS = (
    "Mr Tolliver Quaggin", "Mrs O Thistlewrack", "Ms Perpetua Vellacombe", "Miss J Ongleby",
    "Dr F Skarrowby", "Mr & Mrs B Umbershaw", "Mrs Hepzibah Wrangleton", "Mr E Zellick",
    "Rev C Plumbago", "Ms A Quillonby",
)  # fmt: skip
CHARITIES = (
    "Friends of the Lantern Trust", "Heronsby Almshouse Charity", "Marches Hospice Foundation",
    "Aldermere Credit Union", "Peat and Heather Community Trust", "Skerrowdale Village Hall CIO",
)  # fmt: skip
UNKNOWNS = (
    "The Gilded Otter Tea Rooms", "Ebb and Flow Window Cleaning", "QTX 4471", "Moor Lane Garage",
    "Bramble & Rook Signwriters", "Little Ferns Nursery", "Quern, Peat and Partners",
    "=1+1 Supplies", "<b>Bold</b> Builders",
)  # fmt: skip
OTHER_PUBLIC = (
    "Overwater District Council", "Marches Combined Fire Authority", "HM Revenue and Customs",
    "Aldermere Pension Fund", "St Wendreda Academy Primary School",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payee:
    """Who was really paid. ``printed_name`` is what the body prints, which may hide it."""

    payee_class: str
    printed_name: str
    company: Company | None = None

    @property
    def company_number(self) -> str:
        """The true number of the company paid, empty when it is not a company."""
        return self.company.number if self.company else ""


def choose(chance: random.Random, body: Body, companies: tuple[Company, ...]) -> Payee:
    """Pick someone for a body to pay."""
    match weighted(chance, CLASSES):
        case "company":
            return company_payee(chance, _supplier(chance, body, companies))
        case "public_body":
            peers = [peer.title for peer in BUYERS if peer != body]
            return Payee("public_body", chance.choice([*peers, *OTHER_PUBLIC]))
        case "charity_or_mutual":
            return Payee("charity_or_mutual", chance.choice(CHARITIES))
        case "person":
            return Payee("person", chance.choice(PERSONS))
        case "redacted":
            return Payee("redacted", chance.choice(REDACTIONS))
        case _:
            return Payee("unknown", chance.choice(UNKNOWNS))


def company_payee(chance: random.Random, company: Company) -> Payee:
    """Return a company under one of the names that a clerk might have typed."""
    return Payee("company", spelling(chance, company.name), company)


def _supplier(chance: random.Random, body: Body, companies: tuple[Company, ...]) -> Company:
    """Prefer the few companies a body uses often, and those of its own area among the rest."""
    regulars = companies[BODIES.index(body) * 35 : BODIES.index(body) * 35 + 20]
    if chance.random() < 0.55:
        return chance.choice(regulars)
    found = chance.choice(companies)
    if body.area_codes and found.district_code not in body.area_codes:
        found = chance.choice(companies)
    return found


def spelling(chance: random.Random, name: str) -> str:
    """Return a name as a ledger may hold it."""
    match chance.randint(0, 9):
        case 0 | 1 | 2:
            return name.title()
        case 3:
            return name.replace(" LTD", " LIMITED") if name.endswith(" LTD") else name
        case 4:
            return name.replace(" LIMITED", " LTD")
        case 5:
            return name.replace(" & ", " AND ").replace("'S ", "S ")
        case _:
            return name
