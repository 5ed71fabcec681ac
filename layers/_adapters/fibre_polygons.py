"""Areas of fibre as operators and cities draw them, in any vector format or as text."""

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
    """Read areas with the state of the works; overlapping areas and holes are as they are in life."""
    return rows_of(raws, place, Wanted("fibre", "polygons", columns, made_up_key="fibre_id"))
