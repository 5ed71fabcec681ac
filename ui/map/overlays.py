"""What can be laid over the neighbourhoods: the layers that say how they are drawn, told to the map and its legend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

import geopandas as gpd
import pandas as pd

from geo.evidence import Evidence
from geo.tables import SignalRaster, Tables
from geo.texts import N_
from layers import Colour, Drawing, Layer, Look
from store.store import Store
from store.versions import Snapshot
from words import Translator

COLOURS: dict[Colour, tuple[str, str]] = {
    "blue": ("#0072b2", "#0072b2"),
    "sky_blue": ("#56b4e9", "#56b4e9"),
    "bluish_green": ("#009e73", "#009e73"),
    "orange": ("#e69f00", "#e69f00"),
    "vermillion": ("#d55e00", "#d55e00"),
    # Darker than Okabe and Ito's: small dots and thin lines of theirs are lost on paper.
    "reddish_purple": ("#8a2f6b", "#b04a8f"),
}
"""Name -> colour of lines, colour of symbols and patterns."""

_UNKNOWN, _UNKNOWN_COLOUR = N_("unknown"), ("#8d887c", "#8d887c")

_PREFIX = "over-"
"""Keeps the files of layers apart from those of the map itself."""


@dataclass(frozen=True)
class Drawn:
    """A layer that says how it is drawn, with its rows; none when nobody published it."""

    layer: Layer
    drawing: Drawing
    rows: gpd.GeoDataFrame | None = None
    grids: tuple[SignalRaster, ...] = ()
    """Areas that came as grids: their cells hold the codes of the looks."""

    @property
    def file(self) -> str:
        """The name of its geometry among the files of the map."""
        return file_of(self.layer.name)


def file_of(name: str) -> str:
    """Return the name of a layer's geometry among the files of the map."""
    return f"{_PREFIX}{name}"


def drawn_layers(layers: Iterable[Layer]) -> Iterator[tuple[Layer, Drawing]]:
    """Yield the layers that say how they are drawn, in their order."""
    for layer in layers:
        if layer.drawing is not None:
            yield layer, layer.drawing


def drawn_rows(store: Store, snapshot: Snapshot, tables: Tables, evidence: Evidence) -> list[Drawn]:
    """Return every layer that says how it is drawn with the rows that are shown of it.

    Those the engine counts (places near enough to matter) where it has its own; else those published.
    """
    known = {field.name for field in fields(Tables)}
    found = []
    for layer, drawing in drawn_layers(store.layers):
        name, rows = layer.name, None
        if name in known:
            rows = getattr(evidence, name, getattr(tables, name))
        elif name in snapshot.layers:
            rows = store.read(name, snapshot.layers[name])
        grids = tables.mobile_5g_rasters if name == "mobile_5g" else ()
        found.append(Drawn(layer, drawing, rows, grids))
    return found


def looks_of(layer: Layer, drawing: Drawing) -> tuple[Look, ...]:
    """Return how the rows of a layer look: as declared, and in the end as unknown where the class may be missing."""
    if drawing.by is None or drawing.first_wins or layer.column(drawing.by).required:
        return drawing.looks
    return (*drawing.looks, replace(drawing.looks[0], text=_UNKNOWN, fill="none", dash="dotted"))


def places_of(shown: Drawn) -> pd.Series:
    """Return for each row the place of its look among `looks_of`; -1 where it is not drawn."""
    rows, drawing = shown.rows, shown.drawing
    if rows is None or drawing.by is None:
        return pd.Series(0, index=None if rows is None else rows.index, dtype="int64")
    codes = rows[drawing.by]
    places = codes.astype("object").map({look.code: place for place, look in enumerate(drawing.looks)})
    if len(looks_of(shown.layer, drawing)) > len(drawing.looks):
        places = places.where(codes.notna(), len(drawing.looks))
    return places.astype("Float64").fillna(-1).astype("int64")


def for_browser(layers: Iterable[Layer]) -> list[dict[str, object]]:
    """Return how each overlay is drawn, as plain data without any word: it is the same in every language."""
    return [
        {
            "name": layer.name,
            "file": file_of(layer.name),
            "kind": drawing.kind,
            "from_zoom": drawing.from_zoom,
            "looks": [_plain(look, drawing) for look in looks_of(layer, drawing)],
        }
        for layer, drawing in drawn_layers(layers)
    ]


def _plain(look: Look, drawing: Drawing) -> dict[str, object]:
    line, ground = COLOURS[look.colour] if look in drawing.looks else _UNKNOWN_COLOUR
    return {"line": line, "ground": ground, "symbol": look.symbol, "fill": look.fill, "dash": look.dash}


def legend_rows(layer: Layer, drawing: Drawing, translate: Translator) -> list[dict[str, object]]:
    """Return the rows of the legend for an overlay, one a look."""
    return [
        {
            "kind": drawing.kind,
            "look": _plain(look, drawing),
            "from_zoom": drawing.from_zoom,
            "text": _text(look, drawing, translate),
        }
        for look in looks_of(layer, drawing)
    ]


def names_of_nameless(layer: Layer, drawing: Drawing, translate: Translator) -> list[str]:
    """Return for each look what a place without a name is called: the words of the legend with a capital."""
    texts = (_text(look, drawing, translate) for look in looks_of(layer, drawing))
    return [text[:1].upper() + text[1:] for text in texts]


def _text(look: Look, drawing: Drawing, translate: Translator) -> str:
    if look in drawing.looks:
        return translate(look.text)
    return translate(N_("{what}: {value}")).format(what=translate(drawing.title), value=translate(look.text))
