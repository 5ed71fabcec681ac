"""New places of help beside a roster: by hand, beside every choice tried, and no dearer than the sum of their parts."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from geo.crs import METRIC
from geo.roster.instance import build_roster_instance
from geo.roster.need import UNIT
from geo.roster.new_places import _candidates, _street_corners, new_places
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.planning import plan_roster
from geo.roster.transport import by_slot, transport
from geo.settings.roster import Roster
from geo.walking.network import street_graph
from geo.walking.reach import StraightLine
from geo.walking.street_walking import StreetWalking
from tests.geo.roster.roster_towns import BASE, Door, Help, People, Town, cases, ticking_clock
from tests.laws import draws

SMALL = BASE.model_copy(update={"new_place_hours_per_week": 3.0})
"""A new place gives 4 helps a week: one in each half-day."""


def given_with(town: Town, plan: RosterPlan) -> Callable[[tuple[int, ...]], float]:
    """Return what tells the help of a roster with some of the candidates, by the transport that says who is helped."""
    evidence, roster = town.evidence(), plan.roster
    found = _candidates(plan, evidence, None)
    instance = build_roster_instance(evidence, roster, more=(found.table, found.near))
    first, used = len(instance.existing_helps) - len(found.table), by_slot(instance, pairs_of(instance, plan))

    def given(places: tuple[int, ...]) -> float:
        helps = instance.existing_helps.copy()
        for place in places:
            each = roster.new_place_hours_per_week * roster.helps_per_hour * UNIT
            helps[first + place] = [round(each * len(slot) / len(roster.half_days)) for slot in instance.slots]
        return transport(replace(instance, existing_helps=helps), used).total / UNIT

    return given


def test_by_hand() -> None:
    """One pair goes to b0 and gives 8 of 9 helps. Around b1 live 20 others, three of them around b2 too; one at b3.

    A new place gives one help in each of the four half-days: at b1 seniors, who come in the mornings, get two of them.
    """
    town = Town(
        doors=(Door("b0"), Door("b1", ()), Door("b2", ()), Door("b3", ())),
        people=(
            People("p0", 9, {"b0": 100.0}, seniors=1.0),
            People("p1", 17, {"b1": 100.0}, seniors=1.0),
            People("p2", 3, {"b1": 100.0, "b2": 100.0}, seniors=0.0),
            People("p3", 1, {"b3": 100.0}, seniors=1.0),
        ),
    )
    plan = plan_roster(town.evidence(), SMALL.model_copy(update={"aidants": 2}), ticking_clock())
    assert plan.doors.index.tolist() == ["b0"]
    found = new_places(plan, town.evidence(), ticking_clock(), 2)
    assert found.candidates == 3
    assert found.places.index.tolist() == ["b1", "b2"]
    # At b1 four: two seniors in the mornings, and in the evenings two of the others. The third of these goes to b2.
    assert found.places["helps_gained_per_week"].tolist() == pytest.approx([4, 1])
    assert found.places["people_gained"].tolist() == pytest.approx([4, 1])
    assert found.places["hours_gained_per_week"].tolist() == pytest.approx([3, 0.75])
    # 3 hours of one week at 45 EUR, four computers at 250 EUR.
    assert found.places["eur_per_year"].tolist() == [3 * 45 + 1000] * 2
    # Alone no place gives more than 4. Beside the 4 of b1, b2 and b3 each add 1: no two exceed 6.
    assert found.places["bound_helps_per_week"].tolist() == pytest.approx([4, 6])
    assert found.bound_helps_per_week == pytest.approx(6)
    assert found.near.to_numpy().tolist() == [["b1", "Section A", 20.0], ["b2", "Section A", 3.0]]


@given(case=cases(), count=st.integers(1, 3))
@draws(100)
def test_no_so_many_places_exceed_the_bound_and_each_adds_what_it_says(case: tuple[Town, Roster], count: int) -> None:
    town, roster = case
    # Doors of unknown hours are no doors, and may become places.
    some = tuple(replace(each, open=()) if number else each for number, each in enumerate(town.doors))
    town = replace(town, doors=(*some, Door("b8", ()), Door("b9", ())))
    roster = SMALL.model_copy(update={"aidants": roster.aidants})
    plan = plan_roster(town.evidence(), roster, ticking_clock())
    found = new_places(plan, town.evidence(), ticking_clock(), count)
    table, given = _candidates(plan, town.evidence(), None).table, given_with(town, plan)
    alone = given(())
    rows = [int(table.index.get_loc(key)) for key in found.places.index]
    for size in range(1, len(rows) + 1):
        gained = found.places["helps_gained_per_week"].iloc[:size].sum()
        assert given(tuple(rows[:size])) - alone == pytest.approx(gained, abs=1e-6)
        best = max(given(some) for some in combinations(range(len(table)), size)) - alone
        assert gained - 1e-6 <= best <= found.places["bound_helps_per_week"].iloc[size - 1] + 1e-6
    best = max(
        (given(some) for some in combinations(range(len(table)), min(count, len(table)))),
        default=alone,
    )
    assert best - alone <= found.bound_helps_per_week + 1e-6
    # Each adds no more than the one before it.
    assert (np.diff(found.places["helps_gained_per_week"]) <= 1e-6).all()


def test_a_building_with_help_is_no_candidate() -> None:
    town = Town(
        doors=(Door("b0", ()), Door("b1", ())),
        people=(People("p0", 9, {"b0": 100.0, "b1": 100.0}, {"h0": 100.0}),),
        help=(Help("h0", 1.0),),
    )
    near = np.array([[10.0, 0.0]])
    evidence = replace(town.evidence(), help_near_sites=_csr(near))
    plan = plan_roster(evidence, SMALL.model_copy(update={"aidants": 0}), ticking_clock())
    assert new_places(plan, evidence, ticking_clock(), 5).places.index.tolist() == ["b1"]


def test_a_search_stopped_at_once_claims_no_bound_below_what_is_possible() -> None:
    town = Town(doors=(Door("b0", ()),), people=(People("p0", 9, {"b0": 100.0}, seniors=1.0),))
    plan = plan_roster(town.evidence(), SMALL.model_copy(update={"aidants": 0}), ticking_clock())
    stopped = new_places(plan, town.evidence(), replace(ticking_clock(), stop=lambda: True), 1)
    assert stopped.places.empty
    whole = new_places(plan, town.evidence(), ticking_clock(), 1)
    assert stopped.bound_helps_per_week >= whole.helps_gained_per_week > 0


def test_a_place_to_rent_is_at_a_street_corner_and_not_at_the_door_of_those_who_live_there() -> None:
    """Three streets of 100 m meet at (0, 0); people live at the end of one, 100 m away, and 1 km from any street."""
    lines = [LineString([(0, 0), end]) for end in ((100, 0), (0, 100), (-100, 0))]
    ends = {"u": [1, 1, 1], "v": [2, 3, 4]}
    streets = gpd.GeoDataFrame(ends, geometry=lines, crs=METRIC)
    walk = StreetWalking(street_graph(streets), 1000.0)
    at = _street_corners(np.array([[100.0, 0.0], [1000.0, 1000.0]]), walk)
    assert at.tolist() == [[0.0, 0.0], [1000.0, 1000.0]]
    straight = np.array([[100.0, 0.0]])
    assert _street_corners(straight, StraightLine(1000.0, 1.3)).tolist() == straight.tolist()


def _csr(dense: np.ndarray):
    from scipy import sparse

    return sparse.csr_array(dense)
