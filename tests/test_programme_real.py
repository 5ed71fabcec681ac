"""The Wi-Fi programme on whole cities: the optimum, the greedy and the ranking, and what rules cost there."""

import time
from math import ceil
from pathlib import Path

import pandas as pd
import pytest

from config import place
from geo.assessment import Assessment
from geo.parameters import Parameters
from geo.programme_cover import CutPool
from geo.programme_curve import curve
from geo.programme_instance import build_instance
from geo.programme_lifted import Lifted
from geo.programme_model import Programme, Quote
from geo.programme_plan import Plan
from geo.programme_prices import prices
from geo.programme_progress import Control
from geo.programme_search import Search
from geo.programme_three_way import three_way, three_way_table
from geo.ranking import rank
from geo.wifi_programme import first_plan
from layers._assessments import open_assessment
from layers._store import Store
from tests.terminal import maillage

CONTROL = Control(time.perf_counter)

SCHOOL_M2 = 1500
"""Floor area every school of Liege is taken to have: an assumption of this test, since nobody publishes areas."""


def _assessment(data: Path, commune: str) -> Assessment:
    store = Store(data, place(commune))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    return open_assessment(store, snapshot, Parameters())


def _ranked(assessment: Assessment) -> list[str]:
    ranking = rank(assessment.matrices["wifi"], Parameters().weights["wifi"])
    return list(ranking[ranking["status"] == "ranked"].sort_values("rank").index)


def _compared(assessment: Assessment, programme: Programme) -> tuple[Plan, pd.DataFrame]:
    plan = first_plan(Search(build_instance(assessment.evidence, programme), CONTROL))
    return plan, three_way_table(plan, three_way(plan, _ranked(assessment)))


@pytest.fixture(scope="module")
def demo(demo_data: Path) -> Assessment:
    """Return the demonstration city as it is assessed."""
    return _assessment(demo_data, "demo")


@pytest.fixture(scope="module")
def liege(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Return Liege with its real streets, sectors, population and schools."""
    data, folder = tmp_path_factory.mktemp("liege"), shared_data / "liege"
    for layer, path in {
        "sectors": folder / "sh_statbel_statistical_sectors_4326_20230101.geojson",
        "population": folder / "OPENDATA_SECTOREN_2019.txt",
        "residences": folder / "population_grid_2015.csv",
        "indicators": folder / "bimd2011_domains_score_ranks_deciles.csv",
        "buildings": shared_data / "signaletique-fase_FWB.csv",
        "streets": folder / "osm_streets_liege.parquet",
    }.items():
        answer = maillage(data, "refresh", layer, "--from", path, commune="62063")
        assert answer.status == 0, answer.error
    assert maillage(data, "build", commune="62063").status == 0
    return _assessment(data, "62063")


def _assumed_quotes(assessment: Assessment) -> dict[str, dict[str, Quote]]:
    """Return the default costs of a school of ``SCHOOL_M2`` where fibre can be ordered, as an offer for each."""
    costs, programme = Parameters().costs, Programme()
    offer = {}
    for tier in programme.tiers:
        indoor = max(tier.least_points, ceil(tier.floor_share * SCHOOL_M2 / costs.area_per_access_point_m2))
        points = indoor * costs.access_point_eur + tier.outdoor_points * programme.outdoor_point_eur
        opex = indoor * costs.opex_per_access_point_eur_per_year
        opex += tier.outdoor_points * programme.outdoor_opex_eur_per_year
        offer[tier.key] = Quote(
            capex_eur=points + costs.survey_eur + costs.switch_and_rack_eur,
            access_points=indoor + tier.outdoor_points,
            opex_eur_per_year=opex,
        )
    return dict.fromkeys(assessment.evidence.sites.index, offer)


@pytest.mark.parametrize("budget_eur", [250_000.0, 500_000.0, 1_000_000.0])
def test_in_the_demonstration_city_the_optimum_beats_the_greedy_and_the_greedy_the_ranking(
    demo: Assessment, budget_eur: float
) -> None:
    plan, table = _compared(demo, Programme(budgets_eur=(budget_eur,) * 4))

    served = table["person_years"]
    assert served["optimum"] > served["greedy"] > served["ranking"]
    # Not by luck either: the greedy and the plan keep every rule, which the ranking does not.
    assert (table.loc[["greedy", "optimum"], "rules_broken"] == 0).all()
    assert table.loc["ranking", "rules_broken"] > 0
    assert (table["spent_eur"] <= 4 * budget_eur).all()
    assert served["optimum"] <= plan.certificate["bound"] + 0.5
    assert plan.certificate["gap"] < 0.02


@pytest.mark.real
@pytest.mark.parametrize("budget_eur", [50_000.0, 100_000.0, 150_000.0])
def test_on_the_streets_of_liege_the_optimum_beats_the_greedy_and_the_greedy_the_ranking(
    liege: Assessment, budget_eur: float
) -> None:
    wanted = Programme(budgets_eur=(budget_eur,) * 4, quotes=_assumed_quotes(liege))

    plan, table = _compared(liege, wanted)

    assert len(plan.instance.sites) > 100
    assert liege.evidence.distance_method == "streets"
    served = table["person_years"]
    assert served["optimum"] > served["greedy"] > served["ranking"]
    assert (table.loc[["greedy", "optimum"], "rules_broken"] == 0).all()
    assert plan.certificate["gap"] < 0.05


def test_in_the_demonstration_city_the_curve_rises_with_its_bound_above_it(demo: Assessment) -> None:
    instance = build_instance(demo.evidence, Programme())
    pool = CutPool()

    points = list(curve(instance, CONTROL, factors=(0.5, 1, 2), pool=pool))
    nested = list(curve(instance, CONTROL, factors=(0.5, 1, 2), pool=pool, nested=True))

    served = [point.figures.person_years for point in points if point.figures]
    kept = [point.figures.person_years for point in nested if point.figures]
    assert len(served) == len(kept) == 3
    assert served == sorted(set(served))
    assert all(each <= point.bound + 0.5 for each, point in zip(served, points, strict=True))
    assert all(point.gap < 0.02 for point in points)
    for point, each, alone in zip(nested, kept, nested, strict=True):
        assert each <= point.bound + 0.5
        assert alone.nesting_costs_person_years >= 0
    # Twice the money serves less than twice as many: what is bought first does most.
    assert served[1] - instance.already / 1e10 * 4 < 2 * (served[0] - instance.already / 1e10 * 4)


def test_in_the_demonstration_city_all_floors_together_cost_people_and_no_more_than_the_bounds_say(
    demo: Assessment,
) -> None:
    plan = first_plan(Search(build_instance(demo.evidence, Programme()), CONTROL))

    (row,) = prices(plan, demo.evidence, CONTROL, lifted=[Lifted("floor")], gap=0.002)

    assert row.verdict == "costs"
    assert 0 < row.low <= row.person_years <= row.high
    # Floors of a tenth cost well under one hundredth of what is served.
    assert row.high < 0.01 * plan.certificate["person_years"]
