"""Gathering what is known: gather(tables, place, parameters) -> Gathered, before anything is judged."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.coverage import MUNICIPAL_WIFI, absent_layers, survey
from geo.evidence import findings, people_findings, place_findings
from geo.evidence.demand import describe_people
from geo.evidence.evidence import Evidence, Finding
from geo.evidence.sites import describe_sites, site_coordinates, who_may_enter
from geo.evidence.workplaces import place_workplaces
from geo.evidence.zones import describe_sectors, gap_totals
from geo.location import frame_sectors, place_sites
from geo.overlay import coordinates
from geo.place import Place
from geo.population import (
    assumed_rates,
    disaggregate,
    expected_vulnerable,
    joined_indicators,
    vulnerability_index,
    wide,
)
from geo.settings import Parameters, Reach
from geo.tables import Tables
from geo.walking import StreetWalking, Walking, doubtful_streets, walking


@dataclass(frozen=True)
class Gathered:
    """What is known of a commune at one snapshot under one set of parameters.

    Attributes
    ----------
    evidence
        Demand, sites, sectors and the walks between them.
    findings
        What a reader must know about the data behind it, in the order in which it was found.
    totals
        By name, NaN when unknown: ``population`` (everybody), ``population_on_map`` (in a sector with an outline),
        ``population_located`` (on a residence), ``population_unlocated``, ``vulnerable_count`` (of everybody),
        ``vulnerable_on_map``, ``{home,public,help}_gap_persons`` and ``_vulnerable``,
        ``home_gap_persons_low`` and ``_high``.
    """

    evidence: Evidence
    findings: tuple[Finding, ...]
    totals: dict[str, float]


def gather(tables: Tables, place: Place, parameters: Parameters) -> Gathered:
    """Bring together all that is known of people, sites and the walks between them.

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

    Examples
    --------
    >>> totals = gather(town, place, parameters).totals
    >>> totals["population"], totals["public_gap_persons"], totals["help_gap_persons"]
    (4500.0, 3925.0, 3600.0)
    """
    absent = absent_layers(tables)
    sectors = frame_sectors(tables.sectors, place)
    told = [*findings.of_absence(absent), *_join_rates(tables, sectors.index)]

    spread = disaggregate(sectors, tables.population, tables.residences)
    joined = joined_indicators(tables.indicators, sectors.index, place)
    told += people_findings.of_inherited(joined)
    indicators = wide(joined.table, sectors.index)
    index = vulnerability_index(indicators, parameters.vulnerability)
    modelled = (spread.counted, index.table, indicators, parameters.vulnerability)
    expected = expected_vulnerable(*modelled)
    rates = expected.table.join(assumed_rates(*modelled))
    told += findings.of_population(spread, residences_published="residences" not in absent)
    told += people_findings.of_grid(spread, sectors["sector_name_fr"])
    told += people_findings.of_assumptions(spread, rates, parameters.vulnerability)
    told += people_findings.of_rates_from_elsewhere(place, parameters.vulnerability)
    told += findings.of_vulnerability(index, expected, spread.residents, parameters.vulnerability)

    walk = walking(tables.streets, parameters.reach)
    sites = place_sites(who_may_enter(tables.buildings, place), sectors)
    around = survey(tables, sites, sectors, walk, parameters)
    demand = describe_people(spread.demand, rates, indicators, around, parameters)
    people_xy, sites_xy = coordinates(demand.geometry.to_numpy()), site_coordinates(sites)
    reach = walk.reach(sites_xy, people_xy)
    sites = describe_sites(sites, around, reach, demand, parameters.costs)
    told += [*findings.of_sites(sites), *place_findings.of_hours(sites), *place_findings.of_assumed(sites)]
    told += [*_distances(walk, parameters.reach, demand, people_xy, sites, sites_xy)]
    doubts = _doubts(walk, sites, sites_xy)
    # In straight lines no street is taken, so that nobody knows whether it is the right one.
    doubtful = sites.index.isin([each.subject for each in doubts]) if isinstance(walk, StreetWalking) else None
    sites = sites.assign(walks_doubtful=pd.Series(doubtful, sites.index, dtype="boolean"))
    told += [*doubts, *place_findings.of_repeats(around.repeats)]

    help_xy, wifi_xy = (
        None if places is None else coordinates(places.geometry.to_numpy())
        for places in (around.support_places, around.wifi)
    )
    for places, places_xy in ((around.support_places, help_xy), (around.wifi, wifi_xy)):
        if places is not None and places_xy is not None:
            # The commune's own buildings among them have been named already.
            listed = ~places.index.str.startswith(MUNICIPAL_WIFI)
            told += _doubts(walk, places[listed], places_xy[listed])
    workplaces = place_workplaces(tables.workplaces, sites)
    told += [] if workplaces is None else place_findings.of_workplaces(workplaces)
    # Those in a building of the inventory are reached as the building is.
    own_xy = None if workplaces is None else workplaces[["own_x_m", "own_y_m"]].to_numpy(dtype="float64")
    evidence = Evidence(
        place=place,
        parameters=parameters,
        demand=demand,
        sectors=describe_sectors(sectors, spread, index.table, rates, indicators, joined, demand, around),
        sites=sites,
        reach=reach,
        support_reach=None if help_xy is None else walk.reach(help_xy, people_xy),
        help_near_sites=None if help_xy is None else walk.reach(help_xy, sites_xy),
        wifi_reach=None if wifi_xy is None else walk.reach(wifi_xy, people_xy),
        distance_method=walk.method,
        support_places=around.support_places,
        wifi=around.wifi,
        absent_layers=absent,
        devices=tables.devices,
        school_pupils=tables.school_pupils,
        realised=tables.realised,
        workplaces=workplaces,
        workplace_reach=None if own_xy is None else walk.reach(own_xy, people_xy),
    )
    on_map = float(spread.residents.sum())
    totals = {
        "population": on_map + spread.unlocated,
        "population_on_map": on_map,
        "population_located": float(demand.loc[demand["located"], "population"].sum()),
        "population_unlocated": spread.unlocated,
        # People placed in no sector count with the commune's mean, so that the commune as a whole meets its rate.
        "vulnerable_count": float(demand["vulnerable_count"].sum())
        + parameters.vulnerability.total_rate * spread.unlocated_counted,
        "vulnerable_on_map": float(demand["vulnerable_count"].sum()),
        **gap_totals(demand),
    }
    return Gathered(evidence, tuple(told), totals)


def _distances(
    walk: Walking,
    reach: Reach,
    demand: gpd.GeoDataFrame,
    people_xy: np.ndarray,
    sites: gpd.GeoDataFrame,
    sites_xy: np.ndarray,
) -> list[Finding]:
    """Say how distances were measured, and of whom and what no walk is known."""
    if not isinstance(walk, StreetWalking):
        return findings.of_straight_lines(reach)
    people_off = float(demand.loc[~walk.knows(people_xy), "population"].sum())
    doubtful = doubtful_streets(walk.graph, walk.snapped(people_xy)).index
    people_doubtful = float(demand["population"].iloc[doubtful].sum())
    lost = sites[~walk.knows(sites_xy) & (sites["location_status"] == "located").to_numpy()]
    told = findings.of_streets(walk.graph, reach, people_off, lost["name"])
    return [*told, *place_findings.of_doubtful_homes(people_doubtful)]


def _doubts(walk: Walking, places: gpd.GeoDataFrame, xy: np.ndarray) -> list[Finding]:
    """Name the places of which it is not certain which street serves them."""
    if not isinstance(walk, StreetWalking):
        return []
    doubtful = doubtful_streets(walk.graph, walk.snapped(xy))
    return place_findings.of_doubtful_streets(doubtful.set_axis(places.index[doubtful.index]), places["name"])


def _join_rates(tables: Tables, sectors: pd.Index) -> list[Finding]:
    found = findings.join_rate("population", tables.population["sector_code_statbel"], sectors)
    if tables.indicators is not None:
        found += findings.join_rate("indicators", tables.indicators["sector_code_statbel"], sectors, passes_on=True)
    return found
