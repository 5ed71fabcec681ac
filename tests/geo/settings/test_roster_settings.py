"""The roster's settings: half-days, hours and what contradicts itself, all at once."""

import pytest
from pydantic import ValidationError

from geo.settings import Availability, Part, Roster


def test_a_hundred_aidants_of_three_hours_fill_fifty_half_days_two_by_two() -> None:
    roster = Roster()
    assert [roster.pair_half_days(count) for count in (0, 1, 2, 25, 50, 75, 100)] == [0, 0, 1, 12, 25, 37, 50]


def test_a_pair_gives_six_helps_in_three_hours() -> None:
    # 45 minutes and 30 % beside it are 58.5 minutes; two aidants of 180 minutes each.
    assert Roster().helps_per_pair == pytest.approx(2 * 180 / 58.5)


def test_hours_that_do_not_divide_evenly_lose_no_half_day_to_rounding() -> None:
    assert Roster(hours_per_week=0.1 + 0.2, session_hours=0.5).pair_half_days(100) == 30


def test_days_parts_and_half_days_name_half_days() -> None:
    roster = Roster()
    assert roster.half_days[:3] == ("mon_morning", "mon_afternoon", "mon_evening")
    assert roster.named(("sat", "wed_afternoon")) == ("wed_afternoon", "sat_morning", "sat_afternoon", "sat_evening")
    assert len(roster.named(("evening",))) == 6
    assert roster.named(()) == roster.half_days
    assert roster.window("tue_evening") == (24 * 60 + 17 * 60, 24 * 60 + 20 * 60 + 30)


def test_all_that_contradicts_itself_is_said_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Roster(
            days=("mon", "mon", "lundi"),
            parts=(Part(key="morning", first_h=9, last_h=12), Part(key="noon", first_h=11, last_h=13)),
            wave_aidants=(50, 25),
            profiles=(
                Availability(key="all", of="others", share=0.8, half_days=("night",)),
                Availability(key="all", of="seniors", share=1),
            ),
            open_half_days=("tue_morning",),
            forced_in=("b1",),
            excluded=("b1",),
            least_half_days_of_activity={"sport": 3, "culture": -1},
            most_half_days_of_activity={"sport": 2},
        )
    told = str(caught.value)
    for part in (
        "lundi is no day",
        "mon is given twice",
        "noon begins at 11 h",
        "noon is shorter than session_hours",
        "wave_aidants: 50, 25 is no rising",
        "all is given twice",
        "others add up to 0.8",
        "night",
        "open_half_days: tue_morning is named",
        "forced_in: b1 is both here and in excluded",
        "sport: 3 is above most",
        "culture: -1",
    ):
        assert part in told, part
