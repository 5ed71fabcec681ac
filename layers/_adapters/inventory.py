"""The city's own inventory of its buildings."""

from collections.abc import Sequence

from geo.place import Place
from layers._adapters import fwb_schools
from layers._adapters._merge_buildings import INVENTORY
from layers._adapters.city_file import KINDS, Wanted, rows_of
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.header_peek import headers_of

MOST_BUILDINGS = 20_000
"""Twenty times what the largest Belgian cities own; the whole city's buildings are another file."""


def recognise(raw: RawFile) -> bool:
    """Say whether the file is a table or geodata, and not the national list of schools."""
    return bool(headers_of(raw, KINDS)) and not fwb_schools.recognise(raw)


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read the inventory; a building without coordinates is kept, and cannot be ranked until it has some."""
    wanted = Wanted(
        "buildings",
        INVENTORY,
        columns,
        given={"source": INVENTORY},
        place_required=False,
        most_rows=MOST_BUILDINGS,
    )
    return rows_of(raws, place, wanted)
