"""Places on the map that are no municipal buildings, such as those of partners: squares, told with where they are."""

from collections.abc import Callable

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
    return places_on_map(places[~places.index.isin(sites.index)], sites.crs, colour, radius, tip)


def places_on_map(
    own: pd.DataFrame, crs: object, colour: str, radius: Callable[[str], float], tip: Callable[[str], str]
) -> list[dict[str, object]]:
    """Return places of ``crs`` as plain data, whatever they are: see ``other_places``."""
    points = gpd.GeoSeries(gpd.points_from_xy(own["x_m"], own["y_m"]), own.index, crs=crs).to_crs(MAP)
    return [
        {
            "key": str(key),
            "name": str(own.loc[key, "name"]),
            "at": [round(point.y, 6), round(point.x, 6)],
            "radius": SQUARE * radius(str(key)),
            "colour": colour,
            "tip": tip(str(key)),
        }
        for key, point in points.items()
    ]


def legend_of_others(context: Context, colour: str) -> dict[str, object]:
    """Return the row of the legend that says what a square is."""
    look = {"symbol": "square", "ground": colour}
    return {"kind": "points", "look": look, "text": context.translate(N_("square: place of a partner"))}
