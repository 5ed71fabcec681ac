"""The city's own list of public Wi-Fi points."""

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
    """Read hotspots inside the commune and around it."""
    return rows_of(
        raws,
        place,
        Wanted("wifi", "city", columns, made_up_key="wifi_id", beside=("opening_hours", "address", "postal_code")),
    )
