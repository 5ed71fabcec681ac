"""Small areas of a commune that are no statistical sectors of Statbel's: quarters, IRIS, the city's own."""

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.place import Place
from layers._adapters._sector_rows import SECTOR_CODE, bad_codes
from layers._adapters.city_file import Wanted, rows_of
from layers._adapters.statbel_sectors import joined_parts, overlapping
from layers._raw import RawFile
from layers._spec import Cleaned, Column

MOST_AREAS = 5000
_COMMUNE = "municipality_code_nis"


def recognise(raw: RawFile) -> bool:
    """Say no: outlines of any kind may be areas, so that whoever means them says so (``--source city``)."""
    del raw
    return False


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read the areas by the mapping ``sectors.city``, which has to give each the code of a sector.

    Parameters
    ----------
    raws
        Outlines.
    place
        The commune: its code, the names of its sections, the mapping.
    columns
        The declaration of the layer.

    Returns
    -------
    Cleaned
        One row a code, outlines of the same code joined. The section is the first six characters of the code where no
        column says it; the area is that of the outline in the commune's projection.
    """
    optional = tuple(replace(each, required=each.name == "sector_code_statbel") for each in columns)
    wanted = Wanted("sectors", "city", optional, given={_COMMUNE: place.nis_code}, most_rows=MOST_AREAS)
    cleaned = rows_of(raws, place, wanted)
    file = raws[0].name
    table = cleaned.table.set_index(cleaned.table["source_row"].astype("int64"))
    codes = table["sector_code_statbel"].str.upper()
    good = codes.str.fullmatch(SECTOR_CODE, na=False)
    faults = [*cleaned.faults, *bad_codes(codes[~good & codes.notna()], file, "sector_code_statbel")]
    rows, parts = joined_parts(gpd.GeoDataFrame(table.assign(sector_code_statbel=codes)[good]), file)
    shapes = shapely.make_valid(np.asarray(rows.geometry.array, dtype=object))
    faults += [*parts, *overlapping(rows["sector_code_statbel"], shapes, file)]
    section = rows["section_code_statbel"].fillna(rows["sector_code_statbel"].str[:6])
    named = section.map(lambda code: place.section_names.get(code)).astype("str")
    whole = rows.assign(
        sector_name_fr=rows["sector_name_fr"].fillna(rows["sector_name_nl"]),
        sector_name_nl=rows["sector_name_nl"].fillna(rows["sector_name_fr"]),
        section_code_statbel=section,
        section_name=named.fillna(rows["section_name"]).fillna(section),
        area_m2=pd.Series(shapely.area(shapes), index=rows.index).where(~shapely.is_missing(shapes)),
    )
    return Cleaned(whole.reset_index(drop=True), faults, cleaned.vintage)
