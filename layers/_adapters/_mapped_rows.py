"""What a mapping says of the rows of a city's file: which are meant, and what their headers are called."""

from collections.abc import Iterable

import pandas as pd

from geo.place import Mapping
from layers._adapters._city_words import HEADERS
from layers._fault import Fault
from layers.reading.headers import normalised, texts


def known_headers(mapping: Mapping, columns: Iterable[str]) -> list[str]:
    """Return every name a column that is looked for may have."""
    ours = list(columns)
    usual = [alias for name in ours for alias in HEADERS.get(name, ())]
    return [*ours, *usual, *mapping.columns.values(), *mapping.only, mapping.x or "x", mapping.y or "y"]


def rows_meant(frame: pd.DataFrame, mapping: Mapping, file: str) -> tuple[pd.Series, list[Fault]]:
    """Say which rows of a file the mapping asks for (``only``): all where it does not say.

    Returns
    -------
    tuple
        A boolean for each row of ``frame``, and the faults: ``header.not_as_mapped`` (error) for a column that is not
        there, ``rows.none_meant`` (error) where no row is left, ``rows.not_meant`` (note) with how many were left out.
    """
    meant = pd.Series(True, index=frame.index)
    by_name = {normalised(str(each)): each for each in frame.columns}
    faults: list[Fault] = []
    for header, words in mapping.only.items():
        if normalised(header) not in by_name:
            said = {"aliases": header, "headers": ", ".join(str(each) for each in frame.columns)}
            faults.append(Fault("header.not_as_mapped", "error", file, column="only", parameters=said))
            continue
        wanted = {normalised(each) for each in words}
        cells = texts(frame[by_name[normalised(header)]])
        meant &= cells.map(normalised, na_action="ignore").isin(wanted)
    left_out = int((~meant).sum())
    if left_out == len(frame) and left_out:
        asked = "; ".join(f"{header}: {', '.join(words)}" for header, words in mapping.only.items())
        faults.append(Fault("rows.none_meant", "error", file, parameters={"count": left_out, "asked": asked}))
    elif left_out:
        faults.append(Fault("rows.not_meant", "note", file, parameters={"count": left_out, "total": len(frame)}))
    return meant, faults
