"""Writing the geometries as one GeoPackage that QGIS opens with its colours already set."""

import errno
import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from exports.gis.layers import MAP_LAYERS

_STYLE_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
    f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
    description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
"""The table in which QGIS keeps the styles of a GeoPackage."""

_FIXED_DATE = "1970-01-01T00:00:00Z"
"""Stands for the time of writing, so that the same assessment gives the same bytes."""

_VERSION = "1.3"
"""Of the GeoPackage standard: the newest that the QGIS of older distributions opens without a warning."""


def write_geopackage(layers: Mapping[str, gpd.GeoDataFrame], path: Path, styles: Mapping[str, str]) -> None:
    """Write each layer of ``MAP_LAYERS`` into one GeoPackage, with the QGIS style (QML) of its name."""
    try:
        _write_layers(layers, path)
        _write_styles(path, {name: styles[name] for name in layers if name in styles})
    except (DataSourceError, DataLayerError, sqlite3.Error) as error:
        # Neither library says what the system said; nearly always the disk is full.
        raise OSError(errno.EIO, "the GeoPackage could not be written whole", str(path)) from error


def _write_layers(layers: Mapping[str, gpd.GeoDataFrame], path: Path) -> None:
    path.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
    try:
        for name, table in layers.items():
            pyogrio.write_dataframe(
                _storable(table),
                path,
                layer=name,
                driver="GPKG",
                use_arrow=True,
                append=path.exists(),
                # Said, not found out: a layer of no rows, or of none with a place, is a layer of its kind all the same.
                geometry_type=MAP_LAYERS[name].geometry,
                promote_to_multi=MAP_LAYERS[name].geometry == "MultiPolygon",
                VERSION=_VERSION,
            )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _storable(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table in types a GeoPackage knows: an index is a column, a date is a day, an exact amount a number."""
    named = table.reset_index() if table.index.name else table
    ready = {column: named[column].dt.strftime("%Y-%m-%d") for column in named.select_dtypes("datetime").columns}
    ready |= {column: named[column].astype("float64") for column in named.columns if exact(named[column])}
    return named.assign(**ready)


def exact(values: pd.Series) -> bool:
    """Return whether a column holds exact decimal numbers, as the amounts of the programme are."""
    return values.dtype == "object" and any(isinstance(each, Decimal) for each in values)


def _write_styles(path: Path, styles: Mapping[str, str]) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(_STYLE_TABLE)
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, ?, ?, ?)",
            ("layer_styles", "attributes", "layer_styles", _FIXED_DATE),
        )
        for name, style in styles.items():
            connection.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                "styleName, styleQML, useAsDefault, description, owner, update_time) "
                "VALUES ('', '', ?, 'geom', ?, ?, 1, ?, '', ?)",
                (name, name, style, "Maillage", _FIXED_DATE),
            )
    connection.close()
