"""Cells of a population grid held against the published residents: who is squeezed into few of them is told."""

import geopandas as gpd
import pandas as pd

from geo.evidence.people_findings import of_grid
from geo.location import frame_sectors
from geo.population import Disaggregation, disaggregate
from tests import toyville as toy

SECTORS = frame_sectors(toy.sectors(), toy.PLACE)

CELLS = (
    (20, 50, 20.0),
    (80, 50, 29.0),  # a1: 49 of 100 residents
    (150, 50, 100.0),  # a2: exactly half of 200
    (250, 50, 601.0),  # a3: one more than twice 300
    (50, 150, 800.0),  # b1: exactly twice 400
    (150, 150, 30.0),  # b2: nobody is published to live there
    (250, 150, 0.0),  # b3: a cell, but with nobody in it
    (-5, 50, 7.0),
    (301, 301, 8.5),
)


def _cells() -> gpd.GeoDataFrame:
    return toy.residences(CELLS).assign(kind="cell")


def _spread(residences: gpd.GeoDataFrame) -> Disaggregation:
    return disaggregate(SECTORS, toy.population(toy.POPULATION | {"b2": 0}), residences)


def test_each_sector_on_paper() -> None:
    grid = _spread(_cells()).grid
    by_name = {name: tuple(grid.loc[toy.code(name)]) for name in ("a1", "a2", "a3", "b1", "b3")}
    assert by_name == {
        "a1": (49.0, "under"),
        "a2": (100.0, "fits"),
        "a3": (601.0, "over"),
        "b1": (800.0, "fits"),
        "b3": (0.0, "none"),
    }
    empty = grid.loc[toy.code("b2")]
    assert empty["grid_persons"] == 30
    assert pd.isna(empty["grid_fit"])


def test_it_changes_nothing_in_how_residents_are_shared() -> None:
    addresses, cells = _spread(toy.residences(CELLS)), _spread(_cells())
    pd.testing.assert_frame_equal(addresses.demand, cells.demand)
    assert cells.demand["population"].sum() == 4500 - 500


def test_addresses_hold_no_number_of_people() -> None:
    for residences in (toy.residences(CELLS), toy.residences([]), None):
        spread = disaggregate(SECTORS, toy.population(), residences)
        assert spread.grid.isna().all().all()
        assert of_grid(spread, SECTORS["sector_name_fr"]) == []


def test_cells_in_no_sector_say_their_people() -> None:
    spread = _spread(_cells())
    assert (spread.residences_outside, spread.outside_persons) == (2, 15.5)


def test_what_is_said_has_sectors_and_people() -> None:
    said = {
        each.code: each.message.format(**each.parameters)
        for each in of_grid(_spread(_cells()), SECTORS["sector_name_fr"])
    }
    assert said["population.grid_under"].startswith("In 1 sector (residents: 100) the cells")
    assert "(49): " in said["population.grid_under"]
    assert f"{toy.code('a1')} Quartier a1: 100, 49" in said["population.grid_under"]
    assert "(residents: 300)" in said["population.grid_over"]
    assert f"{toy.code('a3')} Quartier a3: 300, 601" in said["population.grid_over"]
    assert said["residences.outside"].startswith("2 cells of the population grid (people: 16)")
