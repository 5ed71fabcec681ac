"""Schools of the Federation Wallonie-Bruxelles (ETNIC, signaletique-fase): those of the commune are its buildings."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from geo.place import Place, SchoolSelection
from layers._adapters._city_cells import missing
from layers._adapters._city_places import points_from_pairs
from layers._adapters.city_file import KINDS
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.archive import opened
from layers.reading.features_in import FEATURE_KINDS, read_features
from layers.reading.header_peek import headers_of
from layers.reading.headers import find, normalised, texts
from layers.reading.kinds import kind_of
from layers.reading.points_in import points_from_columns
from layers.reading.tables_in import read_table
from layers.reading.vintage import vintage_of_name

HEADERS: Mapping[str, tuple[str, ...]] = {
    "site": ("N° FASE de l'implantation", "ndegfase_de_l_implantation", "ndeg_fase_de_l_implantation"),
    "name": ("Nom de l'établissement", "nom_de_l_etablissement"),
    "address": ("Adresse de l'implantation", "adresse_de_l_implantation"),
    "postal_code": ("Code postal de l'implantation", "code_postal_de_l_implantation"),
    "commune": ("Commune de l'implantation", "commune_de_l_implantation"),
    "authority": ("Nom de P.O.", "nom_de_p_o", "Nom du P.O.", "nom_du_p_o"),
    "teaching": ("Type d'enseignement", "type_d_enseignement"),
}
"""The labels of the portal's export and its field names; which of the two comes depends on a box ticked there."""

_LATITUDE = ("Latitude", "lat")
_LONGITUDE = ("Longitude", "lon", "lng")
_PAIR = ("geolocalisation", "geo_point_2d", "geo_point", "coordonnees", "geopoint")

_EXAMPLES = 5


def recognise(raw: RawFile) -> bool:
    """Say whether the file is the list of schools, by its columns."""
    headers = headers_of(raw, KINDS)
    return any(normalised(alias) in headers for alias in HEADERS["site"]) and any(
        normalised(alias) in headers for alias in HEADERS["authority"]
    )


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read the sites of the commune's own schools as buildings.

    Parameters
    ----------
    raws
        The national list: one row a site and type of teaching.
    place
        Says which organising authority and commune to keep, compared without case and accents, and whether schools
        count as open to the public.
    columns
        The columns of the layer of buildings.

    Returns
    -------
    Cleaned
        One row a site, called ``fase-`` and its number; what the list does not say is unknown. A site placed far
        away has no geometry, and a fault says so.

    Raises
    ------
    Refused
        When the commune's configuration names no schools, or the list has none of them.
    """
    raw = raws[0]
    if place.schools is None:
        raise Refused([Fault("schools.not_configured", "error", raw.name)])
    with opened(raw, KINDS) as inner:
        frame, geometry, faults = _read(inner, place)
        file = inner.name
    found, said = _columns(frame, file)
    faults += said
    own = _own(frame, found, place.schools, file)
    left_out = len(frame) - len(own)
    if left_out:
        faults.append(Fault("schools.others", "note", file, parameters={"count": left_out}))
    sites, said = _sites(own, found, file)
    faults += said
    if geometry is None:
        geometry, said = _points(sites, place, file)
        faults += said
    table = _table(sites, found, place.schools, columns)
    table["source_row"] = pd.array(sites.index.to_numpy(), dtype="Int64")
    placed = gpd.GeoDataFrame(
        table, geometry=gpd.GeoSeries(geometry.loc[sites.index], crs=place.metric_crs), crs=place.metric_crs
    )
    vintage, said = vintage_of_name(file)
    return Cleaned(placed.reset_index(drop=True), faults + said, vintage)


def _read(raw: RawFile, place: Place) -> tuple[pd.DataFrame, gpd.GeoSeries | None, list[Fault]]:
    """Return the rows, and their geometry if they come with one."""
    if kind_of(raw) in FEATURE_KINDS:
        features, faults = read_features(raw, place)
        return pd.DataFrame(features.drop(columns="geometry")), features.geometry, faults
    return read_table(raw), None, []


def _columns(frame: pd.DataFrame, file: str) -> tuple[dict[str, str], list[Fault]]:
    """Find the columns by their names in either family; refuse the file when one is not there."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for ours, aliases in HEADERS.items():
        header, said = find(frame, aliases, required=True, file=file, column=ours)
        # Both sets of column names are accepted.
        faults += [fault for fault in said if fault.severity == "error"]
        if header is not None:
            found[ours] = header
    if faults:
        raise Refused(faults)
    return found, []


def _own(frame: pd.DataFrame, found: Mapping[str, str], schools: SchoolSelection, file: str) -> pd.DataFrame:
    """Return the rows of the commune's own schools; refuse the list when there are none."""
    communes = texts(frame[found["commune"]])
    authorities = texts(frame[found["authority"]])
    here = communes.map(normalised, na_action="ignore") == normalised(schools.commune_name)
    own = here & (authorities.map(normalised, na_action="ignore") == normalised(schools.organising_authority))
    if not own.any():
        counts = authorities[here].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        parameters = {
            "authority": schools.organising_authority,
            "commune": schools.commune_name,
            "found": ", ".join(str(each) for each in counts.index[:_EXAMPLES]) or "-",
        }
        raise Refused([Fault("schools.none", "error", file, parameters=parameters)])
    return frame[own]


def _sites(own: pd.DataFrame, found: Mapping[str, str], file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Return one row a site, with its name and all its kinds of teaching."""
    own = own.assign(site=texts(own[found["site"]]), name=texts(own[found["name"]]))
    own["teaching"] = texts(own[found["teaching"]]).fillna("")
    # A row without a number counts as a separate site and is reported.
    group = own["site"].where(own["site"].notna(), "row " + own.index.astype("str"))
    faults: list[Fault] = []
    names, teachings = {}, {}
    for _, rows in own.groupby(group, sort=False):
        first = rows.index[0]
        ordered = _names_by_preference(rows["name"])
        names[first] = ordered[0] if ordered else None
        teachings[first] = frozenset(rows["teaching"])
        if len(ordered) > 1:
            parameters = {"values": "; ".join(ordered)}
            value = str(rows["site"].iloc[0])
            faults.append(Fault("schools.several_values", "note", file, int(first), found["name"], value, parameters))
    sites = own.loc[list(names)].copy()
    sites["name"] = pd.Series(names, dtype="str")
    sites["kind"] = pd.Series({row: _kind(each) for row, each in teachings.items()}, dtype="str")
    sites.attrs = dict(own.attrs)
    return sites, faults


def _names_by_preference(names: pd.Series) -> list[str]:
    """Return the names of the schools at one site: the usual tenant first, a CEFA (a guest in a school) last."""
    counts = names.value_counts()
    return sorted(
        map(str, counts.index), key=lambda name: (name.casefold().startswith("cefa"), -int(counts[name]), name)
    )


def _kind(teachings: frozenset[str]) -> str:
    """Return what a site is, in the publisher's language, by everything taught there."""
    folded = {normalised(each) for each in teachings}
    if all(each.startswith("artistique_a_horaire_reduit") for each in folded):
        return "académie"
    if all(each.startswith("promotion_sociale") for each in folded):
        return "promotion sociale"
    if all(each.startswith(("haute_ecole", "ecole_superieure", "universite")) for each in folded):
        return "enseignement supérieur"
    return "école"


def _points(sites: pd.DataFrame, place: Place, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Return the points of a table's rows."""
    latitude, _ = find(sites, _LATITUDE, required=False, file=file, column="latitude")
    longitude, _ = find(sites, _LONGITUDE, required=False, file=file, column="longitude")
    pair, _ = find(sites, _PAIR, required=False, file=file, column="geolocalisation")
    if latitude is not None and longitude is not None:
        points, faults = points_from_columns(sites, longitude, latitude, None, place)
        # The headers say degrees, the numbers confirm it: nothing was assumed.
        return points, [fault for fault in faults if fault.code != "crs.assumed"]
    if pair is not None:
        return points_from_pairs(sites, pair, place)
    nowhere = gpd.GeoSeries([None] * len(sites), index=sites.index, crs=place.metric_crs)
    parameters = {"headers": ", ".join(map(str, sites.columns))}
    return nowhere, [Fault("place.no_columns", "warning", file, parameters=parameters)]


def _table(
    sites: pd.DataFrame, found: Mapping[str, str], schools: SchoolSelection, columns: tuple[Column, ...]
) -> pd.DataFrame:
    """Return the sites with the columns of the layer; what the list does not say is missing."""
    known: dict[str, pd.Series] = {
        "building_id": "fase-" + sites["site"],
        "name": sites["name"],
        "activity": pd.Series("education", index=sites.index, dtype="str"),
        "kind": sites["kind"],
        "address": texts(sites[found["address"]]),
        "postal_code": texts(sites[found["postal_code"]]),
        "public_access": pd.Series(schools.public_access, index=sites.index, dtype="boolean"),
        "source": pd.Series("schools", index=sites.index, dtype="str"),
    }
    filled = {column.name: known.get(column.name, missing(column, sites.index)) for column in columns}
    return pd.DataFrame(filled, index=sites.index)
