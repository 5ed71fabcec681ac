"""The data dictionary: every layer, its sources and columns, written from their declarations."""

from layers._registry import LAYERS
from layers._spec import Column, Layer

_HEAD = """# Data dictionary

Written from the declarations in `layers/` by `make dictionary`; do not edit it by hand. Geometries are in Belgian
Lambert 2008 (EPSG:3812). A missing value means unknown, never zero.
"""


def dictionary() -> str:
    """Return the data dictionary of all layers as Markdown, in English."""
    return "\n".join([_HEAD, *(_layer(layer) for layer in LAYERS)])


def _layer(layer: Layer) -> str:
    geometry = f"{layer.geometry} geometry" if layer.geometry else "no geometry"
    facts = ", ".join(
        [
            "required" if layer.required else "optional",
            geometry,
            f"key: {', '.join(f'`{name}`' for name in layer.key)}",
            f"said to be stale {layer.stale_after_days} days after the last day it describes",
        ]
    )
    sources = [
        f"- `{source.name}`: {source.title}. Publisher: {source.publisher}. Licence: {source.licence}. {source.formats}"
        + (f" Page: <{source.page}>." if source.page else "")
        + (f" Template: `layers/templates/{source.template}`." if source.template else "")
        for source in layer.sources
    ]
    rows = ["| column | type | unit | required | meaning | values |", "|---|---|---|---|---|---|"]
    rows += [_column(column) for column in layer.columns]
    return "\n".join(
        [f"## {layer.name}", "", f"{layer.description} ({facts[0].upper()}{facts[1:]}.)", "", *sources, "", *rows, ""]
    )


def _column(column: Column) -> str:
    required = "yes" if column.required else ""
    cells = (f"`{column.name}`", column.kind, column.unit or "", required, column.meaning, _values(column))
    return "| " + " | ".join(cells) + " |"


def _values(column: Column) -> str:
    """Say which values a column may hold; empty when any goes."""
    if column.labels:
        return "; ".join(f"`{code}` {word}" for code, word in column.labels.items())
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    return f"at least {low:g}" if low is not None else f"at most {high:g}" if high is not None else ""
