"""Neighbourhoods and buildings as scalable vector graphics, written from the geometry of the evidence."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import MAP

WIDTH = 1000.0
"""Width of a drawing in its own units; its height follows from the ground."""

INK, PAPER, LINE, SOFT, RIVER = "#1f2328", "#fdfcf8", "#cfc9bb", "#8d887c", "#9cbccd"
"""Colours of the app."""

LETTER = 7.5
"""Width of a letter of a name on a map as wide as a page."""

MARGIN = 0.02
"""Of the longer side, left free around the ground."""

SMOOTHING = 0.0006
"""Of the longer side: how far an outline may be from the delivered one. Neighbours keep a common border."""

_ASIDE = sorted(
    ((aside, step / 2) for aside in (0.0, 0.5, -0.5, 1.0, -1.0) for step in range(-6, 7)),
    key=lambda each: (abs(each[0]) * 4 + abs(each[1]), -each[1], -each[0]),
)
"""Where a name may stand, from the middle of its section: half widths aside and heights above, the nearest first."""

_HATCHED = (
    '<pattern id="unknown" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="9" height="9" fill="#ffffff"/><rect width="2" height="9" fill="{SOFT}"/></pattern>'
)

UNKNOWN = "url(#unknown)"
"""Fill of a neighbourhood of which the value is not known."""


@dataclass(frozen=True)
class Dot:
    """A building on a map."""

    x_m: float
    y_m: float
    radius: float
    fill: str
    outline: str = INK


@dataclass(frozen=True)
class Label:
    """A name on a map, its middle given as shares of width and height from the upper left corner."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """A map: its vector graphic, names to be set upon it, and its height as a share of its width."""

    svg: str
    ratio: float
    labels: tuple[Label, ...] = field(default=())


class Ground:
    """The part of the country a map shows.

    Parameters
    ----------
    sectors
        Neighbourhoods that fill the map, polygons in metres, with ``section_code_statbel`` and ``section_name``.
    around
        The same of those beyond them, drawn without a fill; nothing of them widens the map.
    smoothing
        How far an outline may be from the delivered one, as a share of the longer side: more for a smaller picture.
    """

    def __init__(
        self, sectors: gpd.GeoDataFrame, around: gpd.GeoDataFrame | None = None, smoothing: float = SMOOTHING
    ) -> None:
        self.sectors = sectors
        west, south, east, north = map(float, sectors.total_bounds)
        free = MARGIN * max(east - west, north - south)
        # A part much taller than wide is shown with what is beside it, or it would not go on a page.
        width = max(east - west, (north - south) * 0.9) + 2 * free
        height = max(north - south, (east - west) * 0.4) + 2 * free
        middle = ((west + east) / 2, (south + north) / 2)
        self.bounds = (
            middle[0] - width / 2,
            middle[1] - height / 2,
            middle[0] + width / 2,
            middle[1] + height / 2,
        )
        self._scale = WIDTH / width
        self.height = height * self._scale
        self._frame = shapely.box(*self.bounds)
        shapely.prepare(self._frame)
        self._tolerance = smoothing * max(width, height)
        everything = sectors if around is None else pd.concat([sectors, around])
        shapes = shapely.coverage_simplify(everything.geometry.to_numpy(), self._tolerance)
        self._shapes, self._beyond = shapes[: len(sectors)], shapes[len(sectors) :]

    def drawing(
        self,
        fills: Mapping[str, str] | pd.Series | None = None,
        dots: Iterable[Dot] = (),
        water: Sequence[shapely.Geometry] = (),
        *,
        named: bool = True,
        letter: float = LETTER,
    ) -> Drawing:
        """Return the map.

        Parameters
        ----------
        fills
            Sector code -> colour; all are paper when it is left out.
        dots
            Buildings, in the commune's metres; those first in the order lie below the others.
        water
            Rivers and canals, lines in the commune's metres.
        named
            Whether names of sections are set upon it, where it shows several.
        letter
            Width of a letter of a name in the drawing's units: the smaller the picture, the more room names take.
        """
        parts = [f"<defs>{_HATCHED}</defs>"]
        parts += [f'<g fill="#f6f3ea" stroke="{LINE}" stroke-width="0.8">{self._areas(self._beyond)}</g>']
        painted = pd.Series(PAPER, self.sectors.index) if fills is None else pd.Series(fills)
        parts += [f'<g stroke="#ffffff" stroke-opacity="0.75" stroke-width="0.8">{self._filled(painted)}</g>']
        rivers = " ".join(self._path(line) for line in water)
        if rivers:
            parts += [
                f'<path d="{rivers}" fill="none" stroke="#ffffff" stroke-opacity="0.8" stroke-width="7"/>'
                f'<path d="{rivers}" fill="none" stroke="{RIVER}" stroke-width="4" stroke-linejoin="round"/>'
            ]
        outlines = self._sections
        borders = " ".join(self._path(outline.boundary) for outline in outlines.values())
        whole = shapely.union_all(list(outlines.values()))
        parts += [f'<path d="{borders}" fill="none" stroke="{INK}" stroke-opacity="0.65" stroke-width="1.1"/>']
        parts += [f'<path d="{self._path(whole.boundary)}" fill="none" stroke="{INK}" stroke-width="2"/>']
        shown = [(*self.at(dot.x_m, dot.y_m), dot) for dot in dots]
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{dot.radius:.1f}" fill="{dot.fill}" stroke="{dot.outline}" '
            'stroke-width="1.2"/>'
            for x, y, dot in shown
        ]
        size = f'viewBox="0 0 {WIDTH:.0f} {self.height:.1f}" width="{WIDTH:.0f}" height="{self.height:.1f}"'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
        labels = self._labels(outlines, shown, letter) if named and len(outlines) > 1 else ()
        return Drawing(svg, self.height / WIDTH, labels)

    def _filled(self, fills: pd.Series) -> str:
        drawn = []
        for colour, part in fills.groupby(fills, sort=True):
            shapes = self._shapes[self.sectors.index.get_indexer(part.index)]
            drawn.append(f'<path d="{" ".join(self._path(each) for each in shapes)}" fill="{colour}"/>')
        return "".join(drawn)

    def _areas(self, shapes: np.ndarray) -> str:
        seen = [self._path(each) for each in shapes if each.intersects(self._frame)]
        return f'<path d="{" ".join(seen)}"/>' if seen else ""

    @cached_property
    def _sections(self) -> dict[str, shapely.Geometry]:
        codes = self.sectors["section_code_statbel"].to_numpy()
        return {code: shapely.union_all(self._shapes[codes == code]) for code in sorted(set(codes))}

    def _labels(
        self, outlines: Mapping[str, shapely.Geometry], dots: Sequence[tuple[float, float, Dot]], letter: float
    ) -> tuple[Label, ...]:
        """Return the names of sections in the middle of their widest part, the largest first, none upon another.

        A name whose place is taken, or where it would lie upon dots, stands where it hides least, as long as the middle
        of the name is within its section.
        """
        names = self.sectors.groupby("section_code_statbel")["section_name"].first()
        across = np.array([x for x, _y, _dot in dots])
        down = np.array([y for _x, y, _dot in dots])
        radii = np.array([dot.radius for _x, _y, dot in dots])
        found: list[Label] = []
        taken: list[shapely.Geometry] = []
        for code, outline in sorted(outlines.items(), key=lambda item: (-item[1].area, item[0])):
            if pd.isna(names[code]):
                continue
            largest = max(shapely.get_parts(outline), key=shapely.area)
            middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=self._tolerance * 5), 0)
            wide, high = letter * (len(str(names[code])) + 1.9), letter * 3.4
            least, best = math.inf, None
            for aside, step in _ASIDE:
                place = shapely.Point(middle.x + aside * wide / self._scale / 2, middle.y + step * high / self._scale)
                x, y = self.at(place.x, place.y)
                room = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
                inside = wide / 2 < x < WIDTH - wide / 2 and largest.contains(place)
                if not inside or any(room.intersects(each) for each in taken):
                    continue
                upon = (np.abs(across - x) < wide / 2 + radii) & (np.abs(down - y) < high / 2 + radii)
                # A dot weighs what it covers; of places that hide as much the first, the nearest to the middle.
                hidden = float((radii[upon] ** 2).sum())
                if hidden < least:
                    least, best = hidden, (x, y, room)
                if hidden == 0:
                    break
            if best is not None:
                taken.append(best[2])
                found.append(Label(str(names[code]), best[0] / WIDTH, best[1] / self.height))
        return tuple(found)

    def at(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Return where a place of the ground is on the drawing, from its upper left corner."""
        return (x_m - self.bounds[0]) * self._scale, (self.bounds[3] - y_m) * self._scale

    def _path(self, geometry: shapely.Geometry) -> str:
        """Return the path of a shape, cut to the frame."""
        within = self._frame.contains(geometry)
        shown = geometry if within else shapely.intersection(geometry, self._frame)
        found = []
        for part in shapely.get_parts(shown):
            rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
            for ring in rings:
                if ring.geom_type not in ("LinearRing", "LineString"):
                    continue
                points = shapely.get_coordinates(ring)
                # As ``at``, all points at once: an outline of the commune has thousands.
                across = (points[:, 0] - self.bounds[0]) * self._scale
                down = (self.bounds[3] - points[:, 1]) * self._scale
                places = [f"{x:.1f} {y:.1f}" for x, y in zip(across.tolist(), down.tolist(), strict=True)]
                end = "Z" if ring.geom_type == "LinearRing" else ""
                found.append(f"M{'L'.join(places)}{end}")
        return "".join(found)


def waters(path: Path, crs: object) -> list[shapely.Geometry]:
    """Return rivers and canals of a GeoJSON file in ``crs``; none where there is no such file."""
    if not path.exists():
        return []
    features = json.loads(path.read_text("utf-8"))["features"]
    lines = [shapely.geometry.shape(each["geometry"]) for each in features]
    return list(gpd.GeoSeries(lines, crs=MAP).to_crs(crs))
