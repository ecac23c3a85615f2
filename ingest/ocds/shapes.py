"""Where each landed column of a release is found in it. Data only: add a column here.

A shape says what becomes of the keys of one object: a leaf is moved to the column named, an
object is a shape of its own within the same row, and the rest are the classes below. What no
shape names stays, whole, in ``_extra`` of the nearest row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of codes, joined into one column."""

    column: str


@dataclass(frozen=True, slots=True)
class Each:
    """Objects that become rows of a table of their own; a single object is a list of one.

    ``holder`` says what they hang on where a table takes them from several places; its id is
    in ``holder_id``, and the id of what that hangs on in ``within_id``. Where there is but one
    place, the id of what they hang on is in the column ``key``.
    """

    table: str
    shape: "Shape"
    holder: str = ""
    role: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation where it is named: its id and name stay in the row.

    Older Contracts Finder releases have no ``parties``: one that says more of itself here
    lands as a party too, with ``role``.
    """

    shape: "Shape"
    role: str


Shape = Mapping[str, Union[str, Codes, Each, Named, "Shape"]]

CLASSIFICATION: Shape = {
    "scheme": "scheme",
    "id": "classification_id",
    "description": "description",
    "uri": "uri",
}
MILESTONE: Shape = {
    "id": "milestone_id",
    "type": "milestone_type",
    "title": "title",
    "description": "description",
    "dueDate": "due_at",
    "dateMet": "met_at",
    "status": "status",
}
DOCUMENT: Shape = {
    "id": "document_id",
    "documentType": "document_type",
    "noticeType": "notice_type",
    "title": "title",
    "description": "description",
    "url": "url",
    "datePublished": "published_at",
    "dateModified": "modified_at",
    "format": "format",
    "language": "language",
}
RELATED: Shape = {
    "id": "related_id",
    "relationship": Codes("relationships"),
    "scheme": "scheme",
    "identifier": "identifier",
    "title": "title",
    "uri": "uri",
}
SUPPLIER: Shape = {"id": "supplier_party_id", "name": "supplier_name"}
VALUE: Shape = {"amount": "amount", "amountGross": "amount_gross", "currency": "currency"}
PERIOD: Shape = {
    "startDate": "start_at",
    "endDate": "end_at",
    "maxExtentDate": "max_extent_at",
    "durationInDays": "duration_days",
    "durationInMonths": "duration_months",
}
CHOICES: Shape = {
    "hasOptions": "has_options",
    "options": {"description": "options_description"},
    "hasRenewal": "has_renewal",
    "renewal": {"description": "renewal_description", "maxExtentDate": "renewal_max_extent_at"},
}
SUITABILITY: Shape = {"sme": "suitable_sme", "vcse": "suitable_vcse"}


def classified(holder: str) -> Shape:
    """What classifies a thing: one code, or several."""
    return {
        "classification": Each("classifications", CLASSIFICATION, holder, "main"),
        "additionalClassifications": Each("classifications", CLASSIFICATION, holder, "additional"),
    }


def kept_beside(holder: str) -> Shape:
    """What planning, tenders, awards and contracts alike can hold."""
    return {
        "items": Each("items", _item(f"{holder}_item"), holder),
        "milestones": Each("milestones", MILESTONE, holder),
        "documents": Each("documents", DOCUMENT, holder),
        "amendments": Each("amendments", _amendment(holder), holder, "made"),
        "amendment": Each("amendments", _amendment(holder), holder, "made alone"),
    }


def _item(holder: str) -> Shape:
    return {
        "id": "item_id",
        "description": "description",
        "quantity": "quantity",
        "relatedLot": "related_lot",
        "deliveryAddresses": Each(
            "delivery_addresses",
            {
                "region": "region_code",
                "postalCode": "postal_code",
                "locality": "locality",
                "streetAddress": "street_address",
                "country": "country_code",
                "countryName": "country_name",
            },
            holder,
        ),
        "deliveryLocation": {"description": "delivery_description"},
        **classified(holder),
    }


def _amendment(holder: str) -> Shape:
    within = f"{holder}_amendment"
    return {
        "id": "amendment_id",
        "date": "amended_at",
        "description": "description",
        "rationale": "rationale",
        "amendsReleaseID": "amends_release_id",
        "releaseID": "amending_release_id",
        "value": VALUE,
        "period": PERIOD,
        "hasRenewal": "has_renewal",
        "aboveThreshold": "above_threshold",
        "rationaleClassifications": Each("classifications", CLASSIFICATION, within, "rationale"),
        "suppliersAdded": Each("named_suppliers", SUPPLIER, within, "added"),
        "suppliersRemoved": Each("named_suppliers", SUPPLIER, within, "removed"),
    }


PARTY: Shape = {
    "id": "party_id",
    "name": "party_name",
    "roles": Codes("roles"),
    "identifier": {
        "scheme": "identifier_scheme",
        "id": "identifier_id",
        "legalName": "legal_name",
        "uri": "identifier_uri",
        "noIdentifierRationale": "no_identifier_rationale",
    },
    "additionalIdentifiers": Each(
        "identifiers",
        {
            "scheme": "scheme",
            "id": "identifier_id",
            "legalName": "legal_name",
            "uri": "identifier_uri",
        },
        key="party_id",
    ),
    "address": {
        "streetAddress": "street_address",
        "locality": "locality",
        "postalCode": "postal_code",
        "region": "region_code",
        "country": "country_code",
        "countryName": "country_name",
    },
    "roleDetails": "role_details",
    "details": {
        "scale": "scale",
        "vcse": "is_vcse",
        "url": "website",
        "publicServiceMissionOrganization": "is_public_service_mission",
        "shelteredWorkshop": "is_sheltered_workshop",
        "classifications": Each("classifications", CLASSIFICATION, "party", "details"),
    },
    "vco": "is_vcse",
    "sme": "is_sme",
}

LOT: Shape = {
    "id": "lot_id",
    "title": "title",
    "description": "description",
    "status": "status",
    "value": VALUE,
    "contractPeriod": PERIOD,
    **CHOICES,
    "suitability": SUITABILITY,
    "awardCriteria": {
        "description": "award_criteria_description",
        "weightingDescription": "award_criteria_weighting",
        "criteria": Each(
            "award_criteria",
            {
                "type": "criterion_type",
                "name": "name",
                "description": "description",
                "numbers": Each(
                    "criterion_weights", {"number": "number", "weight": "weight"}, "lot_criterion"
                ),
            },
            key="lot_id",
        ),
    },
    "techniques": {"hasFrameworkAgreement": "is_framework"},
}

AWARD: Shape = {
    "id": "award_id",
    "title": "title",
    "description": "description",
    "status": "status",
    "statusDetails": "status_details",
    "date": "awarded_at",
    "datePublished": "date_published",
    "value": VALUE,
    "contractPeriod": PERIOD,
    **CHOICES,
    "relatedLots": Codes("related_lots"),
    "mainProcurementCategory": "main_category",
    "aboveThreshold": "above_threshold",
    "standstillPeriod": {"startDate": "standstill_start_at", "endDate": "standstill_end_at"},
    "assessmentSummariesDateSent": "assessment_summaries_sent_at",
    "finalStatusDate": "final_status_at",
    "suppliers": Each(
        "award_suppliers",
        {
            **SUPPLIER,
            "sme": "is_sme",
            "vco": "is_vcse",
            "x_awardValue": {"amount": "amount", "currency": "currency"},
        },
        key="award_id",
    ),
    **kept_beside("award"),
}

METRIC: Shape = {
    "id": "metric_id",
    "title": "title",
    "description": "description",
    "observations": Each(
        "observations",
        {
            "id": "observation_id",
            "measure": "measure",
            "notes": "notes",
            "value": VALUE,
            "unit": {"name": "unit"},
            "period": PERIOD,
            "relatedImplementationMilestone": {"id": "related_milestone_id"},
            "dimensions": {"name": "dimension"},
        },
        "metric",
    ),
}

FAILURE: Shape = {
    "id": "failure_id",
    "requirement": "requirement",
    "description": "description",
    "decisionDate": "decided_at",
    "penaltyDate": "penalty_at",
    "penaltyType": "penalty_type",
    "penaltyTypeEntered": "penalty_type_entered",
    "penaltyValue": VALUE,
    "partialTermination": "is_partial_termination",
    "suppliers": Each("named_suppliers", SUPPLIER, "performance_failure", "failed"),
    "documents": Each("documents", DOCUMENT, "performance_failure"),
}

CONTRACT: Shape = {
    "id": "contract_id",
    "awardID": "award_id",
    "title": "title",
    "description": "description",
    "status": "status",
    "statusDetails": "status_details",
    "dateSigned": "signed_at",
    "value": VALUE,
    "period": PERIOD,
    **CHOICES,
    "aboveThreshold": "above_threshold",
    "noAgreedMetricsRationale": "no_metrics_rationale",
    "terminationRationaleClassifications": Each("terminations", CLASSIFICATION, key="contract_id"),
    "terminationRationaleClassification": Each("terminations", CLASSIFICATION, key="contract_id"),
    "proposedAmendments": Each("amendments", _amendment("contract"), "contract", "proposed"),
    "relatedProcesses": Each("related_processes", RELATED, "contract"),
    "agreedMetrics": Each("metrics", METRIC, "contract", "agreed"),
    "implementation": {
        "metrics": Each("metrics", METRIC, "contract", "implementation"),
        "milestones": Each("milestones", MILESTONE, "implementation"),
        "documents": Each("documents", DOCUMENT, "implementation"),
        "performanceFailures": Each("performance_failures", FAILURE, key="contract_id"),
    },
    **kept_beside("contract"),
}

PLANNING: Shape = {
    "rationale": "rationale",
    "noEngagementNoticeRationale": "no_engagement_rationale",
    "project": {"id": "project_id", "title": "project_title"},
    "budget": {
        "id": "budget_id",
        "description": "budget_description",
        "amount": VALUE,
        "project": "budget_project",
        "projectID": "budget_project_id",
    },
    **kept_beside("planning"),
}

TENDER: Shape = {
    "id": "tender_id",
    "title": "title",
    "description": "description",
    "status": "tender_status",
    "statusDetails": "tender_status_details",
    "datePublished": "tender_published_at",
    "legalBasis": {"scheme": "legal_basis_scheme", "id": "legal_basis"},
    "procurementMethod": "procurement_method",
    "procurementMethodDetails": "procurement_method_details",
    "procurementMethodRationale": "procurement_method_rationale",
    "procurementMethodRationaleClassifications": Each(
        "classifications", CLASSIFICATION, "tender", "procurement_method_rationale"
    ),
    "mainProcurementCategory": "main_category",
    "additionalProcurementCategories": Codes("additional_categories"),
    "specialRegime": Codes("special_regime"),
    "coveredBy": Codes("covered_by"),
    "aboveThreshold": "above_threshold",
    "value": {
        "amount": "value_amount",
        "amountGross": "value_amount_gross",
        "currency": "value_currency",
    },
    "minValue": {"amount": "value_min_amount", "currency": "value_min_currency"},
    "tenderPeriod": {"startDate": "tender_start_at", "endDate": "tender_end_at"},
    "enquiryPeriod": {"endDate": "enquiry_end_at"},
    "expressionOfInterestDeadline": "expression_end_at",
    "awardPeriod": {"startDate": "award_start_at", "endDate": "award_end_at"},
    "bidOpening": {"date": "bid_opening_at"},
    "contractPeriod": {
        "startDate": "contract_start_at",
        "endDate": "contract_end_at",
        "maxExtentDate": "contract_max_extent_at",
    },
    "finalStatusDate": "final_status_at",
    "communication": {"futureNoticeDate": "future_notice_at"},
    "suitability": SUITABILITY,
    "xClassifications": {
        "isSuitableForSme": "suitable_sme",
        "isSuitableForVco": "suitable_vcse",
        "ojeuContractType": "ojeu_contract_type",
    },
    "techniques": {
        "hasFrameworkAgreement": "is_framework",
        "hasDynamicPurchasingSystem": "has_dynamic_purchasing",
        "hasElectronicAuction": "has_electronic_auction",
        "frameworkAgreement": {
            "maximumParticipants": "framework_max_participants",
            "periodRationale": "framework_period_rationale",
            "method": "framework_method",
            "type": "framework_type",
            "isOpenFrameworkScheme": "is_open_framework",
            "openFrameworkSchemeEndDate": "open_framework_end_at",
        },
        "dynamicPurchasingSystem": {"type": "dynamic_purchasing_type"},
    },
    "lotDetails": {
        "noLotsDivisionRationale": "no_lots_rationale",
        "maximumLotsBidPerSupplier": "max_lots_bid",
        "maximumLotsAwardedPerSupplier": "max_lots_awarded",
    },
    "otherRequirements": {"reservedParticipation": Codes("reserved_participation")},
    "hasRecurrence": "has_recurrence",
    "recurrence": {"description": "recurrence_description"},
    "riskDetails": "risk_details",
    "procuringEntity": Named(
        {"id": "procuring_entity_id", "name": "procuring_entity_name"}, "procuringEntity"
    ),
    "lots": Each("lots", LOT),
    **classified("tender"),
    **kept_beside("tender"),
}

RELEASE: Shape = {
    "ocid": "ocid",
    "id": "release_id",
    "date": "published_at",
    "tag": Codes("tags"),
    "language": "language",
    "initiationType": "initiation_type",
    "title": "release_title",
    "description": "release_description",
    "buyer": Named({"id": "buyer_party_id", "name": "buyer_name"}, "buyer"),
    "planning": Each("planning", PLANNING),
    "tender": TENDER,
    "parties": Each("parties", PARTY),
    "bids": {
        "statistics": Each(
            "bid_statistics",
            {
                "id": "statistic_id",
                "measure": "measure",
                "value": "value_text",
                "currency": "currency",
                "relatedLot": "related_lot",
                "notes": "notes",
            },
        )
    },
    "awards": Each("awards", AWARD),
    "contracts": Each("contracts", CONTRACT),
    "relatedProcesses": Each("related_processes", RELATED, "release"),
}
