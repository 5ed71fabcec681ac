"""The city's own follow-up of the devices it gave."""

from collections.abc import Sequence

from geo.place import Place
from layers._adapters.city_file import Wanted, rows_of
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.header_peek import headers_of
from layers.reading.tables_in import TABLE_KINDS


def recognise(raw: RawFile) -> bool:
    """Say whether the file is a table."""
    return bool(headers_of(raw, TABLE_KINDS))


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read how many devices each place was given, uses and gave back."""
    return rows_of(raws, place, Wanted("devices", "city", columns, placeless=True))
