"""The city's own list of places where people find help with digital matters."""

from collections.abc import Sequence

from geo.place import Place
from layers._adapters import mediation_places
from layers._adapters.city_file import KINDS, Wanted, rows_of
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.header_peek import headers_of


def recognise(raw: RawFile) -> bool:
    """Say whether the file is a table or geodata, and not in the national schema of such places."""
    return bool(headers_of(raw, KINDS)) and not mediation_places.recognise(raw)


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read public digital spaces, digital spaces of the CPAS and helpers already at work."""
    return rows_of(
        raws,
        place,
        Wanted("support_places", "city", columns, made_up_key="place_id", beside=("address", "postal_code")),
    )
