"""What kind of file a received file is, told by its content and never by its name."""

import re
import zipfile

from layers._raw import RawFile

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"fgb\x03fgb", "flatgeobuf"),
    (b"AC10", "dwg"),
    (b"AutoCAD Binary DXF", "binary_dxf"),
)

GEOJSON_TYPE = re.compile(
    rb'"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"'
)
NOT_GEOJSON = re.compile(rb'"type"\s*:\s*"(Topology|gdal_\w+)"')
"""TopoJSON, and GDAL's own recipes: JSON that makes the library run commands, which no publisher of data sends."""

WEB_PAGE = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta)\b", re.I | re.S
)

XML_ROOT = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(?P<name>osm|graphml|kml|gpx)\b", re.S)
"""OpenStreetMap's own XML, networks as GraphML, KML and GPX."""
GML_ROOT = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<[^<>]*\bxmlns(:\w+)?\s*=\s*[\"'][^\"']*/gml\b", re.S)
"""A root that names the namespace of GML, as map services and exports write it."""
DXF_START = re.compile(rb"^\s*(999\r?\n[^\n]*\n\s*)*0\r?\n\s*SECTION\r?\n", re.S)

NOT_READ = {
    "binary_dxf": "DXF (binary)",
    "dwg": "DWG",
}
"""Formats cities send that are told apart and not read -> their names; the refusal says how to convert them."""

ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""The first member of a LibreOffice spreadsheet, stored unpacked after the 30 bytes of its header."""

UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def kind_of(raw: RawFile) -> str:
    """Return what kind of file ``raw`` is.

    Returns
    -------
    One of ``zip``, ``sqlite``, ``gpkg``, ``geojson``, ``json``, ``xlsx``, ``ods``, ``xls``, ``web_page``, ``parquet``,
    ``tiff``, ``pbf``, ``shapefile``, ``flatgeobuf``, ``filegdb``, ``osm``, ``graphml``, ``kml``, ``gml``, ``gpx``,
    ``dxf``, ``text``, ``empty``, ``unknown``, or one of `NOT_READ`.

    Notes
    -----
    A file cut short keeps the kind its first bytes tell and is refused when opened.
    """
    head = raw.head
    kind = kind_of_head(head)
    if kind == "zip" and (inside := _holds(raw)):
        return inside
    if kind == "json" and not NOT_GEOJSON.search(head) and GEOJSON_TYPE.search(_tail(raw)):
        return "geojson"
    return kind


def kind_of_head(head: bytes) -> str:
    """Return the kind as far as the first bytes tell: a workbook is still a ``zip``, some GeoJSON still ``json``."""
    if not head.strip(b"\x00\x09\x0a\x0d\x20" + UTF8_MARK):
        return "empty"
    if head.startswith(b"SQLite format 3\x00"):
        # The four bytes at 68 name the application; GeoPackage writes GPKG, GP10 or GP11 there.
        return "gpkg" if head[68:70] == b"GP" else "sqlite"
    if head[30:].startswith(ODS):
        return "ods"
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if b"OSMHeader" in head[:64]:
        return "pbf"
    return _kind_of_text(head)


def text_encoding(head: bytes) -> str | None:
    """Return the encoding the first bytes tell: UTF-16 by its mark or its zero bytes, else None (UTF-8 or other)."""
    if head.startswith(UTF16_MARKS):
        return "utf-16"
    sample = head[: len(head) // 2 * 2]
    # Latin letters in UTF-16 without a mark have a zero byte each: nearly all on the same side.
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if zeros.count(0) > 0.7 * len(zeros) and not _controls(letters):
            return encoding
    return None


def looks_like_a_table(head: bytes) -> bool:
    """Say whether the first lines of a text are cut into the same number of cells, more than one, by one separator."""
    text = head.decode(text_encoding(head) or "utf-8", "replace")
    # The last line may be cut off.
    lines = [line for line in text.splitlines() if line.strip("\ufeff \t")][: 20 if len(head) < 4096 else 6]
    counts = [{line.count(separator) for line in lines} for separator in "|;,\t"]
    return any(min(each, default=0) > 0 for each in counts)


def _kind_of_text(head: bytes) -> str:
    if text_encoding(head) is not None:
        return "text"
    while head.startswith(UTF8_MARK):
        head = head[len(UTF8_MARK) :]
    start = head.lstrip()
    if WEB_PAGE.match(start):
        return "web_page"
    if root := XML_ROOT.match(start):
        return root.group("name").decode()
    if GML_ROOT.match(start):
        return "gml"
    if DXF_START.match(head):
        return "dxf"
    if start[:1] in (b"{", b"["):
        is_geojson = GEOJSON_TYPE.search(start) and not NOT_GEOJSON.search(start)
        return "geojson" if is_geojson and start[:1] == b"{" else "json"
    return "unknown" if _controls(head) else "text"


def _controls(text: bytes) -> bool:
    """Say whether there are bytes no text has."""
    return any(each < 32 and each not in b"\t\n\r\x0b\x0c\x1a\x1b" for each in text)


def _holds(raw: RawFile) -> str:
    """Return what an archive is as a whole: a workbook, a geodatabase, else nothing."""
    try:
        with zipfile.ZipFile(raw.path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        # Damaged: reported when it is opened.
        return ""
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "filegdb" if any(name.lower().endswith(".gdbtable") for name in names) else ""


def _tail(raw: RawFile) -> bytes:
    with raw.path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 4096))
        return stream.read()
