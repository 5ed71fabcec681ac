"""Exported tables of the review: the engine's numbers in files, agreeing with each other and with the other tables."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from exports.csv_files import write_csv
from exports.review_tables import gaps_by_table, reach_table, review_tables, walks_table
from exports.write import write_export
from geo.equity.access import access_review
from geo.gaps.building_reach import who_walks_there
from geo.gaps.review import review
from geo.ranking.assessment import Assessment
from tests import toyville as toy
from tests.sambre_town import PARAMETERS, river_town

HOSTILE = "=1+1"


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return _town()[0]


def _town() -> tuple:
    buildings = {**toy.BUILDINGS, HOSTILE: {"name": "Formula", "at": (20.0, 60.0)}}
    return river_town(buildings=toy.buildings(buildings))


@pytest.fixture(scope="module")
def exported(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_export(folder, assessment, PARAMETERS.weights, pd.DataFrame({"layer": ["sectors"]}), "abc")
    return folder


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="utf-8-sig")


@pytest.mark.slow
def test_reach_is_every_pair_within_the_walk_and_no_other(assessment: Assessment, exported: Path) -> None:
    """The library at (50, 50) reaches row a, and row b as far as 250 + 100 + (300 - x) is at most 400: x = 275."""
    table = _read(exported / "reach.csv")
    assert list(table.columns) == ["building_id", "demand_id", "distance_m", "data_note"]
    library = table[table["building_id"] == "b1-library"].set_index("demand_id")["distance_m"]
    assert library.to_dict() == {
        "r000": 25,
        "r001": 25,
        "r002": 75,
        "r003": 125,
        "r004": 175,
        "r005": 225,
        "r011": 375,
    }
    reach = assessment.evidence.reach
    assert len(table) == reach.nnz
    people = assessment.evidence.demand["population"]
    in_reach = table["demand_id"].map(people).groupby(table["building_id"]).sum()
    expected = assessment.evidence.sites["population_in_reach"].rename({HOSTILE: f"'{HOSTILE}"})
    assert in_reach.to_dict() == pytest.approx(expected[expected > 0].to_dict())


def test_a_building_id_that_is_a_formula_is_only_text(exported: Path) -> None:
    table = _read(exported / "reach.csv")
    assert set(table["building_id"].str[:1]) == {"b", "'"}
    assert (table["building_id"] == f"'{HOSTILE}").sum() > 0


def test_categories_are_written_as_their_words_unknown_ones_empty(tmp_path: Path) -> None:
    words = pd.Categorical(["a", "=b", None, "a"])
    write_csv(pd.DataFrame({"word": words, "n": [1, 2, 3, 4]}), tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text("utf-8-sig").splitlines() == ["word;n", "a;1", "'=b;2", ";3", "a;4"]


def test_reach_of_one_building_is_its_rows_of_the_export(assessment: Assessment) -> None:
    _, walk = _town()
    for building in ("b1-library", "b3-school"):
        ours = walks_table(building, who_walks_there(assessment.evidence, walk, building))
        table = reach_table(assessment.evidence).astype({"building_id": "str", "demand_id": "str"})
        rows = table[table["building_id"] == building].reset_index(drop=True)
        pd.testing.assert_frame_equal(ours, rows, check_dtype=False)


def test_gaps_in_the_file_are_those_of_the_review_and_of_demand(assessment: Assessment, exported: Path) -> None:
    gaps, demand = (_read(exported / name).set_index("demand_id") for name in ("gaps.csv", "demand.csv"))
    for gap in ("home_gap", "public_gap", "help_gap"):
        assert gaps[gap].equals(demand[gap])
    assert gaps["severity"].to_dict() == demand[["home_gap", "public_gap", "help_gap"]].sum(axis=1).to_dict()
    assert gaps["wifi_distance_m"].equals(demand["wifi_distance_m"])
    assert gaps["population"].sum() == pytest.approx(4500)


@pytest.mark.parametrize("level", ["section", "district"])
def test_sectors_in_the_file_sum_to_the_levels_above(assessment: Assessment, exported: Path, level: str) -> None:
    sectors, above = _read(exported / "gaps_by_sector.csv"), _read(exported / f"gaps_by_{level}.csv")
    numbers = [name for name in sectors.select_dtypes("number").columns if name in above]
    assert len(numbers) > 45
    assert sectors[numbers].sum().to_dict() == pytest.approx(above[numbers].sum().to_dict())
    public = _read(exported / "sectors.csv").set_index("sector_code_statbel")["public_gap_persons"]
    assert sectors.set_index("sector_code_statbel")["public_gap_persons"].to_dict() == pytest.approx(public.to_dict())


def test_the_worst_off_sectors_come_first(exported: Path) -> None:
    assert _read(exported / "gaps_by_sector.csv")["any_gap_vulnerable"].is_monotonic_decreasing


def test_access_and_equity_in_the_files_are_the_engines(assessment: Assessment, exported: Path) -> None:
    access, ours = _read(exported / "access.csv"), access_review(assessment.evidence).demand
    for column in ours.columns.drop("help_hours_incomplete"):
        assert access[column].to_numpy() == pytest.approx(ours[column].to_numpy())
    hours = access["help_hours_per_week_per_1000_balanced"] * access["population"] / 1000
    assert hours.sum() == pytest.approx(16)
    equity = _read(exported / "equity.csv").set_index(["service", "measure", "people", "rank_by"])
    assert equity.loc[("help", "distance_m", "residents", "vulnerability_index"), "poor_persons"] == pytest.approx(1050)


def test_without_the_layers_that_are_absent_cells_are_empty(tmp_path: Path) -> None:
    town, _ = river_town(wifi=None, support_places=None, fibre=None)
    write_export(tmp_path, town, PARAMETERS.weights, pd.DataFrame({"layer": []}), "abc")
    gaps = _read(tmp_path / "gaps.csv")
    assert gaps[["public_gap", "help_gap", "severity", "wifi_distance_m"]].isna().all().all()
    assert (gaps["severity_low"] <= gaps["severity_high"]).all()
    row = _read(tmp_path / "gaps_by_section.csv").set_index("section_code_statbel").loc["52011A"]
    assert np.isnan(row["public_gap_persons"])
    assert (row["public_gap_persons_low"], row["public_gap_persons_high"]) == (0, 600)
    assert row["rests_on_unknown"]
    assert _read(tmp_path / "equity.csv").empty


def test_the_page_beside_tells_of_every_file_and_of_no_other(assessment: Assessment, exported: Path) -> None:
    page = (exported / "LISEZMOI.txt").read_text("utf-8-sig")
    kinds = (".csv", ".xlsx", ".gpkg", ".qgs", ".json", ".parquet", ".jsonld")
    told = {line.split(":")[0] for line in page.splitlines() if line.split(":")[0].endswith(kinds)}
    assert told == {path.name for path in exported.iterdir()} - {"LISEZMOI.txt"}
    assert "gaps_by_district.csv" in told


def test_the_tables_are_those_of_a_review_with_the_same_choices(assessment: Assessment) -> None:
    _, walk = _town()
    pd.testing.assert_frame_equal(
        review_tables(assessment)["gaps_by_sector"], gaps_by_table(review(assessment.evidence, walk), "sector")
    )
