"""The commune's own list of addresses: each a place where people live."""

from collections.abc import Sequence
from dataclasses import replace

from geo.place import Place
from layers._adapters._city_places import PAIRS_OF_COLUMNS
from layers._adapters.city_file import KINDS, Wanted, rows_of
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.header_peek import headers_of

LAYER, SOURCE = "residences", "addresses"
_NUMBERS = frozenset({"house_number", "huisnummer", "huisnr", "numero", "num", "numero_police", "numero_de_police"})
_BEST = frozenset({"municipality_id", "address_id"})
MOST_ADDRESSES = 1_000_000
"""Brussels has about 600,000 with its boxes."""


def recognise(raw: RawFile) -> bool:
    """Say whether this is a list of house numbers with coordinates that is not BeSt's."""
    found = headers_of(raw, KINDS)
    placed = any(x in found and y in found for x, y in PAIRS_OF_COLUMNS)
    return bool(placed and found & _NUMBERS) and not found >= _BEST


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read the addresses inside the commune and around it.

    An address weighs 1 where the list has no column of weights (letterboxes, dwellings). Addresses without an
    identifier that stand on one point become one place, which weighs as much as they do together.
    """
    optional = tuple(replace(each, required=False) if each.name == "weight" else each for each in columns)
    wanted = Wanted(
        LAYER,
        SOURCE,
        optional,
        given={"kind": "address"},
        made_up_key="residence_id",
        beside=("street", "house_number", "postal_code"),
        most_rows=MOST_ADDRESSES,
    )
    cleaned = rows_of(raws, place, wanted)
    table = cleaned.table
    table["weight"] = table["weight"].fillna(1.0)
    made_up = table["residence_id"].str.startswith(f"{LAYER}-", na=False)
    together = table[made_up].groupby("residence_id")["weight"].transform("sum")
    table.loc[made_up, "weight"] = together
    numbered = made_up & table["house_number"].notna()
    numbers = table[numbered].groupby("residence_id")["house_number"].transform(lambda all_: "; ".join(all_.unique()))
    table.loc[numbered, "house_number"] = numbers
    repeated = made_up & table.duplicated("residence_id")
    return Cleaned(table[~repeated].reset_index(drop=True), cleaned.faults, cleaned.vintage)
