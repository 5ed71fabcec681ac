"""Files met in the wild or made to do harm end as the folder of cases says: in words, in seconds, with no request."""

import re
from pathlib import Path

import pytest

from config import place
from layers import layer
from layers._fault import describe
from store._publishing.attempts import last_attempt
from store.refresh import RefusedRefresh, refresh, validate
from store.store import Store
from tests.cases import case
from tests.layers.toy_layers import NOW

CASES = [
    ("sec_01_gdalg.geojson", "demo", "buildings", "inventory", {"geojson.not_features": "error"}),
    ("sec_02_crslink.geojson", "demo", "buildings", "inventory", {"crs.link": "error"}),
    ("sec_03_viewcount.sqlite", "demo", "buildings", "inventory", {"database.views": "error"}),
    ("sec_03_viewblob.sqlite", "demo", "buildings", "inventory", {"database.views": "error"}),
    ("sec_04_nodeid.osm", "62063", "streets", "osm", {"streets.osm_numbers": "error"}),
    ("sec_05_badref.osm", "62063", "streets", "osm", {"streets.osm_unreadable": "error"}),
    ("sec_06_wifi_without_y.csv", "demo", "wifi", "city", {"place.no_columns": "error"}),
    ("sec_07_encoding.parquet", "demo", "buildings", "inventory", {"features.wrong_metadata": "error"}),
    ("sec_07_columns.parquet", "demo", "buildings", "inventory", {"features.wrong_metadata": "error"}),
    ("sec_09_Orange_5G_null_class.geojson", "demo", "mobile_5g", "bipt", {"place.missing": "row"}),
    ("sec_10_not_a_feature.geojson", "demo", "sectors", "statbel", {"feature.not_one": "row"}),
    ("sec_15_geojson_named.zip", "demo", "buildings", "inventory", {}),
    ("sec_16_many_rows.parquet", "demo", "buildings", "inventory", {"table.too_many_rows": "error"}),
    ("sec_17_streets_no_nodes.parquet", "62063", "streets", "edges", {"streets.unusable": "error"}),
    ("sec_18_nan_coordinate.geojson", "52011", "sectors", "statbel", {"geometry.unreadable": "row"}),
    ("bugs_08_curve.csv", "demo", "fibre", "polygons", {"geometry.curve": "row", "table.no_rows": "error"}),
]


@pytest.mark.parametrize(("name", "commune", "into", "source", "wanted"), CASES, ids=[each[0] for each in CASES])
def test_a_case_ends_in_words(name: str, commune: str, into: str, source: str, wanted: dict[str, str]) -> None:
    spec = layer(into)
    faults = validate(place(commune), spec, spec.source(source), [case(name)])
    grave = {fault.code: fault.severity for fault in faults if fault.severity in ("error", "row")}
    assert wanted.items() <= grave.items()
    assert {code for code, severity in grave.items() if severity == "error"} == {
        code for code, severity in wanted.items() if severity == "error"
    }
    for fault in faults:
        assert not re.search(r"[A-Za-z]+Error\b|Traceback|<class", describe(fault))


def test_the_row_that_is_no_feature_is_the_eighth() -> None:
    spec = layer("sectors")
    faults = validate(place("demo"), spec, spec.source("statbel"), [case("sec_10_not_a_feature.geojson")])
    assert [fault.row for fault in faults if fault.code == "feature.not_one"] == [8]


def test_a_refresh_refuses_in_the_words_of_validate_and_writes_them_down(tmp_path: Path) -> None:
    spec, store = layer("streets"), Store(tmp_path, place("62063"))
    file = case("sec_17_streets_no_nodes.parquet")
    said = [describe(each) for each in validate(store.place, spec, spec.source("edges"), [file])]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(store, spec, spec.source("edges"), [file], now=NOW)
    assert [describe(each) for each in caught.value.faults] == said
    attempt = last_attempt(store, "streets")
    assert attempt is not None
    assert [describe(each) for each in attempt.faults] == said
