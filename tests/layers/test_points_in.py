"""Two columns become points where the rows mean them, and what cannot be placed is said row by row."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import MAP, METRIC
from layers._fault import Fault
from layers._read import points_from_columns
from layers.reading.coordinate_systems import CANDIDATES
from tests import toyville
from tests.layers.telling import codes

TOWN = gpd.GeoSeries([toyville.at(50 * step, 70 * step) for step in range(5)], crs=METRIC)


def table(*rows: tuple[str | None, str | None]) -> pd.DataFrame:
    """Return coordinates as read from lines 2, 3, ... of a file."""
    frame = pd.DataFrame(rows, columns=["x", "y"], index=pd.RangeIndex(2, len(rows) + 2, name="row"), dtype="str")
    frame.attrs["file"] = "places.csv"
    return frame


def placed(frame: pd.DataFrame, crs: str | None) -> tuple[gpd.GeoSeries, list[Fault]]:
    return points_from_columns(frame, "x", "y", crs, toyville.PLACE)


def town_in(crs: str, decimal: str = ".") -> list[tuple[str, str]]:
    points = TOWN.to_crs(crs)
    return [(f"{p.x:.9f}".replace(".", decimal), f"{p.y:.9f}".replace(".", decimal)) for p in points]


@pytest.mark.parametrize("crs", CANDIDATES)
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("said", [True, False])
def test_points_land_in_place_from_every_system(crs: str, decimal: str, said: bool) -> None:
    points, faults = placed(table(*town_in(crs, decimal)), crs if said else None)
    assert points.crs == METRIC
    assert points.index.tolist() == [2, 3, 4, 5, 6]
    assert (points.reset_index(drop=True).distance(TOWN) < 0.01).all()
    assert codes(faults) == ([] if said else ["crs.assumed"])


def test_each_row_that_cannot_be_placed_is_named() -> None:
    good = town_in(MAP)
    x, y = good[0]
    frame = table(*good, (None, None), ("?", y), (x, None), ("0", "0,000"), (y, x), ("2.31", "49.29"))
    points, faults = placed(frame, MAP)
    assert {fault.row: fault.code for fault in faults} == {
        8: "place.unreadable",
        9: "place.unreadable",
        10: "place.zero",
        11: "place.swapped",
        12: "place.outside",
    }
    assert {fault.severity for fault in faults} == {"row"}
    assert faults[-1].file == "places.csv"
    assert faults[-1].value == "2.31, 49.29"
    assert points.isna().tolist() == [False] * 5 + [True] * 6
    codes(faults)


def test_a_file_whose_axes_are_swapped_is_one_error() -> None:
    points, faults = placed(table(*[(y, x) for x, y in town_in(MAP)]), MAP)
    assert codes(faults) == ["crs.swapped_axes"]
    assert (points.reset_index(drop=True).distance(TOWN) < 0.01).all()


def test_a_file_in_another_system_than_said_is_one_error() -> None:
    points, faults = placed(table(*town_in("EPSG:31370")), METRIC)
    assert codes(faults) == ["crs.contradicted"]
    assert faults[0].parameters["fits"] == "EPSG:31370"
    assert (points.reset_index(drop=True).distance(TOWN) < 0.01).all()


def test_a_file_of_another_town_is_one_error_and_places_nothing() -> None:
    points, faults = placed(table(("13.4", "52.5"), ("13.5", "52.6")), MAP)
    assert [(fault.code, fault.severity) for fault in faults] == [("place.all_outside", "error")]
    assert points.isna().all()
    _, faults = placed(table(("13.4", "52.5")), None)
    assert codes(faults) == ["crs.unknown"]
    _, faults = placed(table(("4.44", "50.41")), "Lambert")
    assert codes(faults) == ["crs.unreadable"]


def test_a_table_mostly_far_away_keeps_the_few_that_are_near() -> None:
    far = [("2.31", "49.29")] * 3
    points, faults = placed(table(town_in(MAP)[0], *far), MAP)
    assert codes(faults) == ["place.outside"] * 3
    assert points.notna().tolist() == [True, False, False, False]


def test_what_must_be_inside_the_frame_gets_no_margin() -> None:
    frame = table(*town_in(MAP), ("4.469936", "50.503887"))
    assert placed(frame, MAP)[1] == []
    points, faults = points_from_columns(frame, "x", "y", MAP, toyville.PLACE, margin_m=0)
    assert [(fault.code, fault.row) for fault in faults] == [("place.outside", 7)]
    assert points.isna().tolist() == [False] * 5 + [True]


def test_a_table_without_any_coordinates_has_no_fault() -> None:
    points, faults = placed(table((None, None), (None, None)), None)
    assert points.isna().all()
    assert faults == []


@given(st.floats(4.345, 4.511), st.floats(50.350, 50.496), st.sampled_from(CANDIDATES))
def test_a_place_in_the_frame_is_the_same_place_from_any_system(longitude: float, latitude: float, crs: str) -> None:
    where = gpd.GeoSeries([shapely.Point(longitude, latitude)], crs=MAP)
    point = where.to_crs(crs).iloc[0]
    points, _ = placed(table((repr(point.x), repr(point.y))), None)
    assert points.iloc[0].distance(where.to_crs(METRIC).iloc[0]) < 0.01
