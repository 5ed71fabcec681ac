"""Frictionless Table Schemas of the templates, written from the declarations: what each column of a list may hold."""

import csv
import json
from collections.abc import Iterator
from importlib.resources import files

from layers._registry import LAYERS
from layers._spec import Column, Layer, Source

_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}
_COORDINATES = {
    "x_m": "Easting in Belgian Lambert 2008 (EPSG:3812), in metres",
    "y_m": "Northing in Belgian Lambert 2008 (EPSG:3812), in metres",
    "wkt": "Outline as Well-Known Text, its coordinate system in front (SRID=3812;)",
}


def table_schemas() -> Iterator[tuple[str, str]]:
    """Yield the name of the file and the schema of each template, as JSON."""
    for layer in LAYERS:
        for source in layer.sources:
            if source.template is not None:
                name = source.template.removesuffix(".csv") + ".schema.json"
                yield name, json.dumps(_schema(layer, source), ensure_ascii=False, indent=2) + "\n"


def _schema(layer: Layer, source: Source) -> dict[str, object]:
    """Return the schema of one template.

    Notes
    -----
    Table Schema 1 of Frictionless Data. Codes are listed in ``enum``; the unit stands in a property of its own.
    """
    template = files("layers") / "templates" / str(source.template)
    header = next(csv.reader([template.read_text("utf-8-sig").splitlines()[0]], delimiter=";"))
    columns = {each.name: each for each in layer.columns}
    fields = [
        _field(columns[name])
        if name in columns
        else {"name": name, "type": _type(name), "description": _COORDINATES[name]}
        for name in header
        if name in columns or name in _COORDINATES
    ]
    key = [name for name in layer.key if name in header]
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"{layer.name}.{source.name}",
        "title": str(layer.title),
        "description": str(layer.description),
        "fields": fields,
        "missingValues": [""],
        "primaryKey": key,
    }


def _type(name: str) -> str:
    return "string" if name == "wkt" else "number"


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.labels:
        constraints["enum"] = list(column.labels)
    field: dict[str, object] = {"name": column.name, "type": _TYPES[column.kind], "description": str(column.meaning)}
    if column.kind == "boolean":
        field |= {"trueValues": ["yes", "oui", "ja"], "falseValues": ["no", "non", "nee"]}
    if column.unit:
        field["unit"] = column.unit
    return field | ({"constraints": constraints} if constraints else {})
