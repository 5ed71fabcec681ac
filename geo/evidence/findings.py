"""What a reader must know about the data behind the numbers, found while assessing."""

import math
from collections.abc import Iterable

import geopandas as gpd
import pandas as pd

from geo.errors import DataError
from geo.evidence.evidence import Finding
from geo.hours import unreadable
from geo.population import Disaggregation, Expected, Index
from geo.sector_codes import join_codes
from geo.settings import Reach, Vulnerability
from geo.texts import N_, NN_
from geo.walking import StreetGraph

LAYERS_ABSENT = {
    "indicators": N_(
        "No neighbourhood indicators are published: every neighbourhood is taken to have the commune's mean share of "
        "vulnerable residents, and seniors are not counted."
    ),
    "residences": N_("No residences are published: all residents of a sector stand on one point inside it."),
    "fibre": N_(
        "No fibre areas are published: gaps at home, fibre at buildings and the cost of equipping them are not known."
    ),
    "mobile_5g": N_("No 5G reception is published: gaps at home and 5G at buildings are not known."),
    "wifi": N_("No existing public Wi-Fi is published: how far people are from it is not known."),
    "support_places": N_("No places of digital help are published: who has help within a walk is not known."),
}
"""Optional layer -> what its absence switches off. Without streets nothing is: ``of_straight_lines`` says so."""

WARN_BELOW, REFUSE_BELOW = 0.98, 0.90
"""Share of a table's sector codes that must have an outline: below the first a warning, below the second a refusal."""


def of_absence(absent: Iterable[str]) -> list[Finding]:
    """Name every optional layer nobody published, and what that switches off."""
    return [
        Finding("layer.absent", "warning", LAYERS_ABSENT[layer], {"layer": layer}, layer)
        for layer in absent
        if layer in LAYERS_ABSENT
    ]


def join_rate(layer: str, codes: Iterable[str], sectors: pd.Index, *, passes_on: bool = False) -> list[Finding]:
    """Say how many of the sector codes of a table have an outline.

    Parameters
    ----------
    layer
        Name of the table's layer.
    codes
        Its sector codes; those ending in ``ZZZZ``, people the register cannot place, have no outline and do not count.
    sectors
        The codes that have an outline.
    passes_on
        True of indicators: a code cut to eight characters, or of a sector split since, has an outline too.

    Raises
    ------
    DataError
        When fewer than nine in ten have: the table and the outlines are of different vintages.
    """
    looked_for = {code for code in codes if not code.endswith("ZZZZ")}
    if not looked_for:
        return []
    unknown = [*join_codes(looked_for, sectors).strange] if passes_on else sorted(looked_for - set(sectors))
    rate = 1 - len(unknown) / len(looked_for)
    if rate < REFUSE_BELOW:
        raise DataError(
            N_(
                "Only {share_percent} % of the sector codes of {layer} have an outline (missing: {examples}). Statbel "
                "renumbered the sectors in 2025: use outlines and tables of one vintage, both up to 2024 or both later."
            ),
            layer=layer,
            share_percent=round(100 * rate, 1),
            examples=", ".join(unknown[:3]),
        )
    facts: dict[str, object] = {
        "layer": layer,
        "share_percent": round(100 * rate, 1),
        "found": len(looked_for) - len(unknown),
        "of": len(looked_for),
        "missing": len(unknown),
    }
    if rate < WARN_BELOW:
        message = N_("Sector codes of {layer} without an outline: {missing} of {of}; {share_percent} % join.")
        return [Finding("join.low", "warning", message, facts, layer)]
    message = N_("Sector codes of {layer} that have an outline: {found} of {of} ({share_percent} %).")
    return [Finding("join.rate", "note", message, facts, layer)]


def of_population(spread: Disaggregation, residences_published: bool) -> list[Finding]:
    """Say who could not be placed, and where people stand on one point for want of residences."""
    found = []
    if spread.unlocated > 0:
        message = NN_(
            "{persons} resident is registered in no sector that has an outline; they count in the total only.",
            "{persons} residents are registered in no sector that has an outline; they count in the total only.",
            "persons",
        )
        found.append(Finding("population.unlocated", "note", message, {"persons": round(spread.unlocated)}))
    unknown = int(spread.residents.isna().sum())
    if unknown:
        message = NN_(
            "{sectors} sector has no published population; nobody is counted there.",
            "{sectors} sectors have no published population; nobody is counted there.",
            "sectors",
        )
        found.append(Finding("population.missing", "warning", message, {"sectors": unknown}))
    standing = spread.demand[~spread.demand["located"]]
    if residences_published and len(standing):
        message = NN_(
            "{sectors} sector (residents: {persons}) has no residence: its residents stand on one point.",
            "{sectors} sectors (residents: {persons}) have no residence: their residents stand on one point each.",
            "sectors",
        )
        facts: dict[str, object] = {"sectors": len(standing), "persons": round(standing["population"].sum())}
        found.append(Finding("population.without_residences", "warning", message, facts))
    if spread.residences_outside and math.isnan(spread.outside_persons):
        message = NN_(
            "{count} residence lies in no sector of the commune and was set aside.",
            "{count} residences lie in no sector of the commune and were set aside.",
            "count",
        )
        found.append(Finding("residences.outside", "warning", message, {"count": spread.residences_outside}))
    return found


def of_vulnerability(
    index: Index, expected: Expected, residents: pd.Series, parameters: Vulnerability
) -> list[Finding]:
    """Say what the vulnerability figures rest on and where they are not known."""
    found = []
    for indicator in index.absent:
        message = N_("No sector has the indicator {indicator}: the index does without it.")
        found.append(Finding("index.indicator_absent", "warning", message, {"indicator": indicator}, indicator))
    texts = {
        "unknown": NN_(
            "{sectors} sector (residents: {persons}) has no vulnerability index: it is shown as unknown and "
            "counted with the commune's mean.",
            "{sectors} sectors (residents: {persons}) have no vulnerability index: they are shown as unknown "
            "and counted with the commune's mean.",
            "sectors",
        ),
        "incomplete": NN_(
            "{sectors} sector (residents: {persons}) lacks a part of the vulnerability index: it has an "
            "interval instead.",
            "{sectors} sectors (residents: {persons}) lack a part of the vulnerability index: they have an "
            "interval instead.",
            "sectors",
        ),
    }
    for status, message in texts.items():
        there = index.table["index_status"] == status
        if there.any():
            facts: dict[str, object] = {"sectors": int(there.sum()), "persons": round(residents[there].sum())}
            found.append(Finding(f"index.{status}", "warning", message, facts))
    methods = expected.table["vulnerable_method"].value_counts()
    percent = round(100 * parameters.total_rate, 1)
    if "index" in methods:
        message = NN_(
            "In {sectors} sector the number of vulnerable residents follows the index, on the assumption that "
            "the rate is {gradient} times as high in the most vulnerable tenth as in the least; the total "
            "meets {percent} % of residents.",
            "In {sectors} sectors the number of vulnerable residents follows the index, on the assumption that "
            "the rate is {gradient} times as high in the most vulnerable tenth as in the least; the total "
            "meets {percent} % of residents.",
            "sectors",
        )
        facts = {
            "sectors": int(methods["index"]),
            "gradient": parameters.gradient,
            "percent": percent,
        }
        found.append(Finding("vulnerable.by_index", "note", message, facts))
        if not expected.curve.reaches_gradient:
            message = N_(
                "The index differs too little between residents for the assumed gradient of {gradient}: none is used."
            )
            found.append(Finding("vulnerable.no_gradient", "warning", message, {"gradient": facts["gradient"]}))
    if "composition" in methods:
        message = NN_(
            "In {sectors} sector the number of vulnerable residents follows from the diplomas held there and "
            "the published rates by diploma; the total meets {percent} % of residents.",
            "In {sectors} sectors the number of vulnerable residents follows from the diplomas held there and "
            "the published rates by diploma; the total meets {percent} % of residents.",
            "sectors",
        )
        facts = {"sectors": int(methods["composition"]), "percent": percent}
        found.append(Finding("vulnerable.by_composition", "note", message, facts))
    if expected.impossible:
        message = NN_(
            "In {sectors} sector the shares of diplomas are negative or exceed the whole, and were not used: {codes}.",
            "In {sectors} sectors the shares of diplomas are negative or exceed the whole, and were not used: {codes}.",
            "sectors",
        )
        facts = {"sectors": len(expected.impossible), "codes": ", ".join(expected.impossible[:5])}
        found.append(Finding("composition.impossible", "warning", message, facts))
    return found


def of_sites(sites: gpd.GeoDataFrame) -> list[Finding]:
    """Name every building that stands nowhere or outside the commune, and opening hours that cannot be read."""
    found = []
    for key, row in sites[sites["location_status"] == "outside_commune"].iterrows():
        facts: dict[str, object] = {"name": row["name"]}
        if pd.isna(row["x_m"]):
            message = N_(
                "{name}: its coordinates are {distance_km} km from the commune and were dropped. Correct them in the "
                "list. It is not ranked."
            )
            facts["distance_km"] = round(row["distance_outside_m"] / 1000)
        else:
            message = N_("{name} lies {distance_m} m outside the commune: check its coordinates. It is not ranked.")
            facts["distance_m"] = round(row["distance_outside_m"])
        found.append(Finding("building.outside_commune", "warning", message, facts, str(key)))
    for key, row in sites[sites["location_status"] == "no_coordinates"].iterrows():
        message = N_(
            "{name} has no coordinates that can be used: none, zeros, swapped or unreadable ones. It is not ranked."
        )
        found.append(Finding("building.no_coordinates", "warning", message, {"name": row["name"]}, str(key)))
    for key, text in unreadable(sites["opening_hours"]).items():
        message = N_("The opening hours of {name} cannot be read: {value}.")
        facts = {"name": sites.loc[key, "name"], "value": str(text)[:80]}
        found.append(Finding("building.hours_unreadable", "warning", message, facts, str(key)))
    return found


def of_straight_lines(reach: Reach) -> list[Finding]:
    """Say that distances are straight lines, while no street network is there."""
    message = N_("Walking distances are straight lines times {factor}: no street network is loaded.")
    return [Finding("distance.straight_line", "note", message, {"factor": reach.detour_factor})]


def of_streets(graph: StreetGraph, reach: Reach, people_off: float, sites_off: pd.Series) -> list[Finding]:
    """Say what the street network is, and of whom and what no walk is known.

    Parameters
    ----------
    graph
        The streets.
    reach
        Says how far a place may lie from a street.
    people_off
        Residents with no street near enough.
    sites_off
        Names of the buildings with no street near enough, by ``building_id``.
    """
    told = [
        Finding(
            "distance.streets",
            "note",
            N_(
                "Walking distances follow the streets. Stretches: {count}; pockets cut off from the network: {pockets}."
            ),
            {"count": len(graph.edge_length_mm), "pockets": len(graph.components) - 1},
        )
    ]
    if people_off > 0:
        message = NN_(
            "{people} resident lives more than {limit} m from any street: their walks are not known.",
            "{people} residents live more than {limit} m from any street: their walks are not known.",
            "people",
        )
        parameters = {"people": round(people_off), "limit": f"{reach.max_access_m:g}"}
        told.append(Finding("distance.people_off", "warning", message, parameters))
    message = N_("{name} lies more than {limit} m from any street: who can walk there is not known.")
    told += [
        Finding("distance.site_off", "warning", message, {"name": name, "limit": f"{reach.max_access_m:g}"}, str(key))
        for key, name in sites_off.items()
    ]
    return told
