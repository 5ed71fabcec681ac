"""The catalogue beside an export: what it is, its files and what they rest on, in DCAT-AP as JSON-LD."""

import json
import re
from hashlib import file_digest
from pathlib import Path

import pandas as pd

from exports.read_me import FILES
from exports.tables import SYNTHETIC_NOTE
from exports.text_files import TIMES
from geo.place import Place
from geo.texts import LANGUAGES, N_
from words import translator

FILE = "catalogue.jsonld"

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_MEDIA = {
    ".csv": "text/csv",
    ".gpkg": "application/geopackage+sqlite3",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".qgs": "application/xml",
    ".parquet": "application/vnd.apache.parquet",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Ending of a file -> its media type, as IANA lists it."""

_LANGUAGES = {"fr": "FRA", "nl": "NLD", "en": "ENG"}
"""Our languages in the European list of languages."""

_LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "ODbL 1.0, © OpenStreetMap contributors": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""Licences named as such; others are told in their publisher's words."""

_DATES = ((r"\d{4}", "xsd:gYear"), (r"\d{4}-\d{2}", "xsd:gYearMonth"), (r"\d{4}-\d{2}-\d{2}", "xsd:date"))

_TITLE = N_("Public Wi-Fi and digital help in {commune}")
_DESCRIPTION = N_(
    "Where public Wi-Fi and digital helpers would serve most people in digital difficulty: neighbourhoods, buildings, "
    "rankings, gaps and plans, with all they rest on. Made with Maillage."
)
_RIGHTS = N_("The licences of the files it rests on apply.")


def write_catalogue(folder: Path, place: Place, provenance: pd.DataFrame, snapshot_id: str) -> None:
    """Describe the files of a folder that nobody reads yet as ``catalogue.jsonld`` in it.

    The same files give the same catalogue: it holds no time, and nothing of the one file that differs between two runs.

    Parameters
    ----------
    folder
        With all the other files.
    place
        The commune.
    provenance
        The files received, as ``store.status.provenance_table`` returns them.
    snapshot_id
        What the export was made of.
    """
    files = sorted(path for path in folder.iterdir() if path.name not in (FILE, TIMES))
    sources = [_source(row) for row in provenance.to_dict("records")] if "source" in provenance else []
    dataset = {
        "@id": f"urn:maillage:{place.key}:{snapshot_id}",
        "@type": "dcat:Dataset",
        "dct:identifier": snapshot_id,
        "dct:title": _said(_TITLE, place),
        "dct:description": _said(_DESCRIPTION, place, synthetic=place.synthetic),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": place.name.fr},
        "dct:language": [
            {"@id": f"http://publications.europa.eu/resource/authority/language/{_LANGUAGES[each]}"}
            for each in LANGUAGES
        ],
        "dct:spatial": _spatial(place),
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _said(_RIGHTS, place)},
        "dcat:distribution": [_distribution(path) for path in files],
        "prov:wasDerivedFrom": sources,
    }
    catalogue = {
        "@type": "dcat:Catalog",
        "dct:title": _said(_TITLE, place),
        "dct:description": _said(_DESCRIPTION, place, synthetic=place.synthetic),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": place.name.fr},
        "dcat:dataset": dataset,
    }
    text = json.dumps({"@context": _CONTEXT, **catalogue}, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / FILE).write_bytes(f"{text}\n".encode())


def _said(text: str, place: Place, *, synthetic: bool = False) -> list[dict[str, str]]:
    """Return a text in every language, and that the data are invented where they are."""
    note = f" ({SYNTHETIC_NOTE})" if synthetic else ""
    return [
        {"@language": each, "@value": translator(each)(text).format(commune=place.name.in_language(each)) + note}
        for each in LANGUAGES
    ]


def _spatial(place: Place) -> dict[str, object]:
    west, south, east, north = place.frame_wgs84
    corners = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    return {
        "@type": "dct:Location",
        "rdfs:label": place.name.fr,
        "dcat:bbox": {"@type": "geo:wktLiteral", "@value": f"POLYGON(({corners}))"},
    }


def _distribution(path: Path) -> dict[str, object]:
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    told: dict[str, object] = {
        "@type": "dcat:Distribution",
        "dct:title": path.name,
        # Beside the catalogue, wherever the folder is put.
        "dcat:accessURL": {"@id": path.name},
        "dcat:downloadURL": {"@id": path.name},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_MEDIA[path.suffix]}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(path.stat().st_size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": digest},
        },
    }
    if path.name in FILES:
        text = FILES[path.name]
        told["dct:description"] = [{"@language": each, "@value": translator(each)(text)} for each in LANGUAGES]
    return told


def _source(row: dict[str, object]) -> dict[str, object]:
    """Return a file received as a dataset of its own: whose, of when, under what licence."""

    def text(name: str) -> str:
        value = row.get(name)
        return "" if value is None or pd.isna(value) else str(value)

    told: dict[str, object] = {
        "@type": "dcat:Dataset",
        "@id": f"urn:sha256:{text('sha256')}",
        "dct:title": f"{text('layer')} ({text('source')}): {text('file_name')}",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": text("publisher")},
    }
    if licence := text("licence"):
        known = _LICENCES.get(licence)
        told |= (
            {"dct:license": {"@id": known}}
            if known
            else {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": licence}}
        )
    periods = [
        {"@type": "dct:PeriodOfTime", "dcat:startDate": {"@type": kind, "@value": each}}
        for each in text("vintage").split("; ")
        for form, kind in _DATES
        if re.fullmatch(form, each)
    ]
    if periods:
        told["dct:temporal"] = periods
    if url := text("url"):
        told["dcat:landingPage"] = {"@id": url}
    return told
