"""What the map draws, as GeoJSON in degrees: keys and names only, never a number that a parameter could change."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from math import sqrt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio.features
import shapely
from affine import Affine

from geo.crs import MAP
from geo.evidence import Evidence
from geo.tables import SignalRaster
from ui.map.overlays import Drawn, looks_of, places_of
from words.names import told_apart

Feature = dict[str, object]

DECIMALS = 5
"""Of a degree: about a metre."""

SPOTS = 120
"""Places the name of a former commune may stand at; the map takes the one with the most room around it."""

_SMOOTHING_M = 5
"""How far an outline that is only looked at may be from the delivered one."""


def drawings(evidence: Evidence, overlays: Iterable[Drawn], landmarks: Path) -> dict[str, str]:
    """Return the GeoJSON text of everything the map can show, by name.

    ``sectors`` and ``sites`` carry ``i``, their place in the evidence: the digits sent later are read by it. A layer
    laid over them is there even when it is empty, so that the map stays the same map when somebody publishes it.
    ``landmarks`` is a GeoJSON file of rivers and canals, drawn when it is there.
    """
    commune = shapely.union_all(evidence.sectors.geometry.to_numpy())
    found: dict[str, Iterable[Feature]] = {
        "sectors": _sectors(evidence.sectors),
        "sections": _sections(evidence.sectors),
        "sites": _sites(evidence.sites),
        "water": json.loads(landmarks.read_text("utf-8"))["features"] if landmarks.exists() else [],
    }
    found |= {shown.file: _overlay(shown, commune) for shown in overlays}
    return {name: _collection(features) for name, features in found.items()}


def areas(shapes: gpd.GeoDataFrame) -> str:
    """Return shapes of so many minutes on foot, the longest first, so that it lies under the others."""
    outlines = gpd.GeoSeries(shapes.geometry.iloc[::-1].simplify(_SMOOTHING_M), crs=shapes.crs)
    return _collection(_features(outlines, ({"minutes": f"{minutes:g}"} for minutes in outlines.index)))


def _collection(features: Iterable[Feature]) -> str:
    content = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _features(geometries: gpd.GeoSeries, properties: Iterable[Mapping[str, object]]) -> list[Feature]:
    """Pair geometries, brought to degrees and cut to `DECIMALS`, with their properties; empty ones are left out."""
    degrees = shapely.set_precision(geometries.to_crs(MAP).to_numpy(), 10.0**-DECIMALS, mode="pointwise")
    rounded = shapely.transform(degrees, lambda points: np.round(points, DECIMALS))
    return [
        {"type": "Feature", "geometry": shapely.geometry.mapping(geometry), "properties": dict(told)}
        for geometry, told in zip(rounded, properties, strict=True)
        if geometry is not None and not geometry.is_empty
    ]


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _sectors(sectors: gpd.GeoDataFrame) -> list[Feature]:
    told = (
        {"i": i, "code": code, "fr": fr or nl or code, "nl": nl or fr or code, "section": section}
        for i, (code, fr, nl, section) in enumerate(
            zip(
                sectors.index,
                sectors["sector_name_fr"].map(_text),
                sectors["sector_name_nl"].map(_text),
                sectors["section_name"].map(_text),
                strict=True,
            )
        )
    )
    return _features(sectors.geometry, told)


def _sections(sectors: gpd.GeoDataFrame) -> list[Feature]:
    """Return outline and name of every section, the point where its name stands, and the outline of the commune."""
    outlines = {
        code: shapely.union_all(part.geometry.to_numpy()) for code, part in sectors.groupby("section_code_statbel")
    }
    names = sectors.groupby("section_code_statbel")["section_name"].first()
    spots = {code: _spots(max(shapely.get_parts(outline), key=shapely.area)) for code, outline in outlines.items()}
    # All at once: to begin a change of coordinates takes longer than to make it.
    every = gpd.GeoSeries(list(chain.from_iterable(spots.values())), crs=sectors.crs).to_crs(MAP)
    at = iter(np.round(shapely.get_coordinates(every.to_numpy()), DECIMALS).tolist())
    drawn: list[shapely.Geometry] = []
    told: list[dict[str, object]] = []
    for code, outline in outlines.items():
        drawn += [outline.boundary, spots[code][0]]
        # A sector with a section of its own and hardly any ground is not a former commune: no name on the map.
        told += [
            {"kind": "section"},
            {
                "kind": "name",
                "name": _text(names[code]),
                "area_km2": round(outline.area / 1e6, 2),
                "spots": list(islice(at, len(spots[code]))),
            },
        ]
    whole = shapely.union_all(list(outlines.values()))
    return _features(gpd.GeoSeries([*drawn, whole.boundary], crs=sectors.crs), [*told, {"kind": "commune"}])


def _spots(outline: shapely.Polygon) -> list[shapely.Point]:
    """Return where the name of an area may stand: the middle of its widest part, then places all over it.

    The nearer to that middle, the earlier. They are as many in a small area as in a large one.
    """
    middle = shapely.get_point(shapely.maximum_inscribed_circle(outline, tolerance=10), 0)
    west, south, east, north = outline.bounds
    step = sqrt(outline.area / SPOTS)
    x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
    grid = shapely.points(x.ravel(), y.ravel())
    inside = grid[shapely.contains(outline, grid)]
    ordered = inside[np.argsort(shapely.distance(inside, middle), kind="stable")]
    return [middle, *ordered]


def _sites(sites: gpd.GeoDataFrame) -> list[Feature]:
    told = ({"i": i, "id": key, "name": _text(name)} for i, (key, name) in enumerate(told_apart(sites).items()))
    points = sites.geometry.where(sites["location_status"] == "located", None)
    return _features(gpd.GeoSeries(points, crs=sites.crs), told)


def _overlay(shown: Drawn, commune: shapely.Geometry) -> list[Feature]:
    """Return what is drawn of a layer; every feature carries the place of its look among those the layer declares."""
    if shown.rows is None:
        return []
    return _places(shown, shown.rows) if shown.drawing.kind == "points" else _joined(shown, shown.rows, commune)


def _places(shown: Drawn, rows: gpd.GeoDataFrame) -> list[Feature]:
    """Return each row as a point, with its name."""
    looks = places_of(shown)
    drawn = rows[(looks >= 0) & rows.geometry.notna()]
    names = drawn[shown.drawing.tip].map(_text) if shown.drawing.tip else [""] * len(drawn)
    told = ({"look": int(look), "name": name} for look, name in zip(looks[drawn.index], names, strict=True))
    return _features(drawn.geometry.representative_point(), told)


def _joined(shown: Drawn, rows: gpd.GeoDataFrame, commune: shapely.Geometry) -> list[Feature]:
    """Return one shape a look; where the first wins, each without what the looks before it hold."""
    looks = places_of(shown)
    found: list[Feature] = []
    before = shapely.Polygon()
    for place, look in enumerate(looks_of(shown.layer, shown.drawing)):
        seen = range(place + 1) if shown.drawing.first_wins else (place,)
        parts = list(rows.geometry[looks.isin(seen) & rows.geometry.notna()])
        codes = [each.code for each in shown.drawing.looks[: place + 1]] if shown.drawing.first_wins else [look.code]
        for grid in shown.grids:
            parts += _grid_areas(grid, codes, rows.crs)
        outline = _outline(parts, commune)
        shape = outline - before if shown.drawing.first_wins else outline
        before = outline
        found += _features(gpd.GeoSeries([shape], crs=rows.crs), [{"look": place}])
    # The one that wins is drawn last, so that its outline is the one seen.
    return found[::-1] if shown.drawing.first_wins else found


def _outline(parts: Iterable[shapely.Geometry], commune: shapely.Geometry) -> shapely.Geometry:
    """Return what the parts cover of the commune, as smooth as the eye needs."""
    return shapely.simplify(shapely.union_all(list(parts)), _SMOOTHING_M) & commune


def _grid_areas(grid: SignalRaster, codes: Sequence[object], crs: object) -> list[shapely.Geometry]:
    """Return where the cells of a grid hold one of the codes."""
    inside = np.isin(grid.classes, [code for code in codes if isinstance(code, int)])
    shapes = rasterio.features.shapes(inside.astype(np.uint8), mask=inside, transform=Affine(*grid.transform))
    areas = gpd.GeoSeries([shapely.geometry.shape(geometry) for geometry, _value in shapes], crs=grid.crs)
    return list(areas.to_crs(crs))
