"""The exported tables that have a place on the map: what each stands on, its key, its title, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import geopandas as gpd
import pandas as pd

from geo.evidence import Evidence
from geo.ranking import Assessment
from geo.texts import N_

Ground = Literal["sector", "building", "demand", "door", "own"]

Geometry = Literal["MultiPolygon", "Point"]


@dataclass(frozen=True)
class MapLayer:
    """One layer.

    Attributes
    ----------
    title
        Its name in the list of layers.
    ground
        What its rows stand on; ``own``: they say themselves where they are, by ``x_m`` and ``y_m``.
    key
        Columns that no two rows share.
    shown
        Whether a project shows it when it is opened.
    """

    title: str
    ground: Ground
    key: tuple[str, ...]
    shown: bool = False

    @property
    def geometry(self) -> Geometry:
        """Return what its geometries are."""
        return "MultiPolygon" if self.ground == "sector" else "Point"


_BUILDING, _DEMAND, _SECTOR = ("building_id",), ("demand_id",), ("sector_code_statbel",)

MAP_LAYERS: Mapping[str, MapLayer] = MappingProxyType(
    {
        "roster_doors": MapLayer(
            N_("Aidants: doors and half-days"), "door", ("door_id", "half_day", "wave"), shown=True
        ),
        "roster_new_places": MapLayer(N_("Aidants: new places of help"), "own", ("place_id",), shown=True),
        "programme_wifi": MapLayer(N_("Wi-Fi programme: purchases"), "building", ("building_id", "year"), shown=True),
        "realised": MapLayer(N_("Wi-Fi programme: what was carried out"), "building", _BUILDING),
        "programme_waiting": MapLayer(N_("Wi-Fi programme: buildings without"), "building", _BUILDING),
        "ranking_wifi": MapLayer(N_("Ranking for Wi-Fi"), "building", _BUILDING),
        "ranking_aidants": MapLayer(N_("Ranking for helpers"), "building", _BUILDING),
        "sites": MapLayer(N_("Buildings: expected vulnerable residents within a walk"), "building", _BUILDING),
        "gaps": MapLayer(N_("Gaps where people live: how many of three"), "demand", _DEMAND),
        "access": MapLayer(N_("Hours of help a week within a walk, per 1,000 people"), "demand", _DEMAND),
        "demand": MapLayer(N_("Where people live"), "demand", _DEMAND, shown=True),
        "gaps_by_sector": MapLayer(N_("Vulnerable residents in some gap, by neighbourhood"), "sector", _SECTOR),
        "sectors": MapLayer(N_("Vulnerability index of neighbourhoods (0-100)"), "sector", _SECTOR, shown=True),
    }
)
"""Table -> its layer, the uppermost first."""


def map_layers(tables: Mapping[str, pd.DataFrame], assessment: Assessment) -> dict[str, gpd.GeoDataFrame]:
    """Return those of the tables that have a place, with their geometries, from the lowest to the uppermost.

    Parameters
    ----------
    tables
        Name -> table as the files have it.
    assessment
        Where sectors, buildings, the places where people live and partners' doors are.

    Notes
    -----
    A row whose place is not known stays, without a geometry: it is a row of the file too.
    """
    evidence = assessment.evidence
    grounds = {
        "sector": evidence.sectors.geometry,
        "building": evidence.sites.geometry,
        "demand": evidence.demand.geometry,
        "door": _doors(evidence),
    }
    drawn = {}
    for name, layer in reversed(MAP_LAYERS.items()):
        if name in tables:
            table = tables[name]
            ground = _own(table, evidence.sites.crs) if layer.ground == "own" else grounds[layer.ground]
            places = ground.reindex(table[layer.key[0]])
            drawn[name] = gpd.GeoDataFrame(table, geometry=places.to_numpy(), crs=ground.crs)
    return drawn


def _own(table: pd.DataFrame, crs: object) -> gpd.GeoSeries:
    """Return where rows say that they are."""
    return gpd.GeoSeries(gpd.points_from_xy(table["x_m"], table["y_m"]), table["place_id"].astype(str), crs=crs)


def _doors(evidence: Evidence) -> gpd.GeoSeries:
    """Return where aidants may work: buildings, and the places of partners that are in none of them."""
    buildings = evidence.sites.geometry
    if evidence.workplaces is None:
        return buildings
    own = evidence.workplaces[["own_x_m", "own_y_m"]].dropna()
    own = own[~own.index.isin(buildings.index)]
    places = gpd.GeoSeries(gpd.points_from_xy(own["own_x_m"], own["own_y_m"]), own.index, crs=buildings.crs)
    return gpd.GeoSeries(pd.concat([buildings, places]), crs=buildings.crs)
