"""The one way through the engine: assess(tables, place, parameters) -> Assessment, the numbers every surface shows."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import findings
from geo._overlay import coordinates
from geo.costs import equipment
from geo.coverage import fibre_as_of, fibre_at, fibre_area_share, fibre_available
from geo.decision import decision_matrix
from geo.evidence import Assessment, DecisionMatrix, Evidence, Finding
from geo.gaps import beyond, home_gap
from geo.gates import GATES_OF
from geo.hours import hours_per_week
from geo.location import frame_sectors, near_commune, place_sites
from geo.mobile import Reception, reception_at, reception_over
from geo.parameters import Parameters
from geo.place import Place
from geo.population import Disaggregation, disaggregate
from geo.reach import STRAIGHT_LINE, in_reach, nearest_straight_line, straight_line_reach
from geo.tables import Tables
from geo.vulnerability import Index, vulnerability_index, wide
from geo.vulnerable_count import Expected, expected_vulnerable
from geo.zones import gap_columns, gap_totals, resident_share

__all__ = ["Assessment", "DecisionMatrix", "Evidence", "Finding", "assess"]

SENIORS = "share_65_plus"
"""Indicator (share of residents, 0-1) from which seniors are counted."""

MUNICIPAL_WIFI = "building:"
"""Prefix of the Wi-Fi place that stands for a municipal building whose Wi-Fi is open to the public."""


def assess(tables: Tables, place: Place, parameters: Parameters) -> Assessment:
    """Compute everything that does not depend on weights.

    Parameters
    ----------
    tables
        The published layers; the order of their rows changes nothing.
    place, parameters
        The commune, and all that changes the meaning of a result.

    Raises
    ------
    DataError
        When tables and outlines do not belong together, or parameters contradict each other.
    """
    absent = _absent(tables)
    sectors = frame_sectors(tables.sectors, place)
    told = [*findings.absent_layers(absent), *_join_rates(tables, sectors.index)]

    spread = disaggregate(sectors, tables.population, tables.residences)
    indicators = wide(tables.indicators, sectors.index)
    index = vulnerability_index(indicators, parameters.vulnerability)
    expected = expected_vulnerable(spread.residents, index.table, indicators, parameters.vulnerability)
    told += findings.of_population(spread, residences_published="residences" not in absent)
    told += findings.of_vulnerability(index, expected, spread.residents, parameters)

    sites = place_sites(tables.buildings, sectors)
    told += [*findings.of_sites(sites), *findings.of_distances(parameters)]
    wifi = _wifi(tables, sites, sectors, parameters)
    support = _support_places(tables, sectors, parameters)

    demand = _people(spread, expected, indicators)
    demand = _covered(demand, tables, absent, wifi, support, parameters)
    sites = _equipped(sites, tables, absent, wifi, support, parameters)

    limit, detour = parameters.reach.limit_m, parameters.reach.detour_factor
    demand_xy = coordinates(demand.geometry.to_numpy())
    sites_xy = _sites_xy(sites)
    reach = straight_line_reach(sites_xy, demand_xy, limit, detour)
    located = sites["location_status"] == "located"
    for column, amount in (("population_in_reach", "population"), ("vulnerable_in_reach", "vulnerable_count")):
        sites[column] = pd.Series(in_reach(reach, demand[amount]), index=sites.index).where(located)
    sites = sites.join(equipment(sites, parameters.costs))
    support_xy = None if support is None else coordinates(support.geometry.to_numpy())

    evidence = Evidence(
        place=place,
        parameters=parameters,
        demand=demand,
        sectors=_sectors(sectors, spread, index, expected, indicators, demand, tables, absent, parameters),
        sites=sites,
        reach=reach,
        support_reach=None if support_xy is None else straight_line_reach(support_xy, demand_xy, limit, detour),
        help_near_sites=None if support_xy is None else straight_line_reach(support_xy, sites_xy, limit, detour),
        distance_method=STRAIGHT_LINE,
        support_places=support,
        wifi=wifi,
        absent_layers=absent,
    )
    return Assessment(
        evidence=evidence,
        matrices={ranking: decision_matrix(evidence, ranking) for ranking in GATES_OF},
        findings=tuple(told),
        totals=_totals(evidence, spread, parameters),
    )


def _absent(tables: Tables) -> tuple[str, ...]:
    """Name the optional layers that hold nothing, in the order of the layers."""
    rows = {
        "indicators": tables.indicators,
        "residences": tables.residences,
        "fibre": tables.fibre,
        "mobile_5g": _areas_of_class(tables) if not tables.mobile_5g_rasters else tables.mobile_5g_rasters,
        "wifi": tables.wifi,
        "support_places": tables.support_places,
    }
    return tuple(
        layer for layer, table in rows.items() if table is None or (layer in _EMPTY_IS_ABSENT and not len(table))
    )


_EMPTY_IS_ABSENT = ("indicators", "residences", "mobile_5g")
"""Layers of which an empty table says nothing; an empty list of hotspots, by contrast, says that there are none."""


def _areas_of_class(tables: Tables) -> gpd.GeoDataFrame | None:
    """Return the 5G areas without the rows that only name a grid, by identifier."""
    if tables.mobile_5g is None:
        return None
    areas = tables.mobile_5g.sort_values("coverage_id")
    return areas[areas["class"].notna() & areas.geometry.notna()]


def _join_rates(tables: Tables, sectors: pd.Index) -> list[Finding]:
    found = findings.join_rate("population", tables.population["sector_code_statbel"], sectors)
    if tables.indicators is not None:
        found += findings.join_rate("indicators", tables.indicators["sector_code_statbel"], sectors)
    return found


def _wifi(
    tables: Tables, sites: gpd.GeoDataFrame, sectors: gpd.GeoDataFrame, parameters: Parameters
) -> gpd.GeoDataFrame | None:
    """Return the public hotspots that count, the commune's own buildings with public Wi-Fi among them."""
    if tables.wifi is None:
        return None
    places = tables.wifi.set_index("wifi_id").sort_index()
    near = near_commune(places.geometry.to_numpy(), sectors, parameters.reach.outside_margin_m)
    places = places[near & (places["access"] == "public").to_numpy()]
    open_to_all = (sites["wifi_now"] == "public").fillna(value=False) & sites["public_access"].fillna(value=True)
    own = sites[open_to_all.astype(bool) & (sites["location_status"] == "located")]
    added = gpd.GeoDataFrame(
        {
            "name": own["name"].to_numpy(),
            "operator": pd.array([pd.NA] * len(own), dtype="str"),
            "access": "public",
            "setting": "indoor",
        },
        geometry=own.geometry.to_numpy(),
        crs=sites.crs,
        index=pd.Index(MUNICIPAL_WIFI + own.index.astype("str"), name="wifi_id"),
    )
    return pd.concat([places, added]).sort_index() if len(added) else places


def _support_places(tables: Tables, sectors: gpd.GeoDataFrame, parameters: Parameters) -> gpd.GeoDataFrame | None:
    """Return the places of help that count: near enough, and not known to give no help at all."""
    if tables.support_places is None:
        return None
    places = tables.support_places.set_index("place_id").sort_index()
    near = near_commune(places.geometry.to_numpy(), sectors, parameters.reach.outside_margin_m)
    return places[near & (places["help_hours_per_week"] != 0).to_numpy()]


def _people(spread: Disaggregation, expected: Expected, indicators: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add to each demand point how many of its people are vulnerable, and how many are seniors."""
    demand = spread.demand.copy()
    sector, people = demand["sector_code_statbel"], demand["population"]
    for column, rate in (
        ("vulnerable_count", "vulnerable_rate"),
        ("vulnerable_low", "rate_low"),
        ("vulnerable_high", "rate_high"),
    ):
        demand[column] = people * sector.map(expected.table[rate])
    demand["seniors_count"] = people * sector.map(indicators[SENIORS]) if SENIORS in indicators else np.nan
    return demand


def _covered(
    demand: gpd.GeoDataFrame,
    tables: Tables,
    absent: tuple[str, ...],
    wifi: gpd.GeoDataFrame | None,
    support: gpd.GeoDataFrame | None,
    parameters: Parameters,
) -> gpd.GeoDataFrame:
    """Add to each demand point what covers it, and its three gaps."""
    points = demand.geometry.to_numpy()
    nothing = pd.Series(pd.array([pd.NA] * len(demand), dtype="boolean"), index=demand.index)
    demand["fibre_available"] = nothing
    if tables.fibre is not None:
        zones = fibre_as_of(tables.fibre, parameters.coverage.as_of)
        demand["fibre_available"] = pd.array(fibre_available(points, zones), dtype="boolean")
    reception = _reception(points, tables, absent)
    _add_reception(demand, reception)
    demand["home_gap"] = home_gap(
        demand["fibre_available"], reception.best_low, reception.best_high, parameters.coverage.home_5g_class
    )
    _add_distances(demand, coordinates(points), wifi, support, parameters)
    demand["public_gap"] = beyond(demand["wifi_distance_m"], parameters.reach.limit_m)
    demand["help_gap"] = beyond(demand["help_distance_m"], parameters.reach.limit_m)
    return demand


def _equipped(
    sites: gpd.GeoDataFrame,
    tables: Tables,
    absent: tuple[str, ...],
    wifi: gpd.GeoDataFrame | None,
    support: gpd.GeoDataFrame | None,
    parameters: Parameters,
) -> gpd.GeoDataFrame:
    """Add to each site its opening hours, and the fibre, 5G, Wi-Fi and help it has or has nearby."""
    located = (sites["location_status"] == "located").to_numpy()
    points = np.where(located, sites.geometry.to_numpy(), None)
    sites["opening_hours_per_week"] = hours_per_week(sites["opening_hours"])
    if tables.fibre is not None:
        sites = sites.join(fibre_at(points, fibre_as_of(tables.fibre, parameters.coverage.as_of), sites.index))
    else:
        sites["fibre_status"] = pd.Series(None, index=sites.index, dtype="str")
        sites["fibre_operator"] = pd.Series(None, index=sites.index, dtype="str")
        sites["fibre_available_from"] = pd.Series(pd.NaT, index=sites.index, dtype="datetime64[us]")
    _add_reception(sites, _reception(points, tables, absent))
    _add_distances(sites, _sites_xy(sites), wifi, support, parameters)
    return sites


def _sites_xy(sites: gpd.GeoDataFrame) -> np.ndarray:
    """Return where the sites stand; NaN for those that stand nowhere or at coordinates that are wrong."""
    return sites[["x_m", "y_m"]].where(sites["location_status"] == "located").to_numpy(dtype="float64")


def _reception(points: np.ndarray, tables: Tables, absent: tuple[str, ...]) -> Reception:
    if "mobile_5g" in absent:
        unknown = np.full(len(points), np.nan)
        return Reception(unknown, unknown, unknown, unknown)
    return reception_at(points, _areas_of_class(tables), tables.mobile_5g_rasters)


def _add_reception(frame: gpd.GeoDataFrame, reception: Reception) -> None:
    for column, values in (("mobile_5g_class_best", reception.best), ("mobile_5g_class_min", reception.least)):
        frame[column] = pd.Series(values, index=frame.index).astype("Int64")


def _add_distances(
    frame: gpd.GeoDataFrame,
    here: np.ndarray,
    wifi: gpd.GeoDataFrame | None,
    support: gpd.GeoDataFrame | None,
    parameters: Parameters,
) -> None:
    for column, places in (("wifi_distance_m", wifi), ("help_distance_m", support)):
        if places is None:
            frame[column] = np.nan
        else:
            goals = coordinates(places.geometry.to_numpy())
            frame[column] = nearest_straight_line(here, goals, parameters.reach.detour_factor)


def _sectors(
    sectors: gpd.GeoDataFrame,
    spread: Disaggregation,
    index: Index,
    expected: Expected,
    indicators: pd.DataFrame,
    demand: gpd.GeoDataFrame,
    tables: Tables,
    absent: tuple[str, ...],
    parameters: Parameters,
) -> gpd.GeoDataFrame:
    """Put together all that is known of each sector."""
    outlines = sectors.geometry.to_numpy()
    covered = pd.DataFrame({"fibre_share": resident_share(demand["fibre_available"], demand, sectors.index)})
    covered["fibre_area_share"] = np.nan
    if tables.fibre is not None:
        covered["fibre_area_share"] = fibre_area_share(outlines, fibre_as_of(tables.fibre, parameters.coverage.as_of))
    if "mobile_5g" in absent:
        mobile = pd.DataFrame(np.nan, sectors.index, ["mobile_5g_class_best_mean", "mobile_5g_indoor_area_share"])
    else:
        mobile = reception_over(sectors, _areas_of_class(tables), tables.mobile_5g_rasters)
    indoor = (demand["mobile_5g_class_best"] >= 2).astype("boolean")
    covered["mobile_5g_class_best_mean"] = mobile["mobile_5g_class_best_mean"]
    covered["mobile_5g_indoor_share"] = resident_share(indoor, demand, sectors.index)
    covered["mobile_5g_indoor_area_share"] = mobile["mobile_5g_indoor_area_share"]
    rates = expected.table[
        ["vulnerable_rate", "vulnerable_count", "vulnerable_low", "vulnerable_high", "vulnerable_method"]
    ]
    known = [spread.residents, index.table, rates, covered, gap_columns(demand, spread.residents), indicators]
    table = pd.concat([sectors.drop(columns="geometry"), *known], axis=1)
    return gpd.GeoDataFrame(table, geometry=sectors.geometry, crs=sectors.crs)


def _totals(evidence: Evidence, spread: Disaggregation, parameters: Parameters) -> dict[str, float]:
    demand = evidence.demand
    on_map = float(spread.residents.sum())
    rate = parameters.vulnerability.total_rate
    return {
        "population": on_map + spread.unlocated,
        "population_on_map": on_map,
        "population_located": float(demand.loc[demand["located"], "population"].sum()),
        "population_unlocated": spread.unlocated,
        "vulnerable_count": float(demand["vulnerable_count"].sum()) + rate * spread.unlocated,
        "vulnerable_on_map": float(demand["vulnerable_count"].sum()),
        **gap_totals(demand),
    }
