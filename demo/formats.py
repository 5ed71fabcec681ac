"""Bytes of the file formats publishers use: GeoJSON, delimited text with or without a byte order mark, zip archives.

Nothing in them depends on the platform, the clock or the order of a set: archives are stored uncompressed with a fixed
date, lines end as stated, numbers are rounded before they are written.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely
from pyproj import Transformer
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

SYNTHETIC = "Données synthétiques de démonstration / synthetic demonstration data: invented, not measured."
"""What every file that can carry a remark says."""

METRIC_CODE = 3812


def geojson(
    name: str, code: int, features: Iterable[tuple[str | None, Mapping[str, object], BaseGeometry]], decimals: int
) -> bytes:
    """Return a feature collection.

    Parameters
    ----------
    name
        Name of the layer.
    code
        EPSG code of the coordinates; geometries are given in Lambert 2008 and converted.
    features
        Identifier or None, properties and geometry of each feature.
    decimals
        Of the coordinates.
    """
    lines = []
    for identifier, properties, geometry in features:
        feature: dict[str, object] = {"type": "Feature"}
        if identifier is not None:
            feature["id"] = identifier
        feature["properties"] = dict(properties)
        feature["geometry"] = _plain(converted(geometry, code), decimals)
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return geojson_head(name, code) + (",\n".join(lines) + "\n]}\n").encode()


def geojson_head(name: str, code: int) -> bytes:
    """Return what stands before the first feature of a collection: name, remark, coordinate system."""
    crs = "urn:ogc:def:crs:OGC:1.3:CRS84" if code == 4326 else f"urn:ogc:def:crs:EPSG::{code}"
    head: dict[str, object] = {"type": "FeatureCollection", "name": name, "synthetic": SYNTHETIC}
    head["crs"] = {"type": "name", "properties": {"name": crs}}
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{opened}, "features": [\n'.encode()


def converted(geometry: BaseGeometry, code: int) -> BaseGeometry:
    """Return a geometry given in Lambert 2008 in another system, x before y."""
    if code == METRIC_CODE:
        return geometry
    transformer = Transformer.from_crs(METRIC_CODE, code, always_xy=True)
    return shapely.transform(
        geometry, lambda points: np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    )


def _plain(geometry: BaseGeometry, decimals: int) -> dict[str, object]:
    """Return a geometry as GeoJSON has it, rounded."""

    def rings(polygon: Polygon) -> list[list[list[float]]]:
        return [
            np.round(shapely.get_coordinates(ring), decimals).tolist()
            for ring in (polygon.exterior, *polygon.interiors)
        ]

    if isinstance(geometry, Polygon):
        return {"type": "Polygon", "coordinates": rings(geometry)}
    return {"type": "MultiPolygon", "coordinates": [rings(part) for part in shapely.get_parts(geometry)]}


def delimited(
    header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str, *, mark: bool, line_end: str = "\r\n"
) -> bytes:
    """Return delimited text in UTF-8, quoted where needed; None is an empty cell, truth is ``yes`` or ``no``."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig" if mark else "utf-8")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def archive(member: str, content: bytes, day: tuple[int, int, int]) -> bytes:
    """Return a zip archive with one member, stored, packed on ``day`` (year, month, day)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        entry = zipfile.ZipInfo(member, date_time=(*day, 0, 0, 0))
        # Said outright, since it would otherwise differ between Windows and the rest.
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        packed.writestr(entry, content)
    return stream.getvalue()
