"""Files as cities send them, written small for the tests, and the way from a file to checked rows."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd

from geo.place import Mapping, Place
from layers._fault import Fault, Refused, describe
from layers._raw import RawFile
from layers._registry import layer
from layers._spec import Cleaned
from layers.checking.schema import check
from tests import toyville


def place(**mappings: Mapping) -> Place:
    """Return Toyville with mappings: ``place(buildings_inventory=Mapping(...))``."""
    named = {
        name.replace("_", ".", 1) if not name.startswith("support") else "support_places.city": each
        for name, each in mappings.items()
    }
    return toyville.PLACE.model_copy(update={"mappings": named})


def text_file(folder: Path, name: str, content: str, encoding: str = "utf-8") -> RawFile:
    """Write a text file."""
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return RawFile(name, path)


def workbook(folder: Path, name: str, sheets: Values[str, Sequence[Sequence[object]]]) -> RawFile:
    """Write a workbook: sheet name -> rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / name)
    return RawFile(name, folder / name)


def geodata(folder: Path, name: str, frame: gpd.GeoDataFrame, **options: object) -> RawFile:
    """Write geodata in the format of the name's ending."""
    frame.to_file(folder / name, engine="pyogrio", **options)
    return RawFile(name, folder / name)


def cleaned(raws: RawFile | Sequence[RawFile], layer_name: str, source: str, where: Place) -> Cleaned:
    """Clean files by a declared source."""
    files = [raws] if isinstance(raws, RawFile) else list(raws)
    return layer(layer_name).source(source).clean(files, where)


def checked(raws: RawFile | Sequence[RawFile], layer_name: str, source: str, where: Place) -> Cleaned:
    """Clean and check files by a declared source; every fault can be said."""
    files = [raws] if isinstance(raws, RawFile) else list(raws)
    result = check(cleaned(files, layer_name, source, where), layer(layer_name), where, file=files[0].name)
    for fault in result.faults:
        assert describe(fault)
    return result


def refusal(raws: RawFile | Sequence[RawFile], layer_name: str, source: str, where: Place) -> list[Fault]:
    """Return the faults for which files are refused, by the source or by the checks after it."""
    try:
        faults = checked(raws, layer_name, source, where).faults
    except Refused as refused:
        faults = list(refused.faults)
    for fault in faults:
        assert describe(fault)
    assert any(fault.severity == "error" for fault in faults), faults
    return faults


def by_key(result: Cleaned, key: str) -> pd.DataFrame:
    """Return a table by its key."""
    return result.table.set_index(key)


def codes(faults: Sequence[Fault], *severities: str) -> list[tuple[str, int | None, str, str]]:
    """Return the faults of some severities as (code, row, column, value)."""
    return [(each.code, each.row, each.column, each.value) for each in faults if each.severity in severities]
