"""What fills a neighbourhood: shares and densities, never a number of people, which circles of its area show."""

import math

import pandas as pd
import pytest

from ui.map.circles import LARGEST_PX, radii
from ui.map.themes import Theme

PEOPLE = pd.Series([400.0, 100.0, None, 0.0], index=list("abcd"), dtype="Float64")
THEME = Theme(
    key="vulnerable_count",
    title="In difficulty",
    unit="residents",
    kind="people",
    values=PEOPLE,
    write=lambda value: "unknown" if pd.isna(value) else f"{value:.0f}",
    fill=PEOPLE / pd.Series([1000.0, 125.0, 50.0, 80.0], index=list("abcd")),
    fill_unit="share of residents",
    write_fill=lambda share: f"{100 * share:.0f} %",
)


def test_a_small_neighbourhood_where_most_are_concerned_is_darker_than_a_large_one_with_more_people() -> None:
    """400 of 1,000 are 40 %, 100 of 125 are 80 %."""
    digits = THEME.classes.digits
    assert digits[1] > digits[0] > digits[3]
    assert digits[2] == "-"


def test_the_figure_is_said_with_the_share_that_fills() -> None:
    assert THEME.written == ["400 (40 %)", "100 (80 %)", "unknown", "0 (0 %)"]


def test_the_area_of_a_circle_is_the_number_of_people() -> None:
    found = radii(PEOPLE, 400.0)
    assert found[0] == LARGEST_PX
    assert math.pi * found[1] ** 2 == pytest.approx(math.pi * found[0] ** 2 / 4, rel=0.02)
    assert found[2:] == [0.0, 0.0]
