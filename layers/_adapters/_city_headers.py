"""Which column of a city's file holds which column of ours: by the mapping, our own name, or a usual one."""

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field

import pandas as pd

from geo.place import Mapping, Place
from layers._adapters._city_words import HEADERS
from layers._fault import Fault
from layers._raw import RawFile
from layers._spec import Column
from layers.reading.headers import find, normalised, texts

MADE_UP_KEYS = frozenset({"fibre_id", "place_id", "residence_id", "wifi_id"})
"""Key columns that are made from what a row says where the city has none; all others must be there."""


@dataclass(frozen=True)
class Wanted:
    """What a layer wants of a city's file."""

    layer: str
    source: str
    columns: tuple[Column, ...]
    """All columns of the layer, in order."""
    given: AbstractMapping[str, str] = field(default_factory=dict)
    """Columns that are the same in every row and not looked for in the file."""
    place_required: bool = True
    """Whether a file without any coordinates is refused."""
    made_up_key: str | None = None
    """The key column that is made from the contents of a row where the city has none."""
    beside: tuple[str, ...] = ()
    """Columns that do not count in a key that is made up, where the row has coordinates."""
    placeless: bool = False
    """Whether rows stand nowhere: no coordinates are looked for, and the table comes without geometry."""
    most_rows: int = 200_000
    """A longer file is not a city's list; it is refused before its cells are read."""


def mapping_of(raw: RawFile, place: Place, key: str) -> Mapping:
    """Return how a file is laid out: as whoever passed it said, else as the commune's configuration says."""
    return raw.mapping if raw.mapping is not None else place.mappings.get(key, Mapping())


def header_of(
    frame: pd.DataFrame, column: Column, mapping: Mapping, wanted: Wanted, file: str
) -> tuple[str | None, list[Fault]]:
    """Find the column of the file that holds a column of ours."""
    if column.name in mapping.columns:
        # Our own name is taken too: a filled-in template needs no mapping.
        return find(frame, (mapping.columns[column.name], column.name), required=True, file=file, column=column.name)
    required = column.required and column.name != wanted.made_up_key
    claimed = {normalised(header) for header in (*mapping.columns.values(), mapping.x or "", mapping.y or "")}
    # A shapefile keeps ten letters of a name; those of `population_16_74` are the name of another column.
    short = column.name[:10]
    whole = {each.name for each in wanted.columns} - {column.name}
    usual = (*HEADERS.get(column.name, ()), *([] if short in whole else [short]))
    aliases = [each for each in usual if normalised(each) not in {*claimed, normalised(column.name)}]
    return find(frame, (column.name, *aliases), required=required, file=file, column=column.name)


def street_and_number(frame: pd.DataFrame, used: set[str], origin: dict[str, str]) -> pd.Series | None:
    """Return addresses made of a column of streets and one of house numbers; None where the file has not both."""
    by_name = {normalised(str(each)): str(each) for each in frame.columns if each not in used and each not in origin}
    found = [
        next((by_name[name] for each in (ours, *HEADERS[ours]) if (name := normalised(each)) in by_name), None)
        for ours in ("street", "house_number")
    ]
    if found[0] is None or found[1] is None:
        return None
    origin |= dict.fromkeys((found[0], found[1]), "address")
    street, number = texts(frame[found[0]]), texts(frame[found[1]])
    whole = street + " " + number
    return whole.where(whole.notna(), street).astype("str")
