"""From a picture of labels to outlines: polygons that share their borders exactly, without gaps or overlaps."""

from dataclasses import dataclass

import numpy as np
import shapely
from rasterio.features import rasterize, shapes
from rasterio.transform import Affine
from scipy import ndimage
from shapely.geometry import MultiPolygon, shape
from shapely.geometry.base import BaseGeometry

from demo.chance import fractal_noise

OUTSIDE = -1


@dataclass(frozen=True)
class Sheet:
    """A squared sheet of paper: a box in metres cut into square pixels, row 0 in the north."""

    west: float
    south: float
    east: float
    north: float
    pixel: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return round((self.north - self.south) / self.pixel), round((self.east - self.west) / self.pixel)

    @property
    def transform(self) -> Affine:
        """The map from (column, row) to metres."""
        return Affine(self.pixel, 0.0, self.west, 0.0, -self.pixel, self.north)

    def centres(self) -> tuple[np.ndarray, np.ndarray]:
        """Return x and y of the middle of every pixel, in metres, each of the sheet's shape."""
        rows, columns = self.shape
        x = self.west + (np.arange(columns) + 0.5) * self.pixel
        y = self.north - (np.arange(rows) + 0.5) * self.pixel
        return np.broadcast_to(x, (rows, columns)), np.broadcast_to(y[:, None], (rows, columns))

    def inside(self, geometry: BaseGeometry) -> np.ndarray:
        """Return for every pixel whether its middle lies in ``geometry``."""
        return rasterize([(geometry, 1)], out_shape=self.shape, transform=self.transform, dtype="uint8").astype(bool)


def one_piece_each(labels: np.ndarray) -> np.ndarray:
    """Return ``labels`` with every label in one piece, side by side: smaller pieces go to what surrounds them.

    ``OUTSIDE`` may fall into several pieces but fills no hole inside the labels, and keeps none of its own.
    """
    labels = labels.copy()
    for _ in range(20):
        loose = np.zeros(labels.shape, dtype=bool)
        for label, (rows, columns) in _windows(labels):
            pieces, count = ndimage.label(labels[rows, columns] == label)
            if count > 1:
                sizes = np.bincount(pieces.ravel())
                sizes[0] = 0
                loose[rows, columns] |= (pieces > 0) & (pieces != int(np.argmax(sizes)))
        loose |= ndimage.binary_fill_holes(labels != OUTSIDE) & (labels == OUTSIDE)
        if not loose.any():
            return labels
        nearest = ndimage.distance_transform_edt(loose, return_distances=False, return_indices=True)
        labels = labels[tuple(nearest)]
    raise AssertionError("labels did not settle into one piece each")


def _windows(labels: np.ndarray) -> list[tuple[int, tuple[slice, slice]]]:
    """Return the box of every label but ``OUTSIDE``, in ascending order."""
    found = ndimage.find_objects(labels + 1)
    return [(index, box) for index, box in enumerate(found) if box is not None]


def outlines(
    labels: np.ndarray, sheet: Sheet, chance: np.random.Generator, *, smoothing: float, ripple: float
) -> dict[int, BaseGeometry]:
    """Return the outline of every label, stairs of pixels smoothed away alike on both sides of each border.

    Parameters
    ----------
    labels
        Integers in the shape of ``sheet``; ``OUTSIDE`` is left out.
    sheet
        Where the picture lies.
    chance
        Draws the ripple.
    smoothing
        Corners whose triangle covers less than the square of this many metres are dropped (Visvalingam and Whyatt).
    ripple
        Height in metres of the smooth noise that bends the lines afterwards, so that nothing of the squared paper
        remains. The same noise moves both sides of a border: the ground is bent, not cut.

    Returns
    -------
    dict
        Label to polygon or multipolygon in metres, rounded to the centimetre; together a valid coverage.
    """
    wanted = labels != OUTSIDE
    pieces = [
        (int(value), shape(geometry))
        for geometry, value in shapes(labels.astype(np.int32), mask=wanted, connectivity=4, transform=sheet.transform)
    ]
    pieces.sort(key=lambda piece: (piece[0], piece[1].bounds))
    # A corner of one piece on the straight side of another must be a corner of both, or they share no edge.
    noded = shapely.segmentize([piece for _, piece in pieces], sheet.pixel)
    noded = shapely.transform(noded, lambda points: np.round(points, 2))
    smooth = shapely.coverage_simplify(noded, smoothing)
    bent = shapely.transform(shapely.segmentize(smooth, 3 * sheet.pixel), lambda points: _bend(chance, points, ripple))
    together: dict[int, list[BaseGeometry]] = {}
    for (label, _), piece in zip(pieces, bent, strict=True):
        together.setdefault(label, []).append(piece)
    return {
        label: shapely.normalize(parts[0] if len(parts) == 1 else MultiPolygon(parts))
        for label, parts in together.items()
    }


def _bend(chance: np.random.Generator, points: np.ndarray, height: float) -> np.ndarray:
    """Move points by smooth noise and round them to the centimetre."""
    x, y = points[:, 0], points[:, 1]
    shift_x = fractal_noise(chance, x, y, 12 * height, octaves=2)
    shift_y = fractal_noise(chance, x, y, 12 * height, octaves=2)
    return np.round(np.column_stack([x + height * shift_x, y + height * shift_y]), 2)
