"""The columns of a city's file beside ours: how each would be read, what is proposed for the others, what is asked."""

from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from geo.place import Mapping, Place
from layers._adapters._city_headers import MADE_UP_KEYS, Wanted, header_of, mapping_of, street_and_number
from layers._adapters._day_columns import day_columns
from layers._adapters.city_file import KINDS, frame_of
from layers._raw import RawFile
from layers._spec import Column, Layer, Source
from layers.reading.archive import opened
from layers.reading.coordinate_systems import CANDIDATES, surroundings
from layers.reading.headers import normalised, reads_as_number
from layers.recognition.likeness import APART, CELLS_LOOKED_AT, LIKELY, likeness, likeness_of_names
from layers.recognition.preview import PLACE, Certainty, FileColumn, Preview, X, Y
from layers.recognition.telling import columns_of_template

FIRST_ROWS = 5
"""Rows a preview shows."""

MOST_WORDS = 60
"""Different words of a column that are told one by one; a column of more is no column of codes."""

_DOUBTFUL = 0.35
"""From what likeness a column is named among those that may be meant."""


def preview_of(files: Sequence[RawFile], place: Place, layer: Layer, source: Source) -> Preview:
    """Look at the first file of a delivery, its whole columns and its first rows.

    Raises
    ------
    Refused
        When the file cannot be read as a table or geodata, whatever its columns are called.
    """
    raw = files[0]
    mapping = mapping_of(raw, place, f"{layer.name}.{source.name}")
    columns = {column.name: column for column in layer.columns}
    ours = [columns[name] for name in columns_of_template(str(source.template)) if name in columns]
    wanted = Wanted(layer.name, source.name, tuple(ours), place_required=False, placeless=layer.geometry is None)
    # Columns that are not there are what is asked here, and no reason to look no further.
    bare = mapping.model_copy(update={X: None, Y: None})
    with opened(raw, KINDS) as inner:
        frame, geometry, placing, _faults = frame_of(inner, place, bare, wanted)
        file = inner.name
    drawn = not placing and bool(geometry.notna().any())
    frame = frame.drop(columns=[each for each in ("feature_id",) if each in frame.columns])
    read, certain = _read_already(frame, ours, mapping, wanted)
    if not drawn and not (mapping.x or mapping.y):
        read |= dict.fromkeys(placing, PLACE)
    free = not drawn and not placing and layer.geometry is not None
    proposed, asked = _proposed(frame, ours, mapping, read, place, layer.key, coordinates=free)
    told = []
    for header in map(str, frame.columns):
        cells = frame[header].astype("str")
        certainty: Certainty = "unread"
        if header in read:
            certainty = "mapped" if header in certain else "named"
        elif header in proposed:
            certainty = "likely"
        elif header in asked:
            certainty = "doubtful"
        read_as = read.get(header, proposed.get(header, ""))
        others = tuple(each for each in asked.get(header, ()) if each != read_as)
        first = tuple("" if pd.isna(each) else str(each) for each in cells.head(FIRST_ROWS))
        told.append(FileColumn(header, first, int(cells.notna().sum()), _words(cells), read_as, certainty, others))
    numbers = tuple(int(each) for each in frame.index[:FIRST_ROWS])
    targets = (*(column.name for column in ours), *(() if drawn or layer.geometry is None else (X, Y)))
    there = {*read.values(), *mapping.constants}
    missing = tuple(column.name for column in ours if column.required and column.name not in {*there, *MADE_UP_KEYS})
    return Preview(file, len(frame), numbers, tuple(told), targets, missing, mapping)


def _read_already(
    frame: pd.DataFrame, ours: Sequence[Column], mapping: Mapping, wanted: Wanted
) -> tuple[dict[str, str], set[str]]:
    """Return header -> what it is read as without a word, and the headers of which the mapping says so."""
    read: dict[str, str] = {}
    certain: set[str] = set()
    for column in ours:
        if column.name in mapping.constants:
            continue
        header, _faults = header_of(frame, replace(column, required=False), mapping, wanted, "")
        if header is not None and header not in read:
            read[header] = column.name
            if normalised(mapping.columns.get(column.name, "")) == normalised(header):
                certain.add(header)
    by_name = {normalised(str(each)): str(each) for each in frame.columns}
    for name, header in ((X, mapping.x), (Y, mapping.y)):
        if header and normalised(header) in by_name:
            read[by_name[normalised(header)]] = name
            certain.add(by_name[normalised(header)])
    if "opening_hours" not in read.values():
        read |= dict.fromkeys(day_columns(map(str, frame.columns)), "opening_hours")
    if "address" not in read.values() and any(column.name == "address" for column in ours):
        origin = dict(read)
        if street_and_number(frame, set(), origin) is not None:
            read |= origin
    return read, certain


def _proposed(
    frame: pd.DataFrame,
    ours: Sequence[Column],
    mapping: Mapping,
    read: Words[str, str],
    place: Place,
    key: Sequence[str],
    *,
    coordinates: bool,
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return header -> what is proposed, and header -> what it may be where that has to be asked."""
    open_ = [column for column in ours if column.name not in {*read.values(), *mapping.constants}]
    scores: dict[str, dict[str, float]] = {}
    for header in (str(each) for each in frame.columns if str(each) not in read):
        cells = frame[header].astype("str")
        found = {
            column.name: likeness(header, cells, column, mapping.columns, alone=tuple(key) == (column.name,))
            for column in open_
        }
        if coordinates and not {X, Y} & {*read.values()}:
            found |= _coordinate(header, cells, place)
        scores[header] = {name: score for name, score in found.items() if score >= _DOUBTFUL}
    proposed: dict[str, str] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for header, found in scores.items():
        ordered = sorted(found, key=lambda name: -found[name])
        if not ordered:
            continue
        best = ordered[0]
        near = [name for name in ordered if found[best] - found[name] < APART]
        rivals = [each for each in scores if each != header and found[best] - scores[each].get(best, 0.0) < APART]
        if found[best] < LIKELY or len(near) > 1 or rivals:
            asked[header] = tuple(near)
        else:
            proposed[header] = best
    return proposed, asked


def _coordinate(header: str, cells: pd.Series, place: Place) -> dict[str, float]:
    """Return how like a column is to x and to y of one of the coordinate systems in use, around the commune."""
    said = [each for each in cells.dropna().head(CELLS_LOOKED_AT) if reads_as_number(str(each))]
    if not said or len(said) * 2 < cells.dropna().head(CELLS_LOOKED_AT).size:
        return {}
    numbers = pd.to_numeric(pd.Series(said).astype("str").str.replace(",", ".").str.replace(" ", ""), errors="coerce")
    found: dict[str, float] = {}
    for system in CANDIDATES:
        west, south, east, north = surroundings(place, system)
        for name, low, high in ((X, west, east), (Y, south, north)):
            inside = float(numbers.between(low, high).mean())
            if inside >= 0.9:
                named = likeness_of_names(
                    header, ("x", "lon", "longitude", "est", "x lambert") if name == X else _Y_NAMES
                )
                found[name] = max(found.get(name, 0.0), 0.7 + 0.3 * named)
    return found


_Y_NAMES = ("y", "lat", "latitude", "nord", "y lambert")


def _words(cells: pd.Series) -> tuple[tuple[str, int], ...]:
    counts = cells.dropna().value_counts()
    if len(counts) > MOST_WORDS:
        return ()
    ordered = sorted(counts.items(), key=lambda each: (-int(each[1]), str(each[0])))
    return tuple((str(word), int(count)) for word, count in ordered)
