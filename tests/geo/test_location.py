"""Where buildings are: in which sector, or how far outside."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.evidence.findings import of_sites
from geo.location import frame_sectors, near_commune, place_sites
from tests import toyville as toy

SECTORS = frame_sectors(toy.sectors(), toy.PLACE)


@pytest.fixture(scope="module")
def sites():
    return place_sites(toy.buildings(toy.BUILDINGS), SECTORS)


def test_a_point_takes_the_sector_section_and_district_it_is_in(sites):
    library = sites.loc["b1-library"]
    assert library["sector_code_statbel"] == toy.code("a1")
    assert library["section_code_statbel"] == "52011A"
    assert library["section_name"] == "Section A"
    assert library["district"] == "South"
    assert library["location_status"] == "located"
    assert library["distance_outside_m"] == 0


def test_an_outline_stands_on_a_point_inside_it():
    yard = shapely.difference(toy.area(10, 10, 90, 90), toy.area(20, 20, 80, 80))
    placed = place_sites(toy.buildings({"court": {"at": yard}}), SECTORS)
    assert yard.contains(placed.loc["court", "geometry"])


def test_outside_says_how_far(sites):
    far = sites.loc["b8-far"]
    assert far["location_status"] == "outside_commune"
    assert far["distance_outside_m"] == pytest.approx(1000)
    assert pd.isna(far["sector_code_statbel"])


def test_no_coordinates_is_its_own_status(sites):
    lost = sites.loc["b7-lost"]
    assert lost["location_status"] == "no_coordinates"
    assert np.isnan(lost["distance_outside_m"])
    assert np.isnan(lost["x_m"])
    assert lost["geometry"].is_empty


def test_coordinates_dropped_for_distance_are_outside_and_not_unknown():
    point = toy.at(-30_000, -40_000)
    far = {"dropped_x_m": point.x, "dropped_y_m": point.y}
    placed = place_sites(toy.buildings({"far": {"at": None, **far}, "near": {"at": toy.at(50, 50), **far}}), SECTORS)
    assert placed.loc["far", ["location_status", "distance_outside_m"]].tolist() == ["outside_commune", 50_000.0]
    assert np.isnan(placed.loc["far", "x_m"])
    assert placed.loc["near", ["location_status", "distance_outside_m"]].tolist() == ["located", 0.0]
    said = {
        each.subject: each.message.format(**each.parameters) for each in of_sites(placed.assign(opening_hours=None))
    }
    assert said == {
        "far": "Building: its coordinates are 50 km from the commune and were dropped. Correct them in the list. It is "
        "not ranked."
    }


def test_a_list_read_before_distances_were_kept_has_none():
    before = toy.buildings({"lost": {"at": None}}).drop(columns=["dropped_x_m", "dropped_y_m"])
    assert place_sites(before, SECTORS).loc["lost", "location_status"] == "no_coordinates"


def test_the_configured_name_of_a_section_wins_and_no_district_is_missing():
    place = toy.PLACE.model_copy(update={"section_names": {"52011C": "Roux"}, "districts": {}})
    sectors = frame_sectors(toy.sectors(), place)
    assert sectors.loc[toy.code("c1"), "section_name"] == "Roux"
    assert sectors.loc[toy.code("a1"), "section_name"] == "Section A"
    assert sectors["district"].isna().all()


def test_near_means_up_to_the_margin_included():
    points = np.array([toy.at(150, 150), toy.at(-2000, 150), toy.at(-2000.5, 150)])
    assert near_commune(points, SECTORS, 2000).tolist() == [True, True, False]


def test_a_building_just_over_the_border_is_in_the_nearest_sector():
    rows = {"near": {"at": (310.0, 50.0)}, "limit": {"at": (325.0, 50.0)}, "far": {"at": (325.5, 50.0)}}
    placed = place_sites(toy.buildings(rows), SECTORS)
    assert placed["location_status"].to_dict() == {
        "near": "located",
        "limit": "located",
        "far": "outside_commune",
    }
    assert placed.loc["near", "sector_code_statbel"] == toy.code("a3")
    assert placed.loc["far", "distance_outside_m"] == 25.5
