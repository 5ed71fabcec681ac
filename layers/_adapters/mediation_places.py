"""Places of digital help in the French national schema "lieux de médiation numérique" (versions 0.1 to 1.0.2)."""

import re
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geo.crs import MAP
from geo.place import Mapping, Place
from layers._adapters._city_places import places_of_table
from layers._adapters._opening_hours import readable_hours
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._read import read_table
from layers._spec import Cleaned, Column
from layers.reading.coordinate_systems import around
from layers.reading.header_peek import TABLES, headers_of
from layers.reading.headers import dates, find, normalised, numbers, texts
from layers.reading.vintage import vintage_of_name

REQUIRED = {
    "place_id": ("id",),
    "name": ("nom",),
    "services": ("services", "service"),
    "updated": ("date_maj",),
}
OPTIONAL = {
    "commune": ("commune",),
    "address": ("adresse",),
    "postal_code": ("code_postal",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "typology": ("typologie", "typologies"),
    "opening_hours": ("horaires",),
    "programmes": ("dispositif_programmes_nationaux", "dispositifs_programmes_nationaux", "labels_nationaux"),
    "access": ("modalites_acces", "modalite_acces"),
    "roaming": ("itinerance",),
}
MARKS = frozenset({"id", "nom", "date_maj", "code_postal"})
"""Columns every version of the schema has."""

_SEPARATORS = re.compile(r"[|;]")
"""Between the values of a cell: a bar since version 1, a semicolon before."""

_SOCIAL_SERVICES = frozenset({"ccas", "cias", "cpas"})
_OF_HELPERS = ("aidants_connect", "conseillers_numeriques", "conseiller_numerique", "aidant_numerique")
_EQUIPPED = "acces_internet_et_materiel_informatique"
_NO_VISITORS = "ce_lieu_n'accueille_pas_de_public"
_ROAMING = "itinerant"


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table with the columns of the schema."""
    found = headers_of(raw, TABLES)
    return found >= MARKS and bool(found & set(REQUIRED["services"]))


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read the places in or near one commune.

    Parameters
    ----------
    raws
        One file: the whole country, or a part of it.
    place
        The commune: places within its frame and what lies around count, and those without coordinates that name it.
    columns
        The columns of the layer of places of help.

    Returns
    -------
    Cleaned
        One row a place. It is the digital space of a social service where ``typologie`` says CCAS or CIAS; a place of
        helpers where a national programme of helpers is named; a public digital space where internet and equipment
        are among its services; else other. Hours of help a week are not in the schema, and unknown. Places that
        receive nobody are left out (``mediation.no_visitors``), places that move about are counted
        (``mediation.roaming``).

    Raises
    ------
    Refused
        When the file cannot be read, a required column is missing, or no place is in or near the commune
        (``mediation.none_near``).

    Notes
    -----
    The schema is that of La MedNum and the Agence nationale de la cohésion des territoires.
    """
    raw = raws[0]
    frame = read_table(raw, known=[name for names in (*REQUIRED.values(), *OPTIONAL.values()) for name in names])
    file = str(frame.attrs["file"])
    found, faults = _headers(frame, file)
    frame, said = _near(frame, found, place, file)
    faults += said
    if "access" in found:
        shut = frame[found["access"]].map(lambda cell: _NO_VISITORS in _values(cell))
        faults += _counted("mediation.no_visitors", frame[shut], found["name"], file)
        frame = frame[~shut]
    if "roaming" in found:
        roams = frame[found["roaming"]].map(lambda cell: _values(cell) == {_ROAMING})
        faults += _counted("mediation.roaming", frame[roams], found["name"], file)
    points, _, said = places_of_table(frame, place, Mapping(), required=False)
    faults += said
    table = _rows(frame, found, columns)
    if "opening_hours" in found:
        table["opening_hours"], said = readable_hours(table["opening_hours"], file, found["opening_hours"])
        faults += said
    vintage, said = _vintage(frame, found, file)
    placed = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(points, crs=place.metric_crs), crs=place.metric_crs)
    return Cleaned(placed.reset_index(drop=True), faults + said, vintage)


def _headers(frame: pd.DataFrame, file: str) -> tuple[dict[str, str], list[Fault]]:
    found: dict[str, str] = {}
    faults: list[Fault] = list(frame.attrs.get("faults", []))
    for wanted, required in ((REQUIRED, True), (OPTIONAL, False)):
        for ours, names in wanted.items():
            name, said = find(frame, names, required=required, file=file, column=names[0])
            faults += said
            if name is not None:
                found[ours] = name
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    return found, faults


def _near(frame: pd.DataFrame, found: dict[str, str], place: Place, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Keep the places around the commune, and those of its name whose coordinates are not given."""
    west, south, east, north = around(place, MAP)
    inside = pd.Series(False, index=frame.index)
    bare = pd.Series(True, index=frame.index)
    if "latitude" in found and "longitude" in found:
        # What cannot be read as a number is named below, by what makes the points.
        lat, _, _ = numbers(frame[found["latitude"]], file=file, column=found["latitude"], certain=True)
        lon, _, _ = numbers(frame[found["longitude"]], file=file, column=found["longitude"], certain=True)
        inside = lat.between(south, north) & lon.between(west, east)
        bare = lat.isna() | lon.isna()
    if "commune" in found:
        own = {normalised(name) for name in (place.name.fr, place.name.nl, place.name.en)}
        inside |= bare & texts(frame[found["commune"]]).fillna("").map(normalised).isin(own)
    if not inside.any():
        told = {"place": place.name.fr, "count": len(frame)}
        raise Refused([Fault("mediation.none_near", "error", file, parameters=told)])
    left = int((~inside).sum())
    faults = [Fault("mediation.elsewhere", "note", file, parameters={"count": left})] if left else []
    return frame[inside], faults


def _rows(frame: pd.DataFrame, found: dict[str, str], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Return the columns of the layer; those the schema does not have are unknown."""
    nothing = pd.Series(None, index=frame.index, dtype="str")
    rows = {
        column.name: texts(frame[found[column.name]])
        if column.name in found
        else (pd.Series(float("nan"), index=frame.index) if column.kind == "number" else nothing)
        for column in columns
    }
    rows["kind"] = pd.Series([_kind(row, found) for _, row in frame.iterrows()], index=frame.index, dtype="str")
    table = pd.DataFrame(rows, index=frame.index)
    table["source_row"] = pd.array(frame.index.to_numpy(), dtype="Int64")
    return table


def _kind(row: pd.Series, found: dict[str, str]) -> str:
    typology, programmes, services = (
        _values(row[found[name]]) if name in found else frozenset() for name in ("typology", "programmes", "services")
    )
    if typology & _SOCIAL_SERVICES:
        return "cpas"
    if programmes & set(_OF_HELPERS):
        return "aidant"
    return "epn" if _EQUIPPED in services else "other"


def _values(cell: object) -> frozenset[str]:
    """Return the values of a cell, as they are compared."""
    return frozenset(normalised(each) for each in _SEPARATORS.split(cell)) if isinstance(cell, str) else frozenset()


def _counted(code: str, rows: pd.DataFrame, name: str, file: str) -> list[Fault]:
    if rows.empty:
        return []
    return [Fault(code, "note", file, int(rows.index[0]), name, str(rows[name].iloc[0]), {"count": len(rows)})]


def _vintage(frame: pd.DataFrame, found: dict[str, str], file: str) -> tuple[str, list[Fault]]:
    """Return the day in the name of the file, else that on which a place was last looked at."""
    named, said = vintage_of_name(file)
    updated, wrong = dates(frame[found["updated"]], file=file, column=found["updated"])
    faults = [*wrong, *(fault for fault in said if fault.severity == "note")]
    if updated.notna().any():
        first, last = (f"{day:%Y-%m-%d}" for day in (updated.min(), updated.max()))
        if first != last:
            told = {"first": first, "last": last}
            faults.append(Fault("mediation.updated", "note", file, column=found["updated"], parameters=told))
        return named or last, faults
    return named, faults
