"""Ways of walking: streets where there are any, other limits on the same streets, and who walks to a building."""

import numpy as np
import pytest
import shapely

from geo.errors import DataError
from geo.gaps.building_reach import who_walks_there
from geo.settings.parameters import Catchments, Reach, Walk
from geo.walking.reach import StraightLine
from geo.walking.street_walking import SETS_KEPT, StreetWalking
from geo.walking.walks import areas_in_minutes, walking
from tests import toyville as toy
from tests.sambre_town import PARAMETERS, river_streets, river_town

TOWN, WALK = river_town()


def xy(*places: tuple[float, float]) -> np.ndarray:
    """Return places of Toyville as coordinates."""
    return np.array([[toy.at(*place).x, toy.at(*place).y] for place in places])


def test_streets_are_walked_where_there_are_any() -> None:
    assert isinstance(WALK, StreetWalking)
    assert isinstance(walking(None, Reach()), StraightLine)
    assert isinstance(walking(river_streets().iloc[:0], Reach()), StraightLine)


@pytest.mark.parametrize("walk", [WALK, StraightLine(400, 1.3)], ids=["streets", "straight"])
def test_another_limit_is_the_same_walk_cut_elsewhere(walk) -> None:
    rng = np.random.default_rng(2)
    here, there = xy(*rng.uniform(0, 300, (6, 2))), xy(*rng.uniform(0, 300, (9, 2)))
    far = walk.within(2000).reach(here, there).toarray()
    assert walk.within(2000).method == walk.method
    assert (walk.reach(here, there).toarray() == np.where(far <= 400, far, 0)).all()
    assert (walk.within(150).reach(here, there).toarray() == np.where(far <= 150, far, 0)).all()


def test_places_found_on_the_streets_are_remembered_and_not_without_end() -> None:
    walk = walking(river_streets(), Reach(limit_m=400))
    people = xy((25, 50), (75, 50))
    found = walk.snapped(people)
    for number in range(2 * SETS_KEPT):
        walk.within(100 + number).nearest(people, xy((number, 50)))
    assert walk.snapped(people) is found
    assert len(walk._snapped) == SETS_KEPT


def test_minutes_times_speed_make_the_limit() -> None:
    walk = Walk(minutes=10, normal_m_s=1.5, slow_m_s=0.5)
    assert (walk.limit_m("normal"), walk.limit_m("slow")) == (900, 300)


def test_zones_of_catchments_must_make_a_decay() -> None:
    assert Catchments().zoned(600).zones == ((200, 1), (400, 0.68), (600, 0.22))
    with pytest.raises(ValueError, match="it must end at the limit"):
        Catchments(zones=((0.5, 1.0),))


def test_areas_follow_the_streets_and_do_not_cross_the_river() -> None:
    """300 m from (150, 50) one is at the bridge's north end and 50 m beyond; (150, 150) is 400 m away."""
    areas = areas_in_minutes(WALK, xy((150, 50))[0], 1.0, (2, 5))
    assert areas["limit_m"].tolist() == [120, 300]
    small, large = areas.geometry
    assert shapely.contains_properly(large, shapely.Point(xy((30, 50))[0]))
    assert shapely.contains(large, shapely.Point(xy((255, 150))[0]))
    assert not shapely.intersects(large, shapely.Point(xy((200, 150))[0]))
    assert large.area > small.area
    assert shapely.covers(large.buffer(1e-6), small)


def test_straight_lines_give_circles() -> None:
    areas = areas_in_minutes(StraightLine(400, 1.25), xy((150, 150))[0], 1.0, (5,))
    assert areas.geometry.area.iloc[0] == pytest.approx(np.pi * 240**2, rel=1e-3)


def test_nothing_is_drawn_where_no_walk_is_known() -> None:
    assert areas_in_minutes(WALK, np.array([np.nan, np.nan]), 1.4).empty
    assert areas_in_minutes(WALK, xy((5000, 5000))[0], 1.4).empty


def test_who_walks_to_the_pool() -> None:
    """Row a at |x - 250|; row b by the bridge: 50 + 100 + (300 - x), at most 400 from x = 75 on; row c too far."""
    there = who_walks_there(TOWN.evidence, WALK, "b5-pool")
    assert there["distance_m"].tolist() == [225, 175, 125, 75, 25, 25, 375, 325, 275, 225, 175]
    assert there["population"].sum() == pytest.approx(600 + 300 + 500 + 600)
    assert there["population"].sum() == pytest.approx(TOWN.evidence.sites.loc["b5-pool", "population_in_reach"])
    slow = who_walks_there(TOWN.evidence, WALK, "b5-pool", profile="slow")
    assert slow["distance_m"].max() == 675  # (125, 250) by (0, 250): 50 + 100 + 300 + 100 + 125; 725 m to (175, 250)
    assert PARAMETERS.walk.limit_m("slow") == pytest.approx(720)


@pytest.mark.parametrize("building", ["b7-lost", "b8-far", "nothing"])
def test_a_building_to_which_no_walk_is_known_is_refused(building: str) -> None:
    with pytest.raises(DataError, match=r"No walk|no building"):
        who_walks_there(TOWN.evidence, WALK, building)
