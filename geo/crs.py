"""The coordinate reference systems of the program; no other module names a code."""

from pyproj import CRS

METRIC = "EPSG:3812"
"""Belgian Lambert 2008, in metres: the system of every stored geometry and every distance, unless the file of the
commune names another (``metric_crs``). The engine takes the system its tables come in."""

MAP = "EPSG:4326"
"""Longitude and latitude in degrees, used by the browser, GeoJSON and the configuration."""


def in_metres(crs: CRS | None) -> bool:
    """Say whether a coordinate system is projected, with metres along both axes.

    Examples
    --------
    >>> in_metres(CRS("EPSG:2154")), in_metres(CRS(MAP)), in_metres(None)
    (True, False, False)
    """
    return crs is not None and crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info[:2])
