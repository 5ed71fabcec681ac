"""One place in two lists counts once, and is told; two things that look alike count twice, and are told."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo.coverage import survey
from geo.coverage.repeats import once_each
from geo.crs import METRIC
from geo.evidence import gather
from geo.walking import walking
from tests import toyville
from tests.cases import case

X, Y = toyville.CORNER


def places(*rows: tuple[str, str | None, float]) -> gpd.GeoDataFrame:
    """Return places by key: name, and metres east of a corner."""
    points = [Point(X + east, Y) for *_, east in rows]
    names = [name for _, name, _ in rows]
    keys = pd.Index([key for key, *_ in rows])
    return gpd.GeoDataFrame({"name": names}, geometry=points, index=keys, crs=METRIC)


def kept(*rows: tuple[str, str | None, float], same: bool = True) -> tuple[list[str], list[tuple[str, str, int]]]:
    """Return the keys that are kept, and what is told: kept, other, how many count."""
    left, found = once_each(places(*rows), "wifi", lambda *_: same)
    return left.index.tolist(), [(each.kept, each.other, each.counted) for each in found]


def test_one_name_within_thirty_metres_counts_once() -> None:
    assert kept(("a", "Bibliothèque Exemple", 0), ("b", "exemple, la BIBLIOTHEQUE", 30)) == (["a"], [("a", "b", 1)])
    assert kept(("a", "Bibliothèque", 0), ("b", "Bibliothèque", 31)) == (["a", "b"], [])
    assert kept(("a", "École 1", 0), ("b", "École 2", 0)) == (["a", "b"], [])
    assert kept(("a", None, 0), ("b", None, 0), ("c", "", 0), ("d", "", 0)) == (["a", "b", "c", "d"], [])


def test_three_entries_of_one_place_count_once() -> None:
    assert kept(("a", "Hall", 0), ("b", "Hall", 20), ("c", "Hall", 25)) == (["a"], [("a", "b", 1), ("a", "c", 1)])


def test_what_is_not_one_thing_counts_twice_and_is_told() -> None:
    assert kept(("a", "Hall", 0), ("b", "Hall", 2), same=False) == (["a", "b"], [("a", "b", 2)])


def pool() -> Point:
    """Return where Toyville's pool stands, which has public Wi-Fi."""
    buildings = toyville.full_tables().buildings
    return buildings.set_geometry("geometry").set_index("building_id").geometry["b5-pool"]


def hotspots(**changes: object) -> gpd.GeoDataFrame:
    """Return Toyville's hotspots and one more, at the pool and called like it."""
    tables = toyville.full_tables()
    name = tables.buildings.set_index("building_id").loc["b5-pool", "name"]
    row = tables.wifi.iloc[[0]].assign(**{"wifi_id": "W9", "name": name, "setting": "indoor", **changes})
    return pd.concat([tables.wifi, row.set_geometry([pool()], crs=METRIC)], ignore_index=True)


def test_a_hotspot_of_a_building_with_public_wifi_is_not_a_second_one() -> None:
    before = gather(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS)
    after = gather(toyville.full_tables(wifi=hotspots()), toyville.PLACE, toyville.PARAMETERS)
    assert after.evidence.wifi.index.tolist() == before.evidence.wifi.index.tolist() == ["building:b5-pool", "w1"]
    (told,) = [each for each in after.findings if each.code == "wifi.listed_twice"]
    assert (told.severity, told.parameters["count"]) == ("note", 1)
    assert str(told.parameters["names"]).endswith(": building:b5-pool, W9")


def test_a_hotspot_outdoors_beside_it_is_another_one() -> None:
    after = gather(toyville.full_tables(wifi=hotspots(setting="outdoor")), toyville.PLACE, toyville.PARAMETERS)
    assert after.evidence.wifi.index.tolist() == ["W9", "building:b5-pool", "w1"]
    (told,) = [each for each in after.findings if each.code == "wifi.look_alike"]
    assert (told.severity, told.subject, told.parameters["kept"]) == ("warning", "W9", "building:b5-pool")


@pytest.mark.parametrize(
    ("kind", "hours", "left"),
    [
        ("epn", 16.0, ["h1"]),
        ("cpas", 16.0, ["h1"]),
        ("epn", 20.0, ["h9"]),
        ("cpas", None, ["h1"]),
        ("cpas", 20.0, ["h1", "h9"]),
    ],
)
def test_one_help_place_in_two_lists(kind: str, hours: float | None, left: list[str]) -> None:
    """Of one kind, or with the same hours or none: one, with the most hours said. Otherwise two."""
    tables = toyville.full_tables()
    first = tables.support_places.assign(kind="epn", help_hours_per_week=16.0, place_id="h1")
    other = first.assign(kind=kind, help_hours_per_week=hours, place_id="h9")
    both = pd.concat([first, other], ignore_index=True).astype({"help_hours_per_week": "float64"})
    found = gather(toyville.full_tables(support_places=both), toyville.PLACE, toyville.PARAMETERS)
    assert found.evidence.support_places.index.tolist() == left
    told = [each.code for each in found.findings if each.code.startswith("support_places.")]
    assert told == ["support_places.listed_twice" if len(left) == 1 else "support_places.look_alike"]


def test_places_of_real_lists() -> None:
    """The library stands in the list of buildings and of Wi-Fi, the help in two lists: one of each counts."""

    def read(name: str, key: str) -> gpd.GeoDataFrame:
        table = pd.read_csv(case(name), sep=";").set_index(key)
        return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["x_m"], table["y_m"]), crs=METRIC)

    wifi = pd.concat([read("bugs_09_buildings.csv", "building_id").loc[["B1"]], read("bugs_09_wifi.csv", "wifi_id")])
    left, told = once_each(wifi, "wifi", lambda *_: True)
    assert (left.index.tolist(), [each.other for each in told]) == (["B1"], ["W1"])
    left, told = once_each(read("bugs_09_help.csv", "place_id"), "support_places", lambda *_: True)
    assert (left.index.tolist(), [each.other for each in told]) == (["EPN-1"], ["CPAS-7"])


def test_nothing_is_repeated_in_toyville() -> None:
    found = gather(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS)
    around = survey(
        toyville.full_tables(),
        found.evidence.sites,
        found.evidence.sectors,
        walking(None, toyville.PARAMETERS.reach),
        toyville.PARAMETERS,
    )
    assert around.repeats == ()
