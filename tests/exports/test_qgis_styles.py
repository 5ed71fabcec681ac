"""The styles of the exported layers: one class a colour, in colours that come from where they say."""

import re

import pytest

from exports.qgis_styles import CIVIDIS, STYLES


def test_the_colours_are_those_of_cividis() -> None:
    colormaps = pytest.importorskip("matplotlib").colormaps
    positions = (1 - number / (len(CIVIDIS) - 1) for number in range(len(CIVIDIS)))
    assert [tuple(round(255 * part) for part in colormaps["cividis"](each)[:3]) for each in positions] == list(CIVIDIS)


@pytest.mark.parametrize("layer", STYLES)
def test_every_class_of_values_has_a_colour_of_its_own(layer: str) -> None:
    style = STYLES[layer]
    assert re.findall(r'symbol="(\d)"', style) == re.findall(r'name="(\d)"', style) == [*"01234"]
    assert len(set(re.findall(r'name="color" value="([\d,]+)"', style))) == len(CIVIDIS)
