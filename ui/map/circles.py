"""Circles that stand for numbers of people: a fill cannot, since it grows with the ground a neighbourhood covers."""

from math import sqrt

import pandas as pd

LARGEST_PX, AMONG_BUILDINGS_PX = 13.0, 9.0
"""Radius of the largest circle: alone on the map, and beside the circles of the buildings."""

ORANGE = "#d55e00"


def radii(people: pd.Series, most: float, largest_px: float = LARGEST_PX) -> list[float]:
    """Return the radius of each circle in pixels: its area is the number of people, ``most`` the largest circle's.

    Less than one person, or an unknown number, has no circle.
    """
    known = people.astype("float64").fillna(0.0)
    return [round(largest_px * sqrt(value / most), 1) if value >= 1 and most > 0 else 0.0 for value in known]


def legend_row(text: str) -> dict[str, object]:
    """Return the row of the legend that says what the circles are."""
    return {"kind": "site", "sizes": [2.0, 3.4, 5.2], "colour": ORANGE, "text": text}
