"""Towns for Wi-Fi programmes: a few buildings, places where people live and walks, written down as they are."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd
from hypothesis import strategies as st
from scipy import sparse

from geo.crs import METRIC
from geo.evidence.evidence import Evidence
from geo.programme.instance.instance import build_instance
from geo.programme.plan.plan import Plan
from geo.programme.planning import proven_plan
from geo.programme.search.search import Search
from geo.settings.programme import DistrictMinimum, Programme, Quote, Tier
from geo.solving.progress import Control
from tests import toyville

FIRST_YEAR = 2027

DISTRICTS = {"North": ("52011C",), "South": ("52011A", "52011B")}
"""As in Toyville."""


@dataclass(frozen=True)
class Building:
    """A municipal building, as far as a programme looks at it; years instead of dates."""

    key: str
    activity: str = "culture"
    area_m2: float | None = 300.0
    fibre: str | None = "available"
    fibre_from: int | None = None
    connected: bool = False
    ready_from: int | None = None
    public: bool | None = True
    wifi: str = "none"
    section: str = "A"


@dataclass(frozen=True)
class People:
    """A place where people live: how many count, how far they walk to which building, and to public Wi-Fi today."""

    key: str
    count: float
    walks_m: Mapping[str, float] = field(default_factory=dict)
    wifi_m: float = np.inf
    section: str = "A"
    block: int = 1


@dataclass(frozen=True)
class Town:
    """Buildings and people. Rows stand in the order given."""

    buildings: tuple[Building, ...]
    people: tuple[People, ...]

    def evidence(self) -> Evidence:
        """Return the town as the engine's evidence, in the order of its rows."""
        places = {each.key: row for row, each in enumerate(self.people)}
        rows = {each.key: row for row, each in enumerate(self.buildings)}
        walks = [
            (rows[building], places[each.key], metres)
            for each in self.people
            for building, metres in each.walks_m.items()
            if building in rows
        ]
        site, place, metres = (list(part) for part in zip(*walks, strict=True)) if walks else ([], [], [])
        reach = sparse.csr_array(
            (np.array(metres, dtype="float64"), (site, place)), shape=(len(self.buildings), len(self.people))
        )
        return Evidence(
            place=toyville.PLACE.model_copy(update={"districts": DISTRICTS}),
            parameters=toyville.PARAMETERS,
            demand=_demand(self.people),
            sectors=toyville.sectors().set_index("sector_code_statbel"),
            sites=_sites(self.buildings),
            reach=reach,
            support_reach=None,
            help_near_sites=None,
            distance_method="streets",
            support_places=None,
            wifi=toyville.wifi({}).set_index("wifi_id"),
            absent_layers=(),
        )

    def shuffled(self, buildings: Sequence[int], people: Sequence[int]) -> "Town":
        """Return the same town with its rows in another order."""
        return Town(tuple(self.buildings[row] for row in buildings), tuple(self.people[row] for row in people))

    def with_building(self, building: Building) -> "Town":
        """Return the town with one more building, which nobody reaches."""
        return Town((*self.buildings, building), self.people)


def _demand(people: Iterable[People]) -> gpd.GeoDataFrame:
    people = list(people)
    code = pd.Series([f"52011{each.section}0{each.block}-" for each in people], dtype="str")
    count = pd.Series([each.count for each in people], dtype="float64")
    return gpd.GeoDataFrame(
        {
            "sector_code_statbel": code,
            "section_code_statbel": code.str[:6],
            "population": count * 2,
            "vulnerable_count": count,
            "home_gap": pd.array([False] * len(people), dtype="boolean"),
            "public_gap": pd.array([False] * len(people), dtype="boolean"),
            "wifi_distance_m": pd.Series([each.wifi_m for each in people], dtype="float64"),
        }
    ).set_index(pd.Index([each.key for each in people], name="demand_id", dtype="str"))


def _sites(buildings: Iterable[Building]) -> gpd.GeoDataFrame:
    buildings = list(buildings)

    def dates(years: Iterable[int | None]) -> pd.Series:
        return pd.Series([pd.Timestamp(y, 7, 1) if y else pd.NaT for y in years], dtype="datetime64[us]")

    table = pd.DataFrame(
        {
            "name": pd.Series([each.key.upper() for each in buildings], dtype="str"),
            "activity": pd.Series([each.activity for each in buildings], dtype="str"),
            "public_access": pd.array([each.public for each in buildings], dtype="boolean"),
            "floor_area_m2": pd.Series([each.area_m2 for each in buildings], dtype="float64"),
            "wifi_now": pd.Series([each.wifi for each in buildings], dtype="str"),
            "fibre_now": pd.array([each.connected for each in buildings], dtype="boolean"),
            "fibre_status": pd.Series([each.fibre for each in buildings], dtype="str"),
            "fibre_available_from": dates(each.fibre_from for each in buildings),
            "ready_from": dates(each.ready_from for each in buildings),
            "section_code_statbel": pd.Series([f"52011{each.section}" for each in buildings], dtype="str"),
            "section_name": pd.Series([f"Section {each.section}" for each in buildings], dtype="str"),
            "district": pd.Series(["North" if each.section == "C" else "South" for each in buildings], dtype="str"),
            "location_status": pd.Series(["located"] * len(buildings), dtype="str"),
        }
    ).set_index(pd.Index([each.key for each in buildings], name="building_id", dtype="str"))
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None] * len(table), index=table.index, crs=METRIC))


def still_clock(stop: Callable[[], bool] = lambda: False) -> Control:
    """Return a control for which no time passes."""
    return Control(lambda: 0.0, stop=stop)


def ticking_clock(stop: Callable[[], bool] = lambda: False) -> Control:
    """Return a control with the computer's clock."""
    return Control(time.perf_counter, stop=stop)


def solved(
    town: Town,
    programme: Programme,
    control: Callable[[Callable[[], bool]], Control] = ticking_clock,
    stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """Return the best plan, proven as far as floating-point numbers can tell."""
    return proven_plan(Search(build_instance(town.evidence(), programme), control(stop), gap=0))


TIERS = (
    Tier(key="hall", floor_share=0.1, served_share=0.35),
    Tier(key="whole", floor_share=1.0, served_share=0.8),
    Tier(key="forecourt", floor_share=1.0, outdoor_points=2, served_share=1.0),
)

SHAPES = (
    (1, 3, 3),
    (2, 3, 3),
    (3, 2, 3),
    (3, 3, 2),
    (4, 1, 3),
    (4, 2, 2),
    (5, 1, 2),
    (6, 1, 2),
    (5, 2, 1),
)
"""Buildings, tiers and years of the instances drawn: small enough to try each plan there is, 1,300 at the most."""


RATES = (0.0, 0.0, 0.0, 0.0, 0.0, 3.17, 12.43, 41.9)
"""What 1,000 EUR must serve: odd figures, which no purchase of a drawn town meets exactly."""


def _buildings(keys: Sequence[str]) -> st.SearchStrategy[tuple[Building, ...]]:
    fibre = st.sampled_from(
        [("available", None)] * 4
        + [("building", 2028), ("planned", 2029), ("none", None), ("building", None), (None, None)]
    )
    each = [
        st.builds(
            lambda key, activity, area, fibre, connected, ready, public, section: Building(
                key, activity, area, *fibre, connected, ready, public, section=section
            ),
            st.just(key),
            st.sampled_from(["culture", "sport"]),
            st.sampled_from([90.0, 160.0, 300.0, 300.0, 450.0, 451.0, 1200.0, None]),
            fibre,
            st.sampled_from([False, False, True]),
            st.sampled_from([None] * 5 + [2028, 2029, 2031]),
            st.sampled_from([True] * 12 + [None, False]),
            st.sampled_from("AC"),
        )
        for key in keys
    ]
    return st.tuples(*each)


def _people(keys: Sequence[str], *, whole: bool) -> st.SearchStrategy[tuple[People, ...]]:
    walks = st.dictionaries(st.sampled_from(keys), st.sampled_from([10.0, 400.0, 500.0, 501.0]), min_size=1)
    counts = [40.0, 100.0] if whole else [0.0, 1.0, 7.25, 40.0, 100.0, 100.0, 1 / 3]
    each = st.builds(
        People,
        key=st.just(""),
        count=st.sampled_from(counts),
        walks_m=walks,
        wifi_m=st.sampled_from([np.inf, np.inf, 300.0, 500.5]),
        section=st.sampled_from("AC"),
        block=st.sampled_from([1, 2]),
    )
    listed = st.lists(each, min_size=1, max_size=6)
    return listed.map(lambda all_: tuple(replace(one, key=f"p{row}") for row, one in enumerate(all_)))


@st.composite
def cases(draw: st.DrawFn, *, share_floors: bool = True, whole: bool = False) -> tuple[Town, Programme]:
    """Draw a town and a programme on it.

    Without ``share_floors``, floors are euros. When ``whole``, people come in such numbers that two plans serve the
    same or differ by a person at the least, whatever the tiers: then money only decides between equal plans.
    """
    buildings, tiers, years = draw(st.sampled_from(SHAPES))
    keys = [f"b{number}" for number in range(buildings)]
    town = Town(draw(_buildings(keys)), draw(_people(keys, whole=whole)))
    budgets = st.sampled_from([0.0, 2_800.0, 3_700.0, 5_000.0, 8_000.0, 12_345.67, 20_000.0, 60_000.0])
    named = draw(st.sampled_from([[], [], [keys[0]], keys[:2]]))
    cut = draw(st.integers(0, len(named)))
    quotes: dict[str, dict[str, Quote]] = {}
    if draw(st.booleans()) and draw(st.booleans()):
        quote = Quote(capex_eur=draw(st.sampled_from([0.0, 2_000.0])), opex_eur_per_year=100.0)
        quotes = {draw(st.sampled_from(keys)): {TIERS[draw(st.integers(0, tiers - 1))].key: quote}}
    least = draw(st.sampled_from([None, None, None, None, 0.2, 0.5]))
    shares = st.sampled_from([0.0, 0.1, 0.1, 0.3, 0.5, 0.6])
    amounts = st.sampled_from([0.0, 900.0, 2_800.0, 6_000.0])
    programme = Programme(
        first_year=FIRST_YEAR,
        budgets_eur=tuple(draw(budgets) for _ in range(years)),
        carry_over=draw(st.booleans()),
        floor_share=draw(shares) if share_floors else 0.0,
        floor_eur_of_activity={"sport": draw(amounts)} if draw(st.booleans()) or not share_floors else {},
        last_years_without_floors=draw(st.sampled_from([0, 0, 0, 1, 2, 15])),
        least_person_years_per_thousand_eur=draw(st.sampled_from(RATES)),
        opex_ceiling_eur_per_year=draw(st.sampled_from([None, None, None, 600.0, 1_800.0, 5_000.0])),
        district_minimum=None if least is None else DistrictMinimum(served_share=least),
        year_weights=draw(
            st.sampled_from([(), (1.0, 0.5, 0.25)[:years], (0.0, 1.0, 3.0)[:years] if years > 1 else ()])
        ),
        tiers=TIERS[:tiers],
        reach_m=500.0,
        existing_share=draw(st.sampled_from([0.0, 0.6, 1.0])),
        wait_for_fibre=draw(st.booleans()),
        forced_in=tuple(named[:cut]),
        excluded=tuple(named[cut:]),
        quotes=quotes,
    )
    return town, programme
