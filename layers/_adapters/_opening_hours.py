"""Opening hours of a city's list: OpenStreetMap's notation as it stands, French and Dutch brought to it."""

from collections.abc import Mapping

import pandas as pd

from geo.hours import unreadable
from layers._adapters._hours_in_words import by_appointment, in_notation, language_of
from layers._fault import Fault, Severity


def is_readable(text: str) -> bool:
    """Say whether ``text`` is opening hours in OpenStreetMap's notation (``Mo-Fr 09:00-17:00``)."""
    return unreadable(pd.Series([text], dtype="str")).empty


def readable_hours(hours: pd.Series, file: str, column: str) -> tuple[pd.Series, list[Fault]]:
    """Keep the opening hours that can be read; the others become missing, with a warning for each text.

    Parameters
    ----------
    hours
        Texts by row number, missing where the file says nothing.
    file
        Name of the file, for the faults.
    column
        Header of the column as the file writes it, for the faults.

    Notes
    -----
    Hours written in words are translated, and one note says how many and shows the first. "Sur rendez-vous" alone is
    kept as the remark it is, of which the hours are unknown.
    """
    read: dict[str, str | None] = {}
    spoken: dict[str, str] = {}
    appointments: dict[str, str] = {}
    usual = language_of(hours.dropna().unique())
    for text in hours.dropna().unique():
        if is_readable(text):
            read[text] = text
        elif by_appointment(text):
            read[text] = appointments[text] = f'"{text.strip()}"'
        else:
            read[text] = in_notation(text, usual)
            if (found := read[text]) is not None:
                spoken[text] = found
    faults = _told("hours.in_words", "note", hours, spoken, file, column)
    faults += _told("hours.by_appointment", "note", hours, appointments, file, column)
    for text in (each for each, found in read.items() if found is None):
        rows = hours.index[hours == text]
        count = {"count": len(rows)}
        faults.append(Fault("hours.unreadable", "warning", file, int(rows[0]), column, text, count))
    return hours.map(read).astype(hours.dtype), faults


def _told(
    code: str, severity: Severity, hours: pd.Series, read: Mapping[str, str], file: str, column: str
) -> list[Fault]:
    """Return one fault for all cells read otherwise than as they stand, which shows the first."""
    there = hours.isin(list(read))
    if not there.any():
        return []
    first = str(hours[there].iloc[0])
    parameters = {"count": int(there.sum()), "read": read[first]}
    return [Fault(code, severity, file, int(hours.index[there][0]), column, first, parameters)]
