"""Decisions laid over the roster and the lots: a plan solved again holds them, or says which of them are in the way."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lots import plan_lots
from geo.roster import plan_roster
from geo.settings import Lots, Programme, Roster
from store.decisions import (
    Decision,
    Entry,
    Outcome,
    held,
    in_force,
    laid_over,
    outcome_of_lots,
    outcome_of_roster,
    overlay_on,
    places_of,
)
from store.decisions.entries import chained, tidied
from tests.geo.lots import lot_towns
from tests.geo.roster.roster_towns import BASE, Door, People, Town, Workplace, ticking_clock
from tests.laws import draws
from tests.store.decisions.logs import NOW, decided
from words import translator
from words.decisions.laid import laid_sentences

EN = translator("en")

TOWN = Town(
    doors=(Door("d0"), Door("d1"), Door("d2"), Door("d3", open=())),
    people=(People("p0", 30, {"d0": 100.0}), People("p1", 20, {"d1": 100.0}), People("p2", 1, {"d2": 100.0})),
)
"""Two pairs of aidants, three doors and one that is never open: they go where most people are, d0 and d1."""


def log_of(told: list[Decision]) -> tuple[Entry, ...]:
    """Return the entries of decisions, as a log would have them."""
    found: list[Entry] = []
    for each in told:
        found.append(chained(tidied(each), "toyville", NOW, found[-1] if found else None))
    return tuple(found)


def asked(about: str, forced: list[str], excluded: list[str]) -> tuple[Entry, ...]:
    """Return the entries that force and exclude places."""
    told = [decided(kind="building_forced", about=about, subject=key) for key in forced]
    told += [decided(kind="building_excluded", about=about, subject=key) for key in excluded]
    return log_of(told)


def roster_with(entries: tuple[Entry, ...], roster: Roster = BASE) -> tuple[Outcome, list[str]]:
    """Return what the roster of the town comes to with decisions laid over it, and what is said of them."""
    evidence = TOWN.evidence()
    overlay = laid_over(roster, in_force(entries), places_of(evidence, roster))
    assert overlay.conflicts == ()
    outcome = outcome_of_roster(plan_roster(evidence, overlay.settings, ticking_clock()))
    return outcome, laid_sentences(entries, overlay, outcome, EN)


def test_a_door_that_is_forced_or_excluded_is_so_in_the_roster() -> None:
    without, said = roster_with(())
    assert (set(without.begins), said) == ({"d0", "d1"}, ["No decision is in force."])
    forced, said = roster_with(asked("aidants", ["d2"], []))
    assert set(forced.begins) == {"d0", "d2"}
    assert said == ["Decisions that the plan holds: 1."]
    excluded, said = roster_with(asked("aidants", [], ["d0"]))
    assert set(excluded.begins) == {"d1"}, "both pairs at d1 help 16, one of them at d2 only 9"
    assert said == ["Decisions that the plan holds: 1."]
    other, said = roster_with(asked("wifi", ["d2"], []))
    assert other == without
    assert said == ["Decisions that ask nothing of this plan: 1."]


def test_a_roster_that_cannot_hold_the_decisions_names_those_in_the_way() -> None:
    outcome, said = roster_with(asked("aidants", ["d0", "d1", "d2"], []))
    assert not outcome.has_plan
    assert len(said) == 3, "two pairs cannot be at three doors"
    assert all("is part of this conflict: Building forced" in each for each in said)
    outcome, said = roster_with(asked("aidants", ["d3"], ["d0"]))
    assert not outcome.has_plan
    assert [each[:40] for each in said] == [
        "Decision 1 is part of this conflict: Bui",
        "Other decisions on places, which may be ",
    ]
    assert said[1].endswith("why there is no plan: 2.")


def test_the_wave_of_a_door_that_was_decided_is_compared_and_not_laid_over() -> None:
    first = decided(kind="wave_overridden", about="aidants", subject="d0", value="1")
    second = decided(kind="wave_overridden", about="aidants", subject="d0", value="2")
    outcome, said = roster_with(log_of([first, second]))
    assert outcome.begins["d0"] == 1
    assert said == [
        "Decisions that the plan holds: 1.",
        "The plan does not hold decision 2: Year or wave overridden: d0 (Roster of aidants, 2).",
    ]


def test_a_partner_s_place_can_be_decided_on_by_the_key_the_roster_has_for_it() -> None:
    town = Town(doors=(Door("d0"),), people=TOWN.people, workplaces=(Workplace("w0", "d0", 4),))
    evidence = town.evidence()
    assert evidence.workplaces is not None
    apart = evidence.workplaces.assign(place_status="by_itself").rename(index={"w0": "d0"})
    evidence.__dict__["workplaces"] = apart
    assert places_of(evidence, BASE) == {"d0", "workplace:d0"}
    assert places_of(evidence, Programme()) == {"d0"}


_DOORS = ("d0", "d1", "d2", "d3", "gone")


@draws(80)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(_DOORS)), max_size=4),
    st.sampled_from([(), ("d1",)]),
    st.sampled_from([(), ("d2",)]),
)
def test_a_roster_with_the_decisions_laid_over_holds_them_or_a_conflict_names_them(
    told: list[tuple[bool, str]], out: tuple[str, ...], must: tuple[str, ...]
) -> None:
    kinds = {True: "building_forced", False: "building_excluded"}
    entries = log_of([decided(kind=kinds[forced], about="aidants", subject=key) for forced, key in told])
    roster = BASE.model_copy(update={"excluded": out, "forced_in": must})
    evidence = TOWN.evidence()
    overlay = laid_over(roster, entries, places_of(evidence, roster))
    _conflicts_are_the_contradictions(entries, overlay.conflicts)
    if overlay.conflicts:
        assert overlay.settings == roster
        return
    plan = plan_roster(evidence, overlay.settings, ticking_clock())
    outcome = outcome_of_roster(plan)
    if outcome.has_plan:
        assert all(held(entry, [outcome]) for entry in entries)
    else:
        assert outcome.clashing, "at the least the rules that clash are named"
        assert outcome.clashing <= set(overlay.settings.forced_in)
        said = "\n".join(laid_sentences(entries, overlay, outcome, EN))
        named = {entry.subject for entry in entries if f"Decision {entry.number} is part" in said}
        assert named == outcome.clashing & set(overlay.places.forced)


_PLACES = ("b1-library", "b2-hall", "b3-school", "b4-depot", "b5-pool", "gone")


def _lots(entries: tuple[Entry, ...], **changes: Any) -> tuple[Any, Outcome, list[str]]:
    rules = Lots.model_validate({**lot_towns.RULES.model_dump(), **changes})
    overlay = laid_over(rules, in_force(entries), places_of(lot_towns.evidence(), rules))
    if overlay.conflicts:
        return overlay, Outcome("devices", {}, has_plan=False), []
    outcome = outcome_of_lots(plan_lots(lot_towns.evidence(), overlay.settings))
    return overlay, outcome, laid_sentences(entries, overlay, outcome, EN)


@draws(200)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(_PLACES)), max_size=5),
    st.sampled_from([4, 6, 20]),
    st.sampled_from([(), ("b2-hall",)]),
)
def test_lots_with_the_decisions_laid_over_hold_them_or_the_conflict_names_them(
    told: list[tuple[bool, str]], pcs: int, out: tuple[str, ...]
) -> None:
    kinds = {True: "building_forced", False: "building_excluded"}
    entries = log_of([decided(kind=kinds[forced], about="devices", subject=key) for forced, key in told])
    overlay, outcome, said = _lots(entries, pcs=pcs, excluded=out)
    _conflicts_are_the_contradictions(entries, overlay.conflicts)
    if overlay.conflicts:
        return
    if outcome.has_plan:
        # A pool with no desk can take nothing, forced or not: that is said, not hidden.
        missed = [entry for entry in entries if held(entry, [outcome]) is False]
        assert {entry.subject for entry in missed} <= {"b5-pool"}
        assert all(f"does not hold decision {entry.number}:" in "\n".join(said) for entry in missed)
    else:
        assert outcome.begins == {}
        named = {entry.subject for entry in entries if f"Decision {entry.number} is part" in "\n".join(said)}
        assert named == outcome.clashing, "who is in only by decision, and asks for a minimum lot"
        assert named or pcs < 6


def test_a_conflict_of_school_lots_is_put_down_to_no_place() -> None:
    assessed = lot_towns.assessment()
    rules = Lots.model_validate({**lot_towns.RULES.model_dump(), "schools": {"primary": 1, "least_lot": 2}})
    entries = asked("devices", ["b4-depot"], ["b2-hall"])
    overlay = laid_over(rules, entries, places_of(assessed.evidence, rules))
    plan = plan_lots(assessed.evidence, overlay.settings)
    assert [each.subject for each in plan.conflicts] == ["primary"]
    assert laid_sentences(entries, overlay, outcome_of_lots(plan), EN) == []


def test_a_conflict_of_districts_may_be_about_any_place() -> None:
    totals = {"by_district": True, "district_totals": {"North": 20, "South": 0}}
    _, outcome, said = _lots(asked("devices", ["b4-depot"], ["b2-hall"]), **totals)
    assert (outcome.has_plan, said) == (False, ["Other decisions on places, which may be why there is no plan: 1, 2."])


def test_what_is_gone_is_no_longer_excluded_from_lots_that_refuse_what_nobody_knows() -> None:
    overlay, outcome, said = _lots(asked("devices", [], ["gone"]))
    assert overlay.settings.excluded == ()
    assert [str(note) for note in overlay.notes] == [
        "gone: decision 1 excludes it; the inventory has no such building any more."
    ]
    assert (outcome.has_plan, said) == (True, ["Decisions that the plan holds: 1."])


@pytest.mark.parametrize("settings", [BASE, lot_towns.RULES, Programme()])
def test_a_decision_counts_before_the_scenario_and_a_note_says_so(settings: Any) -> None:
    name, about = {Roster: ("forced_in", "aidants"), Lots: ("forced", "devices"), Programme: ("forced_in", "wifi")}[
        type(settings)
    ]
    own = settings.model_copy(update={name: ("d0",), "excluded": ("d1",)})
    overlay = laid_over(own, asked(about, ["d1"], ["d0"]), {"d0", "d1"})
    assert (getattr(overlay.settings, name), overlay.settings.excluded) == (("d1",), ("d0",))
    assert [str(note) for note in overlay.notes] == [
        "d0: decision 2 excludes it, though the scenario forces it; the decision counts.",
        "d1: decision 1 forces it, though the scenario excludes it; the decision counts.",
    ]
    untouched = laid_over(own, asked("nothing", ["d1"], ["d0"]), {"d0", "d1"})
    assert untouched.settings == own


def _conflicts_are_the_contradictions(entries: tuple[Entry, ...], conflicts: tuple[Any, ...]) -> None:
    forced = {entry.subject for entry in entries if entry.kind == "building_forced"}
    excluded = {entry.subject for entry in entries if entry.kind == "building_excluded"}
    assert {each.parameters["building"] for each in conflicts} == (forced & excluded) | (forced & {"gone"})


def _sites(pupils: dict[tuple[str, str], tuple[int | None, int | None]]) -> Any:
    return lot_towns.evidence_of(school_pupils=lot_towns.pupils(pupils))


SCHOOLS = {("s1", "primary"): (200, 20), ("s2", "primary"): (200, 1), ("s3", "primary"): (90, None)}
"""Pupils and class: nobody knows the class of ``s3``, which hence gets nothing."""


def _schools(entries: tuple[Entry, ...], **schools: Any) -> tuple[Any, Any, list[str]]:
    rules = Lots.model_validate({**lot_towns.RULES.model_dump(), "schools": {"primary": 30, "least_lot": 2, **schools}})
    evidence = _sites(SCHOOLS)
    overlay = overlay_on(rules, in_force(entries), evidence)
    if overlay.conflicts:
        return overlay, None, []
    plan = plan_lots(evidence, overlay.settings)
    return overlay, plan, laid_sentences(entries, overlay, outcome_of_lots(plan), EN)


def _of_schools(*told: tuple[str, str]) -> tuple[Entry, ...]:
    return log_of([decided(kind=f"school_{kind}", about="devices", subject=site) for kind, site in told])


def test_a_school_site_is_forced_or_excluded_as_a_building_is_and_an_undoing_takes_it_back() -> None:
    """200 pupils weigh 200 in class 20 and 400 in class 1, so that 30 devices go 10 to 20; s3 gets its minimum of 2."""
    entries = _of_schools(("forced", "s3"), ("excluded", "s1"))
    overlay, plan, said = _schools(entries)
    assert plan.school_sites.set_index("school_site_id")["lot"].to_dict() == {"s1": 0, "s2": 28, "s3": 2}
    assert said == ["Decisions that the plan holds: 1, 2."]
    assert (overlay.settings.schools.forced, overlay.settings.schools.excluded) == (("s3",), ("s1",))
    assert (overlay.settings.forced, overlay.settings.excluded) == ((), ()), "a site is no building"
    undone = (
        *entries,
        chained(tidied(decided(kind="undone", subject="", about="", undoes=1)), "toy", NOW, entries[-1]),
    )
    _, plan, said = _schools(undone)
    assert plan.school_sites.set_index("school_site_id")["lot"].to_dict() == {"s1": 0, "s2": 30, "s3": 0}
    assert said == ["Decisions that the plan holds: 2."]


def test_a_site_that_has_the_key_of_a_building_is_not_that_building() -> None:
    sites = {("b4-depot", "primary"): (100, 20), ("s1", "primary"): (100, 20)}
    evidence = _sites(sites)
    rules = Lots.model_validate({**lot_towns.RULES.model_dump(), "schools": {"primary": 10}})
    school = _of_schools(("excluded", "b4-depot"))
    building = asked("devices", ["b4-depot"], [])
    for entries, lots in ((school, (0, 10)), (building, (5, 5))):
        overlay = overlay_on(rules, entries, evidence)
        plan = plan_lots(evidence, overlay.settings)
        assert tuple(plan.school_sites["lot"]) == lots
        assert held(entries[0], [outcome_of_lots(plan)])
        assert (plan.places.loc["b4-depot", "lot_pc"] > 0) == (entries is building)


def test_school_decisions_that_cannot_hold_are_named_and_those_that_change_nothing_are_said() -> None:
    both, _, _ = _schools(_of_schools(("forced", "s1"), ("excluded", "s1"), ("forced", "gone")))
    assert [str(each) for each in both.conflicts] == [
        "School site s1 is forced (decision 1) and excluded (decision 2) at once. Undo one of them.",
        "School site gone is forced (decision 3), but the table of pupils has no such site any more. Undo it.",
    ]
    assert both.settings.schools.forced == (), "then none of them is laid over"
    gone, plan, said = _schools(_of_schools(("excluded", "gone"), ("forced", "s2")), excluded=("s2",), forced=("s1",))
    assert [str(each) for each in gone.notes] == [
        "School site s2: decision 2 forces it, though the scenario excludes it; the decision counts.",
        "School site gone: decision 1 excludes it; the table of pupils has no such site any more.",
    ]
    assert (plan.conflicts, said) == ((), ["Decisions that the plan holds: 1, 2."])
    unasked, _, said = _schools(_of_schools(("forced", "s1")), primary=0)
    assert [str(each) for each in unasked.notes] == [
        "School site s1: decision 1 forces it, but the scenario has no devices for schools."
    ]
    assert said == ["The plan does not hold decision 1: School site forced: s1 (Device lots)."]


def test_a_site_forced_in_is_named_where_its_level_has_too_few_devices() -> None:
    _, plan, said = _schools(_of_schools(("forced", "s3"), ("excluded", "s2")), primary=3)
    assert [each.subject for each in plan.conflicts] == ["primary"], "s1 and s3 ask for two each"
    assert said == ["Decision 1 is part of this conflict: School site forced: s3 (Device lots)."]


@draws(60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["forced", "excluded"]), st.sampled_from(["s1", "s2", "s3", "gone"])), max_size=5
    )
)
def test_lots_of_schools_hold_the_decisions_or_the_conflict_names_them(told: list[tuple[str, str]]) -> None:
    entries = _of_schools(*told)
    overlay, plan, said = _schools(entries, primary=30)
    forced, out = ({site for kind, site in told if kind == each} for each in ("forced", "excluded"))
    assert {each.parameters["school"] for each in overlay.conflicts} == (forced & out) | (forced & {"gone"})
    if not overlay.conflicts:
        outcome = outcome_of_lots(plan)
        assert all(held(entry, [outcome]) for entry in entries), said
