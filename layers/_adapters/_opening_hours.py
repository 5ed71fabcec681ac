"""Opening hours in OpenStreetMap's notation: which texts can be understood, and the fault of those that cannot."""

import opening_hours
import pandas as pd

from layers._fault import Fault


def is_readable(text: str) -> bool:
    """Say whether ``text`` is opening hours in OpenStreetMap's notation (``Mo-Fr 09:00-17:00``)."""
    try:
        opening_hours.OpeningHours(text)
    except opening_hours.ParserError:  # type: ignore[attr-defined]
        return False
    return True


def readable_hours(hours: pd.Series, file: str, column: str) -> tuple[pd.Series, list[Fault]]:
    """Keep the opening hours that can be read; the others become missing, each with a warning.

    Parameters
    ----------
    hours
        Texts by row number, missing where the file says nothing.
    file
        Name of the file, for the faults.
    column
        Header of the column as the file writes it, for the faults.
    """
    readable = {text: is_readable(text) for text in hours.dropna().unique()}
    wrong = hours.notna() & ~hours.map(readable).fillna(value=False).astype(bool)
    faults = [
        Fault("hours.unreadable", "warning", file, int(row), column, str(text))
        for row, text in zip(hours.index[wrong], hours[wrong], strict=True)
    ]
    return hours.mask(wrong), faults
