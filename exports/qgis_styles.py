"""QGIS styles of the exported layers: cividis in five classes for amounts, numbers and size for sites."""

from itertools import pairwise

CIVIDIS = ((254, 232, 56), (188, 174, 108), (125, 124, 120), (67, 78, 108), (0, 34, 78))
"""Cividis from light to dark at 1, 0.75, 0.5, 0.25 and 0: red, green, blue, 0-255.

Source: Nunez, Anderton and Renslow, "Optimizing colormaps with consideration for color vision deficiency to enable
accurate interpretation of scientific data", PLOS ONE 13(7), 2018.
"""

_ALPHA = 200


def _graduated(attribute: str, breaks: list[float], symbol: str) -> str:
    """Return the QML of a graduated renderer, a class a colour; ``symbol`` draws one from ``{name}``, ``{colour}``."""
    ranges = "".join(
        f'<range lower="{low}" upper="{high}" symbol="{number}" label="{low:g} - {high:g}" render="true"/>'
        for number, (low, high) in enumerate(pairwise(breaks))
    )
    symbols = "".join(
        symbol.format(name=number, colour=f"{red},{green},{blue},{_ALPHA}")
        for number, (red, green, blue) in enumerate(CIVIDIS)
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.28" styleCategories="Symbology">'
        f'<renderer-v2 type="graduatedSymbol" attr="{attribute}" graduatedMethod="GraduatedColor" symbollevels="0">'
        f"<ranges>{ranges}</ranges><symbols>{symbols}</symbols></renderer-v2><blendMode>0</blendMode></qgis>"
    )


_FILL = (
    '<symbol type="fill" name="{name}" alpha="1"><layer class="SimpleFill" enabled="1" pass="0" locked="0">'
    '<Option type="Map"><Option type="QString" name="color" value="{colour}"/>'
    '<Option type="QString" name="outline_color" value="90,90,90,255"/>'
    '<Option type="QString" name="outline_width" value="0.12"/>'
    '<Option type="QString" name="style" value="solid"/></Option></layer></symbol>'
)

_MARKER = (
    '<symbol type="marker" name="{name}" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0" locked="0">'
    '<Option type="Map"><Option type="QString" name="color" value="{colour}"/>'
    '<Option type="QString" name="name" value="circle"/><Option type="QString" name="size" value="2.6"/>'
    '<Option type="QString" name="outline_color" value="30,30,30,255"/></Option></layer></symbol>'
)

STYLES: dict[str, str] = {
    "sectors": _graduated("vulnerability_index", [0, 20, 40, 60, 80, 100], _FILL),
    "sites": _graduated("vulnerable_in_reach", [0, 250, 500, 1000, 2000, 100000], _MARKER),
    "ranking_wifi": _graduated("score", [0, 20, 40, 60, 80, 100], _MARKER),
    "ranking_aidants": _graduated("score", [0, 20, 40, 60, 80, 100], _MARKER),
    "demand": _graduated("vulnerable_count", [0, 1, 2, 4, 8, 1000], _MARKER),
}
"""Layer name -> QML."""
