"""All publishers on one address, each below the id of its source."""

import datetime as dt
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.routing import Mount, Route

from replay.limits import RateLimiter
from replay.notices import contracts_finder_releases, find_a_tender_releases
from replay.registers import PAY_YEARS, STATEMENT_YEARS
from replay.render import areas
from replay.render.companies_house import render_product
from replay.render.filings import render_pay_gap, render_payment_reports, render_statements
from replay.render.geography import render_authorities, render_directory, render_postcodes
from replay.render.owners import render_owners
from replay.render.registers import render_charities, render_societies
from replay.services import reference
from replay.services.archive import ContractsFinderArchive
from replay.services.by_month import NoticesByMonth
from replay.services.contracts_finder import ContractsFinder
from replay.services.files import StoredFile
from replay.services.find_a_tender import FindATender
from replay.services.spend import robots_route, spend_routes
from replay.world import World

_REGISTERS_MADE = dt.datetime(2026, 3, 5, 6, tzinfo=dt.UTC)


def create_app(
    world: World,
    monotonic: Callable[[], float],
    *,
    refuse_with: int = 429,
    says_when: bool = True,
) -> Starlette:
    """Return the publishers of a world.

    ``monotonic`` gives the seconds by which limits are kept. ``refuse_with`` (429, 503 or
    504) and ``says_when`` (send ``Retry-After``) set how Find a Tender refuses.
    """
    find_a_tender = FindATender(
        find_a_tender_releases(world), world.night, RateLimiter(monotonic), refuse_with, says_when
    )
    notices = contracts_finder_releases(world)
    contracts_finder = ContractsFinder(notices, world.night, RateLimiter(monotonic))
    archive = ContractsFinderArchive([one for one in notices if not one.superseded_by])
    registers = {
        "companies_house": reference.companies_house(
            _register(render_product(world.companies), "application/x-zip-compressed")
        ),
        "nspl": reference.item(
            reference.NSPL_ITEM, _register(render_postcodes(world.postcodes), "application/zip")
        ),
        "onspd": reference.item(
            reference.ONSPD_ITEM, _register(render_directory(world.postcodes), "application/zip")
        ),
        "local_authorities": reference.local_authorities(
            _register(render_authorities(), "text/csv")
        ),
        **_registers_of_organisations(world),
        **_lists(world),
    }
    routes = {
        "find_a_tender": find_a_tender.routes(),
        "contracts_finder": contracts_finder.routes(),
        "contracts_finder_archive": archive.routes(),
        "public_contracts_scotland": NoticesByMonth(
            world.seed, "ocds-r6ebe6", world.night
        ).routes(),
        "sell2wales": NoticesByMonth(world.seed, "ocds-kuma6s", world.night).routes(),
        "spend": spend_routes(world),
        **registers,
        **_filings(world),
    }
    sources = [Mount(f"/{source_id}", routes=found) for source_id, found in routes.items()]
    return Starlette(routes=[robots_route(), *archive.dropbox_routes(), *sources])


def _registers_of_organisations(world: World) -> dict[str, list[Route]]:
    archive = "application/x-zip-compressed"
    owners = tuple(_register(part, archive) for part in render_owners(world.companies))
    return {
        "company_owners": reference.company_owners(owners),
        "charities": reference.charities(_register(render_charities(world.companies), archive)),
        "mutuals": reference.mutuals(_register(render_societies(), "text/csv")),
        "government_organisations": reference.government_organisations(),
    }


def _lists(world: World) -> dict[str, list[Route]]:
    """Return the sites of the lists that an area names one by one, by the id of their source."""
    served = {
        "code_point_open": {"codepo_gb.zip": areas.render_code_point(world.postcodes)},
        "deprivation": {
            "imd-2019.csv": areas.render_deprivation_2019(world.postcodes),
            "imd-2025.csv": areas.render_deprivation_2025(world.postcodes),
        },
        "area_lookups": {
            "lsoa-districts.csv": areas.render_lsoa_lookup(world.postcodes),
            "district-regions.csv": areas.render_regions(),
        },
        "boundaries": {"districts.geojson": areas.render_boundaries()},
        "industries": {
            "sic-2007.csv": areas.render_industries(),
            "sic-2007.tsv": areas.render_industry_tree(),
        },
        "purchase_codes": {"cpv-2008.csv": areas.render_purchase_codes()},
        "price_index": {"gdp-deflators.csv": areas.render_price_index()},
    }
    return {
        source_id: reference.files(
            {name: _register(data, "application/octet-stream") for name, data in found.items()}
        )
        for source_id, found in served.items()
    }


def _filings(world: World) -> dict[str, list[Route]]:
    seed, companies = world.seed, world.companies
    gaps = {year: render_pay_gap(seed, companies, year) for year in PAY_YEARS}
    said = {year: render_statements(seed, companies, year) for year in STATEMENT_YEARS}
    reports = _register(render_payment_reports(seed, companies), "text/csv")
    return {
        "gender_pay_gap": reference.gender_pay_gap(
            {year: _register(data, "text/csv") for year, data in gaps.items()}
        ),
        "modern_slavery": reference.modern_slavery(
            {year: _register(data, "text/csv") for year, data in said.items()}
        ),
        "payment_practices": reference.payment_practices(reports),
    }


def _register(data: bytes, content_type: str) -> StoredFile:
    return StoredFile(data, content_type, _REGISTERS_MADE)
