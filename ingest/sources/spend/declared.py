"""The tables our own declarations make: which bodies publish, and which districts are theirs."""

from collections.abc import Iterator

from ingest.model import Context, Row
from ingest.specs import Publisher


def declare(context: Context) -> Iterator[Row]:
    """One ``publishers`` row a body and one ``publisher_areas`` row for each of its districts.

    The line of a row is the place of its body among the bodies of the area, in the order of
    their ids.
    """
    publishers = sorted(context.publishers.values(), key=lambda one: one.publisher_id)
    for line, publisher in enumerate(publishers, 1):
        yield Row("publishers", _values(publisher), line)
        for district in publisher.area_codes:
            values = {"publisher_id": publisher.publisher_id, "district_code": district}
            yield Row("publisher_areas", values, line)


def _values(publisher: Publisher) -> dict[str, str | None]:
    threshold = publisher.threshold_gbp
    return {
        "publisher_id": publisher.publisher_id,
        "title": publisher.title,
        "body_type": publisher.body_type,
        "ons_code": publisher.ons_code or None,
        "organisation_scheme": publisher.organisation_scheme or None,
        "organisation_id": publisher.organisation_id or None,
        "vat_basis": publisher.vat_basis,
        "threshold_gbp": None if threshold is None else str(threshold),
        "frequency": publisher.frequency,
        "is_declared": "true" if publisher.is_declared else "false",
    }
