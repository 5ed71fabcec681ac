"""The city's own list of workplaces from which helpers come, and of its partners' places."""

from collections.abc import Sequence

from geo.place import Place
from layers._adapters.city_file import KINDS, Wanted, rows_of
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.header_peek import headers_of


def recognise(raw: RawFile) -> bool:
    """Say whether the file is a table or geodata."""
    return bool(headers_of(raw, KINDS))


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read volunteers and desks by workplace; a place in a building of the inventory needs no coordinates."""
    wanted = Wanted("workplaces", "city", columns, place_required=False, most_rows=20_000)
    return rows_of(raws, place, wanted)
