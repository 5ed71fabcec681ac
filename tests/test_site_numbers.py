"""Every number on a building's card, found in the export and recomputed from the raw files with plain libraries."""

import math
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.settings.parameters import Parameters

METRIC = "EPSG:3812"
AS_OF = pd.Timestamp("2026-01-01")
PRICES = {"point": 900, "rack": 1500, "survey": 400, "available": 0, "building": 1500, "none": 8000}
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@pytest.fixture(scope="module")
def raw(demo_data: Path) -> Path:
    """Return the folder of raw files as a publisher would deliver them."""
    return demo_data / "raw" / "demo_files"


def _csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="utf-8-sig")


@pytest.fixture(scope="module")
def sites(demo_export: Path) -> pd.DataFrame:
    return _csv(demo_export / "sites.csv").set_index("building_id")


@pytest.fixture(scope="module")
def inventory(raw: Path) -> pd.DataFrame:
    (path,) = raw.glob("demo_batiments*.csv")
    return _csv(path).set_index("building_id").sort_index()


@pytest.fixture(scope="module")
def points(inventory: pd.DataFrame) -> gpd.GeoSeries:
    return gpd.GeoSeries(gpd.points_from_xy(inventory["x_m"], inventory["y_m"]), index=inventory.index, crs=METRIC)


def test_every_building_of_the_inventory_is_in_the_export(sites: pd.DataFrame, inventory: pd.DataFrame) -> None:
    assert sorted(sites.index) == list(inventory.index)


@pytest.mark.parametrize("column", ["floor_area_m2", "contact_staff", "aidant_candidates", "requests_per_year"])
def test_attributes_are_those_of_the_inventory(sites: pd.DataFrame, inventory: pd.DataFrame, column: str) -> None:
    expected = pd.to_numeric(inventory[column], errors="coerce")
    pd.testing.assert_series_equal(
        sites[column].sort_index().astype("float64"), expected.astype("float64"), check_names=False
    )
    assert expected.isna().any(), "the demonstration city lacks some values, as in life"


def test_fibre_is_that_of_the_area_the_building_stands_in(
    sites: pd.DataFrame, points: gpd.GeoSeries, raw: Path
) -> None:
    (path,) = raw.glob("demo_fibre*.geojson")
    areas = gpd.read_file(path).to_crs(METRIC)
    since = pd.to_datetime(areas["available_from"])
    order = {"available": 0, "building": 1, "planned": 2, "none": 3}
    now = (
        areas["status"]
        .where(~(since <= AS_OF), "available")
        .mask((areas["status"] == "available") & (since > AS_OF), "building")
    )
    for key, point in points.items():
        inside = now[areas.geometry.intersects(point)]
        expected = min(inside, key=order.__getitem__) if len(inside) else "none"
        assert sites.loc[key, "fibre_status"] == expected, key


def test_5g_is_the_best_class_of_the_best_operator(sites: pd.DataFrame, points: gpd.GeoSeries, raw: Path) -> None:
    classes = []
    for path in sorted(raw.glob("demo_*_5G_*.geojson")):
        areas = gpd.read_file(path).to_crs(METRIC)
        inside = np.array([[area.intersects(point) for area in areas.geometry] for point in points])
        level = areas["Layer"].astype(int).to_numpy()
        classes.append(np.where(inside, level, -1).max(axis=1))
    assert len(classes) == 3
    best, least = np.max(classes, axis=0), np.min(classes, axis=0)
    found = sites.loc[points.index]
    assert found["mobile_5g_class_best"].tolist() == best.tolist()
    assert found["mobile_5g_class_min"].tolist() == least.tolist()


def test_access_points_and_costs_follow_the_stated_prices(sites: pd.DataFrame, inventory: pd.DataFrame) -> None:
    for key, row in inventory.iterrows():
        site = sites.loc[key]
        if pd.isna(row["floor_area_m2"]):
            assert pd.isna(site["access_points"])
            assert pd.isna(site["capex_eur"])
            continue
        count = math.ceil(float(row["floor_area_m2"]) / 150)
        connected = str(site["fibre_now"]).lower()
        status = site["fibre_status"]
        entry = PRICES[status if status in ("available", "building") else "none"]
        least, most = (0 if connected in {"true", *perhaps} else entry for perhaps in ({"nan"}, ()))
        without_entry = count * PRICES["point"] + PRICES["rack"] + PRICES["survey"]
        assert site["access_points"] == count, key
        assert (site["capex_low_eur"], site["capex_high_eur"]) == (without_entry + least, without_entry + most), key
        assert site["capex_eur"] == without_entry + most if least == most else pd.isna(site["capex_eur"]), key
        assert site["opex_eur_per_year"] == 600 * count, key


def _week_hours(text: str) -> float | None:
    """Return the weekly hours of the simple notation ``Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-12:00; PH off``."""
    hours = dict.fromkeys(DAYS, 0.0)
    for rule in text.split(";"):
        if rule.strip() in ("PH off", "SH off", "PH,SH off"):
            continue
        found = re.fullmatch(r"\s*([A-Za-z,-]+)\s+([\d:,\- ]+)\s*", rule)
        if found is None:
            return None
        days: list[str] = []
        for part in found[1].split(","):
            first, _, last = part.partition("-")
            if first not in DAYS or (last and last not in DAYS):
                return None
            days += DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]
        spans = [span.split("-") for span in found[2].replace(" ", "").split(",")]
        clock = lambda text: int(text[:2]) + int(text[3:]) / 60  # noqa: E731 - one short formula
        for day in days:
            hours[day] = sum(clock(end) - clock(start) for start, end in spans)
    return sum(hours.values())


def test_weekly_hours_are_those_a_reader_counts(sites: pd.DataFrame, inventory: pd.DataFrame) -> None:
    counted = 0
    for key, text in inventory["opening_hours"].dropna().items():
        expected = _week_hours(text)
        if expected is not None:
            assert sites.loc[key, "opening_hours_per_week"] == pytest.approx(expected), (key, text)
            counted += 1
    assert counted > 200


def test_the_sector_is_the_outline_the_building_stands_in(
    sites: pd.DataFrame, points: gpd.GeoSeries, raw: Path
) -> None:
    (path,) = raw.glob("demo_sh_statbel*.geojson")
    sectors = gpd.read_file(path).to_crs(METRIC)
    tree = shapely.STRtree(sectors.geometry.to_numpy())
    site, area = tree.query(points.to_numpy(), predicate="intersects")
    expected = pd.Series(sectors["cd_sector"].to_numpy()[area], index=points.index[site])
    assert sites.loc[expected.index, "sector_code_statbel"].tolist() == expected.tolist()


def test_people_in_reach_add_up_over_the_pairs(sites: pd.DataFrame, demo_export: Path) -> None:
    pairs, demand = _csv(demo_export / "reach.csv"), _csv(demo_export / "demand.csv").set_index("demand_id")
    assert pairs["distance_m"].max() <= Parameters().reach.limit_m
    for column, amount in (("population_in_reach", "population"), ("vulnerable_in_reach", "vulnerable_count")):
        reached = pairs["demand_id"].map(demand[amount]).groupby(pairs["building_id"]).sum()
        found = sites.loc[sites["location_status"] == "located", column].dropna()
        np.testing.assert_allclose(found, reached.reindex(found.index).fillna(0), rtol=1e-9)


def test_residents_of_the_population_file_are_all_there(demo_export: Path, raw: Path) -> None:
    published = pd.read_csv(raw / "demo_OPENDATA_SECTOREN_2019.txt", sep="|", encoding="utf-8-sig")
    demand = _csv(demo_export / "demand.csv")
    by_sector = demand.groupby("sector_code_statbel")["population"].sum()
    expected = published.set_index("CD_SECTOR")["TOTAL"]
    expected = expected[expected > 0]
    np.testing.assert_allclose(by_sector.reindex(expected.index), expected, rtol=0, atol=1e-6)
