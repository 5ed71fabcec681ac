"""Which coordinate system a file's numbers are in: the one it declares, held against where the commune lies."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.crs import MAP, METRIC
from geo.place import Place
from layers._fault import Fault, Refused

CANDIDATES = ("EPSG:31370", METRIC, MAP, "EPSG:3857", "EPSG:3035")
"""Systems in which Belgian publishers deliver; at any Belgian commune their numbers differ so much that the size of
the coordinates tells them apart (Lambert 72 and Lambert 2008 by 500 km on both axes)."""


def candidates(place: Place) -> tuple[str, ...]:
    """Return the systems tried for a file that names none: the usual ones and the commune's own."""
    return tuple(dict.fromkeys((*CANDIDATES, place.metric_crs)))


def known_crs(text: str, file: str = "") -> pyproj.CRS:
    """Return the coordinate system called ``text``, in any form PROJ knows; refuse what it does not."""
    try:
        return recognised(pyproj.CRS.from_user_input(text))
    except CRSError as error:
        raise Refused([Fault("crs.unreadable", "error", file, value=text)]) from error


def recognised(crs: pyproj.CRS) -> pyproj.CRS:
    """Return the registered system ``crs`` describes, if it is one of ours written out in another dialect.

    The ``.prj`` beside a shapefile has no code and no datum shift: taken literally, Lambert 72 lands 100 m off.
    """
    if crs.to_epsg() is not None:
        return crs
    code = f"EPSG:{crs.to_epsg(min_confidence=25)}"
    return pyproj.CRS(code) if code in CANDIDATES else crs


FARTHEST_M = 1_000_000.0
"""Beyond it nobody needs to know where coordinates are, and the projection does not say it well."""

AROUND_M = 2500.0
"""How far around the frame data are asked for and kept: walks leave the commune, and places just outside it
count."""


def around(place: Place, crs: str | pyproj.CRS | None = None) -> tuple[float, float, float, float]:
    """Return the commune's frame with ``AROUND_M``, as the box (west, south, east, north) that holds it in ``crs``.

    The system is the commune's own where none is given.
    """
    return surroundings(place, crs, AROUND_M)


def surroundings(
    place: Place, crs: str | pyproj.CRS | None = None, margin_m: float | None = None
) -> tuple[float, float, float, float]:
    """Return the commune's frame with a margin, as the box (x from, y from, x to, y to) that holds it in ``crs``.

    System and margin are the place's own where none is given.
    """
    written = place.metric_crs if crs is None else crs if isinstance(crs, str) else crs.to_wkt()
    margin = place.frame_margin_m if margin_m is None else margin_m
    return _surroundings(place.frame_wgs84, place.metric_crs, margin, written)


@lru_cache(maxsize=64)
def _surroundings(
    frame: tuple[float, float, float, float], metric: str, margin_m: float, crs: str
) -> tuple[float, float, float, float]:
    west, south, east, north = _transformer(MAP, metric).transform_bounds(*frame)
    box = (west - margin_m, south - margin_m, east + margin_m, north + margin_m)
    return box if crs == metric else _transformer(metric, crs).transform_bounds(*box)


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def to_metric(geometry: np.ndarray, crs: pyproj.CRS, place: Place) -> np.ndarray:
    """Return shapely geometries (x first) of ``crs`` in the commune's metres; infinite without a place there."""
    if crs.to_epsg() == pyproj.CRS(place.metric_crs).to_epsg():
        return geometry
    transformer = _transformer(crs.to_wkt(), place.metric_crs)

    def moved(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, moved)


def near(
    bounds: np.ndarray, place: Place, crs: str | pyproj.CRS, *, swapped: bool = False, margin_m: float | None = None
) -> np.ndarray:
    """Say which boxes, read as ``crs``, touch the commune's surroundings.

    Parameters
    ----------
    bounds
        One row a feature: x from, y from, x to, y to.
    place
        The commune.
    crs
        How the numbers are read.
    swapped
        Read the other way round: y first.
    margin_m
        How far outside the frame still counts; the place's own margin where none is given.
    """
    west, south, east, north = surroundings(place, crs, margin_m)
    x_from, y_from, x_to, y_to = bounds.T[[1, 0, 3, 2]] if swapped else bounds.T
    return (x_from <= east) & (x_to >= west) & (y_from <= north) & (y_to >= south)


def how_far(points: np.ndarray, place: Place) -> list[dict[str, object]]:
    """Return what a fault says of points in the commune's metres: how far from its frame, and where, if anywhere."""
    frame = shapely.box(*surroundings(place, margin_m=0.0))
    said: list[dict[str, object]] = []
    for x, y, metres in zip(shapely.get_x(points), shapely.get_y(points), shapely.distance(points, frame), strict=True):
        if np.isfinite([x, y]).all() and metres <= FARTHEST_M:
            said.append({"distance_km": f"{metres / 1000:.0f}", "x_m": round(float(x), 2), "y_m": round(float(y), 2)})
        else:
            said.append({"distance_km": f"> {FARTHEST_M / 1000:.0f}"})
    return said


def settle(
    bounds: np.ndarray,
    place: Place,
    *,
    declared: pyproj.CRS | None,
    usual: str | None,
    file: str,
    share: float = 0.0,
) -> tuple[pyproj.CRS, bool, list[Fault]]:
    """Decide in which system a file is.

    Parameters
    ----------
    bounds
        One row a feature: x from, y from, x to, y to, all finite.
    place
        The commune the file should touch. A national file touches it with a few of its features.
    declared
        What the file, or the configuration for it, says.
    usual
        The system its format implies when it says nothing, taken without a warning if it fits.
    file
        Named in faults.
    share
        The share of features that must lie near the commune for a system to fit; 0 for at least one.

    Returns
    -------
    tuple
        The system its numbers are in (not always the declared one), whether they are swapped, and the faults:
        ``crs.assumed`` (warning), ``crs.contradicted`` or ``crs.swapped_axes`` (error).

    Raises
    ------
    Refused
        ``place.all_outside`` or ``crs.unknown`` when no system puts the file near the commune.
    """

    def fits(crs: str | pyproj.CRS, *, swapped: bool = False) -> bool:
        found = float(near(bounds, place, crs, swapped=swapped).mean())
        return found > 0 and found >= share

    name = place.name.fr
    first: Sequence[str | pyproj.CRS] = [declared] if declared else [usual] if usual else []
    for crs in first:
        if fits(crs):
            return pyproj.CRS(crs), False, []
    usual_ones = candidates(place)
    fitting = [each for each in usual_ones if fits(each)]
    middle = bounds.mean(axis=0)
    numbers = f"{(middle[0] + middle[2]) / 2:.6g}, {(middle[1] + middle[3]) / 2:.6g}"
    for crs in [*first, *([] if declared else usual_ones)]:
        if (not fitting or crs in first) and fits(crs, swapped=True):
            return (
                pyproj.CRS(crs),
                True,
                [Fault("crs.swapped_axes", "error", file, value=numbers, parameters={"place": name})],
            )
    if declared and fitting:
        said = {"declared": _said(declared), "fits": fitting[0], "place": name}
        return pyproj.CRS(fitting[0]), False, [Fault("crs.contradicted", "error", file, value=numbers, parameters=said)]
    if declared:
        where = {"place": name, "margin_km": round(place.frame_margin_m / 1000), "declared": _said(declared)}
        raise Refused([Fault("place.all_outside", "error", file, value=numbers, parameters=where)])
    if not fitting:
        tried = {"tried": ", ".join(usual_ones), "place": name}
        raise Refused([Fault("crs.unknown", "error", file, value=numbers, parameters=tried)])
    return pyproj.CRS(fitting[0]), False, [Fault("crs.assumed", "warning", file, parameters={"assumed": fitting[0]})]


def _said(crs: pyproj.CRS) -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else crs.name
