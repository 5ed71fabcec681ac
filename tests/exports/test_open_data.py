"""GeoParquet and the catalogue of an export, read back by what does not know this program."""

import json
from hashlib import sha256
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest

from exports.text_files import TIMES
from exports.write import write_export
from geo.texts import LANGUAGES
from tests import toy_plans, toyville

PROVENANCE = pd.DataFrame(
    {
        "layer": ["sectors", "streets"],
        "source": ["statbel", "osm"],
        "publisher": ["Statbel", "OpenStreetMap"],
        "licence": ["CC BY 4.0", "as its publisher decides"],
        "vintage": ["2023-01-01", "2025; 2024-05"],
        "file_name": ["secteurs.zip", "rues.osm"],
        "url": ["https://example.org/secteurs.zip", None],
        "sha256": ["a" * 64, "b" * 64],
    }
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("open")
    write_export(folder, toy_plans.assessment(), toyville.PARAMETERS.weights, PROVENANCE, "abc")
    return folder


@pytest.fixture(scope="module")
def dataset(exported: Path) -> dict:
    told = json.loads((exported / "catalogue.jsonld").read_text("utf-8"))
    assert told["@type"] == "dcat:Catalog"
    assert set(told["@context"]) >= {"dcat", "dct", "foaf", "spdx"}
    return told["dcat:dataset"]


@pytest.mark.parametrize("name", ["sectors", "sites", "demand"])
def test_geoparquet_has_what_the_geopackage_has_and_a_box_a_row(exported: Path, name: str) -> None:
    table = gpd.read_parquet(exported / f"{name}.parquet")
    other = gpd.read_file(exported / "maillage.gpkg", layer=name)
    assert table.crs.to_epsg() == 3812
    assert set(other.columns) <= set(table.columns)
    there = table.geometry.notna()
    assert not table.geometry.is_empty.any()
    assert there.tolist() == (~(other.geometry.isna() | other.geometry.is_empty)).tolist()
    assert table.geometry[there].geom_equals(other.geometry[there]).all()
    assert table[table.columns[0]].astype(str).tolist() == other[table.columns[0]].astype(str).tolist()
    told = json.loads(pq.read_schema(exported / f"{name}.parquet").metadata[b"geo"])
    assert told["version"] == "1.1.0"
    covering = told["columns"][told["primary_column"]]["covering"]["bbox"]
    boxes = pq.read_table(exported / f"{name}.parquet", columns=["bbox"])["bbox"].to_pylist()
    bounds = table.geometry.bounds
    for row, box in enumerate(boxes):
        if there.iloc[row]:
            found = [box[covering[side][1]] for side in ("xmin", "ymin", "xmax", "ymax")]
            assert found == pytest.approx(bounds.iloc[row].tolist())


def test_a_box_is_read_without_the_rest(exported: Path) -> None:
    corner = toyville.CORNER
    box = (corner[0], corner[1], corner[0] + 10, corner[1] + 10)
    near = gpd.read_parquet(exported / "sectors.parquet", bbox=box)
    assert len(near) == 1
    assert near.geometry.iloc[0].bounds[:2] == corner


def test_the_catalogue_tells_of_every_file_as_it_is(exported: Path, dataset: dict) -> None:
    told = {each["dct:title"]: each for each in dataset["dcat:distribution"]}
    assert set(told) == {path.name for path in exported.iterdir()} - {TIMES, "catalogue.jsonld"}
    for name, each in told.items():
        content = (exported / name).read_bytes()
        assert each["dcat:byteSize"]["@value"] == str(len(content)), name
        assert each["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(content).hexdigest(), name
        assert each["dcat:downloadURL"] == {"@id": name}
        languages = [said["@language"] for said in each.get("dct:description", [])]
        assert languages == ([] if name == "LISEZMOI.txt" else list(LANGUAGES)), name


def test_the_catalogue_tells_what_the_export_rests_on(dataset: dict) -> None:
    sectors, streets = dataset["prov:wasDerivedFrom"]
    assert sectors["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert sectors["dct:temporal"] == [
        {"@type": "dct:PeriodOfTime", "dcat:startDate": {"@type": "xsd:date", "@value": "2023-01-01"}}
    ]
    assert sectors["dcat:landingPage"] == {"@id": "https://example.org/secteurs.zip"}
    assert "dct:license" not in streets
    assert streets["dct:rights"]["rdfs:label"] == "as its publisher decides"
    assert [each["dcat:startDate"]["@type"] for each in streets["dct:temporal"]] == ["xsd:gYear", "xsd:gYearMonth"]
    assert "dcat:landingPage" not in streets


def test_the_catalogue_says_that_data_are_invented_and_where_they_lie(dataset: dict) -> None:
    assert all("synthetic demonstration data" in each["@value"] for each in dataset["dct:description"])
    west, south, east, north = toyville.PLACE.frame_wgs84
    assert dataset["dct:spatial"]["dcat:bbox"]["@value"].startswith(f"POLYGON(({west} {south}, {east} {south}")
    assert str(north) in dataset["dct:spatial"]["dcat:bbox"]["@value"]
