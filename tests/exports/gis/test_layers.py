"""Layers for a geographic information system: the rows of the files, where they are, each in exactly one class."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from exports.gis.geopackage import write_geopackage
from exports.gis.layers import MAP_LAYERS, map_layers
from exports.gis.styles import CIVIDIS, FAINT, renderer, styles_of
from geo.texts import LANGUAGES
from tests.exports.gis import gis_town
from words import translator
from words.numbers import Numbers

pytestmark = pytest.mark.slow

ENGLISH = translator("en")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gis_town.write(tmp_path_factory.mktemp("out"))


def _rules(name: str, layer: gpd.GeoDataFrame, language: str = "en") -> list[dict[str, str]]:
    root = renderer(name, layer, Numbers(language, translator(language)))
    return [dict(rule.attrib) for rule in root.iter("rule")]


def test_the_colours_are_those_of_cividis() -> None:
    colormaps = pytest.importorskip("matplotlib").colormaps
    positions = (1 - number / (len(CIVIDIS) - 1) for number in range(len(CIVIDIS)))
    assert [tuple(round(255 * part) for part in colormaps["cividis"](each)[:3]) for each in positions] == list(CIVIDIS)


def test_the_geopackage_has_the_rows_of_the_files_with_their_places(exported: Path) -> None:
    evidence = gis_town.planned()[0].evidence
    grounds = {"sector": evidence.sectors, "building": evidence.sites, "demand": evidence.demand}
    grounds["door"] = evidence.sites
    for name, layer in MAP_LAYERS.items():
        read = gpd.read_file(exported / "maillage.gpkg", layer=name)
        with (exported / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter=";"))
        assert [str(key) for key in read[layer.key[0]]] == [row[layer.key[0]] for row in rows], name
        assert list(read.columns[:-1]) == list(rows[0]), name
        assert read.crs.to_epsg() == 3812
        assert not read.duplicated(list(layer.key)).any()
        if layer.ground == "own":
            assert [(each.x, each.y) for each in read.geometry] == [(float(r["x_m"]), float(r["y_m"])) for r in rows]
            continue
        expected = grounds[layer.ground].geometry.reindex(read[layer.key[0]])
        assert (read.geometry.isna().to_numpy() == expected.isna().to_numpy()).all()
        assert read.geometry.dropna().geom_equals(gpd.GeoSeries(expected.dropna()), align=False).all()


def test_amounts_of_the_plan_are_numbers_that_sum_as_in_the_file(exported: Path) -> None:
    read = gpd.read_file(exported / "maillage.gpkg", layer="programme_wifi")
    rows = pd.read_csv(exported / "programme_wifi.csv", sep=";", encoding="utf-8-sig")
    assert read["capex_eur"].dtype == "float64"
    assert read["capex_eur"].sum() == pytest.approx(rows["capex_eur"].sum())


@pytest.mark.parametrize("lost", [False, True])
def test_every_row_is_in_exactly_one_class_and_what_is_unknown_has_its_own(lost: bool, tmp_path: Path) -> None:
    """The classes are asked of the GeoPackage itself, whose SQL reads their conditions as QGIS does."""
    layers = gis_town.layers()
    measured = {
        "sectors": "vulnerability_index",
        "gaps_by_sector": "any_gap_vulnerable",
        "sites": "vulnerable_in_reach",
        "ranking_wifi": "score",
        "ranking_aidants": "score",
        "demand": "vulnerable_count",
        "gaps": "severity",
        "access": "help_hours_per_week_per_1000_balanced",
    }
    if lost:
        for name, column in measured.items():
            values = layers[name][column].copy()
            values.iloc[:2] = pd.NA if values.dtype == "Int64" else np.nan
            layers[name] = layers[name].assign(**{column: values})
    path = tmp_path / "t.gpkg"
    write_geopackage(layers, path, styles_of(layers, ENGLISH))
    with closing(sqlite3.connect(path)) as connection:
        for name, layer in layers.items():
            rules = _rules(name, layer)
            counts = [
                connection.execute(f"SELECT count(*) FROM {name} WHERE {rule.get('filter', '1')}").fetchone()[0]
                for rule in rules
            ]
            assert sum(counts) == len(layer), (name, rules, counts)
            if name in measured:
                unknown = int(layer[measured[name]].isna().sum())
                assert counts[-1] == unknown
                assert rules[-1]["filter"] == f'"{measured[name]}" IS NULL'
                assert not lost or unknown >= 2
        kept = dict(connection.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1"))
    assert set(kept) == set(MAP_LAYERS)
    assert all(ElementTree.fromstring(style).tag == "qgis" for style in kept.values())


def test_what_is_unknown_looks_like_no_amount_and_people_are_faint() -> None:
    layers = gis_town.layers()
    for name in ("sectors", "sites", "demand"):
        root = renderer(name, layers[name], Numbers("en", ENGLISH))
        drawn = [
            {each.get("name"): each.get("value") for each in symbol.iter("Option")} for symbol in root.iter("symbol")
        ]
        *known, unknown = drawn
        assert unknown["color"] not in {each["color"] for each in known}
        assert {unknown.get("style"), unknown.get("name")} & {"b_diagonal", "cross2"}
    people = {each.get("name"): each.get("value") for each in root.iter("Option") if each.get("name") != "cross2"}
    assert FAINT[3] < 128
    assert people["size_unit"] == "RenderMetersInMapUnits"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_project_lists_every_layer_once_beside_it_in_the_language_asked(language: str, tmp_path: Path) -> None:
    folder = gis_town.write(tmp_path / "out", language)
    root = ElementTree.fromstring((folder / "maillage.qgs").read_bytes())
    spoken = translator(language)
    names = [each.text for each in root.iterfind("projectlayers/maplayer/layername")]
    assert names == [spoken(layer.title) for layer in MAP_LAYERS.values()]
    sources = [each.text for each in root.iterfind("projectlayers/maplayer/datasource")]
    assert sources == [f"./maillage.gpkg|layername={name}" for name in MAP_LAYERS]
    assert str(folder) not in (folder / "maillage.qgs").read_text("utf-8"), "it may be carried elsewhere"


def test_without_a_plan_there_are_no_layers_of_it() -> None:
    assessed, _plan, _roster = gis_town.planned()
    plain = {name: table for name, table in gis_town.tables().items() if not name.startswith(("programme", "roster"))}
    assert set(map_layers(plain, assessed)) == {name for name in MAP_LAYERS if not name.startswith(("prog", "roster"))}
