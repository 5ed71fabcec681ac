"""How the columns of a city's file are read, in words; the same on the screen and on the command line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.texts import N_
from words.marks import semicolons
from words.numbers import Translate, numbers_of

if TYPE_CHECKING:
    from layers import Column, Layer
    from layers.recognition.preview import FileColumn, Preview

CERTAINTIES: dict[str, str] = {
    "mapped": N_("as mapped"),
    "named": N_("by its name"),
    "likely": N_("proposed, not read yet"),
    "doubtful": N_("to be chosen"),
    "unread": N_("not used"),
}
"""`layers.recognition.preview.Certainty` -> its words."""

_PLACES: dict[str, str] = {
    "x": N_("x, or longitude"),
    "y": N_("y, or latitude"),
    "place": N_("where the row is"),
}


def target_words(name: str, layer: "Layer", translate: Translate) -> str:
    """Return what a column of ours means, or which coordinate it is."""
    meaning = next((column.meaning for column in layer.columns if column.name == name), _PLACES.get(name, name))
    return translate(meaning)


def values_words(column: "FileColumn", translate: Translate, most: int = 3) -> str:
    """Return the first values of a column, separated; "empty" where nothing stands in any of its cells."""
    if not column.filled:
        return translate(N_("empty"))
    return semicolons([each for each in dict.fromkeys(column.cells) if each][:most], translate) or "…"


def missing_line(preview: "Preview", layer: "Layer", translate: Translate) -> str:
    """Return which columns are lacking without which the file is refused; empty where none is."""
    if not preview.missing:
        return ""
    told = semicolons([target_words(name, layer, translate) for name in preview.missing], translate)
    return translate(N_("Nothing is read yet as: {columns}. Without that the file is refused.")).format(columns=told)


def unknown_lines(unknown: Sequence[tuple["Column", str, int]], layer: "Layer", translate: Translate) -> list[str]:
    """Return a line for each word nobody knows: the column of ours, the word, and its cells."""
    numbers = numbers_of(translate)
    text = translate(N_("Unknown word for {column}: {word} (cells: {count})"))
    return [
        text.format(column=target_words(column.name, layer, translate), word=word, count=numbers.number(count))
        for column, word, count in unknown
    ]
