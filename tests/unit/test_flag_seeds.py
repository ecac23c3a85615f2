"""The seeds of the red flags say the same of every indicator."""

import csv
from collections import Counter
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
GUIDE = "Open Contracting Partnership"


def seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_indicator_of_the_guide_is_listed_by_its_code() -> None:
    codes = [one["flag_id"] for one in seed("red_flag_indicators") if one["published_by"] == GUIDE]

    assert codes == [f"R{number:03}" for number in range(1, 74)]


def test_every_indicator_has_a_verdict_for_each_service_and_its_forms() -> None:
    indicators = {one["flag_id"] for one in seed("red_flag_indicators")}
    forms = {(one["source_id"], one["forms"]) for one in seed("notice_regimes")}

    given = Counter(
        (one["flag_id"], one["source_id"], one["forms"]) for one in seed("red_flag_applicability")
    )

    assert set(given.values()) == {1}
    assert set(given) == {(flag, *place) for flag in indicators for place in forms}


def test_an_indicator_has_a_rule_where_it_can_fire_anywhere_and_only_then() -> None:
    can = {one["flag_id"] for one in seed("red_flag_applicability") if one["status"] != "cannot"}

    assert {one["flag_id"] for one in seed("red_flag_rules")} == can


def test_an_indicator_with_a_rule_has_a_model_and_says_which_fields_the_rule_needs() -> None:
    rules = {one["flag_id"] for one in seed("red_flag_rules")}
    models = {
        path.stem.split("_")[2].upper()
        for path in (SEEDS.parent / "models/marts/core/flags").glob("fct_flag_*.sql")
    }

    assert models == rules
    assert {one["flag_id"] for one in seed("red_flag_fields") if one["rule"] == "ours"} == rules


def test_a_degraded_indicator_says_what_is_done_instead() -> None:
    unsaid = [
        (one["flag_id"], one["source_id"], one["forms"])
        for one in seed("red_flag_applicability")
        if (one["status"] == "degraded") != (one["instead"] != "none")
    ]

    assert unsaid == []


def test_no_text_is_empty_or_quoted_for_the_engines_read_such_seeds_unlike() -> None:
    texts = {
        "policies": ("vat_basis", "day_kind", "note", "name", "reference"),
        "red_flag_applicability": ("why", "instead"),
        "red_flag_indicators": ("name", "meaning"),
        "red_flag_rules": ("rule",),
    }

    wrong = [
        (name, one[column])
        for name, columns in texts.items()
        for one in seed(name)
        for column in columns
        if not one[column] or "'" in one[column]
    ]

    assert wrong == []
