"""Whatever is kept is of the settings it is shown under: two scenarios that differ in one setting never share it.

The settings are drawn from their own fields, and what was kept under one of them is opened before what is compared.
"""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from config import Scenario
from exports.review_tables import review_tables
from exports.tables import demand_table, ranking_table, sectors_table, sites_table
from geo.equity import access_review, equity_review
from geo.gaps import Review, limit_of, nearest_places, review
from geo.place import LocalName
from geo.programme import Plan, build_instance, plan_instance
from geo.ranking import Assessment, assess
from geo.settings import Parameters, Programme
from geo.solving import Control
from geo.walking import Walking, areas_in_minutes, walking
from store.assessments import open_assessment, with_settings
from store.plans import kept_plan, open_plan
from store.store import Store
from tests import toyville
from tests.laws import some
from tests.other_settings import each_changed
from tests.town_store import SNAPSHOT, TownStore
from ui import opening
from ui.address.state import State
from ui.context import Context
from ui.gaps import card, equity, reviews, walk_areas
from ui.map.geometry import areas
from ui.map.static_files import STATIC
from ui.programme import plans
from words import translator
from words.numbers import Numbers

PROGRAMME = Programme(first_year=2027, budgets_eur=(12_000.0, 8_000.0), gap=0.0)
SETTINGS: dict[str, Parameters] = dict(each_changed(toyville.PARAMETERS))
PROGRAMMES: dict[str, Programme] = dict(each_changed(PROGRAMME))


@dataclass(frozen=True)
class Page(Context):
    """A page on which nobody chose anything but one building and that two are to be equipped."""

    @property
    def state(self) -> State:
        return State(wifi_first=1, help_first=1, walkers="slow", site="b1-library")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> TownStore:
    return TownStore(tmp_path_factory.mktemp("kept"), toyville.PLACE, ())


@pytest.fixture(scope="module", autouse=True)
def base(store: TownStore) -> Iterator[dict[str, object]]:
    """Open and keep everything under the settings that the others are changed from, and return what it must be."""
    os.environ[STATIC] = str(store.data / "static")
    opening._opened.clear()
    _everything(_page(store, toyville.PARAMETERS))
    _plan(_page(store, toyville.PARAMETERS))
    yield _computed(store, toyville.PARAMETERS)[1]
    opening._opened.clear()
    del os.environ[STATIC]


def _page(store: Store, parameters: Parameters, programme: Programme = PROGRAMME) -> Page:
    translate = translator("en")
    scenario = Scenario(
        name="toy", title=LocalName(fr="toy", nl="toy", en="toy"), parameters=parameters, programme=programme
    )
    return Page(
        place=store.place,
        store=store,
        snapshot=SNAPSHOT,
        scenario=scenario,
        assessment=opening._assessment_and_shapes(store, SNAPSHOT, parameters)[0],
        translate=translate,
        numbers=Numbers("en", translate),
        addresses={},
        library={},
    )


def _everything(page: Page) -> dict[str, object]:
    """Return what a page shows, all of it kept in memory once it was shown."""
    found = reviews.reviewed(page, reviews.first_ranked(page))
    measured = equity.measured_of(page, found)
    speed = page.scenario.parameters.walk.slow_m_s
    return {
        **_assessed(page.assessment),
        **_gaps(found),
        "walk": reviews.walk_of(page).method,
        "equity": measured.figures,
        "places": card.places_of(page, found, toyville.code("a1")),
        "areas": walk_areas._published(reviews.identity_of(page), page.state.site, speed, page),
    }


def _computed(store: TownStore, parameters: Parameters) -> tuple[Assessment, dict[str, object]]:
    """Return the same from the layers and settings alone, nothing being kept."""
    tables = store.tables(SNAPSHOT)
    assessed = assess(tables, store.place, parameters)
    evidence, walk = assessed.evidence, walking(tables.streets, parameters.reach)
    first = [ranking_table(assessed, each, parameters.weights[each])["building_id"][0] for each in ("wifi", "aidants")]
    given = {"wifi_sites": first[:1], "help_sites": first[1:]}
    found = review(evidence, walk, limit_m=limit_of(parameters, None, None), **given)
    hours = dict.fromkeys(found.help_sites, equity.HELPER_HOURS)
    access = access_review(evidence, walk, limit_m=found.limit_m, wifi_sites=found.wifi_sites, help_hours=hours)
    return assessed, {
        **_assessed(assessed),
        **_gaps(found),
        "walk": walk.method,
        "equity": equity_review(evidence, found, access).figures,
        "places": nearest_places(evidence, walk, found, toyville.code("a1"), most=2 * card._SHOWN),
        "areas": _address(assessed, walk, parameters.walk.slow_m_s),
        "exports": _exported(assessed),
    }


def _assessed(assessed: Assessment) -> dict[str, object]:
    evidence = assessed.evidence
    return {
        "parameters": evidence.parameters,
        "findings": assessed.findings,
        **{name: pd.DataFrame(getattr(evidence, name)) for name in ("demand", "sectors", "sites")},
        **{ranking: matrix.values for ranking, matrix in assessed.matrices.items()},
    }


def _gaps(found: Review) -> dict[str, object]:
    return {"limit": found.limit_m, **{f"gaps by {level}": table for level, table in found.totals.items()}}


def _exported(assessed: Assessment) -> list[pd.DataFrame]:
    weights = assessed.evidence.parameters.weights
    tables = [demand_table(assessed), sectors_table(assessed), sites_table(assessed)]
    return [*tables, *(ranking_table(assessed, each, weights[each]) for each in weights), *_reviewed(assessed)]


def _reviewed(assessed: Assessment) -> list[pd.DataFrame]:
    return list(review_tables(assessed).values())


def _address(assessed: Assessment, walk: Walking, speed_m_s: float) -> str:
    here = assessed.evidence.sites.loc["b1-library", ["x_m", "y_m"]].to_numpy(dtype="float64")
    content = areas(areas_in_minutes(walk, here, speed_m_s)).encode()
    return walk_areas.publish({"walk.geojson": content}, "toyville")["walk.geojson"]


def _same(one: object, other: object) -> None:
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_freq=False)
    elif isinstance(one, list):
        for each, its in zip(one, other, strict=True):
            _same(each, its)
    else:
        assert one == other


def _plan(page: Page) -> Plan:
    return open_plan(page.store, page.snapshot, page.assessment, page.scenario.programme, _control())


def _control() -> Control:
    ticks = itertools.count()
    return Control(lambda: next(ticks) * 1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("name", some([*SETTINGS], everyday=3))
def test_what_is_shown_is_of_the_settings_in_force(store: TownStore, base: dict[str, object], name: str) -> None:
    parameters, page = SETTINGS[name], _page(store, SETTINGS[name])
    assessed, wanted = _computed(store, parameters)
    shown = {**_everything(page), "exports": _exported(open_assessment(store, SNAPSHOT, parameters))}
    for what, value in wanted.items():
        _same(shown[what], value)
    plan = plan_instance(build_instance(assessed.evidence, PROGRAMME), _control())
    for found in (_plan(page), kept_plan(store, SNAPSHOT, page.assessment, PROGRAMME)):
        _same_plan(found, plan)
    back = _page(store, toyville.PARAMETERS)
    assert plans.question_of(page).identity != plans.question_of(back).identity
    for what, value in _everything(back).items():
        _same(value, base[what])


@pytest.mark.slow
@pytest.mark.parametrize("name", some([*PROGRAMMES], everyday=9))
def test_a_plan_is_of_the_programme_in_force(store: TownStore, name: str) -> None:
    page = _page(store, toyville.PARAMETERS, PROGRAMMES[name])
    assert kept_plan(store, SNAPSHOT, page.assessment, PROGRAMMES[name]) is None, "another programme's plan"
    wanted = plan_instance(build_instance(page.assessment.evidence, PROGRAMMES[name]), _control())
    _same_plan(_plan(page), wanted)
    assert plans.question_of(page).identity != plans.question_of(_page(store, toyville.PARAMETERS)).identity


def _same_plan(found: Plan | None, wanted: Plan) -> None:
    assert found is not None
    assert np.array_equal(found.state, wanted.state)
    assert found.instance.programme == wanted.instance.programme
    _same(found.years, wanted.years)
    _same(found.rows, wanted.rows)


@pytest.mark.slow
def test_settings_are_put_on_only_where_they_change_nothing_kept(store: TownStore) -> None:
    assessed = _page(store, toyville.PARAMETERS).assessment
    for name, parameters in SETTINGS.items():
        if name.split(".")[0] in ("walk", "catchments", "weights"):
            assert with_settings(assessed, parameters).evidence.parameters == parameters
        else:
            with pytest.raises(ValueError, match="another value"):
                with_settings(assessed, parameters)
