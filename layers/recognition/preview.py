"""What is shown of a city's file before it is read: its first rows, and how each of its columns would be read."""

from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from geo.place import Mapping
from layers._adapters._city_words import codes_of
from layers._spec import Column, Layer, Source
from layers.reading.headers import NO, YES, normalised

Certainty = Literal["mapped", "named", "likely", "doubtful", "unread"]
"""mapped: the mapping says so. named: it bears our name or a usual one, and is read without a word. likely: proposed,
and read only when somebody agrees. doubtful: several things are as likely, it has to be asked. unread: nothing."""

X, Y = "x", "y"
"""Beside the columns of a layer: what a mapping calls the columns of coordinates."""

PLACE = "place"
"""What a column is read as that gives the places of the rows, under names of its own."""


@dataclass(frozen=True)
class FileColumn:
    """One column of a file."""

    header: str
    cells: tuple[str, ...]
    """The first ones, empty where nothing stands."""
    filled: int
    """Cells in which something stands."""
    words: tuple[tuple[str, int], ...]
    """Each different word and its cells, the commonest first; empty where there are more than `MOST_WORDS`."""
    read_as: str
    """The column of ours, ``x``, ``y`` or ``place``; empty where it is doubtful or not read."""
    certainty: Certainty
    others: tuple[str, ...] = ()
    """What else it may be, the likeliest first."""


@dataclass(frozen=True)
class FileRow:
    """One row of a file, as it stands there."""

    file: str
    row: int
    """Its number in the file, as faults name it."""
    cells: tuple[tuple[str, str], ...]
    """Header and value of each, empty where nothing stands."""
    at_wgs84: tuple[float, float] | None
    """Longitude and latitude, in degrees; None where it has no place."""


@dataclass(frozen=True)
class Preview:
    """The beginning of a file, and how its columns would be read."""

    file: str
    rows: int
    numbers: tuple[int, ...]
    """Row numbers in the file of the cells that are shown."""
    columns: tuple[FileColumn, ...]
    targets: tuple[str, ...]
    """Everything of ours a column can be mapped to, in the order of the template."""
    missing: tuple[str, ...]
    """Columns without which the file is refused, and that none of its columns is read as."""
    mapping: Mapping
    """Under which it was looked at."""

    def proposed(self) -> Mapping:
        """Return the mapping with what is likely in it; what is doubtful is left to be asked."""
        found = {each.read_as: each.header for each in self.columns if each.certainty == "likely"}
        return with_columns(self.mapping, {**chosen_of(self.mapping), **found})

    @property
    def to_decide(self) -> bool:
        """True when something is proposed or asked, or a column is missing that must be there."""
        return bool(self.missing) or any(each.certainty in ("likely", "doubtful") for each in self.columns)


def chosen_of(mapping: Mapping) -> dict[str, str]:
    """Return column of ours, ``x`` or ``y`` -> header, as a mapping has them."""
    places = {name: header for name, header in ((X, mapping.x), (Y, mapping.y)) if header}
    return {**mapping.columns, **places}


def with_columns(mapping: Mapping, chosen: Words[str, str]) -> Mapping:
    """Return a mapping with other columns; what it says of words, marks and sheets stays.

    Examples
    --------
    >>> with_columns(Mapping(decimal=","), {"name": "Intitulé", "x": "X72", "y": "Y72"}).columns
    {'name': 'Intitulé'}
    """
    columns = {ours: header for ours, header in chosen.items() if ours not in (X, Y)}
    return mapping.model_copy(update={"columns": columns, X: chosen.get(X), Y: chosen.get(Y)})


def mappable(source: Source) -> bool:
    """Say whether the columns of a source's files can be mapped one by one: a city's list, in any layout."""
    return source.any_table and source.reads_mapping


def unknown_words(column: Column, words: Sequence[tuple[str, int]], mapping: Mapping) -> list[tuple[str, int]]:
    """Return the words of a column of codes, or of yes and no, that neither we nor the mapping know, with their cells.

    Examples
    --------
    >>> from layers import layer
    >>> access = next(each for each in layer("wifi").columns if each.name == "access")
    >>> unknown_words(access, [("libre", 3), ("badge", 2)], Mapping(values={"access": {}}))
    [('badge', 2)]
    """
    if column.labels:
        known = set(codes_of(column))
    elif column.kind == "boolean":
        known = {*YES, *NO}
    else:
        return []
    known |= {normalised(each) for each in mapping.values.get(column.name, {})}
    known |= {normalised(each) for each in mapping.nulls_of(column.name) or ()}
    return [(word, count) for word, count in words if normalised(word) not in known]


def unknown_of(preview: Preview, layer: Layer) -> list[tuple[Column, str, int]]:
    """Return each word nobody knows of what a preview is read as, with the column of ours and its cells."""
    known = {column.name: column for column in layer.columns}
    return [
        (known[each.read_as], word, count)
        for each in preview.columns
        if each.read_as in known
        for word, count in unknown_words(known[each.read_as], each.words, preview.mapping)
    ]


def preview_to_json(preview: Preview) -> dict[str, object]:
    """Return a preview as JSON can hold it."""
    return {**asdict(preview), "mapping": preview.mapping.model_dump(mode="json")}


def preview_from_json(told: Words[str, Any]) -> Preview:
    """Return the preview that `preview_to_json` wrote."""
    columns = tuple(
        FileColumn(
            **{
                **each,
                "cells": tuple(each["cells"]),
                "words": tuple((str(word), int(count)) for word, count in each["words"]),
                "others": tuple(each["others"]),
            }
        )
        for each in told["columns"]
    )
    lists = {name: tuple(told[name]) for name in ("numbers", "targets", "missing")}
    return Preview(**{**told, **lists, "columns": columns, "mapping": Mapping.model_validate(told["mapping"])})


def rows_from_json(told: Sequence[Words[str, Any]]) -> list[FileRow]:
    """Return rows as `dataclasses.asdict` wrote them, read back from JSON."""
    return [
        FileRow(
            each["file"],
            int(each["row"]),
            tuple((str(header), str(value)) for header, value in each["cells"]),
            None if each["at_wgs84"] is None else (float(each["at_wgs84"][0]), float(each["at_wgs84"][1])),
        )
        for each in told
    ]
