"""Every suite, one line a source or model. Add yours when you add the table or the model."""

from collections.abc import Mapping

from expectations.landed import (
    companies_house,
    contracts_finder,
    find_a_tender,
    local_authorities,
    nspl,
    spend,
)
from expectations.published import (
    bridge_organisation_identifiers,
    dim_dates,
    dim_departments,
    dim_organisations,
    dim_places,
    dim_publication_duties,
    fct_awards,
    fct_deliveries,
    fct_notices,
    fct_payments,
    fct_prompt_payments,
    fct_restated_lines,
    mart_prompt_payment,
    mart_publication_gaps,
    mart_publisher_quality,
    mart_restatements,
    mart_retender_pipeline,
    mart_spend_by_body_month,
    mart_spend_by_department,
    mart_spend_geography,
    mart_top_suppliers,
)
from expectations.rules import Suite

_LANDED = {
    "companies_house": companies_house.SUITES,
    "contracts_finder": contracts_finder.SUITES,
    "find_a_tender": find_a_tender.SUITES,
    "local_authorities": local_authorities.SUITES,
    "nspl": nspl.SUITES,
    "spend": spend.SUITES,
}

LANDED_SUITES: Mapping[tuple[str, str], Suite] = {
    (source_id, table): suite for source_id, suites in _LANDED.items()
    for table, suite in suites.items()
}  # fmt: skip
"""Gate 1, by source and table."""

PUBLISHED_SUITES: Mapping[str, Suite] = {
    "bridge_organisation_identifiers": bridge_organisation_identifiers.SUITE,
    "dim_dates": dim_dates.SUITE,
    "dim_departments": dim_departments.SUITE,
    "dim_organisations": dim_organisations.SUITE,
    "dim_places": dim_places.SUITE,
    "dim_publication_duties": dim_publication_duties.SUITE,
    "fct_awards": fct_awards.SUITE,
    "fct_deliveries": fct_deliveries.SUITE,
    "fct_notices": fct_notices.SUITE,
    "fct_payments": fct_payments.SUITE,
    "fct_prompt_payments": fct_prompt_payments.SUITE,
    "fct_restated_lines": fct_restated_lines.SUITE,
    "mart_publication_gaps": mart_publication_gaps.SUITE,
    "mart_prompt_payment": mart_prompt_payment.SUITE,
    "mart_publisher_quality": mart_publisher_quality.SUITE,
    "mart_restatements": mart_restatements.SUITE,
    "mart_retender_pipeline": mart_retender_pipeline.SUITE,
    "mart_spend_by_body_month": mart_spend_by_body_month.SUITE,
    "mart_spend_by_department": mart_spend_by_department.SUITE,
    "mart_spend_geography": mart_spend_geography.SUITE,
    "mart_top_suppliers": mart_top_suppliers.SUITE,
}
"""Gate 2, by model."""
