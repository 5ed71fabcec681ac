"""Pictures become outlines without gaps or overlaps, and labels stay in one piece."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from demo.chance import generator
from demo.mosaic import OUTSIDE, Sheet, one_piece_each, outlines
from tests.laws import draws

SHEET = Sheet(1000, 2000, 1600, 2400, pixel=20)


def _voronoi_picture(seed: int) -> np.ndarray:
    x, y = SHEET.centres()
    seeds = np.random.default_rng(seed).random((7, 2)) * [600, 400] + [1000, 2000]
    labels = np.argmin((x[..., None] - seeds[:, 0]) ** 2 + (y[..., None] - seeds[:, 1]) ** 2, axis=-1)
    labels[(x - 1300) ** 2 + (y - 2200) ** 2 > 190**2] = OUTSIDE
    return labels


def test_pixels_lie_where_they_should() -> None:
    x, y = SHEET.centres()
    assert SHEET.shape == (20, 30) == x.shape == y.shape
    assert (x[0, 0], y[0, 0]) == (1010, 2390)
    inside = SHEET.inside(shapely.box(1000, 2360, 1040, 2400))
    assert inside.sum() == 4
    assert inside[:2, :2].all()


@draws(15)
@given(st.integers(0, 1000))
def test_outlines_are_a_coverage_of_about_the_same_areas(seed: int) -> None:
    labels = one_piece_each(_voronoi_picture(seed))
    found = outlines(labels, SHEET, generator(seed, "test"), smoothing=20.0, ripple=2.0)
    shapes = list(found.values())
    assert sorted(found) == sorted(set(np.unique(labels)) - {OUTSIDE})
    assert shapely.coverage_is_valid(shapes)
    assert all(shape.is_valid and shape.geom_type == "Polygon" for shape in shapes)
    pixels = (labels != OUTSIDE).sum() * SHEET.pixel**2
    assert abs(shapely.union_all(shapes).area / pixels - 1) < 0.05


def test_loose_pieces_join_what_surrounds_them() -> None:
    labels = np.array([[0, 0, 0, 1, 1], [0, 1, 0, 1, 1], [0, 0, 0, 1, 1], [-1, -1, -1, -1, 0]])
    joined = one_piece_each(labels)
    assert joined[1, 1] == 0
    assert joined[3, 4] in (1, OUTSIDE)


def test_a_hole_is_filled() -> None:
    labels = np.zeros((5, 5), dtype=int)
    labels[2, 2] = OUTSIDE
    assert (one_piece_each(labels) == 0).all()
