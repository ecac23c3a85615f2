"""Which processes belong together, and which only look as if they did."""

import itertools
from collections.abc import Iterator

from replay.purchases.model import Purchase
from replay.purchases.promptness import PROMPTNESS
from replay.truth.records import Record, day, flag
from replay.world import World


def twins_truth(world: World) -> Iterator[Record]:
    """Yield one record for each pair of accounts on the two services: one contract, or not."""
    for story, told in _stories(world, "twin", "near-twin"):
        by_source = {one.source_id: one for one in told}
        if len(by_source) == 2:
            yield {
                "find_a_tender_ocid": by_source["find_a_tender"].ocid,
                "contracts_finder_ocid": by_source["contracts_finder"].ocid,
                "is_same": flag(story.startswith("twin/")),
                "story": story,
            }


def generations_truth(world: World) -> Iterator[Record]:
    """Yield one record for each pair of purchases of which one follows the other, or not."""
    for story, told in _stories(world, "generation", "unlike"):
        for before, after in itertools.pairwise(told):
            yield {
                "predecessor_source_id": before.source_id,
                "predecessor_ocid": before.ocid,
                "successor_source_id": after.source_id,
                "successor_ocid": after.ocid,
                "is_successor": flag(story.startswith("generation/")),
                "is_same_supplier": flag(_numbers(before) == _numbers(after)),
                "story": story,
            }


def frameworks_truth(world: World) -> Iterator[Record]:
    """Yield one record for each call-off, with its framework and whether the notices name it."""
    for purchase in world.purchases:
        if purchase.parent and world.known(purchase):
            yield {
                "source_id": purchase.source_id,
                "ocid": purchase.ocid,
                "framework_ocid": purchase.parent,
                "is_stated": flag(purchase.names_parent),
            }


def plants_truth(world: World) -> Iterator[Record]:
    """Yield one record for each purchase that an indicator must notice; of two, the last."""
    for story, told in _stories(world, "plant"):
        yield {
            "flag_id": story.removeprefix("plant/"),
            "source_id": told[-1].source_id,
            "ocid": told[-1].ocid,
        }


def promptness_notices_truth(world: World) -> Iterator[Record]:
    """Yield what each notice on promptness says, in a form that nobody has described."""
    for purchase in world.purchases:
        for notice in world.known(purchase):
            if notice.code == "UK17":
                per_cent, days, published = PROMPTNESS[purchase.buyer.publisher_id]
                yield {
                    "buyer": purchase.buyer.publisher_id,
                    "release_id": notice.release_id,
                    "published_date": day(published),
                    "paid_within_30_days_percent": per_cent,
                    "average_days_to_pay": days,
                }


def _stories(world: World, *names: str) -> Iterator[tuple[str, list[Purchase]]]:
    """Yield the purchases of each story, of which something is public, in the order told."""
    found: dict[str, list[Purchase]] = {}
    for purchase in world.purchases:
        if purchase.story.partition("/")[0] in names and world.known(purchase):
            found.setdefault(purchase.story, []).append(purchase)
    yield from found.items()


def _numbers(purchase: Purchase) -> set[str]:
    return {
        winner.company.number
        for notice in purchase.notices
        for award in notice.awards
        for winner in award.winners
    }
