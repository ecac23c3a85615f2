"""The state of a process is what the reference library of OCDS makes of its releases."""

import copy
import json
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

import ocdsmerge
import pytest
import yaml
from ocdsmerge.exceptions import DuplicateIdValueWarning
from ocdsmerge.rules import get_merge_rules

from ingest.ocds import merge as merging
from ingest.ocds.documents import read_document
from ingest.ocds.merge import Merge, merge
from tests.invented_processes import invented_processes

SHARED = Path(__file__).resolve().parents[2].parent / "shared/data"
DATA = yaml.safe_load(Path(merging.__file__).with_name("merge_rules.yml").read_text("utf-8"))
RULES = {tuple(path.split("/")): "wholeListMerge" for path in DATA["whole_lists"]}
RULES |= {(key,): "omitWhenMerged" for key in DATA["omitted"]}
INVENTED = 5_000

Json = dict[str, Any]

needs_real_files = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"NOT RUN on real notices: there is no folder {SHARED}"
)


def by_the_reference(releases: list[Json]) -> Json:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DuplicateIdValueWarning)
        merger = ocdsmerge.Merger(merge_rules=RULES)
        compiled: Json = merger.create_compiled_release(copy.deepcopy(releases))
    return compiled


def by_us(releases: list[Json]) -> Json:
    return merge(copy.deepcopy(releases))


def release(number: int, **stated: object) -> Json:
    return {"ocid": "o", "id": str(number), "date": f"2026-01-0{number}", "tag": ["x"], **stated}


def test_every_invented_process_is_what_the_reference_makes_of_it() -> None:
    releases = 0
    for process in invented_processes(INVENTED):
        releases += len(process)
        assert by_us(process) == by_the_reference(process), process[0]["ocid"]

    assert releases > 3 * INVENTED


@needs_real_files
def test_every_real_process_is_what_the_reference_makes_of_it() -> None:
    processes = real_processes()

    for ocid, releases in processes.items():
        assert by_us(releases) == by_the_reference(releases), ocid

    assert len(processes) > 900
    assert sum(len(releases) > 1 for releases in processes.values()) >= 10


@needs_real_files
def test_the_rules_are_those_of_the_schema_and_of_the_extension() -> None:
    schema = json.loads((SHARED / "schemas/ocds_1.1/release-schema.json").read_text("utf-8"))
    extension = SHARED / "schemas/uk_extension/release-schema.json"

    extended = patched(schema, json.loads(extension.read_text("utf-8")))

    assert get_merge_rules(extended) == RULES


@pytest.mark.parametrize(
    ("stated", "then", "state"),
    [
        ({"x": "1"}, {"x": None}, {}),
        ({"x": {"y": "1"}}, {"x": {"y": None}}, {"x": {}}),
        ({"x": {"y": "1"}}, {"x": None}, {"x": {"y": "1"}}),
        ({"x": {"y": "1"}}, {"x": "leaf"}, {"x": {"y": "1"}}),
        ({"x": [{"id": "1"}]}, {"x": ["leaf"]}, {"x": [{"id": "1"}]}),
        ({"x": ["a", "b"]}, {"x": ["c"]}, {"x": ["c"]}),
        ({"x": [{"id": "1", "y": "a"}]}, {"x": [{"id": "1", "y": "b"}]},
         {"x": [{"id": "1", "y": "b"}]}),
        ({"x": {"y": [], "z": {}}}, {"x": [{"y": []}]}, {}),
        ({"x": [{"y": "a"}]}, {"x": [{"y": "a"}]}, {"x": [{"y": "a"}, {"y": "a"}]}),
        ({"x": [{"id": None}]}, {"x": [{"id": None, "y": "a"}]}, {"x": [{"y": "a"}]}),
        ({"x": [{"id": "1"}, {"id": "1", "y": "a"}]}, {}, {"x": [{"id": "1", "y": "a"}]}),
        ({"x": []}, {"x": {}}, {}),
        ({"tender": {"specialRegime": ["a"]}}, {"tender": {"specialRegime": []}},
         {"tender": {"specialRegime": []}}),
        ({"parties": [{"id": "1", "additionalIdentifiers": [{"id": "a"}]}]},
         {"parties": [{"id": "1", "additionalIdentifiers": [{"id": "b"}]}]},
         {"parties": [{"id": "1", "additionalIdentifiers": [{"id": "b"}]}]}),
    ],
)  # fmt: skip
def test_a_later_statement_changes_what_the_standard_says_it_changes(
    stated: Json, then: Json, state: Json
) -> None:
    releases = [release(1, **stated), release(2, **then)]

    head = {"ocid": "o", "id": "o-2026-01-02", "date": "2026-01-02", "tag": ["compiled"]}
    assert by_us(releases) == by_the_reference(releases) == head | state


def test_a_thing_knows_the_release_that_stated_its_money_last() -> None:
    money = {"amount": "5"}
    merged = Merge()
    merged.apply(release(1, awards=[{"id": "a", "value": money}, {"id": "b", "value": money}]))
    merged.apply(release(2, awards=[{"id": "a", "value": {"amount": "6"}}]))
    again = [{"id": "a", "title": "later"}, {"id": "b", "title": "later"}, {"id": "c"}]
    merged.apply(release(3, awards=again))

    awards: Any = merged.state["awards"]
    origins = merged.touched | merged.valued
    assert [origins.get(id(award), 0) for award in awards] == [1, 0, 2]


def real_processes() -> dict[str, list[Json]]:
    found: dict[str, dict[str, Json]] = defaultdict(dict)
    for path in sorted((SHARED / "notices").glob("*/*")):
        for entry in read_document(path.read_bytes()).entries:
            if isinstance(entry.release, dict) and {"ocid", "id", "date"} <= entry.release.keys():
                found[str(entry.release["ocid"])][str(entry.release["id"])] = entry.release
    return {
        ocid: sorted(releases.values(), key=lambda one: str(one["date"]))
        for ocid, releases in found.items()
    }


def patched(tree: Json, patch: Json) -> Json:
    """Return a tree with a JSON Merge Patch (RFC 7396) applied, as extensions are."""
    for key, value in patch.items():
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            patched(tree[key], value)
        else:
            tree[key] = value
    return tree
