"""QGIS styles of the exported layers: cividis in five classes for amounts, numbers and size for sites."""

from itertools import pairwise

from matplotlib import colormaps

_CLASSES = 5


def _colour(position: float, alpha: int = 255) -> str:
    red, green, blue = (round(255 * part) for part in colormaps["cividis"](position)[:3])
    return f"{red},{green},{blue},{alpha}"


def _graduated(attribute: str, breaks: list[float], symbol: str) -> str:
    """Return the QML of a graduated renderer; ``symbol`` draws one class from ``{name}`` and ``{colour}``."""
    count = len(breaks) - 1
    ranges = "".join(
        f'<range lower="{low}" upper="{high}" symbol="{number}" label="{low:g} - {high:g}" render="true"/>'
        for number, (low, high) in enumerate(pairwise(breaks))
    )
    symbols = "".join(
        symbol.format(name=number, colour=_colour(1 - number / (count - 1), 200)) for number in range(count)
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
