"""What the two notice services hold on a night."""

from collections.abc import Iterable
from dataclasses import replace

from replay.chance import dice
from replay.dates import LONDON
from replay.filed import Filed, filed, paging_day, single_second
from replay.poison import poison
from replay.render import contracts_finder, find_a_tender, purchases, purchases_cf
from replay.world import World


def find_a_tender_releases(world: World) -> list[Filed]:
    """Return everything on Find a Tender: the county's, and the days kept to test readers."""
    now = world.night.astimezone(LONDON)
    found = _county(world, "find_a_tender")
    found += [release for release in poison(world.processes) if release.at <= now]
    return [*paging_day(), *single_second(), *found]


def contracts_finder_releases(world: World) -> list[Filed]:
    """Return everything on Contracts Finder; an edit takes the place of what it edits."""
    return list(_superseding(_county(world, "contracts_finder")))


def _county(world: World, source_id: str) -> list[Filed]:
    render = {
        "find_a_tender": find_a_tender.render_release,
        "contracts_finder": contracts_finder.render_release,
    }[source_id]
    tell = {
        "find_a_tender": purchases.render_notice,
        "contracts_finder": purchases_cf.render_notice,
    }[source_id]
    told = [
        (render(process, event), event.at)
        for process in world.processes
        if process.source_id == source_id
        for event in world.seen(process)
    ]
    told += [
        (tell(purchase, notice), notice.at)
        for purchase in world.purchases
        if purchase.source_id == source_id
        for notice in world.known(purchase)
    ]
    return [filed(release, at, _hidden_key(world.seed, str(release["id"]))) for release, at in told]


def _hidden_key(seed: int, release_id: str) -> int:
    return 100_000 + dice(seed, "hidden key", release_id).randrange(900_000_000)


def _superseding(releases: Iterable[Filed]) -> Iterable[Filed]:
    """Mark each release whose notice (the id without its number) has a later edition."""
    ordered = sorted(releases, key=lambda release: release.at)
    latest = {release.release_id.rpartition("-")[0]: release.release_id for release in ordered}
    for release in ordered:
        current = latest[release.release_id.rpartition("-")[0]]
        is_current = current == release.release_id
        yield release if is_current else replace(release, superseded_by=current)
