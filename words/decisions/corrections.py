"""Corrections of a layer in words: which cell, what it says, and what it should say."""

from geo.texts import N_
from layers import LAYERS, Column
from store.decisions import Entry
from words.numbers import Numbers, Translate, numbers_of


def correction_words(entry: Entry, translate: Translate) -> str:
    """Return what an entry would have corrected in one line; nothing where it corrects nothing."""
    if not entry.corrects:
        return ""
    name = entry.corrects.partition(".")[0]
    known = {f"{layer.name}.{column.name}": column for layer in LAYERS for column in layer.columns}
    titles = {layer.name: layer.title for layer in LAYERS}
    column = known.get(entry.corrects)
    if column is None:
        # Of another program: as it was written.
        return f"{entry.corrects}: {entry.before} → {entry.after}"
    text = translate(N_("in {layer}, {column}: {before} → {after}"))
    numbers = numbers_of(translate)
    return text.format(
        layer=translate(titles[name]),
        column=translate(column.meaning),
        before=value_words(column, entry.before, numbers),
        after=value_words(column, entry.after, numbers),
    )


def value_words(column: Column, value: str, numbers: Numbers) -> str:
    """Return a cell, as a correction writes it, in words."""
    if not value:
        return numbers.unknown
    if column.labels:
        return numbers.translate(column.labels[value]) if value in column.labels else value
    if column.kind == "boolean":
        return numbers.yes_no(value == "true")
    if column.kind == "date":
        return numbers.day(value)
    if column.kind in ("integer", "number"):
        try:
            return numbers.number(float(value), 2)
        except ValueError:
            return value
    return value
