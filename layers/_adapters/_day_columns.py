"""Opening hours spread over a column for each day or half-day, gathered into one text."""

import re
from collections.abc import Iterable

import pandas as pd

from layers._adapters._hours_in_words import day_named, hours_of_days, span_in_notation
from layers._fault import Fault
from layers.reading.headers import normalised, texts

_HALVES = {
    0: ("matin", "matinee", "voormiddag", "ochtend", "am", "vm"),
    1: ("apres_midi", "namiddag", "pm", "nm"),
    2: ("soir", "soiree", "avond"),
}
_NOTHING = frozenset({"-", "--", "/"})
_SHUT = frozenset({"ferme", "fermee", "gesloten", "non", "nee", "neen"})
FEWEST_DAYS = 3
"""Columns named after fewer days are not a week."""


def day_columns(headers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the columns named after days, each with its day (0 is Monday) and part of the day; none when no week."""
    found: dict[str, tuple[int, int]] = {}
    for header in headers:
        day, _, part = normalised(re.sub(r"[^\w\s'-]", " ", header)).strip("_").partition("_")
        number = day_named(day)
        half = next((each for each, words in _HALVES.items() if part in words), 0 if not part else None)
        if number is not None and half is not None:
            found[header] = (number, half)
    days = {day for day, _ in found.values()}
    return found if len(days) >= FEWEST_DAYS and len(set(found.values())) == len(found) else {}


def hours_by_day(frame: pd.DataFrame, columns: dict[str, tuple[int, int]], file: str) -> tuple[pd.Series, list[Fault]]:
    """Gather the hours of each row.

    Parameters
    ----------
    frame
        A table as read.
    columns
        Of `day_columns`.
    file
        Named in faults.

    Returns
    -------
    tuple
        Opening hours in OpenStreetMap's notation. Unknown where no cell of the row says anything, or one of them cannot
        be read, since part of a week is not the week. A note says how many rows were read and shows the first;
        each value that cannot be read is a warning, named once with its number of cells.
    """
    ordered = sorted(columns, key=lambda each: columns[each])
    cells = {header: texts(frame[header]) for header in ordered}
    written: dict[str, str | None] = {}
    unread: dict[str, list[tuple[int, str]]] = {}
    hours: list[str | None] = []
    for place, row in enumerate(frame.index):
        days: dict[int, list[str]] = {}
        whole, said = True, False
        for header in ordered:
            value = cells[header].iloc[place]
            if not isinstance(value, str) or value in _NOTHING:
                continue
            said = True
            if normalised(value) in _SHUT:
                continue
            if value not in written:
                written[value] = span_in_notation(value)
            span = written[value]
            if span is None:
                unread.setdefault(value, []).append((int(row), header))
                whole = False
            else:
                days.setdefault(columns[header][0], []).append(span)
        hours.append((hours_of_days(days) or "off") if said and whole else None)
    read = pd.Series(hours, index=frame.index, dtype="str")
    faults = []
    if read.notna().any():
        first = read.dropna().index[0]
        shown = ", ".join(str(cells[header][first]) for header in ordered if isinstance(cells[header][first], str))
        said_of = {"count": int(read.notna().sum()), "read": read[first], "headers": f"{ordered[0]} ... {ordered[-1]}"}
        faults.append(Fault("hours.by_day", "note", file, int(first), "opening_hours", shown, said_of))
    for value, places in unread.items():
        row, header = places[0]
        faults.append(Fault("hours.part_unreadable", "warning", file, row, header, value, {"count": len(places)}))
    return read, faults
