"""The data dictionary in docs/ is the one the declarations give, and leaves nothing out."""

import json

from layers._dictionary import dictionary
from layers._registry import LAYERS
from layers._table_schema import table_schemas
from tests.conftest import ROOT


def test_the_written_dictionary_is_up_to_date() -> None:
    assert (ROOT / "docs" / "data_dictionary.md").read_text("utf-8") == dictionary(), "run: make dictionary"


def test_every_layer_column_and_source_is_in_it() -> None:
    text = dictionary()
    for layer in LAYERS:
        assert f"## {layer.name}\n" in text
        assert all(f"`{column.name}`" in text for column in layer.columns)
        assert all(source.publisher in text and source.licence in text for source in layer.sources)


def test_the_schema_of_each_template_is_up_to_date_and_says_what_the_declaration_says() -> None:
    schemas = dict(table_schemas())
    folder = ROOT / "layers" / "templates"
    assert {path.name.replace(".csv", ".schema.json") for path in folder.glob("*.csv")} == set(schemas)
    for name, schema in schemas.items():
        assert (folder / name).read_text("utf-8") == schema, "run: make dictionary"
    wifi = json.loads(schemas["wifi.schema.json"])
    fields = {field["name"]: field for field in wifi["fields"]}
    assert wifi["primaryKey"] == ["wifi_id"]
    assert fields["access"]["constraints"] == {"required": True, "enum": ["public", "customers"]}
    assert fields["x_m"]["type"] == "number"
    buildings = json.loads(schemas["buildings.schema.json"])["fields"]
    area = next(field for field in buildings if field["name"] == "floor_area_m2")
    assert (area["type"], area["unit"], area["constraints"]) == ("number", "m2", {"minimum": 1})
