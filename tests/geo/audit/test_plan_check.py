"""The check of a plan: it passes on every plan made, whatever the rules, and catches mistakes in what plans."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import config
from exports.programme_files import read_plan, write_plan
from exports.programme_tables import PlanToWrite
from geo.audit._buildings import decimal, whole_cents
from geo.audit._claimed import Claimed
from geo.audit.check import verdict
from geo.programme.instance import costs as programme_costs
from geo.programme.instance import demand as programme_demand
from geo.programme.instance import sites as programme_sites
from geo.programme.instance.instance import Instance
from geo.programme.plan.three_way import three_way
from geo.programme.rules import floor as programme_floor
from geo.programme.rules import floor_cents
from geo.programme.search import best as programme_best
from geo.settings.parameters import Parameters
from geo.settings.programme import DistrictMinimum, Programme, Quote, Tier
from store.assessments import open_assessment
from store.plans import kept_plan
from store.store import Store
from tests import toy_plans
from tests.laws import draws, some
from tests.plan_edits import WIFI
from tests.toy_plans import BUILDINGS, PROGRAMMES, check, said

OTHERS = [(name, variant) for variant in ("bare", "closed") for name in PROGRAMMES]


@pytest.mark.parametrize(("name", "variant"), [*((name, "full") for name in PROGRAMMES), *some(OTHERS, everyday=8)])
def test_every_plan_made_passes(name: str, variant: str, tmp_path: Path) -> None:
    assert said(check(toy_plans.written(tmp_path, name, variant), variant)) == ""


def test_the_programmes_tried_have_every_outcome_and_every_rule_in_use(tmp_path: Path) -> None:
    outcomes = {name: read_plan(toy_plans.written(tmp_path / name, name)) for name in PROGRAMMES}
    assert {claimed.proof.certificate.status for claimed in outcomes.values()} == {
        *("optimal", "best_found", "none_found", "infeasible"),
    }
    assert [name for name, claimed in outcomes.items() if claimed.proof.conflict] == [
        "too little money",
        "ceiling too low",
        "floors beyond the budget",
        "minimum too high",
        "forced but closed",
    ]
    assert outcomes["little time"].proof.certificate.gap
    assert not outcomes["no money"].wifi
    full = outcomes["every rule"]
    bought = [row.cells["building_id"] for row in full.wifi]
    assert len(bought) > len(set(bought)), "no upgrade was bought"
    assert None in [row.cells["access_points"] for row in full.wifi]
    assert {row.cells["reason"] for row in full.waiting} >= {
        "excluded",
        "not_chosen",
        "running_cost_not_known",
        "located",
        "in_commune",
        "public_access",
        "public_access_known",
        "not_equipped",
    }
    broken = {each.kind for told in full.proof.three_way for each in told.rules_broken}
    assert "floor" in broken


def _quotes(amount: st.SearchStrategy[float]) -> st.SearchStrategy:
    quote = st.builds(Quote, capex_eur=amount, access_points=st.none() | st.integers(0, 9), opex_eur_per_year=amount)
    return st.dictionaries(
        st.sampled_from(sorted(BUILDINGS)), st.fixed_dictionaries({"public_rooms": quote}), max_size=2
    )


_EUROS = st.integers(0, 3_000_000).map(lambda cents: cents / 100)
_SHARES = st.integers(0, 10_000).map(lambda parts: parts / 10_000)


@draws(25)
@given(
    programme=st.builds(
        Programme,
        budgets_eur=st.lists(_EUROS, min_size=1, max_size=3).map(tuple),
        carry_over=st.booleans(),
        floor_share=_SHARES.map(lambda share: share / 4),
        floor_eur_of_activity=st.dictionaries(
            st.sampled_from(["sport", "culture"]), _EUROS.map(lambda eur: eur / 10), max_size=1
        ),
        last_years_without_floors=st.integers(0, 4),
        least_person_years_per_thousand_eur=st.sampled_from([0.0, 0.0, 0.75, 41.3]),
        opex_ceiling_eur_per_year=st.none() | _EUROS,
        district_minimum=st.none()
        | st.builds(
            DistrictMinimum, by=st.sampled_from(["district", "section"]), served_share=_SHARES.map(lambda s: s / 3)
        ),
        who_counts=st.sampled_from(["vulnerable", "in_a_gap", "all"]),
        reach_m=st.integers(30, 400).map(float),
        existing_share=_SHARES,
        wait_for_fibre=st.booleans(),
        excluded=st.lists(st.sampled_from(["b1-library", "c1-club"]), unique=True).map(tuple),
        forced_in=st.lists(st.sampled_from(["b2-hall", "c2-hall"]), unique=True).map(tuple),
        quotes=_quotes(_EUROS),
    ),
    variant=st.sampled_from(["full", "bare"]),
)
def test_whatever_the_rules_the_plan_passes(
    programme: Programme, variant: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, assessed = tmp_path_factory.mktemp("plan"), toy_plans.assessment(variant)
    write_plan(folder, toy_plans.to_write(assessed, programme), assessed, toy_plans.SNAPSHOT)
    assert said(check(folder, variant)) == ""


def _no_entry(*words: object) -> pd.DataFrame:
    return programme_costs.entry_cents(*words) * 0


def _rounded_down(area_m2: float, tier: Tier, per_point_m2: float) -> tuple[int, int]:
    return max(tier.least_points, int(tier.floor_share * area_m2 / per_point_m2)), tier.outdoor_points


MISTAKES: dict[str, tuple[object, str, Callable]] = {
    "what is paid once is forgotten": (programme_sites, "entry_cents", _no_entry),
    "access points are rounded down": (programme_costs, "access_points", _rounded_down),
    "existing Wi-Fi is forgotten": (
        programme_demand,
        "_covered_now",
        lambda _, people, *__: np.zeros(len(people), bool),
    ),
    "walks are twice as long": (programme_demand, "within", lambda reach, limit_m: _WITHIN(reach, 2 * limit_m)),
    "dates are not looked at": (programme_sites, "ready_year", lambda sites, _: pd.Series(0.0, index=sites.index)),
    "floors are forgotten": (programme_floor, "floor_cents", lambda *_: 0),
    "as many people live everywhere": (programme_demand, "who_counts", lambda people, _: np.full(len(people), 10.0)),
    "all is left in a sector": (
        Instance,
        "left",
        lambda self, state, _: _LEFT(self, state, np.zeros(len(state), bool)),
    ),
    "rules are not looked at": (programme_best, "broken", lambda *_: []),
}
"""Mistakes somebody could make in the engine."""

_WITHIN, _LEFT = programme_demand.within, Instance.left


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_what_plans_is_caught(mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*MISTAKES[mistake])
    assessed = toy_plans.assessment()
    plan = toy_plans.searched(assessed, PROGRAMMES["every rule"], "every rule")
    write_plan(tmp_path, plan, assessed, toy_plans.SNAPSHOT)
    monkeypatch.undo()
    assert check(tmp_path)


def test_whole_cents_decide_at_half_a_cent() -> None:
    """5 % of 1,234.50 EUR is 61.725 EUR; of 0.30 EUR, 1.5 cents: half a cent goes to the even one."""
    for budget, cents in ((1234.5, 6172), (0.3, 2), (0.5, 2)):
        programme = Programme(budgets_eur=(budget,), floor_share=0.05)
        assert floor_cents(programme, "sport", 0) == whole_cents(decimal(0.05) * decimal(budget)) == cents


def test_the_order_of_rows_in_the_files_changes_nothing(tmp_path: Path) -> None:
    evidence, programme = toy_plans.assessment().evidence, PROGRAMMES["every rule"]
    claimed = read_plan(toy_plans.written(tmp_path, "every rule"))
    turned = Claimed(claimed.wifi[::-1], claimed.summary[::-1], claimed.waiting[::-1], claimed.proof)
    assert not verdict(turned, evidence, programme).findings


def test_figures_are_counted(tmp_path: Path) -> None:
    claimed = read_plan(toy_plans.written(tmp_path, "every rule"))
    found = verdict(claimed, toy_plans.assessment().evidence, PROGRAMMES["every rule"])
    cells = sum(len(row.cells) for table in (claimed.wifi, claimed.summary, claimed.waiting) for row in table)
    assert found.figures > cells
    assert found.findings == ()


def test_the_plan_of_the_demonstration_city_passes(demo_planned: Path, tmp_path: Path) -> None:
    store = Store(demo_planned, config.place("demo"))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    assessed = open_assessment(store, snapshot, Parameters())
    programme = Programme()

    plan = kept_plan(store, snapshot, assessed, programme)
    assert plan is not None
    order = toy_plans.order(assessed, Parameters())
    write_plan(tmp_path, PlanToWrite(plan, three_way(plan, order), "demo", ""), assessed, snapshot.id)
    found = verdict(read_plan(tmp_path), assessed.evidence, programme, order=order)
    assert said(found.findings) == ""
    bought = pd.read_csv(tmp_path / WIFI, sep=";", encoding="utf-8-sig")
    assert len(bought) > 100
    assert found.figures > 10 * len(bought)
