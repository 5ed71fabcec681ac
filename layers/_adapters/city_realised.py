"""The city's own follow-up of the Wi-Fi programme."""

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
    """Read what was installed, spent and used in each building and year."""
    return rows_of(raws, place, Wanted("realised", "city", columns, placeless=True))
