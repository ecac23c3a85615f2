"""Every notice that has appeared, and what is odd about some of them."""

from collections.abc import Iterator

from replay.notices import contracts_finder_releases
from replay.poison import KINDS, poison
from replay.truth.records import Record
from replay.world import World


def releases_truth(world: World) -> Iterator[Record]:
    """Yield one record for each release of the county, and for each poisoned one.

    A release that is not current was replaced by an edit and is no longer found by searching.
    """
    edited = {
        release.release_id for release in contracts_finder_releases(world) if release.superseded_by
    }
    for process in world.processes:
        for event in world.seen(process):
            yield {
                "source_id": process.source_id,
                "ocid": process.ocid,
                "release_id": event.release_id,
                "notice_type": event.notice,
                "published_at": event.at.isoformat(),
                "is_current": str(event.release_id not in edited).lower(),
                "oddity": "filed late" if event.filed_late else "",
            }
    for purchase in world.purchases:
        for notice in world.known(purchase):
            yield {
                "source_id": purchase.source_id,
                "ocid": purchase.ocid,
                "release_id": notice.release_id,
                "notice_type": notice.code,
                "published_at": notice.at.isoformat(),
                "is_current": "true",
                "oddity": "",
            }
    for kind, release in zip(KINDS, poison(world.processes), strict=True):
        yield {
            "source_id": "find_a_tender",
            "ocid": release.ocid,
            "release_id": release.release_id,
            "notice_type": "UK99" if kind == "unknown notice type" else "UK4",
            "published_at": release.at.isoformat(),
            "is_current": "true",
            "oddity": kind,
        }
