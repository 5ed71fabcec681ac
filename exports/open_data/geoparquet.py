"""Writing geometries as GeoParquet 1.1, each row with its box, so that a reader fetches only the part it looks at."""

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd

VERSION = "1.1.0"


def write_geoparquet(layers: Mapping[str, gpd.GeoDataFrame], folder: Path) -> None:
    """Write each table as ``NAME.parquet`` into a folder that nobody reads yet; its index becomes a column.

    Notes
    -----
    Well-known binary, the coordinate system in PROJJSON, and a column ``bbox`` with ``xmin, ymin, xmax, ymax`` which
    the metadata name as covering (https://geoparquet.org/releases/v1.1.0).
    """
    for name, table in layers.items():
        whole = table.reset_index() if table.index.name else table
        # A place nobody knows is a missing one: an empty shape would have a box all the same.
        whole = whole.set_geometry(whole.geometry.where(~whole.geometry.is_empty, None))
        whole.to_parquet(
            folder / f"{name}.parquet",
            index=False,
            compression="zstd",
            schema_version=VERSION,
            write_covering_bbox=True,
        )
