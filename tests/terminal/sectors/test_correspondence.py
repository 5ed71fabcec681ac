"""`maillage correspondence` on files: a sector cut in two, its people and rates carried over and published."""

import csv
import json
from pathlib import Path

from shapely import box, to_geojson

from tests.command_line import maillage

X, Y = 155_000.0, 122_000.0


def _outlines(path: Path, **areas: tuple[float, float, float, float]) -> Path:
    features = []
    for code, (west, south, east, north) in areas.items():
        shape = box(X + west, Y + south, X + east, Y + north)
        said = {"cd_sector": code, "tx_sector_descr_fr": code, "tx_sector_descr_nl": code, "cd_munty_refnis": "52011"}
        features.append({"type": "Feature", "properties": said, "geometry": json.loads(to_geojson(shape))})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_tables_of_former_sectors_are_carried_over_and_published(tmp_path: Path) -> None:
    former = {"52011A00-": (0, 0, 1000, 1000), "52011B00-": (1000, 0, 2000, 1000)}
    today = {"52011A001": (0, 0, 250, 1000), "52011A002": (250, 0, 1000, 1000), "52011B00-": (1000, 0, 2000, 1000)}
    old = _outlines(tmp_path / "sectors_31370_20240101.geojson", **former)
    new = _outlines(tmp_path / "sectors_31370_20250101.geojson", **today)
    people = tmp_path / "OPENDATA_SECTOREN_2024.txt"
    rows = ["52011|52011A00-|1001", "52011|52011B00-|500", "52011|52011ZZZZ|7"]
    people.write_text("\n".join(["CD_REFNIS|CD_SECTOR|TOTAL", *rows, ""]))
    figures = tmp_path / "indicateurs_2023.csv"
    lines = ["52011A00-;0.4;90", "52011B00-;0.1;40"]
    figures.write_text("\n".join(["sector_code_statbel;share_65_plus;income_declarations", *lines, ""]))
    data = tmp_path / "data"

    def run(*words: object) -> str:
        answer = maillage(data, *words, commune="52011")
        assert answer.status == 0, answer.error
        return answer.output

    run("refresh", "sectors", "--from", new)
    said = run("correspondence", "--old", old, "--to", tmp_path / "out", "--carry", figures)
    assert "Former sectors: 2; of today: 3; unchanged: 1; pieces shared out by addresses: 0." in said
    shares = _rows(tmp_path / "out/correspondence.csv")
    pieces = {(each["old_code"], each["new_code"]): round(float(each["old_share"]), 6) for each in shares}
    assert pieces == {
        ("52011A00-", "52011A001"): 0.25,
        ("52011A00-", "52011A002"): 0.75,
        ("52011B00-", "52011B00-"): 1.0,
    }
    carried = _rows(tmp_path / "out/indicators_carried.csv")
    told = {
        (each["sector_code_statbel"], each["indicator"]): (round(float(each["value"]), 4), each["status"])
        for each in carried
    }
    assert told["52011A001", "share_65_plus"] == (0.4, "transferred")
    assert told["52011A001", "income_declarations"] == (22.5, "transferred")
    assert told["52011B00-", "share_65_plus"] == (0.1, "published")
    run("refresh", "indicators", "--source", "table", "--from", tmp_path / "out/indicators_carried.csv")
    run("correspondence", "--old", old, "--to", tmp_path / "out", "--carry", people, "--layer", "population")
    carried = _rows(tmp_path / "out/population_carried.csv")
    assert {each["sector_code_statbel"]: each["population"] for each in carried} == {
        "52011A001": "250",
        "52011A002": "751",
        "52011B00-": "500",
        "52011ZZZZ": "7",
    }
    run("refresh", "population", "--source", "city", "--from", tmp_path / "out/population_carried.csv")
    status = {each["layer"]: each for each in json.loads(run("status", "--json"))}
    assert status["indicators"]["join_rate"] == status["population"]["join_rate"] == 1.0
    assert status["indicators"]["sectors_inherited"] == 0
