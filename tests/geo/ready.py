"""What the examples in the docstrings of ``geo`` find ready: Toyville, walked in straight lines of 100 m, and a plan.

Whoever lives 100 m away is within reach. Hence, with the residents of ``tests.toyville`` (a quarter of each sector 25 m
west of its middle, three quarters 25 m east), the library reaches 150 people: all 100 of its own sector and the 50 in
the west of the next; the town hall 500 + 300 + 150, the school 900 + 600. Public Wi-Fi, at ``w1`` and in the pool,
reaches 75 + 200 + 300; help reaches 700 + 200.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import highspy
import numpy as np
import pandas as pd
from shapely import LineString

from config import Scenario, scenario_toml
from exports.lots.files import read_lots, write_lots
from exports.lots.tables import LotsToWrite
from exports.programme_files import read_plan, write_plan
from exports.programme_tables import PlanToWrite
from exports.realised.rest import RestToWrite, read_rest, write_rest_files
from geo.crs import METRIC
from geo.lots import plan_lots
from geo.place import LocalName
from geo.programme import compare_realised, plan_instance, present_of, three_way
from geo.programme.instance.instance import build_instance
from geo.ranking.assessment import Assessment, assess
from geo.roster.instance import build_roster_instance
from geo.roster.planning import plan_roster
from geo.settings.programme import Programme, Tier
from geo.settings.roster import Roster
from geo.solving.progress import Control
from geo.tables import Tables
from geo.walking.walks import walking
from tests import toyville
from tests.geo.lots import lot_towns

PARAMETERS = toyville.PARAMETERS.model_copy(
    update={"reach": toyville.PARAMETERS.reach.model_copy(update={"limit_m": 100.0, "detour_factor": 1.0})}
)

PROGRAMME = Programme(
    first_year=2027,
    budgets_eur=(12_000.0, 5_000.0),
    who_counts="all",
    reach_m=100.0,
    floor_share=0.0,
    tiers=(
        Tier(key="hall", floor_share=0.1, served_share=0.5),
        Tier(key="whole", floor_share=1.0, served_share=1.0),
    ),
    existing_share=0.6,
    price_ranges={"access_point_eur": (800.0, 1000.0)},
    gap=0.0,
    seed=1,
)
"""Two years. The school as a whole costs 11,700 EUR (2 points of 900, 1,900 for survey and rack, 8,000 for fibre), and
so does the town hall; the library, where fibre is and which takes 3 points, costs 4,600. The first year has the money
for one of the first two, the second for the library only."""

CONTROL = Control(lambda: 0.0)
"""A clock that stands still, so that a plan never takes time."""

STREETS = gpd.GeoDataFrame(
    {"u": [1, 2], "v": [2, 3], "length_m": [150.0, 150.0]},
    geometry=[
        LineString([toyville.at(0, 50), toyville.at(150, 50)]),
        LineString([toyville.at(150, 50), toyville.at(300, 50)]),
    ],
    crs=METRIC,
)
"""One street from west to east through the southern row, in two pieces."""

DOORS = gpd.GeoSeries({"library": toyville.at(50, 60), "pool": toyville.at(250, 50)}, crs=METRIC)
"""The library's door, 10 m off the street, and the pool's on it."""


@cache
def _town() -> Tables:
    return toyville.full_tables()


@cache
def _assessment() -> Assessment:
    return assess(_town(), toyville.PLACE, PARAMETERS)


@cache
def _instance() -> Any:
    return build_instance(_assessment().evidence, PROGRAMME)


@cache
def _plan() -> Any:
    return plan_instance(_instance(), CONTROL)


@cache
def _claimed_lots() -> Any:
    title = LocalName(fr="toy", nl="toy", en="toy")
    scenario = scenario_toml(Scenario(name="toy", title=title, parameters=PARAMETERS, devices=lot_towns.RULES))
    written = LotsToWrite(plan_lots(lot_towns.evidence(), lot_towns.RULES), "toy", scenario)
    with tempfile.TemporaryDirectory() as folder:
        write_lots(Path(folder), written, lot_towns.assessment(), "abc")
        return read_lots(Path(folder))


@cache
def _rest() -> Any:
    followed = replace(_assessment().evidence, realised=DONE)
    left = present_of(followed, _plan(), compare_realised(followed, _plan()))
    return RestToWrite(left, plan_instance(left.instance, CONTROL), "toy")


@cache
def _claimed_rest() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        write_rest_files(Path(folder), _rest(), _assessment(), "abc")
        return read_rest(Path(folder))


@cache
def _claimed() -> Any:
    title = LocalName(fr="toy", nl="toy", en="toy")
    scenario = scenario_toml(Scenario(name="toy", title=title, parameters=PARAMETERS, programme=PROGRAMME))
    written = PlanToWrite(_plan(), three_way(_plan(), ["b1-library"]), "toy", scenario)
    with tempfile.TemporaryDirectory() as folder:
        write_plan(Path(folder), written, _assessment(), "abc")
        return read_plan(Path(folder))


DONE = pd.DataFrame(
    {
        "building_id": ["b1-library"],
        "year": [2027],
        "progress": ["installed"],
        "tier": ["whole"],
        "spent_eur": [5000.0],
        "connections": [900],
    }
)
"""The library was equipped as a whole in 2027, a year sooner than planned and 400 EUR dearer; the school was not."""

ROSTER = Roster(aidants=4, wave_aidants=(2,), gap=0.0)
"""Four aidants fill two half-days a week in pairs."""


@cache
def _roster_instance() -> Any:
    return build_roster_instance(_assessment().evidence, ROSTER)


@cache
def _roster_plan() -> Any:
    return plan_roster(_assessment().evidence, ROSTER, CONTROL)


def _model() -> highspy.HighsLp:
    """Return a problem of two columns from 0 to 1, worth 2 and 1, that are 1 together at the most."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2, 1
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = np.array([2.0, 1.0]), np.zeros(2), np.ones(2)
    model.row_lower_, model.row_upper_ = np.array([-highspy.kHighsInf]), np.array([1.0])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = np.array([0, 2]), np.array([0, 1])
    model.a_matrix_.value_ = np.ones(2)
    return model


READY: Mapping[str, Callable[[], Any]] = MappingProxyType(
    {
        "np": lambda: np,
        "pd": lambda: pd,
        "toy": lambda: toyville,
        "town": _town,
        "place": lambda: toyville.PLACE,
        "parameters": lambda: PARAMETERS,
        "streets": lambda: STREETS,
        "doors": lambda: DOORS,
        "walk": lambda: walking(None, PARAMETERS.reach),
        "assessment": _assessment,
        "evidence": lambda: _assessment().evidence,
        "followed": lambda: replace(_assessment().evidence, realised=DONE),
        "matrix": lambda: _assessment().matrices["wifi"],
        "programme": lambda: PROGRAMME,
        "control": lambda: CONTROL,
        "instance": _instance,
        "model": _model,
        "plan": _plan,
        "roster_instance": _roster_instance,
        "roster_plan": _roster_plan,
        "claimed": _claimed,
        "claimed_lots": _claimed_lots,
        "claimed_rest": _claimed_rest,
        "Fraction": lambda: Fraction,
        "gpd": lambda: gpd,
        "desk_evidence": lot_towns.evidence,
        "lot_rules": lambda: lot_towns.RULES,
    }
)
"""Name -> what makes it; only what an example names is made."""
