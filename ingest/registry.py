"""Every source we read, one line each. Add yours when you add its folder."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import yaml

from ingest.model import Connector
from ingest.ocds.tables import TABLES
from ingest.sources import (
    area_lookups,
    boundaries,
    charities,
    code_point_open,
    companies_house,
    company_owners,
    contracts_finder,
    deprivation,
    find_a_tender,
    gender_pay_gap,
    government_organisations,
    industries,
    lists_by_hand,
    local_authorities,
    modern_slavery,
    mutuals,
    nspl,
    onspd,
    organisation_lists,
    payment_practices,
    price_index,
    public_contracts_scotland,
    purchase_codes,
    sell2wales,
    spend,
)
from ingest.specs import SourceSpec

BUILDERS: Mapping[str, Callable[[], Connector]] = {
    "local_authorities": local_authorities.build,
    "nspl": nspl.build,
    "onspd": onspd.build,
    "code_point_open": code_point_open.build,
    "area_lookups": area_lookups.build,
    "boundaries": boundaries.build,
    "deprivation": deprivation.build,
    "industries": industries.build,
    "purchase_codes": purchase_codes.build,
    "price_index": price_index.build,
    "companies_house": companies_house.build,
    "company_owners": company_owners.build,
    "charities": charities.build,
    "mutuals": mutuals.build,
    "government_organisations": government_organisations.build,
    "organisation_lists": organisation_lists.build,
    "contracts_finder": contracts_finder.build,
    "find_a_tender": find_a_tender.build,
    "public_contracts_scotland": public_contracts_scotland.build,
    "sell2wales": sell2wales.build,
    "spend": spend.build,
    "gender_pay_gap": gender_pay_gap.build,
    "modern_slavery": modern_slavery.build,
    "payment_practices": payment_practices.build,
    "lists_by_hand": lists_by_hand.build,
}

OCDS = "ocds"
"""In the place of a source's tables: those that every source of OCDS releases has."""


@cache
def load_spec(source_id: str) -> SourceSpec:
    """Read and check the declaration of one source, once: reading YAML is slow."""
    path = Path(__file__).parent / "sources" / source_id / "source.yml"
    declared = yaml.safe_load(path.read_text("utf-8"))
    if declared.get("tables") == OCDS:
        declared["tables"] = TABLES
    return SourceSpec.model_validate(declared)


def load_specs() -> dict[str, SourceSpec]:
    """Read and check the declarations of all registered sources."""
    return {source_id: load_spec(source_id) for source_id in BUILDERS}
