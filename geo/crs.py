"""The coordinate reference systems of the program; no other module names a code."""

from typing import TYPE_CHECKING

from geo.errors import MaillageError, SettingsError
from geo.texts import N_

if TYPE_CHECKING:
    from pyproj import CRS

METRIC = "EPSG:3812"
"""Belgian Lambert 2008, in metres: the system of every stored geometry and every distance, unless the file of the
commune names another (``metric_crs``). The engine takes the system its tables come in."""

MAP = "EPSG:4326"
"""Longitude and latitude in degrees, used by the browser, GeoJSON and the configuration."""

MADE_FOR = (2.5, 49.5, 6.4, 51.51)
"""West, south, east and north of where ``METRIC`` is made for, as the EPSG register has it.

The register takes longer to open than most commands need, and is not asked of what lies inside.
"""


def in_metres(crs: "CRS | None") -> bool:
    """Say whether a coordinate system is projected, with metres along both axes.

    Examples
    --------
    >>> from pyproj import CRS
    >>> in_metres(CRS("EPSG:2154")), in_metres(CRS(MAP)), in_metres(None)
    (True, False, False)
    """
    return crs is not None and crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info[:2])


def metric_system(code: str) -> str:
    """Return the code of a system of metres as its register writes it.

    Raises
    ------
    ValueError
        When nobody knows it, it has no code, or it does not count in metres: every distance would be wrong.

    Examples
    --------
    >>> metric_system("epsg:2154")
    'EPSG:2154'
    """
    if code == METRIC:
        return code
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(code)
    except CRSError:
        raise ValueError(_NO_SYSTEM) from None
    if (named := crs.to_authority()) is None or not in_metres(crs):
        raise ValueError(_NO_METRES)
    return ":".join(named)


def refuse_elsewhere(code: str, longitude: float, latitude: float) -> None:
    """Raise a SettingsError where a projection is not made for a place: Lambert 2008 makes Montpellier 0.7 % longer.

    Examples
    --------
    >>> refuse_elsewhere(METRIC, 4.44, 50.41)
    """
    west, south, east, north = MADE_FOR
    if code == METRIC and west <= longitude <= east and south <= latitude <= north:
        return
    from pyproj import CRS

    area = CRS(code).area_of_use
    if area is not None and not (area.west <= longitude <= area.east and area.south <= latitude <= area.north):
        raise SettingsError([MaillageError(_ELSEWHERE, key="metric_crs", value=code)])


_NO_SYSTEM = N_("no coordinate system is called so; write a code of the EPSG register, such as EPSG:3812 or EPSG:2154")
_NO_METRES = N_(
    "not a projected system of metres with a code; write one, such as EPSG:3812 in Belgium or EPSG:2154 in France"
)
_ELSEWHERE = N_(
    "{key}: {value} is not made for where frame_wgs84 lies: lengths would be wrong; name the projection of the "
    "country, such as EPSG:3812 in Belgium or EPSG:2154 in France."
)
