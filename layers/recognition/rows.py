"""Single rows of received files, as they stand there: what a fault names is shown, and where it lies."""

from collections.abc import Collection, Iterator, Sequence

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import MAP
from geo.place import Place
from layers._adapters._city_headers import Wanted, mapping_of
from layers._adapters.city_file import KINDS, frame_of
from layers._fault import Refused
from layers._raw import RawFile
from layers._spec import Layer, Source
from layers.reading.archive import opened
from layers.reading.features_in import FEATURE_KINDS, read_features
from layers.reading.kinds import kind_of
from layers.reading.tables_in import TABLE_KINDS, read_table
from layers.recognition.preview import FileRow, mappable
from layers.recognition.telling import columns_of_template

LARGEST_BYTES = 50_000_000
"""A larger file is not read a second time to show single rows of it."""


def rows_at(
    files: Sequence[RawFile], place: Place, layer: Layer, source: Source, rows: Collection[int]
) -> list[FileRow]:
    """Return rows of files by their numbers, with the places of those that have one.

    A file that cannot be read, or is larger than `LARGEST_BYTES`, gives none: what is wrong with it is said elsewhere.
    """
    found: list[FileRow] = []
    for raw in files:
        if raw.path.stat().st_size > LARGEST_BYTES:
            continue
        try:
            name, frame, geometry = _read(raw, place, layer, source)
        except Refused:
            continue
        found += _rows(name, frame, geometry, rows)
    return found


def _read(raw: RawFile, place: Place, layer: Layer, source: Source) -> tuple[str, pd.DataFrame, gpd.GeoSeries]:
    if mappable(source):
        columns = {column.name: column for column in layer.columns}
        ours = tuple(columns[name] for name in columns_of_template(str(source.template)) if name in columns)
        wanted = Wanted(layer.name, source.name, ours, place_required=False, placeless=layer.geometry is None)
        with opened(raw, KINDS) as inner:
            mapping = mapping_of(raw, place, f"{layer.name}.{source.name}")
            frame, geometry, _used, _faults = frame_of(inner, place, mapping, wanted)
            return inner.name, frame, geometry
    with opened(raw, (*FEATURE_KINDS, *TABLE_KINDS)) as inner:
        if kind_of(inner) in FEATURE_KINDS:
            features, _found = read_features(inner, place)
            return inner.name, pd.DataFrame(features.drop(columns="geometry")), features.geometry
        frame = read_table(inner)
        return inner.name, frame, gpd.GeoSeries([None] * len(frame), index=frame.index, crs=place.metric_crs)


def _rows(name: str, frame: pd.DataFrame, geometry: gpd.GeoSeries, rows: Collection[int]) -> Iterator[FileRow]:
    here = frame.index.isin(list(rows))
    points = geometry[here].representative_point().to_crs(MAP)
    for number, cells, point in zip(
        frame.index[here], frame[here].itertuples(index=False, name=None), points, strict=True
    ):
        told = tuple(
            (str(header), "" if pd.isna(value) else str(value))
            for header, value in zip(frame.columns, cells, strict=True)
        )
        there = isinstance(point, shapely.Point) and not point.is_empty
        yield FileRow(name, int(number), told, (float(point.x), float(point.y)) if there else None)
