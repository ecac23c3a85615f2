"""Real releases of Contracts Finder, from the file to the tables, read a second way."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.night import goldenthread
from tests.integration.warehouse import ask

pytestmark = pytest.mark.integration

Release = dict[str, Any]
NUMBER = re.compile("[A-Z0-9]{2}[0-9]{6}")


@pytest.fixture(scope="module")
def files(real_data: Path) -> list[Path]:
    """The real releases, or a loud skip."""
    found = sorted((real_data / "notices/contracts_finder").glob("*.jsonl"))
    if not found:
        pytest.skip("NOT TESTED on real releases of Contracts Finder: there are none")
    return found


@pytest.fixture(scope="module")
def releases(files: list[Path]) -> list[Release]:
    """Every release, in the order of their days."""
    return sorted(_read(files), key=lambda release: str(release["date"]))


@pytest.fixture(scope="module")
def database(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a night makes of them, and of nothing else."""
    folder = tmp_path_factory.mktemp("notices")
    inbox = folder / "inbox" / "contracts_finder"
    inbox.mkdir(parents=True)
    for file in files:
        (inbox / file.name).symlink_to(file)
    run = goldenthread(
        folder / "data", ["nightly", "--area", "areas/inbox.yml", "--day", "2026-11-21"]
    )
    assert run.code == 0, run.screen
    return folder / "data" / "current" / "goldenthread.duckdb"


def _read(files: list[Path]) -> Iterator[Release]:
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            document = json.loads(line)
            yield from document.get("releases", [document])


def _number(party: Release) -> str | None:
    identifier = party.get("identifier") or {}
    text = re.sub("[^A-Z0-9]", "", str(identifier.get("id") or "").upper())
    whole = text.zfill(8) if text.isdigit() else text
    stated = identifier.get("scheme") == "GB-COH" and NUMBER.fullmatch(whole)
    return whole if stated and whole != "00000000" else None


def _suppliers(release: Release) -> Iterator[tuple[str, str]]:
    """Yield the name and the number of each supplier that states one."""
    parties = {party.get("id"): party for party in release.get("parties", [])}
    for award in release.get("awards", []):
        for supplier in award.get("suppliers", []):
            party = supplier if supplier.get("identifier") else parties.get(supplier["id"], {})
            number = _number(party)
            if number:
                yield html.unescape(supplier["name"]), number


def test_every_supplier_bears_the_number_that_its_own_notice_states(
    releases: list[Release], database: Path
) -> None:
    told = {
        (release["ocid"], *supplier) for release in releases for supplier in _suppliers(release)
    }
    found = set(
        ask(
            database,
            "select ocid, supplier_name, company_number from fct_award_suppliers"
            " where company_number is not null",
        )
    )

    assert found == told
    assert len(told) > 390


def test_the_main_code_of_a_procurement_is_the_one_its_last_notice_calls_main(
    releases: list[Release], database: Path
) -> None:
    told = {
        release["ocid"]: code["id"][:8]
        for release in releases
        for code in [release["tender"].get("classification") or {}]
        if code.get("scheme") == "CPV" and re.match("[0-9]{8}", str(code.get("id")))
    }
    found = dict(ask(database, "select ocid, cpv_code from fct_processes"))

    assert {ocid: found[ocid] for ocid in told} == told
    assert len(told) > 250


def test_a_call_is_as_old_as_its_notices_state(releases: list[Release], database: Path) -> None:
    told = {
        release["ocid"]: release["tender"]["datePublished"][:10]
        for release in reversed(releases)
        if release["tender"].get("datePublished")
    }
    found = dict(ask(database, "select ocid, cast(tender_published_date as varchar)"
                               " from fct_processes"))  # fmt: skip

    assert {ocid: found[ocid] for ocid in told} == told
    assert len(told) > 50


def test_a_buyer_bears_the_identifier_that_its_notice_states(
    releases: list[Release], database: Path
) -> None:
    told = {
        release["ocid"]
        for release in releases
        if (release["buyer"].get("identifier") or {}).get("scheme") in ("GB-LAE", "GB-SRS")
    }
    found = {
        ocid
        for (ocid,) in ask(
            database,
            """
            select ocid from fct_processes
            inner join dim_organisations on buyer_organisation_key = organisation_key
            where identified_by <> 'name_only'
            """,
        )
    }

    assert told <= found
    assert len(told) > 100
