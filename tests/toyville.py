"""Toyville: three by three sectors of 100 m, drawn so that every number can be checked on paper.

Sectors are named by row and column, ``a`` to ``c`` from south to north and ``1`` to ``3`` from west to east::

    c1 c2 c3      700 800 900 residents, section C
    b1 b2 b3      400 500 600 residents, section B
    a1 a2 a3      100 200 300 residents, section A

Places are given as ``(x, y)`` in metres from the south-west corner.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Geometry, Point, box

from geo.crs import METRIC
from geo.place import LocalName, Place
from geo.settings.parameters import Costs, IndexIndicator, Parameters, Reach, Vulnerability, Walk
from geo.tables import SignalRaster, Tables

CORNER = (655_000.0, 622_000.0)
"""South-west corner of the town, somewhere in Charleroi."""

SIDE_M = 100.0
NAMES = tuple(f"{row}{column}" for row in "abc" for column in "123")
POPULATION = {name: 100 * place for place, name in enumerate(NAMES, start=1)}

PLACE = Place(
    key="toyville",
    nis_code="52011",
    name=LocalName(fr="Villejouet", nl="Speelstad", en="Toyville"),
    frame_wgs84=(4.345, 50.350, 4.511, 50.496),
    synthetic=True,
    districts={"North": ("52011C",), "South": ("52011A", "52011B")},
)

RATES = {
    "total_rate": 0.45,
    "gradient": 2.0,
    "rate_low_diploma": 0.68,
    "rate_middle_diploma": 0.43,
    "rate_high_diploma": 0.19,
}
"""Expected share of residents in digital difficulty, and how it differs: as published, see the settings."""

PARAMETERS = Parameters(
    reach=Reach(limit_m=1250, detour_factor=1.3, max_access_m=400, outside_margin_m=2000),
    walk=Walk(minutes=15, normal_m_s=1.4, slow_m_s=0.8),
    vulnerability=Vulnerability(
        **RATES,
        indicators=(
            IndexIndicator(indicator="poverty_share", more_is="more_vulnerable"),
            IndexIndicator(indicator="median_income_eur", more_is="less_vulnerable"),
        ),
    ),
    costs=Costs(
        area_per_access_point_m2=150,
        access_point_eur=900,
        switch_and_rack_eur=1500,
        survey_eur=400,
        fibre_entry_available_eur=0,
        fibre_entry_building_eur=1500,
        fibre_entry_none_eur=8000,
        opex_per_access_point_eur_per_year=600,
        years_counted=4,
    ),
)
"""Stated here, so that what is worked out on paper holds whatever the defaults are; an index of two indicators."""


def code(name: str) -> str:
    """Return the sector code of ``a1`` to ``c3``: nine characters, as Statbel's."""
    return f"52011{name[0].upper()}0{name[1]}-"


def section(name: str) -> str:
    """Return the section code of a sector."""
    return f"52011{name[0].upper()}"


def at(x: float, y: float) -> Point:
    """Return the point ``x`` metres east and ``y`` metres north of the town's south-west corner."""
    return Point(CORNER[0] + x, CORNER[1] + y)


def area(west: float, south: float, east: float, north: float) -> Geometry:
    """Return a rectangle, in metres from the town's south-west corner."""
    return box(CORNER[0] + west, CORNER[1] + south, CORNER[0] + east, CORNER[1] + north)


def square(name: str) -> Geometry:
    """Return the outline of a sector."""
    west, south = SIDE_M * (int(name[1]) - 1), SIDE_M * "abc".index(name[0])
    return area(west, south, west + SIDE_M, south + SIDE_M)


def centre(name: str) -> tuple[float, float]:
    """Return the middle of a sector, in metres from the town's south-west corner."""
    return SIDE_M * (int(name[1]) - 0.5), SIDE_M * ("abc".index(name[0]) + 0.5)


def sectors(names: Sequence[str] = NAMES) -> gpd.GeoDataFrame:
    """Return the sectors layer."""
    return gpd.GeoDataFrame(
        {
            "sector_code_statbel": [code(name) for name in names],
            "sector_name_fr": [f"Quartier {name}" for name in names],
            "sector_name_nl": [f"Wijk {name}" for name in names],
            "section_code_statbel": [section(name) for name in names],
            "section_name": [f"Section {name[0].upper()}" for name in names],
            "municipality_code_nis": ["52011"] * len(names),
            "area_m2": [SIDE_M**2] * len(names),
        },
        geometry=[square(name) for name in names],
        crs=METRIC,
    )


def population(
    residents: Mapping[str, int] = POPULATION, unlocated: int = 0, of_age: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """Return the population layer, with a ``ZZZZ`` row when some residents are placed nowhere.

    ``of_age`` are the residents of 16 to 74 years by name of the sector; nobody's age is known without.
    """
    codes = [code(name) for name in residents] + (["52011ZZZZ"] if unlocated else [])
    counts = list(residents.values()) + ([unlocated] if unlocated else [])
    ages = {code(name): count for name, count in (of_age or {}).items()}
    return pd.DataFrame(
        {
            "sector_code_statbel": codes,
            "population": pd.array(counts, dtype="Int64"),
            "population_16_74": pd.array([ages.get(each) for each in codes], dtype="Int64"),
            "reference_date": pd.Series([pd.Timestamp(2024, 1, 1)] * len(codes), dtype="datetime64[us]"),
        }
    )


def indicators(values: Mapping[str, Mapping[str, float | None]], unit: str = "share") -> pd.DataFrame:
    """Return the indicators layer from ``indicator -> sector name -> value``; None is a value withheld."""
    rows = [
        (
            code(name),
            key,
            np.nan if value is None else value,
            unit,
            "2024",
            "suppressed" if value is None else "published",
        )
        for key, by_sector in values.items()
        for name, value in by_sector.items()
    ]
    columns = ["sector_code_statbel", "indicator", "value", "unit", "vintage", "status"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64"})


def residences(places: Iterable[tuple[float, float, float]]) -> gpd.GeoDataFrame:
    """Return the residences layer from ``(x, y, weight)``, numbered ``r000`` on in the order given."""
    listed = list(places)
    return gpd.GeoDataFrame(
        {
            "residence_id": pd.Series([f"r{number:03d}" for number in range(len(listed))], dtype="str"),
            "kind": pd.Series(["address"] * len(listed), dtype="str"),
            "weight": pd.Series([float(weight) for _, _, weight in listed], dtype="float64"),
        },
        geometry=[at(x, y) for x, y, _ in listed],
        crs=METRIC,
    )


BUILDING: dict[str, Any] = {
    "name": "Building",
    "activity": "culture",
    "kind": None,
    "address": None,
    "postal_code": None,
    "public_access": True,
    "floor_area_m2": 300.0,
    "opening_hours": "Mo-Fr 09:00-17:00",
    "contact_staff": 4,
    "aidant_candidates": 1,
    "wifi_now": "none",
    "fibre_now": False,
    "requests_per_year": 100.0,
    "visitors_per_year": None,
    "public_desks": None,
    "function_in_charge": None,
    "ready_from": None,
    "dropped_x_m": None,
    "dropped_y_m": None,
    "source": "inventory",
}
"""A building with everything known; ``buildings`` overrides what a test is about."""

_DTYPES = {
    "building_id": "str",
    "name": "str",
    "activity": "str",
    "kind": "str",
    "address": "str",
    "postal_code": "str",
    "public_access": "boolean",
    "floor_area_m2": "float64",
    "opening_hours": "str",
    "contact_staff": "Int64",
    "aidant_candidates": "Int64",
    "wifi_now": "str",
    "fibre_now": "boolean",
    "requests_per_year": "float64",
    "visitors_per_year": "float64",
    "public_desks": "Int64",
    "function_in_charge": "str",
    "ready_from": "datetime64[us]",
    "dropped_x_m": "float64",
    "dropped_y_m": "float64",
    "source": "str",
}


def buildings(rows: Mapping[str, Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Return the buildings layer from ``building_id -> what differs``; ``at`` is ``(x, y)``, a geometry, or None."""
    filled = [
        {"building_id": key} | BUILDING | {k: v for k, v in row.items() if k != "at"} for key, row in rows.items()
    ]
    frame = pd.DataFrame(filled, columns=list(_DTYPES)).astype(_DTYPES)
    places = [row.get("at", (150.0, 150.0)) for row in rows.values()]
    geometry = [place if place is None or isinstance(place, Geometry) else at(*place) for place in places]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(geometry, crs=METRIC), crs=METRIC)


def fibre(zones: Sequence[tuple[Geometry, str, str | None, date | None]]) -> gpd.GeoDataFrame:
    """Return the fibre layer from ``(area, status, operator, available_from)``."""
    return gpd.GeoDataFrame(
        {
            "fibre_id": pd.Series([f"f{number}" for number in range(len(zones))], dtype="str"),
            "status": pd.Series([zone[1] for zone in zones], dtype="str"),
            "operator": pd.Series([zone[2] for zone in zones], dtype="str"),
            "technology": pd.Series([None for _ in zones], dtype="str"),
            "available_from": pd.Series(
                [pd.Timestamp(zone[3]) if zone[3] else pd.NaT for zone in zones], dtype="datetime64[us]"
            ),
        },
        geometry=[zone[0] for zone in zones],
        crs=METRIC,
    )


def mobile_5g(zones: Sequence[tuple[Geometry, str, int]]) -> gpd.GeoDataFrame:
    """Return the 5G layer from ``(area, operator, class)``."""
    return gpd.GeoDataFrame(
        {
            "coverage_id": pd.Series([f"m{number}" for number in range(len(zones))], dtype="str"),
            "operator": pd.Series([zone[1] for zone in zones], dtype="str"),
            "class": pd.array([zone[2] for zone in zones], dtype="Int64"),
            "raster_file": pd.Series([None for _ in zones], dtype="str"),
        },
        geometry=[zone[0] for zone in zones],
        crs=METRIC,
    )


def raster(operator: str, classes: Sequence[Sequence[int]], cell_m: float = 100.0) -> SignalRaster:
    """Return a grid of classes, first row in the north, from the town's north-west corner."""
    values = np.asarray(classes, dtype=np.uint8)
    return SignalRaster(operator, values, (cell_m, 0.0, CORNER[0], 0.0, -cell_m, CORNER[1] + 3 * SIDE_M), METRIC)


def wifi(places: Mapping[str, tuple[float, float]], access: str = "public") -> gpd.GeoDataFrame:
    """Return the Wi-Fi layer from ``wifi_id -> (x, y)``."""
    return gpd.GeoDataFrame(
        {
            "wifi_id": pd.Series(list(places), dtype="str"),
            "name": pd.Series([f"Hotspot {key}" for key in places], dtype="str"),
            "operator": pd.Series(["City"] * len(places), dtype="str"),
            "access": pd.Series([access] * len(places), dtype="str"),
            "setting": pd.Series(["indoor"] * len(places), dtype="str"),
        },
        geometry=[at(*place) for place in places.values()],
        crs=METRIC,
    )


def support_places(places: Mapping[str, tuple[float, float, float | None]]) -> gpd.GeoDataFrame:
    """Return the layer of places of help from ``place_id -> (x, y, hours a week)``."""
    return gpd.GeoDataFrame(
        {
            "place_id": pd.Series(list(places), dtype="str"),
            "name": pd.Series([f"Help {key}" for key in places], dtype="str"),
            "kind": pd.Series(["epn"] * len(places), dtype="str"),
            "help_hours_per_week": pd.Series([hours for *_, hours in places.values()], dtype="float64"),
            "opening_hours": pd.Series(["Mo-Fr 09:00-12:00"] * len(places), dtype="str"),
        },
        geometry=[at(x, y) for x, y, _ in places.values()],
        crs=METRIC,
    )


def workplaces(
    places: Mapping[str, tuple[str | None, tuple[float, float] | None]], **columns: list[Any]
) -> gpd.GeoDataFrame:
    """Return the layer of workplaces from ``workplace_id -> (building, own place)``; two volunteers of 3 hours each."""
    count = len(places)
    default: dict[str, list[Any]] = {
        "belongs_to": ["city"] * count,
        "volunteers": [2] * count,
        "released_hours_per_week": [3.0] * count,
        "released_hours": ["Mo-Sa 08:00-21:00"] * count,
        "help_desks": [2] * count,
        "opening_hours": ["Mo-Fr 09:00-12:00"] * count,
    }
    values = default | columns
    types = {"volunteers": "Int64", "released_hours_per_week": "float64", "help_desks": "Int64"}
    return gpd.GeoDataFrame(
        {
            "workplace_id": pd.Series(list(places), dtype="str"),
            "in_building": pd.Series([building for building, _ in places.values()], dtype="str"),
            "name": pd.Series([f"Workplace {key}" for key in places], dtype="str"),
            **{name: pd.Series(value, dtype=types.get(name, "str")) for name, value in values.items()},
        },
        geometry=[None if own is None else at(*own) for _, own in places.values()],
        crs=METRIC,
    )


POVERTY = {name: 0.9 - 0.1 * place for place, name in enumerate(NAMES)}
INCOME = {name: 10_000.0 + 1_000 * place for place, name in enumerate(NAMES)}
SENIORS = dict.fromkeys(NAMES, 0.2)

RESIDENCES = tuple(
    (centre(name)[0] + shift, centre(name)[1], weight)
    for name in NAMES
    for shift, weight in ((-25.0, 1.0), (25.0, 3.0))
)
"""Two residences a sector, 25 m either side of its centre: a quarter of the people west, three quarters east."""

BUILDINGS: dict[str, dict[str, Any]] = {
    "b1-library": {"name": "Library", "at": (50.0, 50.0), "floor_area_m2": 450.0, "requests_per_year": 300.0},
    "b2-hall": {
        "name": "Town hall",
        "at": area(140, 140, 160, 160),
        "activity": "administration",
        "contact_staff": 12,
    },
    "b3-school": {"name": "School", "at": (250.0, 250.0), "activity": "education", "opening_hours": None},
    "b4-depot": {"name": "Depot", "at": (50.0, 250.0), "activity": "technical", "public_access": False},
    "b5-pool": {"name": "Pool", "at": (250.0, 50.0), "activity": "sport", "wifi_now": "public"},
    "b6-club": {"name": "Youth club", "at": (150.0, 250.0), "public_access": None},
    "b7-lost": {"name": "Lost school", "at": None, "activity": "education"},
    "b8-far": {"name": "Misplaced school", "at": (1_300.0, 50.0), "activity": "education"},
}


def tables(**pieces: Any) -> Tables:
    """Return Toyville with its required layers only, and whatever ``pieces`` replace or add (a Tables field each)."""
    base: dict[str, Any] = {"sectors": sectors(), "population": population(), "buildings": buildings(BUILDINGS)}
    return Tables(**(base | pieces))


def full_tables(**pieces: Any) -> Tables:
    """Return Toyville with every layer, and whatever ``pieces`` replace."""
    base: dict[str, Any] = {
        "indicators": indicators({"poverty_share": POVERTY, "median_income_eur": INCOME, "share_65_plus": SENIORS}),
        "residences": residences(RESIDENCES),
        "fibre": fibre(
            [
                (area(0, 0, 200, 100), "available", "Proximus", None),
                (area(200, 0, 300, 100), "building", "Proximus", date(2027, 1, 1)),
                (area(0, 100, 100, 200), "planned", "Wyre", None),
            ]
        ),
        "mobile_5g": mobile_5g([(area(0, 0, 300, 200), "Orange", 1), (area(0, 100, 150, 200), "Proximus", 2)]),
        "wifi": wifi({"w1": (150.0, 50.0)}),
        "support_places": support_places({"h1": (50.0, 250.0, 16.0)}),
    }
    return tables(**(base | pieces))
