"""Layers of a few columns with CSV sources, to try the store with: small, quick, and with every kind of fault."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.crs import METRIC
from geo.place import Place
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned, Column, Layer, Source
from store.store import Store
from tests import toyville

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CODES = tuple(toyville.code(name) for name in toyville.NAMES)

Clean = Callable[[Sequence[RawFile], Place], Cleaned]


def _records(files: Sequence[RawFile], header: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the cells of the files as text. A cell ``!`` is a fault of its row, a line ``boom`` of the file."""
    frames, faults = [], []
    for file in files:
        lines = file.content.decode().splitlines()
        if not lines or lines[0] != header:
            raise Refused([Fault("table.no_header", "error", file.name)])
        cells = [line.split(";") for line in lines[1:]]
        for number, row in enumerate(cells, start=2):
            if row == ["boom"]:
                raise Refused([Fault("file.unreadable", "error", file.name)])
            if "!" in row:
                faults.append(Fault("value.not_a_number", "row", file.name, number, value="!"))
        frame = pd.DataFrame(cells, columns=header.split(";"), dtype="str").replace({"": None, "!": None})
        frame["source_row"] = pd.array(range(2, len(cells) + 2), dtype="Int64")
        frames.append(frame)
    return pd.concat(frames, ignore_index=True), faults


def _source(name: str, header: str, clean: Clean, *, many: bool = False, url: str | None = None) -> Source:
    return Source(
        name=name,
        title=f"Toy {name}",
        publisher=f"Publisher of {name}",
        licence="CC BY 4.0",
        page=f"https://example.org/{name}" if url is not None or name != "inventory" else "",
        formats="CSV",
        recognise=lambda file: file.content.decode(errors="replace").splitlines()[:1] == [header],
        clean=clean,
        many_files=many,
        url=url,
    )


def _clean_sectors(files: Sequence[RawFile], _: Place) -> Cleaned:
    table, faults = _records(files, "code;name")
    squares = {toyville.code(name): toyville.square(name) for name in toyville.NAMES}
    middle = toyville.square("b2")
    frame = gpd.GeoDataFrame(
        {"sector_code_statbel": table["code"], "name": table["name"], "source_row": table["source_row"]},
        geometry=[squares.get(code, middle) for code in table["code"]],
        crs=METRIC,
    )
    return Cleaned(frame, faults, "2024-01-01")


def _clean_population(files: Sequence[RawFile], _: Place) -> Cleaned:
    table, faults = _records(files, "code;population")
    frame = pd.DataFrame(
        {
            "sector_code_statbel": table["code"],
            "population": pd.to_numeric(table["population"]).astype("Int64"),
            "source_row": table["source_row"],
        }
    )
    return Cleaned(frame, faults, "2026-03-02")


def _clean_indicator(key: str, vintage: str) -> Clean:
    def clean(files: Sequence[RawFile], _: Place) -> Cleaned:
        table, faults = _records(files, f"code;{key}")
        frame = pd.DataFrame(
            {
                "sector_code_statbel": table["code"],
                "indicator": pd.Series([key] * len(table), dtype="str"),
                "value": pd.to_numeric(table[key]).astype("float64"),
                "source_row": table["source_row"],
            }
        )
        return Cleaned(frame, faults, vintage)

    return clean


def _clean_buildings(source: str) -> Clean:
    def clean(files: Sequence[RawFile], _: Place) -> Cleaned:
        table, faults = _records(files, f"{source};name;x;y")
        places = gpd.points_from_xy(pd.to_numeric(table["x"]), pd.to_numeric(table["y"]), crs=METRIC)
        frame = gpd.GeoDataFrame(
            {"building_id": table[source], "name": table["name"], "source_row": table["source_row"]},
            geometry=gpd.GeoSeries(places, crs=METRIC).where(table["x"].notna(), None),
            crs=METRIC,
        )
        return Cleaned(frame, faults, "")

    return clean


def _first_named(parts: Sequence[Cleaned]) -> Cleaned:
    """Keep the first building of each name, with a note for each left out, as the real merge does in its way."""
    whole = pd.concat([part.table for part in parts], ignore_index=True)
    double = whole["name"].duplicated()
    notes = [
        Fault("key.repeated_row", "note", value=name, parameters={"other_row": 0}) for name in whole.loc[double, "name"]
    ]
    known = [fault for part in parts for fault in part.faults]
    return Cleaned(whole[~double].reset_index(drop=True), known + notes, "")


def _clean_grids(files: Sequence[RawFile], _: Place) -> Cleaned:
    """Read one GeoTIFF an operator; the operator is told by the file name."""
    operators = [Path(file.name).stem for file in files]
    frame = gpd.GeoDataFrame(
        {
            "coverage_id": pd.Series(operators, dtype="str"),
            "operator": pd.Series(operators, dtype="str"),
            "raster_file": pd.Series([f"{each}.tif" for each in operators], dtype="str"),
            "source_row": pd.array([1] * len(files), dtype="Int64"),
        },
        geometry=gpd.GeoSeries([None] * len(files), crs=METRIC),
        crs=METRIC,
    )
    rasters = {f"{each}.tif": file.content for each, file in zip(operators, files, strict=True)}
    return Cleaned(frame, [], "2025-01", rasters)


SECTORS = Layer(
    name="sectors",
    title="Sectors",
    description="Toy sectors.",
    geometry="polygon",
    required=True,
    key=("sector_code_statbel",),
    columns=(
        Column("sector_code_statbel", "text", "Code", required=True),
        Column("name", "text", "Name"),
    ),
    sources=(_source("squares", "code;name", _clean_sectors),),
    stale_after_days=1000,
)

POPULATION = Layer(
    name="population",
    title="Population",
    description="Toy residents.",
    geometry=None,
    required=True,
    key=("sector_code_statbel",),
    columns=(
        Column("sector_code_statbel", "text", "Code", required=True),
        Column("population", "integer", "Residents", required=True, minimum=0),
    ),
    sources=(_source("register", "code;population", _clean_population),),
    stale_after_days=100,
    sector_keyed=True,
)

INDICATORS = Layer(
    name="indicators",
    title="Indicators",
    description="Toy indicators, of two sources.",
    geometry=None,
    required=False,
    key=("sector_code_statbel", "indicator"),
    columns=(
        Column("sector_code_statbel", "text", "Code", required=True),
        Column("indicator", "text", "Indicator", required=True),
        Column("value", "number", "Value"),
    ),
    sources=(
        _source("income", "code;income", _clean_indicator("income", "2022")),
        _source("poverty", "code;poverty", _clean_indicator("poverty", "2019")),
        _source("income_again", "code;income ", _clean_indicator("income ", "2023")),
    ),
    stale_after_days=3000,
    sector_keyed=True,
)

BUILDINGS = Layer(
    name="buildings",
    title="Buildings",
    description="Toy buildings, of two lists that overlap.",
    geometry="point or polygon",
    geometry_required=False,
    required=True,
    key=("building_id",),
    columns=(
        Column("building_id", "text", "Identifier", required=True),
        Column("name", "text", "Name", required=True),
    ),
    sources=(
        _source("inventory", "inventory;name;x;y", _clean_buildings("inventory")),
        _source("schools", "schools;name;x;y", _clean_buildings("schools")),
    ),
    stale_after_days=100,
    combine=_first_named,
)

MOBILE = Layer(
    name="mobile_5g",
    title="5G",
    description="Toy grids, one an operator.",
    geometry="polygon",
    geometry_required=False,
    required=False,
    key=("coverage_id",),
    columns=(
        Column("coverage_id", "text", "Identifier", required=True),
        Column("operator", "text", "Operator", required=True),
        Column("raster_file", "text", "Grid"),
    ),
    sources=(_source("grids", "", _clean_grids, many=True),),
    stale_after_days=100,
)

LAYERS = (SECTORS, POPULATION, INDICATORS, BUILDINGS, MOBILE)

SECTOR_ROWS = tuple((code, f"Quartier {code}") for code in CODES)
RESIDENT_ROWS = tuple((code, str(100 * number)) for number, code in enumerate(CODES, start=1))


def csv(path: Path, header: str, rows: Sequence[Sequence[object]]) -> Path:
    """Write a CSV file and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([header, *(";".join(map(str, row)) for row in rows)]) + "\n", "utf-8")
    return path


def store(folder: Path, *layers: Layer, place: Place = toyville.PLACE) -> Store:
    """Return the store of Toyville under a folder, with the toy layers unless others are given."""
    return Store(folder / "data", place, layers or LAYERS)


def every_file(folder: Path) -> dict[str, bytes]:
    """Return the contents of every file under a folder, but for the lock and empty folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def current_of(store_: Store, layer: Layer) -> dict:
    """Return the bare contents of a layer's pointer."""
    return json.loads((store_.layer_folder(layer.name) / "current.json").read_bytes())
