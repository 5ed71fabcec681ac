"""What a decision on the roster or the lots costs, on paper: helps a week, and devices for the other places."""

import pytest

from geo.lots import plan_lots
from geo.roster import door_names, plan_roster, price_of_door
from geo.settings import SchoolLots
from store.decisions import Cost, Decision, asks_a_cost, cost_in_lots, cost_in_roster, hash_of_entry
from store.decisions.entries import chained
from tests.geo.lots import lot_towns
from tests.geo.roster.roster_towns import BASE, ticking_clock
from tests.store.decisions.logs import NOW, decided
from tests.store.decisions.test_plans import TOWN
from words import translator
from words.decisions.entries import cost_words
from words.numbers import Numbers

EN = Numbers("en", translator("en"))


FORMER = "9a327d7ec44886c95539a32fc61df8adb1f3eb384c2998b847f155b7930e070d"
"""Hash of an entry that the program wrote before it had a place for helps and devices."""


def told(kind: str, subject: str, about: str) -> Decision:
    return decided(kind=f"building_{kind}", subject=subject, about=about)


def test_a_door_costs_the_helps_that_are_given_elsewhere_without_it() -> None:
    evidence = TOWN.evidence()
    plan = plan_roster(evidence, BASE, ticking_clock())
    assert plan.certificate["helps_per_week"] == 16, "a pair at d0 and one at d1, 8 helps each"
    costs = {door: price_of_door(plan, evidence, door, ticking_clock()) for door in door_names(evidence).index}
    # Both pairs at d1 help 16 of its 20. At d2 one person asks for one help; half of it (seniors) and 0.4 of the rest
    # can come in the half-day of the one pair: 8 + 0.7 helps instead of 16.
    assert (costs["d0"].rule.kind, costs["d0"].verdict, costs["d0"].helps_per_week) == ("excluded", "nothing", 0)
    assert (costs["d2"].rule.kind, costs["d2"].verdict) == ("forced_in", "costs")
    assert costs["d2"].helps_per_week == pytest.approx(7.3)
    assert costs["d2"].low - 1e-6 <= 7.3 <= costs["d2"].high + 1e-6
    assert costs["d3"].verdict == "impossible", "it is never open"


def test_forcing_what_the_scenario_excludes_may_help() -> None:
    evidence = TOWN.evidence()
    roster = BASE.model_copy(update={"excluded": ("d0", "d1")})
    plan = plan_roster(evidence, roster, ticking_clock())
    assert plan.certificate["helps_per_week"] == 1
    price = price_of_door(plan, evidence, "d1", ticking_clock())
    assert price.helps_per_week == 1 - 16, "fewer than no helps less: 15 more"


def test_a_decision_on_the_roster_says_what_it_costs_or_why_that_is_not_known() -> None:
    evidence = TOWN.evidence()
    plan, control = plan_roster(evidence, BASE, ticking_clock()), ticking_clock()
    assert cost_in_roster(told("forced", "d0", "aidants"), plan, evidence, control) == Cost(helps_per_week=0.0)
    assert cost_in_roster(told("excluded", "d2", "aidants"), plan, evidence, control) == Cost(helps_per_week=0.0)
    assert "conflicts" in cost_in_roster(told("forced", "d3", "aidants"), plan, evidence, control).why_not
    assert "no roster" in cost_in_roster(told("forced", "d2", "aidants"), None, evidence, control).why_not


def test_a_place_costs_the_devices_the_others_get_less() -> None:
    evidence, rules = lot_towns.evidence(), lot_towns.RULES
    lots = plan_lots(evidence, rules).places["lot_pc"]
    assert lots.sum() == 20
    hall = int(lots["b2-hall"])
    # Without the hall there is room for 12 in the library and 4 in the school, whatever is left over.
    assert cost_in_lots(told("excluded", "b2-hall", "devices"), rules, evidence) == Cost(devices=20 - hall - 16)
    assert cost_in_lots(told("excluded", "b5-pool", "devices"), rules, evidence) == Cost(devices=0)
    assert cost_in_lots(told("forced", "b2-hall", "devices"), rules, evidence) == Cost(devices=0)
    few = rules.model_copy(update={"pcs": 6})
    # Six PCs are two for each of the three; the depot, forced in, would need two more.
    assert "conflicts" in cost_in_lots(told("forced", "b4-depot", "devices"), few, evidence).why_not


def test_a_school_site_costs_the_devices_other_schools_get_less() -> None:
    """30 devices go 10 to 20; without ``s2``, ``s1`` gets all of them; ``s3``, forced, takes its minimum of 2."""
    sites = {("s1", "primary"): (200, 20), ("s2", "primary"): (200, 1), ("s3", "primary"): (90, None)}
    evidence = lot_towns.evidence_of(school_pupils=lot_towns.pupils(sites))
    rules = lot_towns.RULES.model_copy(update={"schools": SchoolLots(primary=30, least_lot=2)})

    def cost(kind: str, site: str) -> Cost:
        return cost_in_lots(decided(kind=f"school_{kind}", subject=site, about="devices"), rules, evidence)

    assert asks_a_cost(decided(kind="school_forced", subject="s1", about="devices"))
    assert cost("excluded", "s2") == Cost(devices=-20), "the others get 20 more"
    assert cost("forced", "s3") == Cost(devices=2)
    assert cost("forced", "s1") == Cost(devices=0)
    few = cost_in_lots(decided(kind="school_forced", subject="s1", about="devices"), lot_towns.RULES, evidence)
    assert "no devices for schools" in few.why_not


@pytest.mark.parametrize(
    ("about", "amounts", "said"),
    [
        ("wifi", {"people": 12.0, "capex_eur": 1500.0}, "fewer people served: 12; first costs: €1,500"),
        ("wifi", {"capex_eur": 1500.0}, "fewer people served: not computed; first costs: €1,500"),
        ("wifi", {}, "not computed"),
        ("aidants", {"helps_per_week": 1.54}, "fewer helps a week: 1.5"),
        ("devices", {"devices": 0}, "fewer devices for the others: 0"),
        ("devices", {}, "not computed"),
    ],
)
def test_what_it_costs_is_said_in_the_words_of_its_plan(about: str, amounts: dict[str, float], said: str) -> None:
    entry = chained(decided(about=about, **amounts), "toy", NOW, None)
    assert asks_a_cost(entry)
    assert cost_words(entry, EN) == said
    assert cost_words(chained(decided(kind="layer_accepted", about="", subject="fibre"), "toy", NOW, None), EN) == ""


def test_entries_of_the_former_version_keep_their_hashes() -> None:
    entry = chained(decided(people=1.5, capex_eur=-10.25), "toyville", NOW, None)
    assert hash_of_entry(entry) == FORMER
