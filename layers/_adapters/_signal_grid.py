"""A grid of 5G classes as it is published: its bytes and its extent."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from rasterio import Affine
from rasterio.io import MemoryFile

from layers._fault import Fault

UNKNOWN = 255
"""Stands in a cell whose class nobody says."""


@dataclass(frozen=True)
class SignalGrid:
    """The part of one raster around the commune, classed."""

    operator: str
    classes: np.ndarray
    transform: tuple[float, ...]
    crs: str
    date: str
    faults: list[Fault]


def geotiff(grid: SignalGrid) -> bytes:
    """Return a grid as the bytes of a GeoTIFF."""
    height, width = grid.classes.shape
    with MemoryFile() as memory:
        with memory.open(
            driver="GTiff",
            width=width,
            height=height,
            count=1,
            dtype="uint8",
            nodata=UNKNOWN,
            crs=grid.crs,
            transform=Affine(*grid.transform),
            compress="deflate",
            zlevel=9,
        ) as dataset:
            dataset.write(grid.classes, 1)
            dataset.update_tags(operator=grid.operator, unit="class")
        return bytes(memory.read())


def extent(grid: SignalGrid, crs: str) -> shapely.Polygon:
    """Return the outline of a grid in ``crs``, its sides bent where the two systems differ."""
    height, width = grid.classes.shape
    a, _, x, _, e, y = grid.transform
    box = shapely.box(x, y + height * e, x + width * a, y)
    sides = shapely.segmentize(box, max(box.length / 80, 1e-9))
    return gpd.GeoSeries([sides], crs=grid.crs).to_crs(crs).iloc[0]
