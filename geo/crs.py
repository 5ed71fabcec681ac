"""The two coordinate reference systems of the program; no other module names a code."""

METRIC = "EPSG:3812"
"""Belgian Lambert 2008: metres, used by every stored geometry and every distance."""

MAP = "EPSG:4326"
"""Longitude and latitude in degrees, used by the browser, GeoJSON and the configuration."""
