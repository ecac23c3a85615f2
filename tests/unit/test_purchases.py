"""Purchases told notice by notice: each notice says its own words, and the truth adds them up."""

import datetime as dt
import functools
import json
from decimal import Decimal

import pytest

from replay.notices import contracts_finder_releases, find_a_tender_releases
from replay.purchases.model import Contract, Metric, Notice, Observation, Tender, Term, Value
from replay.purchases.standing import later, standing
from replay.truth import (
    TABLES,
    changes_truth,
    contracts_truth,
    frameworks_truth,
    generations_truth,
    lots_truth,
    performance_truth,
    processes_truth,
    twins_truth,
    winners_truth,
)
from replay.truth.contracts import end_date_quality
from replay.truth.records import Record
from replay.world import World, build_world

AT = dt.datetime(2025, 6, 2, 9, tzinfo=dt.UTC)


@functools.cache
def county() -> World:
    return build_world(seed=7)


@functools.cache
def texts() -> dict[tuple[str, str], str]:
    releases = [*find_a_tender_releases(county()), *contracts_finder_releases(county())]
    return {(release.ocid, release.release_id): release.text for release in releases}


def notice_texts(kind: str, code: str) -> list[str]:
    return [
        texts()[purchase.ocid, notice.release_id]
        for purchase in county().purchases
        if purchase.kind == kind
        for notice in county().known(purchase)
        if notice.code == code
    ]


@functools.cache
def table(name: str) -> tuple[Record, ...]:
    return tuple(TABLES[name](county()))


def of_kind(kind: str, records: "tuple[Record, ...]") -> list[Record]:
    ocids = {purchase.ocid for purchase in county().purchases if purchase.kind == kind}
    return [record for record in records if record["ocid"] in ocids]


def test_what_a_later_notice_leaves_out_stays_as_the_earlier_one_said():
    first = Contract("1", "1", value=Value(Decimal(5), Decimal(6)), term=Term(start=AT.date()))
    end = dt.date(2027, 1, 31)
    now = later(first, Contract("1", status="active", term=Term(end=end)))
    assert now == Contract("1", "1", status="active", value=first.value, term=Term(AT.date(), end))


def test_observations_gather_and_a_measure_keeps_its_title():
    seen = [Observation(name, AT.date(), AT.date(), "met") for name in ("1", "2")]
    told = [
        Notice("UK7", AT, contracts=(Contract("1", metrics=(Metric("1", "Speed"),)),)),
        *(
            Notice("UK9", AT, contracts=(Contract("1", metrics=(Metric("1", None, (one,)),)),))
            for one in seen
        ),
    ]
    (contract,) = standing(told).contracts
    assert contract.metrics == (Metric("1", "Speed", tuple(seen)),)


def test_a_status_that_a_correction_does_not_mention_is_kept():
    told = [Notice("F02", AT, Tender(status="active")), Notice("F14", AT, Tender(closes=AT))]
    assert standing(told).tender == Tender(status="active", closes=AT)


@pytest.mark.parametrize(
    ("term", "quality"),
    [
        (Term(dt.date(2025, 1, 1), dt.date(2026, 1, 1)), "stated"),
        (Term(dt.date(2025, 1, 1), None, dt.date(2030, 1, 1)), "missing"),
        (Term(dt.date(2025, 1, 1), dt.date(2099, 12, 31)), "unreal"),
        (Term(dt.date(2025, 1, 1), dt.date(2024, 12, 31)), "unreal"),
        (Term(None, dt.date(1900, 1, 1)), "unreal"),
    ],
)
def test_an_end_is_stated_missing_or_one_that_no_contract_has(term, quality):
    assert end_date_quality(term) == quality


def test_no_two_processes_share_an_id_and_no_two_notices_a_number():
    world = county()
    ocids = [one.ocid for one in (*world.processes, *world.purchases)]
    assert len(set(ocids)) == len(ocids)
    numbers = [event.release_id for one in world.processes for event in one.events]
    numbers += [notice.release_id for one in world.purchases for notice in one.notices]
    assert len(set(numbers)) == len(numbers)


def test_every_type_of_notice_that_is_known_to_be_published_appears():
    appeared = {record["notice_type"] for record in table("releases_truth")}
    numbers = {*range(1, 8), *range(9, 18)}
    assert {f"UK{number}" for number in numbers} <= appeared


def test_a_change_notice_says_only_what_changed():
    for text in notice_texts("changed", "UK10"):
        release = json.loads(text)
        (contract,) = release["contracts"]
        assert not {"status", "dateSigned", "title"} & contract.keys()
        assert "lots" not in release["tender"]
        assert "status" not in release["tender"]


@pytest.mark.parametrize("kind", ["value", "period", "supplier", "value, period", "other"])
def test_contracts_change_in_every_way_and_the_truth_says_from_what_to_what(kind):
    found = [one for one in table("changes_truth") if one["change_kind"] == kind]
    assert found, kind
    for one in found:
        assert (one["value_before_gbp"] != one["value_after_gbp"]) == ("value" in kind)
        assert bool(one["suppliers_added"]) == ("supplier" in kind)


def test_one_contract_becomes_cheaper_and_one_more_than_half_as_dear_again():
    changes = [
        Decimal(one["value_after_gbp"]) / Decimal(one["value_before_gbp"])
        for one in of_kind("changed", tuple(changes_truth(county())))
        if "value" in one["change_kind"]
    ]
    assert min(changes) < 1
    assert max(changes) > Decimal("1.5")


def test_a_supplier_that_was_replaced_is_no_longer_the_winner():
    gone = {
        (one["ocid"], one["suppliers_removed"])
        for one in table("changes_truth")
        if one["suppliers_removed"]
    }
    winners = {(one["ocid"], one["supplier_number"]) for one in winners_truth(county())}
    assert gone
    assert not gone & winners


def test_failures_are_of_every_penalty_and_every_rating_is_given():
    told = list(performance_truth(county()))
    assert {one["penalty_type"] for one in told} == {"", "contracted", "imposed", "negotiated"}
    ratings = {"", "met", "slightlyBelow", "below", "significantlyBelow", "other"}
    assert {one["rating"] for one in told} == ratings
    ends = {one["is_normal_completion"] for one in told if one["kind"] == "termination"}
    assert ends == {"", "true", "false"}


def test_measured_contracts_are_above_five_million_pounds():
    values = [Decimal(one["value_gbp"]) for one in of_kind("measured", table("contracts_truth"))]
    assert values
    assert min(values) > 5_000_000


@pytest.mark.parametrize(
    "written",
    ['"amountGross": 0,', '"amount": 0.01', '"currency": "AED"', '"value": {"amountGross": '],
)
def test_values_are_written_in_every_odd_way_that_has_been_seen(written):
    found = [*notice_texts("figures", "UK6"), *notice_texts("figures", "UK7")]
    assert any(written in text for text in found)


def test_a_figure_repeated_for_one_lot_is_told_from_equal_figures_for_several():
    repeats = [one for one in table("contracts_truth") if one["is_repeat"] == "true"]
    assert {one["value_kind"] for one in repeats} == {"contract", "framework_ceiling"}
    paid = of_kind("paid under", table("contracts_truth"))
    assert not [one for one in paid if one["is_repeat"] == "true"]


def test_the_award_states_nothing_where_only_the_contract_has_the_figure():
    (award,) = json.loads(notice_texts("figures", "UK6")[0])["awards"]
    assert "value" not in award
    assert of_kind("figures", table("contracts_truth"))[0]["value_gbp"]


def test_lots_have_options_are_reserved_and_go_together_or_to_nobody():
    lots = of_kind("lots", tuple(lots_truth(county())))
    assert any(lot["has_options"] == "true" for lot in lots)
    assert any(lot["has_renewal"] == "true" for lot in lots)
    assert any(lot["reserved_for"] == "smeVcse" for lot in lots)
    assert any(lot["bids"] == "1" for lot in lots)
    awards = of_kind("lots", table("awards_truth"))
    awarded = {(one["ocid"], lot) for one in awards for lot in one["related_lots"].split(";")}
    assert any(";" in one["related_lots"] for one in awards)
    assert {(lot["ocid"], lot["lot_id"]) for lot in lots} > awarded


def test_weights_of_every_lot_that_states_criteria_come_to_a_hundred():
    for lot in table("lots_truth"):
        weights = [int(one.partition(":")[2]) for one in lot["criteria"].split(";") if one]
        assert not weights or sum(weights) == 100


def test_bidders_had_from_a_few_days_to_two_months():
    days = [int(one["days_to_bid"]) for one in of_kind("lots", tuple(processes_truth(county())))]
    assert min(days) < 10
    assert max(days) > 60


def test_true_twins_share_a_supplier_and_false_ones_differ_in_supplier_days_or_buyer():
    contracts = {one["ocid"]: one for one in contracts_truth(county())}
    for pair in twins_truth(county()):
        one, other = (
            contracts[pair[name]] for name in ("find_a_tender_ocid", "contracts_finder_ocid")
        )
        shared = all(one[name] == other[name] for name in ("supplier_numbers", "buyer"))
        days = abs(
            (
                dt.date.fromisoformat(one["start_date"])
                - dt.date.fromisoformat(other["start_date"])
            ).days
        )
        assert (shared and days <= 1) == (pair["is_same"] == "true")


def test_twins_are_told_before_the_act_and_some_in_the_name_of_a_platform():
    ocids = {one["contracts_finder_ocid"] for one in twins_truth(county())}
    told = [one for one in county().purchases if one.ocid in ocids]
    assert any(one.buyer_name != one.buyer.title for one in told)
    last = max(notice.at for one in told for notice in one.notices)
    assert last.date() < dt.date(2025, 2, 24)


def test_the_next_contract_for_a_service_begins_when_the_last_one_ends():
    contracts = {one["ocid"]: one for one in contracts_truth(county())}
    followed = 0
    for pair in generations_truth(county()):
        before, after = (contracts.get(pair[f"{at}_ocid"]) for at in ("predecessor", "successor"))
        if before and after:
            ended = dt.date.fromisoformat(before["end_date"])
            assert after["start_date"] == (ended + dt.timedelta(days=1)).isoformat()
            followed += 1
    assert followed > 10


def test_call_offs_name_their_framework_on_one_service_and_not_on_the_other():
    for call_off in frameworks_truth(county()):
        text = " ".join(text for (ocid, _), text in texts().items() if ocid == call_off["ocid"])
        assert (call_off["framework_ocid"] in text) == (call_off["is_stated"] == "true")


def test_young_companies_win_and_what_notices_say_of_them_is_not_always_so():
    young = of_kind("young", tuple(winners_truth(county())))
    assert all(int(one["age_days"]) < 730 for one in young)
    assert all(one["is_first_award"] == "true" for one in young)
    claims = {(one["stated_scale"], one["register_accounts"]) for one in young}
    assert {("sme", "GROUP"), ("large", "MICRO ENTITY")} <= claims
    nature = {(one["stated_vcse"], one["register_category"]) for one in young}
    assert ("true", "Private Limited Company") in nature
    assert ("false", "Community Interest Company") in nature


def test_a_purchase_can_be_given_up_without_a_word_of_its_buyer():
    nameless = [text for text in notice_texts("ended", "UK12") if '"buyer"' not in text]
    assert nameless


def test_a_notice_on_promptness_has_its_figures_where_no_reader_expects_them():
    found = notice_texts("promptness", "UK17")
    assert all('"paymentsCompliance"' in text for text in found)
    assert len(found) == len(table("promptness_notices_truth"))


def test_every_plant_is_public_and_has_an_indicator_that_must_notice_it():
    plants = table("plants_truth")
    ocids = {record["ocid"] for record in table("releases_truth")}
    assert len({plant["flag_id"] for plant in plants}) == len(plants) == 18
    assert {plant["ocid"] for plant in plants} <= ocids


def test_people_who_trade_under_their_own_names_win_and_state_no_number():
    people = [one for one in winners_truth(county()) if one["supplier_class"] == "person"]
    assert {one["source_id"] for one in people} == {"find_a_tender", "contracts_finder"}
    for one in people:
        text = " ".join(text for (ocid, _), text in texts().items() if ocid == one["ocid"])
        assert one["supplier_name"] in text
        assert "GB-COH" not in text


def test_calls_close_before_on_and_after_the_day_of_the_night():
    told = of_kind("open", table("processes_truth"))
    assert [one["opportunity"] for one in sorted(told, key=lambda one: one["tender_end_date"])] == [
        "", "open", "open", "open", "open",
    ]  # fmt: skip
