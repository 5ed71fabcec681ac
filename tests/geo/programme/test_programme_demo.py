"""The demonstration city's Wi-Fi programme: four years proven, and worth the same to another solver."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import config
from benchmarks._direct_programme import DirectModel
from geo.evidence.evidence import Evidence
from geo.programme.instance.instance import build_instance
from geo.programme.planning import first_plan, proven_plan
from geo.programme.rules import broken
from geo.programme.search.search import Search
from geo.ranking.assessment import Assessment
from geo.settings.programme import Programme
from store.plans import kept_plan
from store.store import Store
from tests.cities import assessed
from tests.geo.programme.programme_towns import still_clock, ticking_clock
from tests.laws import some

GAP = 0.001


@pytest.fixture(scope="module")
def assessment(demo_data: Path) -> Assessment:
    return assessed(demo_data, "demo")


@pytest.fixture(scope="module")
def evidence(assessment: Assessment) -> Evidence:
    return assessment.evidence


@pytest.mark.slow
def test_four_years_with_floors_of_a_tenth_are_proven_within_a_thousandth(
    assessment: Assessment, demo_planned: Path
) -> None:
    """The time it takes is measured in ``benchmarks.programme``; a slow machine is no fault of the plan's."""
    programme = Programme()
    assert (programme.floor_share, programme.gap) == (0.1, GAP)
    assert len(programme.years) == 4
    store = Store(demo_planned, config.place("demo"))

    first = first_plan(Search(build_instance(assessment.evidence, programme), still_clock(), gap=GAP))
    proven = kept_plan(store, store.current_snapshot(), assessment, programme)

    assert proven is not None
    assert first.has_plan
    assert first.certificate["gap"] < 0.01
    assert first.certificate["bound"] >= proven.certificate["objective"]
    assert proven.status == "optimal"
    assert proven.certificate["gap"] <= GAP
    for plan in (first, proven):
        assert broken(plan.instance, plan.rules, plan.state) == []
        assert plan.years["spent_eur"].le(plan.years["budget_eur"]).all()
        assert plan.activities["spent_eur"].ge(plan.activities["owed_eur"]).all()
        assert (np.diff(plan.state, axis=1) >= 0).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sections", "budgets", "rules"),
    some(
        [
            # The quickest comes first, for every day; the optimum of small towns is enumerated every day too.
            (("Gosselies",), (120_000.0,), {"who_counts": "all", "opex_ceiling_eur_per_year": 40_000.0}),
            (("Gilly", "Lodelinsart"), (150_000.0, 150_000.0), {}),
            (("Ransart", "Roux"), (90_000.0, 60_000.0), {"carry_over": True}),
        ],
        everyday=1,
    ),
)
def test_scipy_comes_to_the_same_worth_within_the_two_gaps(
    evidence: Evidence, sections: tuple[str, ...], budgets: tuple[float, ...], rules: dict[str, object]
) -> None:
    """Part of the city, since the model written out whole takes minutes on all of it; everybody lives there still."""
    rows = evidence.sites["section_name"].isin(sections).to_numpy()
    part = replace(evidence, sites=evidence.sites[rows], reach=evidence.reach[np.flatnonzero(rows)])
    instance = build_instance(part, Programme(budgets_eur=budgets, **rules))

    ours = proven_plan(Search(instance, ticking_clock(), gap=GAP)).certificate
    theirs = DirectModel(instance).solve(120, GAP)

    assert ours["status"] == "optimal"
    assert theirs.gap <= GAP
    assert ours["spent_eur"] > 0
    # Each is the worth of a plan that the other's bound must cover.
    assert theirs.objective <= ours["bound"] * (1 + 1e-7)
    assert ours["objective"] <= theirs.bound * (1 + 1e-7)
