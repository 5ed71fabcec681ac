"""A table of streets: lines with the nodes at their ends in columns ``u`` and ``v``."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely

from geo.place import Place
from layers._adapters._street_rows import street_rows
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._read import read_features
from layers._spec import Cleaned
from layers.reading.header_peek import headers_of
from layers.reading.headers import normalised
from layers.reading.vintage import vintage_of_name

KINDS = ("parquet", "gpkg", "geojson", "flatgeobuf")
LENGTHS = ("length_m", "length", "longueur", "shape_length")
ENDS = {"u": ("u", "from", "source_node", "node_from"), "v": ("v", "to", "target_node", "node_to")}


def recognise(raw: RawFile) -> bool:
    """Say whether the file has columns for the nodes at both ends of a line."""
    names = headers_of(raw, KINDS)
    return all(names & set(aliases) for aliases in ENDS.values())


def clean(files: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the lines and keep the walkable ones. Faults ``streets.no_ends`` when u or v is not there."""
    raw = files[0]
    frame, faults = read_features(raw, place)
    by_name = {normalised(str(name)): name for name in frame.columns}
    found = {end: next((by_name[each] for each in aliases if each in by_name), None) for end, aliases in ENDS.items()}
    if None in found.values():
        missing = ", ".join(end for end, name in found.items() if name is None)
        said = ", ".join(map(str, frame.columns))
        raise Refused(
            [*faults, Fault("streets.no_ends", "error", raw.name, column=missing, parameters={"found": said})]
        )
    length = next((by_name[each] for each in LENGTHS if each in by_name), None)
    renamed = frame.rename(columns={found["u"]: "u", found["v"]: "v", **({length: "length_m"} if length else {})})
    endless = renamed["u"].isna() | renamed["v"].isna()
    renamed = renamed.set_geometry(single_lines(renamed.geometry))
    lineless = renamed.geometry.isna() | (renamed.geometry.geom_type != "LineString")
    faults += [Fault("streets.no_node", "row", raw.name, int(row)) for row in renamed.index[endless]]
    faults += [
        Fault("streets.no_line", "row", raw.name, int(row), "geometry") for row in renamed.index[lineless & ~endless]
    ]
    vintage, dated = vintage_of_name(raw.name)
    return street_rows(renamed[~endless & ~lineless], place, raw.name, vintage, [*faults, *dated])


def single_lines(lines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return lines of one part as simple lines, as a GIS writes them in a layer of multi-lines; so too joined parts."""
    kinds = lines.geom_type
    multi = (kinds == "MultiLineString").to_numpy()
    geometries = np.asarray(lines.array)
    merged = shapely.line_merge(geometries[multi])
    simple = shapely.get_type_id(merged) == shapely.GeometryType.LINESTRING
    geometries = geometries.copy()
    geometries[np.flatnonzero(multi)[simple]] = merged[simple]
    return gpd.GeoSeries(geometries, index=lines.index, crs=lines.crs)
