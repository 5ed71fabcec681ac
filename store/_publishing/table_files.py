"""Tables as files: canonical types and order, Parquet bytes that depend on nothing else, and rasters read back."""

from io import BytesIO
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import METRIC
from geo.errors import DataError
from geo.tables import SignalRaster
from geo.texts import N_
from layers import Kind, Layer
from store._publishing.geo_parquet import read_geo_parquet

DTYPES: dict[Kind, str] = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}

UNKNOWN_CLASS = 255


def conform(table: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    """Return the layer's columns in their order and types, rows sorted by key, with a plain RangeIndex.

    Columns the layer does not declare are left out.

    Raises
    ------
    DataError
        When a declared column is missing.
    """
    wanted = [column.name for column in layer.columns]
    dtypes = {column.name: DTYPES[column.kind] for column in layer.columns}
    if layer.geometry is not None:
        wanted.append("geometry")
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        message = N_("The rows of layer {layer} come without the columns {columns}.")
        raise DataError(message, layer=layer.name, columns=", ".join(missing))
    crs = getattr(table, "crs", None) or METRIC
    plain = pd.DataFrame(table[wanted])
    plain = plain.astype({name: dtype for name, dtype in dtypes.items() if plain[name].dtype != dtype})
    plain = plain.sort_values(list(layer.key), kind="stable")
    # Attributes left on the frame by a reader would be written to the file and change its bytes.
    plain.attrs = {}
    return _with_geometry(plain.reset_index(drop=True), layer, crs)


def _with_geometry(plain: pd.DataFrame, layer: Layer, crs: object) -> pd.DataFrame:
    if layer.geometry is None:
        return plain
    return gpd.GeoDataFrame(plain, geometry="geometry", crs=crs)


def table_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as (Geo)Parquet bytes; equal tables give equal bytes.

    Notes
    -----
    GeoParquet 1.1.0 with WKB geometry and zstd, pinned so that a newer geopandas does not change the version of every
    layer.
    """
    stream = BytesIO()
    if "geometry" in table.columns:
        table.to_parquet(stream, index=False, compression="zstd", geometry_encoding="WKB", schema_version="1.1.0")
    else:
        table.to_parquet(stream, index=False, compression="zstd", engine="pyarrow")
    return stream.getvalue()


def read_table(path: Path, layer: Layer) -> pd.DataFrame:
    """Read back a table that `table_bytes` wrote; a GeoDataFrame when the layer has geometry."""
    if layer.geometry is None:
        return pd.read_parquet(path, engine="pyarrow")
    return read_geo_parquet(path)


def signal_rasters(table: pd.DataFrame, folder: Path) -> tuple[SignalRaster, ...]:
    """Read the grids that the rows of a 5G layer name; raises as `signal_raster` does."""
    grids = table.loc[table["raster_file"].notna(), ["operator", "raster_file"]]
    return tuple(signal_raster(operator, folder / name) for operator, name in grids.itertuples(index=False))


def signal_raster(operator: str, path: Path) -> SignalRaster:
    """Read a published GeoTIFF of 5G classes.

    Raises
    ------
    DataError
        When its first band does not hold classes 0-3 and 255, or it does not say where it lies.
    """
    # Imported here: a command that finds its assessment kept reads no grid.
    import rasterio

    with rasterio.open(path) as raster:
        classes = raster.read(1)
        nodata = raster.nodata
        crs, transform = raster.crs, raster.transform
    if nodata is not None and nodata != UNKNOWN_CLASS:
        classes = np.where(classes == nodata, UNKNOWN_CLASS, classes)
    values = np.unique(classes)
    if crs is None or not np.isin(values, (0, 1, 2, 3, UNKNOWN_CLASS)).all():
        message = N_(
            "{file} is not a grid of 5G classes 0-3 with a place on the map. "
            "Refresh the layer from the operator's file."
        )
        raise DataError(message, file=str(path))
    a, b, c, d, e, f = tuple(transform)[:6]
    return SignalRaster(operator, classes.astype(np.uint8), (a, b, c, d, e, f), crs.to_wkt())
