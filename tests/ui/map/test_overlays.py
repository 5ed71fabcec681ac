"""What a layer declares is what the map is given: bus stops, which no line of the interface knows."""

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from config import scenarios
from geo.crs import METRIC
from geo.ranking import assess, rank
from layers import Drawing, Look
from store.store import Store
from store.versions import Snapshot
from tests import toyville
from tests.bus_stops import BUS_STOPS, DECLARED, publish_stops
from ui.address.state import State
from ui.context import Context
from ui.map.choosers import present_overlays
from ui.map.geometry import drawings
from ui.map.overlays import Drawn, drawn_rows, for_browser, looks_of
from ui.map.payload import Sites, payload
from words import translator
from words.numbers import Numbers

STOPS = [
    ("s1", "Gare <b>", "shelter", 655_050, 622_050),
    ("s2", "", "post", 655_150, 622_050),
    ("s3", "Église", "", 655_250, 622_050),
    ("s4", "Ancienne", "gone", 655_250, 622_150),
]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """Return what a view draws from: Toyville, with bus stops published."""
    folder = tmp_path_factory.mktemp("stops")
    store = Store(folder / "data", toyville.PLACE, DECLARED)
    version = publish_stops(store, folder, STOPS)
    layers = {"bus_stops": version, "wifi": "known to the engine"}
    tables = toyville.tables(wifi=toyville.wifi({"w": (150, 150)}))
    translate = translator("en")
    return Context(
        place=toyville.PLACE,
        store=store,
        snapshot=Snapshot("1", toyville.PLACE.key, layers, "2026-03-02T09:30:00Z", True, ()),
        scenario=scenarios()["reference"],
        assessment=assess(tables, toyville.PLACE, toyville.PARAMETERS),
        translate=translate,
        numbers=Numbers("en", translate),
        addresses={},
        library={},
    )


@pytest.fixture(scope="module")
def shapes(context: Context) -> dict[str, list[dict]]:
    tables = toyville.tables(wifi=toyville.wifi({"w": (150, 150)}))
    overlays = drawn_rows(context.store, context.snapshot, tables, context.assessment.evidence)
    texts = drawings(context.assessment.evidence, overlays, Path("none.geojson"))
    return {name: json.loads(text)["features"] for name, text in texts.items()}


def test_published_rows_are_drawn_by_the_declaration_alone(shapes: dict[str, list[dict]]) -> None:
    told = [each["properties"] for each in shapes["over-bus_stops"]]
    # A stop of a kind without a look is left out; one whose kind is not known is drawn as unknown.
    assert told == [{"look": 0, "name": "Gare <b>"}, {"look": 1, "name": ""}, {"look": 2, "name": "Église"}]
    assert {each["geometry"]["type"] for each in shapes["over-bus_stops"]} == {"Point"}


def test_layers_of_the_engine_are_drawn_as_it_counts_them(shapes: dict[str, list[dict]], context: Context) -> None:
    # The pool has public Wi-Fi, which the city's own list does not say.
    names = [each["properties"]["name"] for each in shapes["over-wifi"]]
    assert names == ["Pool", "Hotspot w"] == list(context.assessment.evidence.wifi["name"])
    assert shapes["over-fibre"] == []


def test_the_browser_is_told_the_looks_and_no_word() -> None:
    (told,) = for_browser([BUS_STOPS])
    assert (told["name"], told["file"], told["kind"], told["from_zoom"]) == (
        "bus_stops",
        "over-bus_stops",
        "points",
        11,
    )
    assert [look["ground"] for look in told["looks"]] == ["#d55e00", "#e69f00", "#8d887c"]
    assert {look["symbol"] for look in told["looks"]} == {"triangle"}
    assert "stop with" not in json.dumps(told)


def test_what_is_published_can_be_chosen_and_what_is_chosen_stands_in_the_legend(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.address.session.current", State)
    assert present_overlays(context) == {"wifi": "Public Wi-Fi", "bus_stops": "Bus stops"}
    table = rank(context.assessment.matrices["wifi"], context.scenario.parameters.weights["wifi"])
    sites = Sites("wifi", table, pd.Series(True, index=table.index), coloured=False)
    drawn = payload(context, None, sites, ["bus_stops"])
    assert drawn["overlays"] == ["bus_stops"]
    legend = drawn["legend"][-1]
    assert [row["text"] for row in legend["rows"]] == ["stop with a shelter", "stop with a post", "Bus stops: unknown"]
    assert {row["kind"] for row in legend["rows"]} == {"points"}
    assert drawn["words"]["nameless"] == {
        "bus_stops": ["Stop with a shelter", "Stop with a post", "Bus stops: unknown"]
    }
    # Geometry is written once: nothing of it goes into what is sent at each change.
    assert "Gare" not in json.dumps(drawn)
    assert payload(context, None, sites, [])["words"]["nameless"] == {}


def test_lines_and_areas_are_joined_by_look_and_cut_at_the_border(context: Context) -> None:
    rows = gpd.GeoDataFrame(
        {"sure": pd.array([True, False, None], dtype="boolean")},
        geometry=[toyville.area(-500, 0, 50, 100), toyville.area(200, 0, 900, 100), toyville.area(0, 200, 100, 300)],
        crs=METRIC,
    )
    looks = (Look("sure", "blue", code=True, fill="hatched"), Look("unsure", "blue", code=False))
    column = replace(BUS_STOPS.columns[2], name="sure", kind="boolean", labels={})
    areas = Drawing(kind="areas", title="Areas", by="sure", looks=looks)
    layer = replace(BUS_STOPS, name="areas", columns=(*BUS_STOPS.columns, column), drawing=areas)
    borders = rows.set_geometry(rows.geometry.boundary)
    lines = replace(layer, name="lines", drawing=replace(areas, kind="lines"))
    overlays = [Drawn(layer, areas, rows), Drawn(lines, lines.drawing, borders)]
    texts = drawings(context.assessment.evidence, overlays, Path("none.geojson"))
    for name, kind in (("areas", "Polygon"), ("lines", "String")):
        features = json.loads(texts[f"over-{name}"])["features"]
        assert [each["properties"]["look"] for each in features] == [0, 1, 2]
        shapes = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326").to_crs(METRIC)
        assert shapes.geom_type.str.contains(kind).all()
        west, _, east, _ = shapes.total_bounds - [*toyville.CORNER, *toyville.CORNER]
        assert (west, east) == (pytest.approx(0, abs=2), pytest.approx(300, abs=2))
    assert [look.text for look in looks_of(layer, areas)] == ["sure", "unsure", "unknown"]
