"""Where each landed column of a release is found in it. Data only: add a column here.

Several paths mean that services or years differ; the first that holds text is taken.
"""

from collections.abc import Mapping

Paths = Mapping[str, tuple[str, ...]]

SEPARATOR = ";"
"""Between the codes of a list; no OCDS code holds it."""

REQUIRED: Mapping[str, str] = {"ocid": "no_ocid", "id": "no_release_id", "date": "no_date"}
"""What a release must say, and the code of its rejection when it does not."""

RELEASE: Paths = {
    "published_at": ("date",),
    "language": ("language",),
    "initiation_type": ("initiationType",),
    "buyer_party_id": ("buyer/id",),
    "buyer_name": ("buyer/name",),
    "tender_id": ("tender/id",),
    "title": ("tender/title", "title"),
    "description": ("tender/description", "description"),
    "tender_status": ("tender/status",),
    "legal_basis": ("tender/legalBasis/id",),
    "procurement_method": ("tender/procurementMethod",),
    "procurement_method_details": ("tender/procurementMethodDetails",),
    "main_category": ("tender/mainProcurementCategory",),
    "above_threshold": ("tender/aboveThreshold",),
    "value_amount": ("tender/value/amount",),
    "value_amount_gross": ("tender/value/amountGross",),
    "value_currency": ("tender/value/currency", "tender/minValue/currency"),
    "value_min_amount": ("tender/minValue/amount",),
    "tender_end_at": ("tender/tenderPeriod/endDate",),
    "enquiry_end_at": ("tender/enquiryPeriod/endDate",),
    "contract_start_at": ("tender/contractPeriod/startDate",),
    "contract_end_at": ("tender/contractPeriod/endDate",),
    "suitable_sme": ("tender/suitability/sme", "tender/xClassifications/isSuitableForSme"),
    "suitable_vcse": ("tender/suitability/vcse", "tender/xClassifications/isSuitableForVco"),
}

PARTY: Paths = {
    "party_id": ("id",),
    "party_name": ("name", "identifier/legalName"),
    "identifier_scheme": ("identifier/scheme",),
    "identifier_id": ("identifier/id",),
    "street_address": ("address/streetAddress",),
    "locality": ("address/locality",),
    "postal_code": ("address/postalCode",),
    "region_code": ("address/region",),
    "country_code": ("address/country",),
    "scale": ("details/scale",),
    "is_vcse": ("details/vcse", "vco"),
}

SUPPLIER: Paths = {"supplier_party_id": ("id",), "supplier_name": ("name",)}

AWARD: Paths = {
    "award_id": ("id",),
    "title": ("title",),
    "status": ("status",),
    "awarded_at": ("date",),
    "amount": ("value/amount",),
    "amount_gross": ("value/amountGross",),
    "currency": ("value/currency",),
    "start_at": ("contractPeriod/startDate",),
    "end_at": ("contractPeriod/endDate",),
    "max_extent_at": ("contractPeriod/maxExtentDate",),
}

CONTRACT: Paths = {
    "contract_id": ("id",),
    "award_id": ("awardID",),
    "title": ("title",),
    "status": ("status",),
    "signed_at": ("dateSigned",),
    "amount": ("value/amount",),
    "amount_gross": ("value/amountGross",),
    "currency": ("value/currency",),
    "start_at": ("period/startDate",),
    "end_at": ("period/endDate",),
    "max_extent_at": ("period/maxExtentDate",),
    "has_renewal": ("hasRenewal",),
    "renewal_description": ("renewal/description",),
    "above_threshold": ("aboveThreshold",),
}

LOT: Paths = {
    "lot_id": ("id",),
    "title": ("title",),
    "status": ("status",),
    "amount": ("value/amount",),
    "amount_gross": ("value/amountGross",),
    "currency": ("value/currency",),
    "start_at": ("contractPeriod/startDate",),
    "end_at": ("contractPeriod/endDate",),
    "max_extent_at": ("contractPeriod/maxExtentDate",),
    "has_renewal": ("hasRenewal",),
    "renewal_description": ("renewal/description",),
    "suitable_sme": ("suitability/sme",),
    "suitable_vcse": ("suitability/vcse",),
}
