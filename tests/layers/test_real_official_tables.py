"""The real files of Charleroi and Liège: as many sectors, residents and figures as their publishers count."""

from pathlib import Path

import geopandas as gpd
import pytest

from config import place as place_of
from geo.place import Place
from layers._raw import RawFile
from layers._registry import layer
from layers._spec import Cleaned
from layers.checking.joins import join_rate
from layers.checking.schema import check
from store._publishing.tell_source import tell_source

pytestmark = pytest.mark.real

CITIES = {"52011": "charleroi", "62063": "liege"}
SECTORS = "sh_statbel_statistical_sectors_4326_20230101.geojson"
RESIDENTS = "OPENDATA_SECTOREN_2019.txt"
INCOME = "TF_PSNL_INC_TAX_SECTOR.txt"
BIMD = "bimd2011_domains_score_ranks_deciles.csv"
GRID = "population_grid_2015.csv"


def read(shared_data: Path, nis: str, layer_name: str, name: str) -> Cleaned:
    """Read a real file by the source that recognises it, and check it."""
    raw = RawFile(name, shared_data / CITIES[nis] / name)
    declared, place = layer(layer_name), commune(nis)
    result = check(tell_source(declared, [raw]).clean([raw], place), declared, place, file=name)
    assert [fault for fault in result.faults if fault.severity in ("error", "row", "warning")] == []
    return result


def commune(nis: str) -> Place:
    """Return a commune by its configuration alone."""
    return place_of(nis)


@pytest.mark.parametrize(("nis", "count", "km2", "sections"), [("52011", 291, 102.95, 16), ("62063", 184, 68.65, 12)])
def test_sectors(shared_data: Path, nis: str, count: int, km2: float, sections: int) -> None:
    result = read(shared_data, nis, "sectors", SECTORS)
    assert len(result.table) == count
    assert result.table["area_m2"].sum() / 1e6 == pytest.approx(km2, abs=0.01)
    assert result.table["section_code_statbel"].nunique() == sections
    assert result.table.groupby("section_code_statbel")["section_name"].nunique().max() == 1
    assert result.vintage == "2023-01-01"


def test_names_of_charleroi(shared_data: Path) -> None:
    table = read(shared_data, "52011", "sectors", SECTORS).table.set_index("sector_code_statbel")
    assert table.loc["52011A00-", "sector_name_fr"] == "Charleroi - Ville Haute"
    assert table.loc["52011A111", "sector_name_fr"] == "Gare de l'Ouest"
    assert table.loc["5201112MQ", "section_name"] == "Parking E42"
    roux = table[table["section_code_statbel"] == "52011M"]
    assert (len(roux), set(roux["section_name"])) == (15, {"Roux"})


@pytest.mark.parametrize(("nis", "residents"), [("52011", 202_201), ("62063", 197_248)])
def test_residents(shared_data: Path, nis: str, residents: int) -> None:
    result = read(shared_data, nis, "population", RESIDENTS)
    assert int(result.table["population"].sum()) == residents
    assert result.vintage == "2019-01-01"
    rate = join_rate(result.table, read(shared_data, nis, "sectors", SECTORS).table, result.table, file=RESIDENTS)
    assert (rate.share, rate.sectors_share) == (1.0, 1.0)


@pytest.mark.parametrize(("nis", "scored", "worst_decile"), [("52011", 273, 208), ("62063", 175, 108)])
def test_deprivation(shared_data: Path, nis: str, scored: int, worst_decile: int) -> None:
    result = read(shared_data, nis, "indicators", BIMD)
    wide = result.table.pivot(index="sector_code_statbel", columns="indicator", values="value")
    assert len(wide) == scored
    assert wide.notna().all(axis=None)
    assert int((wide["bimd_decile"] == 1).sum()) == worst_decile
    assert wide["bimd_crime_score"].nunique() == 1
    assert set(result.table["vintage"]) == {"2011"}


def test_scores_of_charleroi_are_those_known(shared_data: Path) -> None:
    table = read(shared_data, "52011", "indicators", BIMD).table
    score = table.loc[table["indicator"] == "bimd_score", "value"]
    assert score.mean() == pytest.approx(52.9, abs=0.05)
    assert (score.min(), score.max()) == (pytest.approx(12.7, abs=0.05), pytest.approx(83.1, abs=0.05))


def test_income_of_charleroi(shared_data: Path) -> None:
    result = read(shared_data, "52011", "indicators", INCOME)
    median = result.table[result.table["indicator"] == "median_income_eur"]
    published = median.loc[median["status"] == "published", "value"]
    assert (len(median), len(published)) == (288, 257)
    assert published.quantile([0.25, 0.5, 0.75]).tolist() == [13_097, 14_687, 16_727]
    assert median.loc[median["status"] == "suppressed", "value"].isna().all()
    assert set(result.table["vintage"]) == {"2005"}


@pytest.mark.parametrize(("nis", "cells", "persons"), [("52011", 5628, 153_069), ("62063", None, None)])
def test_cells(shared_data: Path, nis: str, cells: int | None, persons: int | None) -> None:
    """The count of Charleroi includes its empty cells, which the layer leaves out."""
    result = read(shared_data, nis, "residences", GRID)
    sectors = read(shared_data, nis, "sectors", SECTORS).table
    inside = gpd.sjoin(result.table, sectors[["geometry"]], predicate="within")
    assert result.vintage == "2015"
    assert result.table["residence_id"].is_unique
    assert (result.table["weight"] > 0).all()
    if cells is not None:
        assert inside["weight"].sum() == pytest.approx(persons, abs=5)
        assert len(inside) <= cells


def test_all_three_tables_join_the_sectors(shared_data: Path) -> None:
    sectors = read(shared_data, "52011", "sectors", SECTORS).table
    for name in (INCOME, BIMD):
        rate = join_rate(read(shared_data, "52011", "indicators", name).table, sectors, None, file=name)
        assert rate.share == 1.0
