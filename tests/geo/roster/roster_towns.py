"""Small towns for rosters: doors, people, help that is there and workplaces, written down as they are."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
from hypothesis import strategies as st
from scipy import sparse

from geo.crs import METRIC
from geo.evidence.evidence import Evidence
from geo.settings.programme import DistrictMinimum
from geo.settings.roster import Availability, Part, Roster
from geo.solving.progress import Control
from tests import toyville

DISTRICTS = {"North": ("52011C",), "South": ("52011A", "52011B")}

HOURS = {
    "mon_morning": "Mo 09:00-12:00",
    "mon_evening": "Mo 17:00-20:00",
    "tue_morning": "Tu 09:00-12:00",
    "tue_evening": "Tu 17:00-20:00",
}
"""The half-days of these towns and when a place is open in each."""

PARTS = (Part(key="morning", first_h=9, last_h=12), Part(key="evening", first_h=17, last_h=20))

PROFILES = (
    Availability(key="old", of="seniors", share=1.0, half_days=("morning",)),
    Availability(key="busy", of="others", share=0.6, half_days=("evening",)),
    Availability(key="home", of="others", share=0.4),
)

BASE = Roster(
    aidants=4,
    hours_per_week=3,
    session_hours=3,
    wave_aidants=(2,),
    days=("mon", "tue"),
    parts=PARTS,
    profiles=PROFILES,
    requests_per_1000_residents_per_year=450,
    minutes_per_help=45,
    overhead_share=0,
    weeks_per_year=1,
    seniors_share=0.5,
    gap=0.0,
)
"""With a rate of 45 %, each resident in difficulty asks for one help a week; a pair gives 8 in a half-day."""


@dataclass(frozen=True)
class Door:
    """A building, as far as a roster looks at it: when it is open, as half-days."""

    key: str
    open: tuple[str, ...] = tuple(HOURS)
    activity: str = "culture"
    section: str = "A"
    desks: int | None = None


@dataclass(frozen=True)
class People:
    """A place where people live: how many in difficulty, the share of seniors, walks to doors and to places of help."""

    key: str
    count: float
    walks_m: Mapping[str, float] = field(default_factory=dict)
    help_m: Mapping[str, float] = field(default_factory=dict)
    seniors: float | None = 0.5
    section: str = "A"


@dataclass(frozen=True)
class Help:
    """A place of help that is there: hours a week, and when it is open."""

    key: str
    hours: float
    open: tuple[str, ...] = tuple(HOURS)


@dataclass(frozen=True)
class Workplace:
    """Volunteers in one building, hours each, and when they may leave."""

    key: str
    door: str
    volunteers: int
    hours: float = 3.0
    leave: tuple[str, ...] = tuple(HOURS)


@dataclass(frozen=True)
class Town:
    """Rows stand in the order given; ``workplaces`` None: nobody published any."""

    doors: tuple[Door, ...]
    people: tuple[People, ...]
    help: tuple[Help, ...] = ()
    workplaces: tuple[Workplace, ...] | None = None

    def evidence(self) -> Evidence:
        """Return the town as the engine's evidence, in the order of its rows; made once, and only read."""
        return self._made

    @cached_property
    def _made(self) -> Evidence:
        listed = self._workplaces()
        return Evidence(
            place=toyville.PLACE.model_copy(update={"districts": DISTRICTS}),
            parameters=toyville.PARAMETERS,
            demand=self._demand(),
            sectors=toyville.sectors()
            .set_index("sector_code_statbel")
            .assign(
                vulnerability_index=lambda rows: np.arange(len(rows), dtype=float),
                district=lambda rows: [
                    "North" if code == "52011C" else "South" for code in rows["section_code_statbel"]
                ],
            ),
            sites=self._sites(),
            reach=_walks([each.key for each in self.doors], [each.walks_m for each in self.people]),
            support_reach=_walks([each.key for each in self.help], [each.help_m for each in self.people]),
            help_near_sites=None,
            distance_method="streets",
            support_places=self._help(),
            wifi=None,
            absent_layers=(),
            workplaces=listed,
            workplace_reach=None if listed is None else sparse.csr_array((len(listed), len(self.people))),
        )

    def shuffled(self, doors: Sequence[int], people: Sequence[int]) -> "Town":
        """Return the same town with its rows in another order."""
        return replace(
            self,
            doors=tuple(self.doors[row] for row in doors),
            people=tuple(self.people[row] for row in people),
            help=self.help[::-1],
            workplaces=None if self.workplaces is None else self.workplaces[::-1],
        )

    def _demand(self) -> gpd.GeoDataFrame:
        count = pd.Series([each.count for each in self.people], dtype="float64")
        code = pd.Series([f"52011{each.section}01-" for each in self.people], dtype="str")
        share = pd.Series([np.nan if each.seniors is None else each.seniors for each in self.people], dtype="float64")
        columns = dict.fromkeys(("vulnerable_low", "vulnerable_high", *ASSUMED), count)
        return gpd.GeoDataFrame(
            {
                "sector_code_statbel": code,
                "section_code_statbel": code.str[:6],
                "x_m": np.arange(len(count), dtype="float64"),
                "y_m": 0.0,
                "population": count * 2,
                "vulnerable_count": count,
                "seniors_count": count * 2 * share,
                **columns,
            }
        ).set_index(pd.Index([each.key for each in self.people], name="demand_id", dtype="str"))

    def _sites(self) -> gpd.GeoDataFrame:
        doors = self.doors
        table = pd.DataFrame(
            {
                "name": pd.Series([each.key.upper() for each in doors], dtype="str"),
                "activity": pd.Series([each.activity for each in doors], dtype="str"),
                "public_access": pd.array([True] * len(doors), dtype="boolean"),
                "opening_hours": pd.Series([_text(each.open) for each in doors], dtype="str"),
                "section_name": pd.Series([f"Section {each.section}" for each in doors], dtype="str"),
                "district": pd.Series(["North" if each.section == "C" else "South" for each in doors], dtype="str"),
                "location_status": "located",
                "population_in_reach": 1.0,
                "x_m": pd.Series([1000.0 * int(each.key[1:]) for each in doors], dtype="float64"),
                "y_m": 0.0,
            }
        ).set_index(pd.Index([each.key for each in doors], name="building_id", dtype="str"))
        return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None] * len(table), index=table.index, crs=METRIC))

    def _help(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame(
            {
                "name": pd.Series([each.key for each in self.help], dtype="str"),
                "help_hours_per_week": pd.Series([each.hours for each in self.help], dtype="float64"),
                "opening_hours": pd.Series([_text(each.open) for each in self.help], dtype="str"),
            }
        ).set_index(pd.Index([each.key for each in self.help], name="place_id", dtype="str"))
        return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None] * len(table), index=table.index, crs=METRIC))

    def _workplaces(self) -> gpd.GeoDataFrame | None:
        if self.workplaces is None:
            return None
        rows = self.workplaces
        desks = {each.key: each.desks for each in self.doors}
        table = pd.DataFrame(
            {
                "in_building": pd.Series([each.door for each in rows], dtype="str"),
                "name": pd.Series([f"Workplace {each.key}" for each in rows], dtype="str"),
                "belongs_to": "city",
                "volunteers": pd.array([each.volunteers for each in rows], dtype="Int64"),
                "released_hours_per_week": pd.Series([each.hours for each in rows], dtype="float64"),
                "released_hours": pd.Series([_text(each.leave) for each in rows], dtype="str"),
                "help_desks": pd.array([desks.get(each.door) for each in rows], dtype="Int64"),
                "opening_hours": pd.Series([None] * len(rows), dtype="str"),
                "place_status": "in_building",
                "x_m": pd.Series([1000.0 * int(each.door[1:]) for each in rows], dtype="float64"),
                "y_m": 0.0,
                "own_x_m": np.nan,
                "own_y_m": np.nan,
            }
        ).set_index(pd.Index([each.key for each in rows], name="workplace_id", dtype="str"))
        return gpd.GeoDataFrame(
            table.sort_index(), geometry=gpd.GeoSeries([None] * len(table), index=table.sort_index().index, crs=METRIC)
        )


ASSUMED = (
    "vulnerable_if_rate_low",
    "vulnerable_if_rate_high",
    "vulnerable_if_gradient_low",
    "vulnerable_if_gradient_high",
)


def _text(half_days: Sequence[str]) -> str | None:
    # After a comma a rule adds; after a semicolon it would replace what was said of the day.
    return ", ".join(HOURS[each] for each in half_days)


def _walks(places: Sequence[str], of_people: Sequence[Mapping[str, float]]) -> sparse.csr_array:
    rows = {key: row for row, key in enumerate(places)}
    found = [
        (rows[key], column, metres)
        for column, walks in enumerate(of_people)
        for key, metres in walks.items()
        if key in rows
    ]
    row, column, metres = (list(part) for part in zip(*found, strict=True)) if found else ([], [], [])
    return sparse.csr_array((np.array(metres, dtype="float64"), (row, column)), shape=(len(rows), len(of_people)))


def ticking_clock() -> Control:
    """Return a control with the computer's clock."""
    return Control(time.perf_counter)


_SOME_HALF_DAYS = st.lists(st.sampled_from(tuple(HOURS)), min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Town, Roster]:
    """Draw a town of up to four doors and a roster with rules or without."""
    keys = [f"b{number}" for number in range(draw(st.integers(1, 4)))]
    help_keys = [f"h{number}" for number in range(draw(st.sampled_from([0, 0, 1, 2])))]
    doors = tuple(
        Door(
            key,
            draw(_SOME_HALF_DAYS),
            draw(st.sampled_from(["culture", "sport"])),
            draw(st.sampled_from("AC")),
            draw(st.sampled_from([None, 2, 4])),
        )
        for key in keys
    )
    walks = st.dictionaries(st.sampled_from(keys), st.sampled_from([10.0, 600.0, 1250.0, 1251.0]), max_size=4)
    near = st.dictionaries(st.sampled_from(help_keys), st.just(100.0)) if help_keys else st.just({})
    people = tuple(
        People(
            f"p{number}",
            draw(st.sampled_from([0.0, 1.0, 2.5, 5.0, 7.25, 12.0])),
            draw(walks),
            draw(near),
            draw(st.sampled_from([0.0, 0.25, 0.5, None])),
            draw(st.sampled_from("AC")),
        )
        for number in range(draw(st.integers(1, 6)))
    )
    there = tuple(Help(key, draw(st.sampled_from([0.5, 2.0, 6.0])), draw(_SOME_HALF_DAYS)) for key in help_keys)
    workplaces = None
    if draw(st.booleans()):
        workplaces = tuple(
            Workplace(
                f"w{number}",
                draw(st.sampled_from(keys)),
                draw(st.integers(1, 3)),
                draw(st.sampled_from([3.0, 3.0, 6.0])),
                draw(_SOME_HALF_DAYS),
            )
            for number in range(draw(st.integers(1, 3)))
        )
    share = draw(st.sampled_from([None, None, None, 0.2, 0.5]))
    aidants = draw(st.integers(0, 6))
    roster = BASE.model_copy(
        update={
            "aidants": aidants,
            "hours_per_week": draw(st.sampled_from([3.0, 3.0, 6.0])),
            "district_floor": None if share is None else DistrictMinimum(by="district", served_share=share),
            "forced_in": (keys[0],) if draw(st.sampled_from([False, False, True])) else (),
            "excluded": (keys[-1],) if len(keys) > 1 and draw(st.sampled_from([False, False, True])) else (),
            "least_half_days_of_activity": {"sport": 1} if draw(st.sampled_from([False, False, True])) else {},
            "most_half_days_of_activity": {"culture": draw(st.integers(0, 2))}
            if draw(st.sampled_from([False, False, True]))
            else {},
            "open_half_days": ("tue_morning",) if draw(st.sampled_from([False, False, False, True])) else (),
            "open_by": "district",
        }
    )
    return Town(doors, people, there, workplaces), roster
