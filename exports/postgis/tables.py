"""How an exported table stands in a database: types, keys, comments, and its rows as they are copied in."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import sqlalchemy as sa
from geoalchemy2 import Geometry

from exports._column import Exported
from exports.columns import NOTE, TABLES
from exports.gis.layers import MAP_LAYERS

ROW, PLACE = "fid", "geom"
"""Columns of every table: the number of the row in the file, from 1; the geometry."""

SAYS = "says"
"""Under what a declared table and its columns keep their comments: given all at once, not one after the other."""

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{name: layer.key for name, layer in MAP_LAYERS.items()},
        "gaps_by_section": ("section_code_statbel",),
        "gaps_by_district": ("district",),
        "programme_summary": ("year", "activity"),
        "realised_years": ("year",),
        "device_lots": ("building_id",),
        "device_summary": ("device_kind",),
        "decisions": ("number",),
    }
)
"""Table -> columns no two of its rows share."""

NOT_PUBLISHED = frozenset({"reach", "columns"})
"""Tables of an export that a database is not given: a million walks, and what the comments of columns say."""


def declared(name: str, table: pd.DataFrame, metadata: sa.MetaData, description: str) -> sa.Table:
    """Return the table of a database for the rows of one of the export.

    A primary key ``fid``, the key of the rows as a constraint, the comments of the data dictionary (under
    ``SAYS``), and a spatial index on ``geom`` where the rows have a place.
    """
    known = {column.name: column for column in (*TABLES.get(name, ()), NOTE)}
    parts: list[sa.schema.SchemaItem] = [
        sa.Column(ROW, sa.Integer, primary_key=True, autoincrement=False, info={SAYS: "Number of the row, from 1"})
    ]
    columns = [column for column in table.columns if column != "geometry"]
    parts += [
        sa.Column(column, _kind(table[column], known.get(column)), info={SAYS: _comment(known.get(column))})
        for column in columns
    ]
    if isinstance(table, gpd.GeoDataFrame):
        authority, code = table.crs.to_authority()
        kind = Geometry(MAP_LAYERS[name].geometry.upper(), srid=int(code), spatial_index=True)
        parts.append(sa.Column(PLACE, kind, info={SAYS: f"Where it is, {authority}:{code}"}))
    if name in KEYS:
        parts.append(sa.UniqueConstraint(*KEYS[name], name=f"{name}_key"))
    return sa.Table(name, metadata, *parts, info={SAYS: description})


def rows(table: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Yield the rows as a database takes them: numbered, unknown as nothing, geometries as EWKB in hexadecimal."""
    cells: list[Sequence[object]] = [range(1, len(table) + 1)]
    cells += [_cells(table[column]) for column in table.columns if column != "geometry"]
    if isinstance(table, gpd.GeoDataFrame):
        code = int(table.crs.to_authority()[1])
        whole = shapely.set_srid(_of_one_kind(table.geometry.to_numpy()), code)
        cells.append([None if each is None else each for each in shapely.to_wkb(whole, hex=True, include_srid=True)])
    yield from zip(*cells, strict=True)


def _of_one_kind(shapes: np.ndarray) -> np.ndarray:
    """Return polygons as multipolygons, as the column holds them."""
    single = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    found = shapes.copy()
    found[single] = [shapely.MultiPolygon([each]) for each in shapes[single]]
    return found


def _kind(values: pd.Series, column: Exported | None) -> sa.types.TypeEngine:
    if pd.api.types.is_bool_dtype(values.dtype):
        return sa.Boolean()
    if pd.api.types.is_integer_dtype(values.dtype):
        return sa.BigInteger()
    if pd.api.types.is_float_dtype(values.dtype):
        return sa.Double()
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return sa.Date()
    if values.dtype == "object":
        known = [each for each in values if not _nothing(each)]
        # Of a column without a value, whether it is an amount is said by its declaration.
        exact = all(isinstance(each, Decimal) for each in known) if known else bool(column and column.unit)
        if exact:
            return sa.Numeric()
    return sa.Text()


def _cells(values: pd.Series) -> list[object]:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [None if pd.isna(each) else each.date() for each in values]
    return [None if _nothing(each) else _text(each) if isinstance(each, str) else each for each in values.tolist()]


def _nothing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _text(value: str) -> str:
    """Return a text PostgreSQL takes: it knows neither the character zero nor halves of characters."""
    return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _comment(column: Exported | None) -> str | None:
    if column is None or not column.meaning:
        return None
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{column.meaning}{unit}. {column.origin[:1].upper()}{column.origin[1:]}."
