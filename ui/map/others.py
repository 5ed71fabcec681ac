"""Places on the map that are no municipal buildings, such as those of partners: squares, told with where they are."""

from collections.abc import Callable
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from geo.crs import MAP
from geo.texts import N_
from ui.context import Context

SQUARE = 0.9
"""Side of a square by the diameter of a circle that looks as large."""


def other_places(
    context: Context, places: pd.DataFrame, colour: str, radius: Callable[[str], float], tip: Callable[[str], str]
) -> list[dict[str, object]]:
    """Return the places that are no buildings of the inventory, as plain data.

    Parameters
    ----------
    context
        The page.
    places
        By key: ``name``, ``x_m``, ``y_m``.
    colour
        What fills them.
    radius, tip
        How large a place is, and what is said of it, by its key.
    """
    sites = context.assessment.evidence.sites
    return places_on_map(places[sites.index.get_indexer(places.index) < 0], sites.crs, colour, radius, tip)


def places_on_map(
    own: pd.DataFrame, crs: object, colour: str, radius: Callable[[str], float], tip: Callable[[str], str]
) -> list[dict[str, object]]:
    """Return places of ``crs`` as plain data, whatever they are: see ``other_places``."""
    spots = _on_map(tuple(own["x_m"].astype("float64")), tuple(own["y_m"].astype("float64")), str(crs))
    return [
        {
            "key": str(key),
            "name": str(own.loc[key, "name"]),
            "at": at,
            "radius": SQUARE * radius(str(key)),
            "colour": colour,
            "tip": tip(str(key)),
        }
        for key, at in zip(own.index, spots, strict=True)
    ]


@lru_cache(maxsize=64)
def _on_map(x_m: tuple[float, ...], y_m: tuple[float, ...], crs: str) -> list[list[float]]:
    """Return latitude and longitude; kept, since to look a coordinate system up takes longer than all the rest."""
    points = gpd.GeoSeries(gpd.points_from_xy(x_m, y_m), crs=crs).to_crs(MAP)
    return [[round(point.y, 6), round(point.x, 6)] for point in points]


def legend_of_others(context: Context, colour: str) -> dict[str, object]:
    """Return the row of the legend that says what a square is."""
    look = {"symbol": "square", "ground": colour}
    return {"kind": "points", "look": look, "text": context.translate(N_("square: place of a partner"))}
