"""Places that offer help at certain hours, such as those of a roster: who still lacks help, and when that is known."""

import pandas as pd
import pytest

from geo.equity import access_review
from geo.gaps import nearest_places, relieved, review
from geo.hours import when
from geo.roster import roster_places
from tests import toyville
from tests.geo import ready


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    """Return one place beside the school, where somebody is on Wednesday for three hours between 13 and 17 o'clock."""
    at_school = ready.READY["evidence"]().sites.loc[["b3-school"]]
    return pd.DataFrame(
        {
            "name": ["Partner"],
            "x_m": at_school["x_m"].to_numpy(),
            "y_m": at_school["y_m"].to_numpy(),
            "surely": ["We 14:00-16:00"],
            "perhaps": ["We 13:00-17:00"],
            "hours_per_week": [6.0],
        },
        index=pd.Index(["p"], name="door_id"),
    )


def lacking(places: pd.DataFrame | None, at: str | None = None) -> tuple[float, float, float]:
    """Return the residents without help: the figure, the least and the most it may be."""
    evidence, walk = ready.READY["evidence"](), ready.READY["walk"]()
    found = review(evidence, walk, at=when(at) if at else None, help_places=places).totals["commune"]
    return tuple(found[f"help_gap_persons{end}"].item() for end in ("", "_low", "_high"))  # type: ignore[return-value]


def test_at_any_time_a_place_counts_like_a_building_there(places: pd.DataFrame) -> None:
    """A helper in the school brings 3,600 residents without help down to 2,100: so does one in the same spot."""
    assert lacking(None)[0] == 3600
    assert lacking(places)[0] == 2100


def test_at_a_moment_it_counts_when_somebody_is_surely_there_and_is_not_known_between(places: pd.DataFrame) -> None:
    without = lacking(None, "Wed 15:00")
    there = lacking(places, "Wed 15:00")
    assert there[1] < without[1]
    assert there[2] < without[2]
    perhaps, without = lacking(places, "Wed 13:30"), lacking(None, "Wed 13:30")
    assert perhaps[1] < without[1]
    assert perhaps[2] == without[2]
    assert lacking(places, "Thu 15:00") == lacking(None, "Thu 15:00")


def test_the_card_and_the_relief_know_of_it(places: pd.DataFrame) -> None:
    evidence, walk = ready.READY["evidence"](), ready.READY["walk"]()
    before, after = review(evidence, walk), review(evidence, walk, help_places=places)
    relief = relieved(before, after, "help_gap")
    assert (relief.persons_low, relief.persons_high) == (1500, 1500)
    near = nearest_places(evidence, walk, after, toyville.code("a1"))
    assert "Partner" in near.loc[near["kind"] == "help", "name"].tolist()
    assert "Partner" not in near.loc[near["kind"] == "wifi", "name"].tolist()


def test_its_hours_are_shared_out_like_those_of_a_building(places: pd.DataFrame) -> None:
    evidence, walk = ready.READY["evidence"](), ready.READY["walk"]()
    one = access_review(evidence, walk, help_hours={"b3-school": 6.0})
    other = access_review(evidence, walk, help_places=places)
    pd.testing.assert_frame_equal(one.demand, other.demand)


def test_a_roster_says_where_its_places_are_and_when_somebody_is_there() -> None:
    evidence, plan = ready.READY["evidence"](), ready.READY["roster_plan"]()
    found = roster_places(plan, evidence)
    pairs = plan.sessions.groupby("door_id")["pairs"].sum()
    assert found["hours_per_week"].to_dict() == (pairs * 2 * plan.roster.session_hours).to_dict()
    assert (
        found[["x_m", "y_m"]].to_numpy().tolist() == evidence.sites.loc[found.index, ["x_m", "y_m"]].to_numpy().tolist()
    )
    first = roster_places(plan, evidence, wave=1)
    assert first["hours_per_week"].sum() == 2 * plan.roster.session_hours * plan.waves["pairs"].iloc[0]
