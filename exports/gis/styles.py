"""Styles of the layers for QGIS: cividis for amounts, a class of its own for the unknown, people as faint dots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np

from exports.gis.layers import MAP_LAYERS
from exports.maps.classes import classify
from geo.texts import N_
from words import Translator
from words.numbers import Numbers
from words.realised import SHORT

CIVIDIS = ((254, 232, 56), (188, 174, 108), (125, 124, 120), (67, 78, 108), (0, 34, 78))
"""Cividis from light to dark at 1, 0.75, 0.5, 0.25 and 0: red, green, blue, 0-255.

Source: Nunez, Anderton and Renslow, "Optimizing colormaps with consideration for color vision deficiency to enable
accurate interpretation of scientific data", PLOS ONE 13(7), 2018.
"""

FAINT = (40, 48, 60, 70)
"""Colour of the dots where people live, faint enough for what lies under a thousand of them."""

_UNKNOWN_LINE = (150, 60, 30, 255)
"""Colour of what is drawn where a value is not known: none of those that stand for an amount."""

_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"


@dataclass(frozen=True)
class Rule:
    """A class of a style: which rows, what the legend says, how they are drawn."""

    where: str
    label: str
    drawn: Mapping[str, str]


def renderer(name: str, layer: gpd.GeoDataFrame, numbers: Numbers) -> ElementTree.Element:
    """Return how QGIS draws a layer.

    Every row falls into exactly one class: those without a value into one that the legend names.

    Parameters
    ----------
    name
        A key of ``MAP_LAYERS``.
    layer
        Its rows: amounts of people are classed by them.
    numbers
        The language of the legend.
    """
    kind = "fill" if MAP_LAYERS[name].geometry == "MultiPolygon" else "marker"
    classes = _RULES[name](layer, numbers) if name in _RULES else []
    rules = classes or [Rule("", numbers.translate(MAP_LAYERS[name].title), _dot())]
    found = ElementTree.Element(
        "renderer-v2", type="RuleRenderer", symbollevels="0", forceraster="0", enableorderby="0"
    )
    root = ElementTree.SubElement(found, "rules", key="{root}")
    symbols = ElementTree.SubElement(found, "symbols")
    for number, rule in enumerate(rules):
        told = {"filter": rule.where} if rule.where else {}
        ElementTree.SubElement(root, "rule", key=f"{{{number}}}", symbol=str(number), label=rule.label, **told)
        symbol = ElementTree.SubElement(symbols, "symbol", name=str(number), type=kind, alpha="1", clip_to_extent="1")
        drawn = dict(rule.drawn)
        part = ElementTree.SubElement(
            symbol, "layer", {"class": drawn.pop("class"), "enabled": "1", "pass": "0", "locked": "0"}
        )
        options = ElementTree.SubElement(part, "Option", type="Map")
        for key, value in drawn.items():
            ElementTree.SubElement(options, "Option", type="QString", name=key, value=value)
            # The form that releases before 3.26 read.
            ElementTree.SubElement(part, "prop", k=key, v=value)
    return found


def style(name: str, layer: gpd.GeoDataFrame, numbers: Numbers) -> str:
    """Return the same as a QML document, as ``layer_styles`` holds it."""
    root = ElementTree.Element("qgis", version="3.22.4", styleCategories="Symbology")
    root.append(renderer(name, layer, numbers))
    return f"{_HEAD}{ElementTree.tostring(root, encoding='unicode')}"


def _colour(rgb: Sequence[int], alpha: int = 205) -> str:
    return ",".join(map(str, (*rgb[:3], rgb[3] if len(rgb) > 3 else alpha)))


def _fill(rgb: Sequence[int]) -> dict[str, str]:
    return {
        "class": "SimpleFill",
        "color": _colour(rgb, 150),
        "outline_color": "90,90,90,255",
        "outline_width": "0.12",
        "style": "solid",
    }


def _hatched() -> dict[str, str]:
    return {
        "class": "SimpleFill",
        "color": _colour(_UNKNOWN_LINE),
        "outline_color": "90,90,90,255",
        "outline_width": "0.12",
        "style": "b_diagonal",
    }


def _dot(rgb: Sequence[int] = (90, 90, 90), size: float = 2.6) -> dict[str, str]:
    return {
        "class": "SimpleMarker",
        "color": _colour(rgb),
        "name": "circle",
        "size": f"{size:g}",
        "outline_color": "30,30,30,255",
        "outline_width": "0.15",
    }


_RAISED = {"outline_color": "255,255,255,255", "outline_width": "0.5"}
"""What stands above filled neighbourhoods of the same colours."""


def _faint(rgb: Sequence[int], size_m: float = 14) -> dict[str, str]:
    """A dot as wide on the ground as a house or a garden, so that a whole city of them does not hide what is below."""
    return {
        "class": "SimpleMarker",
        "color": _colour(rgb),
        "name": "circle",
        "size": f"{size_m:g}",
        "size_unit": "RenderMetersInMapUnits",
        "outline_style": "no",
    }


def _cross(size: float) -> dict[str, str]:
    return {
        "class": "SimpleMarker",
        "color": _colour(_UNKNOWN_LINE),
        "name": "cross2",
        "size": f"{size:g}",
        "outline_color": _colour(_UNKNOWN_LINE),
        "outline_width": "0.3",
    }


def _amounts(
    attribute: str,
    breaks: Sequence[float],
    drawn: Sequence[Mapping[str, str]],
    unknown: Rule,
    numbers: Numbers,
) -> list[Rule]:
    """Return a rule a class, and one for the unknown; ``breaks`` are the lower ends of all classes but the first."""
    _, column = numbers.translate, f'"{attribute}"'
    said = [numbers.number(each, 1) for each in breaks]
    if not breaks:
        return [Rule(f"{column} IS NOT NULL", _(N_("known")), drawn[0]), unknown]
    rules = [Rule(f"{column} < {breaks[0]:g}", _(N_("less than {high}")).format(high=said[0]), drawn[0])]
    for number, ((low, high), (least, most)) in enumerate(zip(pairwise(breaks), pairwise(said), strict=True), start=1):
        text = _(N_("{low} to {high}")).format(low=least, high=most)
        rules.append(Rule(f"{column} >= {low:g} AND {column} < {high:g}", text, drawn[number]))
    text = _(N_("{low} and more")).format(low=said[-1])
    return [*rules, Rule(f"{column} >= {breaks[-1]:g}", text, drawn[len(breaks)]), unknown]


def _ramp(count: int) -> list[tuple[int, int, int]]:
    places = np.linspace(0, len(CIVIDIS) - 1, max(count, 2)).round().astype(int)
    return [CIVIDIS[place] for place in places][:count]


def _breaks(layer: gpd.GeoDataFrame, attribute: str) -> tuple[float, ...]:
    values = layer[attribute].astype("float64")
    return classify(values.where(np.isfinite(values)), "people").breaks


_FIFTHS = (20.0, 40.0, 60.0, 80.0)


def _unknown(attribute: str, drawn: Mapping[str, str], numbers: Numbers, text: str = N_("not known")) -> Rule:
    return Rule(f'"{attribute}" IS NULL', numbers.translate(text), drawn)


def _sectors(_layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    name = "vulnerability_index"
    return _amounts(name, _FIFTHS, [*map(_fill, CIVIDIS)], _unknown(name, _hatched(), numbers), numbers)


def _gaps_by_sector(layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    name = "any_gap_vulnerable"
    breaks = _breaks(layer, name)
    drawn = [*map(_fill, _ramp(len(breaks) + 1))]
    return _amounts(name, breaks, drawn, _unknown(name, _hatched(), numbers), numbers)


def _sites(layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    name = "vulnerable_in_reach"
    breaks = _breaks(layer, name)
    drawn = [*map(_dot, _ramp(len(breaks) + 1))]
    return _amounts(name, breaks, drawn, _unknown(name, _cross(2.4), numbers), numbers)


def _ranking(_layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    unknown = _unknown("score", _cross(2.2), numbers, N_("not compared, or not known"))
    return _amounts("score", _FIFTHS, [*map(_dot, CIVIDIS)], unknown, numbers)


def _demand(_layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    known = Rule('"vulnerable_count" IS NOT NULL', numbers.translate(N_("somebody lives here")), _faint(FAINT))
    text = N_("somebody lives here; how many in digital difficulty is not known")
    return [known, _unknown("vulnerable_count", _cross(0.9), numbers, text)]


def _gaps(_layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    colours = [(*CIVIDIS[place], 150) for place in (0, 1, 3, 4)]
    rules = [
        Rule(f'"severity" = {count}', numbers.number(count), _faint(colour, 32)) for count, colour in enumerate(colours)
    ]
    return [*rules, _unknown("severity", _cross(1.1), numbers)]


def _access(layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    name = "help_hours_per_week_per_1000_balanced"
    breaks = _breaks(layer, name)
    drawn = [_faint((*colour, 150), 32) for colour in _ramp(len(breaks) + 1)]
    return _amounts(name, breaks, drawn, _unknown(name, _cross(1.1), numbers), numbers)


def _programme(layer: gpd.GeoDataFrame, _numbers: Numbers) -> list[Rule]:
    """The darker, the sooner; the year of each purchase is always known."""
    years = sorted({int(year) for year in layer["year"]})
    return _each("year", ((str(year), str(year)) for year in years), [*reversed(_ramp(len(years)))], 3.4)


def _roster(layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    waves = sorted({int(wave) for wave in layer["wave"]})
    text = numbers.translate(N_("wave {number}"))
    said = ((str(wave), text.format(number=wave)) for wave in waves)
    return _each("wave", said, [*reversed(_ramp(len(waves)))], 4.4, "diamond")


def _each(
    attribute: str,
    values: Iterable[tuple[str, str]],
    colours: Sequence[Sequence[int]],
    size: float,
    shape: str = "circle",
) -> list[Rule]:
    return [
        Rule(f'"{attribute}" = {value}', text, {**_dot((*colour, 255), size), **_RAISED, "name": shape})
        for (value, text), colour in zip(values, colours, strict=True)
    ]


_OUTCOMES = {
    "kept": (0, 158, 115),
    "lower": (86, 180, 233),
    "late": (230, 159, 0),
    "dropped": (213, 94, 0),
    "unplanned": (204, 121, 167),
    "to_come": (200, 200, 200),
}
"""Colours of Okabe and Ito, told apart by everybody, and grey for what is still to come."""


def _realised(_layer: gpd.GeoDataFrame, numbers: Numbers) -> list[Rule]:
    words = {outcome: numbers.translate(SHORT[outcome]) for outcome in _OUTCOMES}
    return [Rule(f"\"outcome\" = '{key}'", words[key], _dot(rgb) | _RAISED) for key, rgb in _OUTCOMES.items()]


_RULES = {
    "sectors": _sectors,
    "gaps_by_sector": _gaps_by_sector,
    "sites": _sites,
    "ranking_wifi": _ranking,
    "ranking_aidants": _ranking,
    "demand": _demand,
    "gaps": _gaps,
    "access": _access,
    "programme_wifi": _programme,
    "realised": _realised,
    "roster_doors": _roster,
}
"""Layer -> its classes; a layer that is not here has one."""


def styles_of(layers: Mapping[str, gpd.GeoDataFrame], translate: Translator) -> dict[str, str]:
    """Return the QML document of every layer, its legend in the language of ``translate``."""
    numbers = Numbers(translate.language, translate)
    return {name: style(name, layer, numbers) for name, layer in layers.items()}
