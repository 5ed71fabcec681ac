"""Lots of a year on Toyville: who may get devices, who counts where, and what is said when rules cannot hold."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo.errors import DataError
from geo.lots import LotsPlan, plan_lots, shared_need
from geo.lots.places import cap
from geo.settings import Lots
from tests import toyville
from tests.geo.lots.lot_towns import RULES, evidence, evidence_of, follow_up
from tests.laws import draws


def rules(**changed: object) -> Lots:
    return Lots(**{**RULES.model_dump(), **changed})


def lots_of(plan: LotsPlan, kind: str = "pc") -> dict[str, int]:
    table = plan.kinds[kind].table
    return dict(zip(table.index, table["lots"].tolist(), strict=True))


def test_twenty_pcs_in_proportion_within_the_caps() -> None:
    """Needs 102.7, 495.5 and 514.4: the school is full at 4, the other two share 16 as 2.7 to 13.3."""
    plan = plan_lots(evidence(), RULES)
    assert lots_of(plan) == {"b1-library": 3, "b2-hall": 13, "b3-school": 4}
    table = plan.kinds["pc"].table
    assert table["held_by"].to_dict() == {"b1-library": "", "b2-hall": "", "b3-school": "cap"}
    assert table["most"].tolist() == [12, 20, 4]
    assert table["quota"].sum() == pytest.approx(20)
    assert table["quota_by_need"].sum() == pytest.approx(20)
    assert table["difference"].sum() == pytest.approx(0)
    assert (plan.kinds["pc"].shares.last, plan.kinds["pc"].shares.following) == ("b2-hall", "b2-hall")
    assert plan.places["lot_pc"].sum() == 20
    assert plan.conflicts == ()


def test_every_rule_not_met_is_listed_and_unknown_is_one() -> None:
    unmet = plan_lots(evidence(), RULES).places["unmet"]
    assert unmet["b4-depot"] == "public_access function_known desks_known"
    assert unmet["b5-pool"] == "desks"
    assert unmet["b6-club"] == "public_access_known function_known"
    assert unmet["b7-lost"] == "located function_known desks_known people"
    assert unmet["b8-far"] == "in_commune function_known desks_known people"
    closed = plan_lots(evidence(), rules(least_hours_per_week=11)).places["unmet"]
    assert closed["b3-school"] == "hours"


def test_what_is_assumed_lets_places_in_and_is_told() -> None:
    told = plan_lots(evidence(), rules(assume_function=True, assumed_desks=2)).places
    assert told.loc["b4-depot", ["unmet", "assumed"]].tolist() == ["public_access", "function desks"]
    # Nobody knows whether the club is open to the public, which is not assumed.
    assert told.loc["b6-club", ["unmet", "assumed"]].tolist() == ["public_access_known", "function"]
    assert told.loc["b1-library", "assumed"] == ""
    unsaid = evidence_of(
        buildings=toyville.buildings({"a": {"opening_hours": None, "public_desks": 3, "function_in_charge": "x"}})
    )
    assert plan_lots(unsaid, RULES).places.loc["a", "unmet"] == "hours_known"
    assumed = plan_lots(unsaid, rules(assumed_hours_per_week=10)).places.loc["a"]
    assert (assumed["unmet"], assumed["assumed"], assumed["cap_pc"]) == ("", "hours", 3)


def test_a_forced_place_of_unknown_capacity_gets_the_minimum() -> None:
    plan = plan_lots(evidence(), rules(forced=("b4-depot", "b7-lost", "b6-club"), excluded=("b2-hall",)))
    lots = lots_of(plan)
    assert (lots["b4-depot"], lots["b7-lost"]) == (2, 2)
    # The club's desks are known: its lot is by need, up to its cap of 6.
    assert lots["b6-club"] == 6
    assert plan.kinds["pc"].table.loc["b4-depot", "held_by"] == "forced"
    assert "b2-hall" not in lots
    assert plan.places.loc["b2-hall", "status"] == "excluded"
    assert plan.places.loc["b4-depot", "unmet"] == "public_access function_known desks_known"


def test_a_place_that_cannot_take_the_minimum_gets_none_and_its_people_count_elsewhere() -> None:
    plan = plan_lots(evidence(), rules(least_lot={"pc": 5, "laptop": 0, "tablet": 0}))
    assert plan.kinds["pc"].not_taken == ("b3-school",)
    assert "b3-school" not in plan.kinds["pc"].need.of
    assert lots_of(plan) == {"b1-library": 5, "b2-hall": 15}


def test_buildings_that_are_not_there_are_all_named() -> None:
    with pytest.raises(DataError, match="nothing, nowhere"):
        plan_lots(evidence(), rules(forced=("nowhere", "b1-library"), excluded=("nothing",)))


def test_too_few_devices_names_every_kind_and_gives_nothing() -> None:
    asked = rules(pcs=5, budget_eur=1000, laptop_eur=400, tablet_eur=500, least_lot={"pc": 2, "laptop": 1, "tablet": 1})
    plan = plan_lots(evidence(), asked)
    assert [(each.subject, each.parameters["to_give"], each.parameters["owed"]) for each in plan.conflicts] == [
        ("pc", 5, 6),
        ("laptop", 1, 3),
        ("tablet", 1, 3),
    ]
    assert plan.places[["lot_pc", "lot_laptop", "lot_tablet"]].to_numpy().sum() == 0
    said = plan.conflicts[0].message.format(**plan.conflicts[0].parameters)
    assert "PCs to give: 5; owed: 6 (minimum lots: 6, for each place: 2, places: 3" in said


def test_last_years_lots_hold_within_the_change_asked_for() -> None:
    """Last year the library had 8, so that 7 to 9 are left to it; the hall had 1, so that it gets its minimum, 2."""
    known = evidence_of(
        devices=follow_up(
            {
                ("b1-library", "pc", 2026): 8,
                ("b2-hall", "pc", 2026): 1,
                ("b3-school", "pc", 2026): 9,
                ("b3-school", "pc", 2025): 1,
            }
        )
    )
    assert lots_of(plan_lots(known, RULES)) == lots_of(plan_lots(evidence(), RULES))
    plan = plan_lots(known, rules(most_change={"pc": 1}))
    assert lots_of(plan) == {"b1-library": 9, "b2-hall": 2, "b3-school": 4}
    table = plan.kinds["pc"].table
    assert table["held_by"].to_dict() == {"b1-library": "last_year", "b2-hall": "last_year", "b3-school": "cap"}
    assert table["last_year"].tolist() == [8, 1, 9]
    assert plan.kinds["pc"].shares.left == 5
    few = plan_lots(known, rules(pcs=12, most_change={"pc": 1}))
    assert few.conflicts[0].parameters == {
        "to_give": 12,
        "owed": 13,
        "by_minimum": 6,
        "least": 2,
        "places": 3,
        "by_change": 7,
    }


def test_euros_to_the_cent() -> None:
    """2,000.01 EUR: half, rounded down, is 1,000.00 for laptops, the rest for tablets."""
    asked = rules(budget_eur=2000.01, laptop_budget_share=0.5, laptop_eur=333.33, tablet_eur=100)
    plan = plan_lots(evidence(), asked)
    laptops, tablets = plan.kinds["laptop"], plan.kinds["tablet"]
    assert (laptops.pot_cents, laptops.bought, laptops.spent_cents) == (100_000, 3, 99_999)
    assert (tablets.pot_cents, tablets.bought, tablets.spent_cents) == (100_001, 10, 100_000)
    assert plan.left_cents == 2
    assert plan.kinds["pc"].spent_cents == 0


@pytest.mark.parametrize(("bought", "reserve"), [(20, 1), (21, 2), (0, 0), (1, 1)])
def test_the_reserve_is_whole_devices(bought: int, reserve: int) -> None:
    asked = rules(pcs=bought, reserve_share=0.05, least_lot={"pc": 0, "laptop": 0, "tablet": 0})
    lots = plan_lots(evidence(), asked).kinds["pc"]
    assert (lots.reserve, lots.given) == (reserve, bought - reserve)


def test_the_cap_is_exact() -> None:
    """Seven desks, 0.1 for each, open 40 of 40 hours: 0.7, not 0.7000000000000001; three desks of 1.1 and a third."""
    asked = Lots(devices_per_desk={"pc": 0.1, "laptop": 1.1, "tablet": 1}, full_hours_per_week=40)
    assert [cap(desks, 40.0, "pc", asked) for desks in (7, 10, 30)] == [0, 1, 3]
    assert cap(10, 40.0, "laptop", asked) == 11
    assert cap(9, 13.3, "tablet", asked) == 2
    assert cap(9, 400.0, "tablet", asked) == 9


def test_settings_that_contradict_themselves_are_all_told() -> None:
    with pytest.raises(ValidationError) as refused:
        Lots(
            budget_eur=10.005,
            forced=("a", "a", "b"),
            excluded=("b",),
            least_lot={"pc": -1, "laptop": 1},
            most_change={"pc": 20_000},
        )
    told = str(refused.value)
    for part in (
        "budget_eur: 10.005",
        "least_lot.pc: -1",
        "most_change.pc",
        "add tablet",
        "b is both",
        "a is given",
    ):
        assert part in told


@draws(60, everyday=6)
@given(reach_m=st.sampled_from([30.0, 60.0, 80.0, 100.0]), kept=st.sets(st.integers(0, 7)))
def test_nobody_is_counted_twice(reach_m: float, kept: set[int]) -> None:
    known = evidence()
    keys = [known.sites.index[place] for place in sorted(kept)]
    need = shared_need(known, keys, reach_m)
    walks, people = known.reach.toarray(), known.demand["vulnerable_count"].to_numpy()
    rows = [known.sites.index.get_loc(key) for key in keys]
    expected, alone = dict.fromkeys(keys, 0.0), 0.0
    for point, count in enumerate(people):
        near = [row for row in rows if 0 < walks[row, point] <= reach_m]
        for row in near:
            expected[known.sites.index[row]] += count / len(near)
        alone += 0.0 if near else count
    assert {key: float(each) for key, each in need.of.items()} == pytest.approx(expected, abs=1e-4)
    assert float(need.unreached) == pytest.approx(alone, abs=1e-4)
    whole = sum((Fraction(round(count * 1_000_000), 1_000_000) for count in people), Fraction(0))
    assert sum(need.of.values(), Fraction(0)) + need.unreached == whole


def test_people_two_places_reach_count_half_for_each() -> None:
    two = {key: {"at": (50.0, 50.0), "public_desks": 5, "function_in_charge": "x"} for key in ("a", "b")}
    need = shared_need(evidence_of(buildings=toyville.buildings(two)), ["a", "b"], 100.0)
    one = shared_need(evidence_of(buildings=toyville.buildings(two)), ["a"], 100.0)
    assert need.of["a"] == need.of["b"] == one.of["a"] / 2


def test_rows_in_another_order_give_the_same_lots() -> None:
    first, then = plan_lots(evidence(), RULES), plan_lots(evidence_of(turned=True), RULES)
    pd.testing.assert_frame_equal(first.places, then.places)
    for kind in first.kinds:
        pd.testing.assert_frame_equal(first.kinds[kind].table, then.kinds[kind].table)


def test_a_useless_place_changes_nothing() -> None:
    asked = rules(excluded=("b5-pool",))
    first, then = plan_lots(evidence(), RULES), plan_lots(evidence(), asked)
    assert lots_of(first) == lots_of(then)
    assert first.kinds["pc"].table.equals(then.kinds["pc"].table)


def test_no_place_at_all_gives_nothing_and_keeps_everything() -> None:
    plan = plan_lots(evidence(), rules(least_desks=99))
    assert plan.conflicts == ()
    assert plan.kinds["pc"].given == 0
    assert plan.kinds["pc"].shares.left == 20
    assert float(plan.kinds["pc"].need.unreached) == pytest.approx(2025)


def test_a_follow_up_of_buildings_that_are_not_there_is_told() -> None:
    known = evidence_of(devices=follow_up({("b9-gone", "pc", 2026): 3, ("b8-old", "pc", 2020): 3}))
    plan = plan_lots(known, RULES)
    assert [(each.code, each.parameters) for each in plan.notes] == [("lots.elsewhere", {"keys": "b9-gone"})]
    assert lots_of(plan) == lots_of(plan_lots(evidence(), RULES))
