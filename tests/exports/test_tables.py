"""Exported tables: the columns that were promised, the numbers of the engine, and nothing a spreadsheet would run."""

import sqlite3
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.csv_files import neutralised, write_csv
from exports.tables import demand_table, ranking_table, sectors_table, sites_table
from exports.write import write_export
from geo.ranking.assessment import Assessment, assess
from geo.ranking.criteria import CRITERIA
from geo.ranking.ranking import rank
from tests import toyville
from tests.laws import thorough_only

WEIGHTS = toyville.PARAMETERS.weights
HOSTILE = '=HYPERLINK("x")'


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    buildings = {**toyville.BUILDINGS, "b9-hostile": {"name": HOSTILE, "at": (120.0, 120.0)}}
    return assess(toyville.full_tables(buildings=toyville.buildings(buildings)), toyville.PLACE, toyville.PARAMETERS)


@pytest.fixture(scope="module")
def exported(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    write_export(folder, assessment, WEIGHTS, pd.DataFrame({"layer": ["sectors"]}), "abc")
    return folder


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="utf-8-sig")


@pytest.mark.parametrize("ranking", ["wifi", "aidants"])
def test_a_ranking_has_the_promised_columns_in_order(assessment: Assessment, ranking: str) -> None:
    table = ranking_table(assessment, ranking, WEIGHTS[ranking])
    keys = [criterion.key for criterion in CRITERIA if ranking in criterion.ranks]
    first = ["building_id", "name", "rank", "score", "score_low", "score_high", "status"]
    assert list(table.columns[: 7 + len(keys)]) == first + [f"contribution_{key}" for key in keys]
    assert {criterion.column for criterion in CRITERIA if ranking in criterion.ranks} <= set(table.columns)
    assert len(table) == len(assessment.evidence.sites)


@pytest.mark.parametrize("ranking", ["wifi", "aidants"])
def test_contributions_in_the_file_sum_to_the_score_in_the_file(exported: Path, ranking: str) -> None:
    table = _read(exported / f"ranking_{ranking}.csv")
    ranked = table[table["status"] == "ranked"]
    contributions = ranked.filter(like="contribution_").sum(axis=1)
    assert len(ranked) > 0
    assert (contributions - ranked["score"]).abs().max() < 1e-9


def test_the_file_says_what_the_ranking_says(assessment: Assessment, exported: Path) -> None:
    table = _read(exported / "ranking_wifi.csv").set_index("building_id")
    ranked = rank(assessment.matrices["wifi"], WEIGHTS["wifi"])
    assert table["score"].to_dict() == pytest.approx(ranked["score"].to_dict(), nan_ok=True)
    assert table["status"].to_dict() == ranked["status"].to_dict()


def test_best_comes_first_and_excluded_last(assessment: Assessment) -> None:
    table = ranking_table(assessment, "wifi", WEIGHTS["wifi"])
    excluded = (table["status"] == "excluded").tolist()
    assert excluded == sorted(excluded)
    places = table.loc[table["status"] == "ranked", "rank"].tolist()
    assert places == sorted(places)


def test_sites_and_demand_begin_as_promised(assessment: Assessment) -> None:
    assert list(sites_table(assessment).columns[:4]) == ["building_id", "name", "x_m", "y_m"]
    promised = ["demand_id", "sector_code_statbel", "x_m", "y_m", "population", "vulnerable_count"]
    assert list(demand_table(assessment).columns[:6]) == promised
    assert sectors_table(assessment).columns[0] == "sector_code_statbel"


def test_every_building_is_exported_the_lost_one_too(exported: Path) -> None:
    sites = _read(exported / "sites.csv").set_index("building_id")
    assert len(sites) == len(toyville.BUILDINGS) + 1
    assert pd.isna(sites.loc["b7-lost", "x_m"])


def test_residents_in_the_file_add_up(exported: Path) -> None:
    assert _read(exported / "demand.csv")["population"].sum() == pytest.approx(4500, abs=1e-9)


def test_files_are_written_as_a_belgian_spreadsheet_reads_them(exported: Path) -> None:
    content = (exported / "sites.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.split(b"\r\n")[0].count(b";") == len(_read(exported / "sites.csv").columns) - 1
    assert b";true;" in content
    assert b";True;" not in content


def test_invented_data_say_so_in_every_file(exported: Path) -> None:
    for path in exported.glob("*.csv"):
        assert set(_read(path)["data_note"]) == {"synthetic demonstration data"}, path.name
    assert "Synthetic demonstration data" in (exported / "LISEZMOI.txt").read_text("utf-8-sig")


def test_a_name_that_is_a_formula_is_only_text(exported: Path) -> None:
    assert _read(exported / "sites.csv").set_index("building_id").loc["b9-hostile", "name"] == f"'{HOSTILE}"


@given(st.text(max_size=12))
def test_no_text_begins_a_formula_and_others_stay_as_they_are(text: str) -> None:
    result = neutralised(text)
    assert not str(result).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert result in (text, f"'{text}")


@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹦﹢﹣﹫⁼⁺")
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u202e", "\t"])
def test_a_formula_in_other_letters_or_behind_blanks_is_only_text(sign: str, before: str) -> None:
    text = f"{before}{sign}HYPERLINK(1)"
    assert neutralised(text) == f"'{text}"


def test_numbers_below_zero_are_no_formulas(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"x": [-1.5], "text": ["-1.5"]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1] == "-1.5;'-1.5"


def test_the_geopackage_holds_every_layer_with_styles(exported: Path, assessment: Assessment) -> None:
    path = exported / "maillage.gpkg"
    names = {"sectors", "sites", "demand", "ranking_wifi", "ranking_aidants", "gaps", "gaps_by_sector", "access"}
    assert names <= set(pyogrio.list_layers(path)[:, 0])
    sites = gpd.read_file(path, layer="sites")
    assert len(sites) == len(assessment.evidence.sites)
    assert sites.crs.to_epsg() == 3812
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault = 1").fetchall()
    connection.close()
    assert {name for (name,) in rows} == names


@thorough_only()
@pytest.mark.slow
def test_the_same_assessment_gives_the_same_bytes(assessment: Assessment, tmp_path: Path) -> None:
    provenance = pd.DataFrame({"layer": ["sectors"]})
    first = write_export(tmp_path / "a", assessment, WEIGHTS, provenance, "abc")
    second = write_export(tmp_path / "b", assessment, WEIGHTS, provenance, "abc")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_other_files_of_the_folder_are_left_alone(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("kept")
    write_export(tmp_path, assessment, WEIGHTS, pd.DataFrame({"layer": []}), "abc")
    assert (tmp_path / "minutes.txt").read_text() == "kept"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
