"""The difference on the map: what comes, goes and changes, in three colours and three shapes, before and after."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import shapely

from geo.texts import N_
from store.uploads import ChangePlaces, as_degrees
from ui.components.markup import show, tag
from ui.context import Context
from ui.registered import registered

_FOLDER = Path(__file__).parent
KEY = "difference_map"

COLOURS = {"added": "#009e73", "removed": "#d55e00", "changed": "#0072b2"}
"""Okabe and Ito's bluish green, vermillion and blue: told apart by everybody, as their shapes are."""

LEGEND = {"added": N_("added"), "removed": N_("gone"), "changed": N_("changed or moved")}

DECIMALS = 6


def difference_map(context: Context, places: ChangePlaces, key: str) -> None:
    """Draw the rows that differ over the outlines of the commune; what is not on the map is said under it."""
    _, numbers = context.translate, context.numbers
    counted = places.rows["colour"].value_counts()
    before, after = (as_degrees(places.rows[each], context.place.metric_crs) for each in ("before", "after"))
    rows = [
        {
            "colour": row.colour,
            "said": " · ".join(part for part in (_shown(str(row.Index)), row.name, _said(context, row)) if part),
            "label": row.name or _shown(str(row.Index)),
            "before": _drawn(old),
            "after": _drawn(new),
        }
        for row, old, new in zip(places.rows.itertuples(name="Row"), before, after, strict=True)
    ]
    same = as_degrees(pd.Series(list(places.same), dtype="object"), context.place.metric_crs)
    legend = {colour: f"{_(text)} ({numbers.number(int(counted.get(colour, 0)))})" for colour, text in LEGEND.items()}
    draw_places(
        context,
        f"{KEY}_{key}",
        rows,
        [[round(each.x, DECIMALS), round(each.y, DECIMALS)] for each in same if not each.is_empty],
        legend,
        _("Map of what changes; the table beside it says the same"),
        [_("Difference"), _("Before"), _("After"), _("Before | after")],
    )
    unseen = []
    if places.unplaced:
        unseen.append(_("Not on the map, for want of a place: {count}.").format(count=numbers.number(places.unplaced)))
    if places.left_out:
        unseen.append(_("Not drawn, only in the table: {count}.").format(count=numbers.number(places.left_out)))
    if unseen:
        show(tag("p", " ".join(unseen), class_="small"))


def draw_places(
    context: Context,
    key: str,
    rows: list[dict[str, object]],
    same: list[list[float]],
    legend: Mapping[str, str],
    spoken: str,
    modes: list[str],
) -> None:
    """Draw rows over the outlines of the commune.

    Parameters
    ----------
    context, key
        The page, and what this map is called on it.
    rows
        ``colour`` (of `COLOURS`), ``said``, ``label``, ``before`` and ``after`` (places in degrees, None where there is
        none); ``fault``, where a row of the list of faults belongs to it.
    same
        Longitude and latitude of points that stand there for orientation.
    legend
        Colour -> its words.
    spoken
        What the map is, for whoever hears the page.
    modes
        Names of the four ways to show before and after; empty where there is one state only.
    """
    _ = context.translate
    registered(
        "difference_map", '<div class="diff"></div>', _FOLDER / "difference_map.css", _FOLDER / "difference_map.js"
    )(
        key=key,
        data={
            "rows": rows,
            "same": same,
            "outlines": [
                context.addresses[name].removeprefix("../../")
                for name in ("sectors.geojson", "sections.geojson", "water.geojson")
            ],
            "frame": list(context.place.frame_wgs84),
            "colours": COLOURS,
            "legend": [{"colour": colour, "text": text} for colour, text in legend.items()],
            "words": {
                "spoken": spoken,
                "modes": modes,
                "swipe": _("Where before ends and after begins"),
                "same": _("as it was"),
                "nearer": _("Nearer"),
                "farther": _("Farther"),
                "changes": _("To the changes") if modes else _("To the rows"),
                "whole": _("The whole commune"),
                "show": _("What the map shows"),
            },
        },
    )


def _shown(row: str) -> str:
    return row.replace("\x1f", " ")


def _said(context: Context, row: object) -> str:
    distance = row.distance_m  # type: ignore[attr-defined]
    if pd.notna(distance):
        return context.translate(N_("moved by {metres} m")).format(metres=context.numbers.number(distance))
    return context.translate(LEGEND[row.colour])  # type: ignore[attr-defined]


def _drawn(geometry: shapely.Geometry | None) -> dict[str, object] | None:
    """Return a geometry as the script draws it: points, or lines of degrees, closed ones filled."""
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type == "Point":
        return {"point": [round(geometry.x, DECIMALS), round(geometry.y, DECIMALS)]}
    parts = shapely.get_parts(geometry)
    lines = [
        ring
        for part in parts
        for ring in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part])
        if ring.geom_type in ("LineString", "LinearRing")
    ]
    return {
        "lines": [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y, *_ in line.coords] for line in lines],
        "filled": bool((shapely.get_type_id(parts) == shapely.GeometryType.POLYGON).any()),
    }
