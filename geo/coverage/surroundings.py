"""What covers people and sites: fibre as of a day, 5G, the public Wi-Fi and the places of help that count."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.coverage.fibre import fibre_as_of
from geo.coverage.mobile import Reception, reception_at
from geo.coverage.repeats import Repeat, once_each
from geo.crs import METRIC
from geo.location import near_commune
from geo.overlay import coordinates
from geo.settings import Parameters
from geo.tables import SignalRaster, Tables
from geo.walking import Walking

MUNICIPAL_WIFI = "building:"
"""Prefix of the Wi-Fi place that stands for a municipal building whose Wi-Fi is open to the public."""

_EMPTY_IS_ABSENT = ("indicators", "residences", "mobile_5g")
"""Layers for which an empty table means "unknown"; an empty list of hotspots, by contrast, means there are none."""


@dataclass(frozen=True)
class Surroundings:
    """The layers that cover people and sites, prepared once; each is None where nobody published it.

    Attributes
    ----------
    fibre
        Areas by identifier, with their status as of the day asked for.
    mobile_areas, mobile_grids
        5G by areas of a class and by grids; None and empty when there is no 5G layer.
    wifi
        Public hotspots in or near the commune, by ``wifi_id``, and its own buildings whose Wi-Fi is open to the public.
    support_places
        Places of help in or near the commune, by ``place_id``, without those that give no hours at all.
    walking
        How distances are measured.
    repeats
        Places of Wi-Fi and of help that stand in the lists twice.
    crs
        The system of all coordinates, in metres.

    Examples
    --------
    >>> around = survey(town, evidence.sites, evidence.sectors, walk, parameters)
    >>> around.has_mobile, len(around.support_places)
    (True, 1)
    """

    fibre: gpd.GeoDataFrame | None
    mobile_areas: gpd.GeoDataFrame | None
    mobile_grids: tuple[SignalRaster, ...]
    wifi: gpd.GeoDataFrame | None
    support_places: gpd.GeoDataFrame | None
    walking: Walking
    repeats: tuple[Repeat, ...] = ()
    crs: object = METRIC

    @property
    def has_mobile(self) -> bool:
        """Whether any operator's 5G is known."""
        return self.mobile_areas is not None or bool(self.mobile_grids)

    def reception(self, points: np.ndarray) -> Reception:
        """Return the 5G reception at points; all unknown without a layer."""
        if self.has_mobile:
            return reception_at(points, self.mobile_areas, self.mobile_grids, self.crs)
        unknown = np.full(len(points), np.nan)
        return Reception(unknown, unknown, unknown, unknown)

    def distances(self, here: np.ndarray, index: pd.Index) -> pd.DataFrame:
        """Return ``wifi_distance_m`` and ``help_distance_m`` from coordinates; NaN without the layer."""
        columns = {}
        for name, places in (("wifi_distance_m", self.wifi), ("help_distance_m", self.support_places)):
            if places is None:
                columns[name] = np.full(len(here), np.nan)
            else:
                columns[name] = self.walking.nearest(here, coordinates(places.geometry.to_numpy()))
        return pd.DataFrame(columns, index=index)


def absent_layers(tables: Tables) -> tuple[str, ...]:
    """Name the optional layers that hold nothing, in the order in which layers are shown.

    Examples
    --------
    >>> absent_layers(toy.full_tables(fibre=None, wifi=None))
    ('fibre', 'wifi', 'streets')
    """
    mobile = tables.mobile_5g_rasters or _areas_of_class(tables)
    layers = {
        "indicators": tables.indicators,
        "residences": tables.residences,
        "fibre": tables.fibre,
        "mobile_5g": mobile,
        "wifi": tables.wifi,
        "support_places": tables.support_places,
        "streets": tables.streets,
    }
    return tuple(
        name for name, table in layers.items() if table is None or (name in _EMPTY_IS_ABSENT and not len(table))
    )


def survey(
    tables: Tables, sites: gpd.GeoDataFrame, sectors: gpd.GeoDataFrame, walking: Walking, parameters: Parameters
) -> Surroundings:
    """Prepare what covers people and sites.

    Parameters
    ----------
    tables
        The layers.
    sites, sectors
        As ``geo.location`` places and frames them.
    walking
        How distances are measured.
    parameters
        The day as of which fibre counts, and how far outside the commune places do.

    Examples
    --------
    >>> around = survey(town, evidence.sites, evidence.sectors, walk, parameters)
    >>> around.wifi.index.tolist()
    ['building:b5-pool', 'w1']
    """
    areas = None if "mobile_5g" in absent_layers(tables) else _areas_of_class(tables)
    margin = parameters.reach.outside_margin_m
    wifi = None if tables.wifi is None else _public_wifi(tables.wifi, sites, sectors, margin)
    helping = None if tables.support_places is None else _help(tables.support_places, sectors, margin)
    repeats: tuple[Repeat, ...] = ()
    if wifi is not None:
        # A building of the commune goes first: it has hours, and plans know it by its key.
        own = wifi.index.str.startswith(MUNICIPAL_WIFI)
        wifi, repeats = once_each(pd.concat([wifi[own], wifi[~own]]), "wifi", _one_hotspot)
        wifi = wifi.sort_index()
    if helping is not None:
        most = helping.sort_values("help_hours_per_week", ascending=False, kind="stable")
        helping, more = once_each(most, "support_places", _one_help)
        helping, repeats = helping.sort_index(), repeats + more
    return Surroundings(
        fibre=None if tables.fibre is None else fibre_as_of(tables.fibre, parameters.coverage.as_of),
        mobile_areas=areas,
        mobile_grids=tables.mobile_5g_rasters,
        wifi=wifi,
        support_places=helping,
        walking=walking,
        repeats=repeats,
        crs=sectors.crs,
    )


def _areas_of_class(tables: Tables) -> gpd.GeoDataFrame | None:
    """Return the 5G areas by identifier, without the rows that only name a grid; None when no area is left."""
    if tables.mobile_5g is None:
        return None
    areas = tables.mobile_5g.sort_values("coverage_id")
    areas = areas[areas["class"].notna() & areas.geometry.notna()]
    return areas if len(areas) else None


def _public_wifi(
    wifi: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, sectors: gpd.GeoDataFrame, margin_m: float
) -> gpd.GeoDataFrame:
    places = wifi.set_index("wifi_id").sort_index()
    near = near_commune(places.geometry.to_numpy(), sectors, margin_m)
    places = places[near & (places["access"] == "public").to_numpy(dtype=bool)]
    equipped = (sites["wifi_now"] == "public").fillna(value=False) & sites["public_access"].fillna(value=True)
    own = sites[equipped.astype(bool) & (sites["location_status"] == "located")]
    if own.empty:
        return places
    added = gpd.GeoDataFrame(
        {"name": own["name"].to_numpy(), "access": "public", "setting": "indoor"},
        geometry=own.geometry.to_numpy(),
        crs=sites.crs,
        index=pd.Index(MUNICIPAL_WIFI + own.index.astype("str"), name="wifi_id"),
    )
    together = pd.concat([places, added.reindex(columns=places.columns).astype(places.drop(columns="geometry").dtypes)])
    return gpd.GeoDataFrame(together.sort_index(), geometry="geometry", crs=sites.crs)


def _one_hotspot(one: pd.Series, other: pd.Series) -> bool:
    """Say whether two hotspots of one name and place are one; indoors and outdoors are two, with other hours."""
    settings = one.get("setting"), other.get("setting")
    return bool(pd.isna(settings[0]) or pd.isna(settings[1]) or settings[0] == settings[1])


def _one_help(one: pd.Series, other: pd.Series) -> bool:
    """Say whether two places of help of one name and place are one: of one kind, or with the same hours of help.

    Another kind of help with other hours under the same roof is another help.
    """
    hours = one["help_hours_per_week"], other["help_hours_per_week"]
    alike = pd.isna(hours[0]) or pd.isna(hours[1]) or hours[0] == hours[1]
    return bool(alike or one["kind"] == other["kind"])


def _help(support: gpd.GeoDataFrame, sectors: gpd.GeoDataFrame, margin_m: float) -> gpd.GeoDataFrame:
    places = support.set_index("place_id").sort_index()
    near = near_commune(places.geometry.to_numpy(), sectors, margin_m)
    return places[near & (places["help_hours_per_week"] != 0).to_numpy(dtype=bool)]
