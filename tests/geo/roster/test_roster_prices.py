"""Prices of rules of rosters: beside a direct model with and without each rule, by hand, and where little is proven."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from geo.roster.instance import Rule, build_roster_instance
from geo.roster.planning import plan_roster
from geo.roster.prices import RosterPrice, liftable_rules, roster_prices, roster_prices_table
from geo.settings.programme import DistrictMinimum
from geo.settings.roster import Roster
from tests.geo.roster.roster_peer import direct
from tests.geo.roster.roster_towns import BASE, Door, People, Town, cases, ticking_clock
from tests.laws import draws


def priced(town: Town, roster: Roster) -> list[RosterPrice]:
    evidence = town.evidence()
    return list(roster_prices(plan_roster(evidence, roster, ticking_clock()), evidence, ticking_clock()))


def lifted(roster: Roster, rule: Rule) -> Roster | None:
    """Return the settings without a rule; None where they cannot say it."""
    if rule.kind in ("forced_in", "excluded"):
        left = tuple(each for each in getattr(roster, rule.kind) if each != rule.subject)
        return roster.model_copy(update={rule.kind: left})
    if rule.kind == "activity_least":
        return roster.model_copy(update={"least_half_days_of_activity": {}})
    if rule.kind == "activity_most":
        return roster.model_copy(update={"most_half_days_of_activity": {}})
    if not rule.subject:
        return roster.model_copy(update={"district_floor": None} if rule.kind == "floor" else {"open_half_days": ()})
    return None


@given(case=cases())
@draws(120, everyday=8)
def test_a_price_is_what_a_direct_model_gives_more_without_the_rule(case: tuple[Town, Roster]) -> None:
    town, roster = case
    best = direct(town, roster)
    for price in priced(town, roster):
        without = lifted(roster, price.rule)
        if without is None:
            continue
        free = direct(town, without)
        if best.total is None:
            assert price.verdict == ("impossible" if free.total is None else "possible")
            continue
        assert free.total is not None
        cost = free.total - best.total
        assert price.low - 2e-3 <= cost <= price.high + 2e-3
        assert price.helps_per_week == pytest.approx(cost, abs=2e-3)
        assert price.verdict == ("costs" if cost > 0.06 else "nothing" if cost < 0.04 else price.verdict)


TOWN = Town(
    doors=(Door("b0", ("mon_morning",)), Door("b1", ("tue_morning",), "sport", "C"), Door("b2", ("mon_morning",))),
    people=(
        People("p0", 8, {"b0": 100.0}, seniors=1.0),
        People("p1", 2, {"b1": 100.0}, seniors=1.0, section="C"),
        People("p2", 7, {"b2": 100.0}, seniors=1.0),
    ),
)
RULES = BASE.model_copy(
    update={
        "aidants": 4,
        "forced_in": ("b1",),
        "excluded": ("b2",),
        "district_floor": DistrictMinimum(by="district", served_share=0.4),
        "open_half_days": ("tue_morning",),
        "open_by": "district",
    }
)


def test_by_hand() -> None:
    """Two pairs, of which one has to be at b1, where it gives 2; b0 gives 8; b2, shut out, would give 7.

    Nobody but b1 can keep the floor of the north, 0.8 helps, and forced and floor both hold it there: each alone costs
    nothing. With b2 let in, the second pair still has to be at b1, and b0 keeps the first.
    """
    found = {(each.rule.kind, each.rule.subject): each for each in priced(TOWN, replace_open(RULES))}
    assert {key: each.helps_per_week for key, each in found.items()} == pytest.approx(
        {("floor", ""): 0, ("floor", "North"): 0, ("floor", "South"): 0, ("forced_in", "b1"): 0, ("excluded", "b2"): 0}
    )
    only = BASE.model_copy(update={"aidants": 4, "forced_in": ("b1",)})
    (forced,) = priced(TOWN, only)
    # Without it the pair goes from b1 to b2: 8 + 7 instead of 8 + 2.
    assert (forced.low, forced.helps_per_week, forced.high) == pytest.approx((5, 5, 5), abs=1e-3)
    assert (forced.verdict, forced.proven, forced.helps_without) == ("costs", True, pytest.approx(15))
    assert roster_prices_table([forced])["subject"].tolist() == ["b1"]


def replace_open(roster: Roster) -> Roster:
    return roster.model_copy(update={"open_half_days": ()})


def test_a_floor_that_every_roster_as_good_keeps_costs_nothing_and_needs_no_bound() -> None:
    """Ten seniors in each district, a door each: three pairs give ten and eight.

    Without its floor of two, either district could have less than two only where the whole has less than twelve. With
    floors of eight that says nothing: eighteen is not less than ten and eight. Nothing is known of the roster's bound.
    """
    town = Town(
        doors=(Door("b0", desks=4), Door("b1", section="C", desks=4)),
        people=(
            People("p0", 10, {"b0": 100.0}, seniors=1.0),
            People("p1", 10, {"b1": 100.0}, seniors=1.0, section="C"),
        ),
    )
    evidence = town.evidence()

    def prices_of(share: float) -> list[RosterPrice]:
        floor = DistrictMinimum(by="district", served_share=share)
        plan = plan_roster(evidence, BASE.model_copy(update={"aidants": 6, "district_floor": floor}), ticking_clock())
        assert plan.certificate["helps_per_week"] == pytest.approx(18)
        loose = replace(plan, certificate={**plan.certificate, "status": "best_found", "bound_helps_per_week": 25.0})
        # No search has the time to prove anything.
        return list(roster_prices(loose, evidence, ticking_clock(), time_limit_s=1e-6))

    for price in prices_of(0.2):
        assert (price.low, price.helps_per_week, price.high) == (0, 0, 0)
        assert (price.verdict, price.proven, price.helps_without) == ("nothing", True, pytest.approx(18))
    assert [each.verdict for each in prices_of(0.8)] == ["too_wide"] * 3


def test_all_rules_that_have_a_price_are_named() -> None:
    rules = liftable_rules(build_roster_instance(TOWN.evidence(), RULES))
    assert [(each.kind, each.subject, each.half_day) for each in rules] == [
        ("floor", "", ""),
        ("floor", "North", ""),
        ("floor", "South", ""),
        ("forced_in", "b1", ""),
        ("excluded", "b2", ""),
        ("open", "", "tue_morning"),
    ]


def test_a_price_is_no_surer_than_the_two_searches() -> None:
    """With a bound that is known badly only, the price is a wide interval and is not said to be anything."""
    evidence = TOWN.evidence()
    only = BASE.model_copy(update={"aidants": 4, "forced_in": ("b1",)})
    plan = plan_roster(evidence, only, ticking_clock())
    loose = replace(plan, certificate={**plan.certificate, "status": "best_found", "bound_helps_per_week": 15.5})
    (price,) = roster_prices(loose, evidence, ticking_clock())
    assert not price.proven
    assert price.low <= 1e-3
    assert price.high == pytest.approx(5, abs=1e-3)
    assert price.verdict == "too_wide"
    unknown = replace(plan, certificate={**plan.certificate, "status": "none_found", "helps_per_week": np.nan})
    (price,) = roster_prices(unknown, evidence, ticking_clock())
    assert price.verdict == "not_known"
    stopped = replace(ticking_clock(), stop=lambda: True)
    assert list(roster_prices(plan, evidence, stopped)) == []
