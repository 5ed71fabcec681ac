"""Statbel's statistical sectors, in any vintage from 2011 on and any of the formats Statbel publishes."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.place import Place
from layers._adapters._place_names import readable_name
from layers._adapters._sector_rows import (
    COMMUNE_HEADERS,
    SECTOR_CODE,
    SECTOR_HEADERS,
    Headers,
    also_saying,
    bad_codes,
    examples,
    headers,
    rows_of_commune,
)
from layers._fault import Fault
from layers._raw import RawFile
from layers._read import opened, read_features
from layers._spec import Cleaned
from layers.reading.header_peek import FEATURES, headers_of
from layers.reading.headers import dates, normalised, texts
from layers.reading.vintage import vintage_of_name

OVERLAP_SHARE = 0.01
"""Share of the smaller of two sectors above which an overlap is reported; slivers between neighbours stay below."""

_REQUIRED = {"sector_code_statbel": SECTOR_HEADERS}
_OPTIONAL = {
    "municipality_code_nis": COMMUNE_HEADERS,
    "sector_name_fr": ("tx_sector_descr_fr", "tx_descr_sector_fr", "sector.fr", "sector_fr"),
    "sector_name_nl": ("tx_sector_descr_nl", "tx_descr_sector_nl", "sector.nl", "sector_nl"),
    "section_code_statbel": ("cd_sub_munty", "nis6"),
    "section_name": ("tx_sub_munty_fr", "tx_sub_munty_descr_fr", "tx_sub_munty_nl"),
    "situation": ("dt_situation",),
}
_OF_SECTORS = frozenset({"cd_sub_munty", "tx_sector_descr_fr", "tx_sector_descr_nl", "sector.fr", "sector_fr"})
_CODES = frozenset(SECTOR_HEADERS)


def recognise(raw: RawFile) -> bool:
    """Say whether these are features with the code and the name or section of a sector."""
    found = headers_of(raw, FEATURES)
    return bool(found & _CODES) and bool(found & _OF_SECTORS)


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the sectors of one commune.

    Parameters
    ----------
    raws
        One file: the whole country or a part of it.
    place
        The commune, and the names of its sections where the publisher's are unreadable.

    Returns
    -------
    Cleaned
        One row a sector, its parts joined; the area is that of the outline in the commune's metres.

    Raises
    ------
    Refused
        When the file cannot be read, has no column of sectors or no sector of the commune.

    Notes
    -----
    The section is the code Statbel gives or, where it gives none, the first six characters of the sector's.
    """
    raw = raws[0]
    with opened(raw, FEATURES) as inner:
        features, faults = read_features(inner, place)
        name = inner.name
    with also_saying(faults):
        columns = headers(features, _REQUIRED, _OPTIONAL, raw.name)
        rows, cut = rows_of_commune(features, columns, place)
    # Faults in rows of other communes are not reported; a row that is no feature may be of this one.
    elsewhere = features.index.difference(rows.index)
    faults = [fault for fault in faults if fault.row not in elsewhere] + columns.faults + cut
    codes = rows["sector_code_statbel"]
    good = codes.str.fullmatch(SECTOR_CODE, na=False)
    faults += bad_codes(codes[~good], raw.name, columns["sector_code_statbel"])
    rows = rows[good]
    vintage, said = _vintage(rows, columns, name)
    joined, parts = joined_parts(rows, raw.name)
    shapes = shapely.make_valid(np.asarray(joined.geometry.array, dtype=object))
    if not place.name.fr:
        # The commune is being set up: whoever writes its file wants to know what it is called.
        faults.append(_commune_name(rows, raw.name))
    faults += [*said, *parts, *overlapping(joined["sector_code_statbel"], shapes, raw.name)]
    return Cleaned(_table(joined, shapes, columns, place), faults, vintage)


def joined_parts(rows: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Join the parts of each sector into one outline, the attributes being those of its first row."""
    codes = rows["sector_code_statbel"]
    parted = codes[codes.duplicated(keep=False)]
    if parted.empty:
        return rows, []
    first = rows[~codes.duplicated()].copy()
    for _, group in parted.groupby(parted):
        shapes = shapely.make_valid(np.asarray(rows.geometry.loc[group.index].array, dtype=object))
        first.loc[group.index[0], "geometry"] = _polygons(shapely.union_all(shapes))
    repeated = sorted(parted.unique())
    parameters = {"count": len(repeated), "examples": examples(repeated)}
    return first, [Fault("sectors.parts_joined", "note", file, parameters=parameters)]


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of a union, without the lines and points repairing may leave."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def _commune_name(rows: pd.DataFrame, file: str) -> Fault:
    """Return a note with the names of the commune, empty where the file does not say."""
    by_name = {normalised(str(each)): each for each in rows.columns}
    names = {
        language: next(iter(texts(rows[by_name[header]]).dropna()), "") if header in by_name else ""
        for language in ("fr", "nl", "de")
        for header in (f"tx_munty_descr_{language}",)
    }
    return Fault("sectors.commune_name", "note", file, value=names["fr"] or names["nl"], parameters=names)


def overlapping(codes: pd.Series, shapes: np.ndarray, file: str) -> list[Fault]:
    """Return a warning that names the pairs of sectors which overlap."""
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    smaller = np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    over = shared > OVERLAP_SHARE * smaller
    if not over.any():
        return []
    names = codes.to_numpy()
    found = sorted(
        f"{min(names[one], names[other])} / {max(names[one], names[other])} ({100 * part:.0f} %)"
        for one, other, part in zip(left[over], right[over], shared[over] / smaller[over], strict=True)
    )
    parameters = {"count": len(found), "percent": f"{100 * OVERLAP_SHARE:g}", "examples": examples(found)}
    return [Fault("sectors.overlap", "warning", file, parameters=parameters)]


def _vintage(rows: pd.DataFrame, columns: Headers, name: str) -> tuple[str, list[Fault]]:
    """Return the day of the outlines: the latest the rows state, else what the name of the file says."""
    if "situation" in columns:
        days, faults = dates(rows[columns["situation"]], file=columns.file, column=columns["situation"])
        if days.notna().any():
            return str(days.max().date()), faults
    return vintage_of_name(name)


def _table(rows: pd.DataFrame, shapes: np.ndarray, columns: Headers, place: Place) -> gpd.GeoDataFrame:
    def names(column: str) -> pd.Series:
        if column not in columns:
            return pd.Series(pd.NA, index=rows.index, dtype="str")
        return texts(rows[columns[column]]).map(readable_name, na_action="ignore").astype("str")

    codes = rows["sector_code_statbel"].astype("str")
    sections = codes.str[:6]
    if "section_code_statbel" in columns:
        sections = texts(rows[columns["section_code_statbel"]]).str.upper().fillna(sections)
    given = sections.map(lambda section: place.section_names.get(section))
    french, dutch = names("sector_name_fr"), names("sector_name_nl")
    table = pd.DataFrame(
        {
            "sector_code_statbel": codes,
            "sector_name_fr": french.fillna(dutch),
            "sector_name_nl": dutch.fillna(french),
            "section_code_statbel": sections,
            "section_name": given.fillna(names("section_name")).fillna(sections).astype("str"),
            "municipality_code_nis": pd.Series(place.nis_code, index=rows.index, dtype="str"),
            "area_m2": pd.Series(shapely.area(shapes), index=rows.index).where(~shapely.is_missing(shapes)),
            "source_row": rows["source_row"].astype("Int64"),
        }
    )
    geometry = gpd.GeoSeries(np.asarray(rows["geometry"].array, dtype=object), index=rows.index, crs=place.metric_crs)
    return gpd.GeoDataFrame(table, geometry=geometry, crs=place.metric_crs).reset_index(drop=True)
