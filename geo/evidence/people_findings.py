"""What a reader must know of the people: where grid and register do not agree, and what the estimates rest on."""

import math

import pandas as pd

from geo.crs import METRIC
from geo.evidence.evidence import Finding
from geo.place import Place
from geo.population import ASSUMPTIONS, Disaggregation, JoinedIndicators, assumed
from geo.settings import Vulnerability
from geo.texts import N_, NN_

_NAMED = 5
"""Sectors named in a sentence, those with the most residents; the export names all."""


def of_grid(spread: Disaggregation, names: pd.Series) -> list[Finding]:
    """Say where cells of a grid hold far fewer or far more people than are published, and who lives in no sector.

    Parameters
    ----------
    spread
        Where the residents are.
    names
        Name of each sector, by code.
    """
    table = spread.grid.assign(residents=spread.residents, name=names)
    texts = {
        "under": NN_(
            "In {sectors} sector (residents: {persons}) the cells of the population grid hold under half of "
            "them ({in_cells}): all stand in the few cells there are, and walks from there may be wrong. Those "
            "with the most residents (residents, people in cells): {examples}. The exported table of sectors "
            "has all.",
            "In {sectors} sectors (residents: {persons}) the cells of the population grid hold under half of "
            "them ({in_cells}): all stand in the few cells there are, and walks from there may be wrong. Those "
            "with the most residents (residents, people in cells): {examples}. The exported table of sectors "
            "has all.",
            "sectors",
        ),
        "over": NN_(
            "In {sectors} sector (residents: {persons}) the cells of the population grid hold more than twice "
            "as many ({in_cells}): the published residents are kept, but grid and register do not agree there. "
            "Those with the most residents (residents, people in cells): {examples}. The exported table of "
            "sectors has all.",
            "In {sectors} sectors (residents: {persons}) the cells of the population grid hold more than twice "
            "as many ({in_cells}): the published residents are kept, but grid and register do not agree there. "
            "Those with the most residents (residents, people in cells): {examples}. The exported table of "
            "sectors has all.",
            "sectors",
        ),
    }
    found = []
    for fit, message in texts.items():
        there = table[table["grid_fit"] == fit]
        if len(there):
            facts: dict[str, object] = {
                "sectors": len(there),
                "persons": round(there["residents"].sum()),
                "in_cells": round(there["grid_persons"].sum()),
                "examples": _examples(there),
            }
            found.append(Finding(f"population.grid_{fit}", "warning", message, facts))
    if spread.residences_outside and not math.isnan(spread.outside_persons):
        message = NN_(
            "{count} cell of the population grid (people: {persons}) lies in no sector of the commune and was "
            "set aside: most such cells belong to neighbouring communes.",
            "{count} cells of the population grid (people: {persons}) lie in no sector of the commune and were "
            "set aside: most belong to neighbouring communes.",
            "count",
        )
        facts = {"count": spread.residences_outside, "persons": round(spread.outside_persons)}
        found.append(Finding("residences.outside", "warning", message, facts))
    return found


def of_inherited(joined: JoinedIndicators) -> list[Finding]:
    """Say which sectors have rates of the sector they were a part of, and which totals they therefore lack."""
    found = []
    if len(joined.inherited):
        message = NN_(
            "{count} sector has a rate of the sector it was a part of, for want of its own ({examples}).",
            "{count} sectors have rates of the sector they were a part of, for want of their own ({examples}).",
            "count",
        )
        pairs = joined.inherited.drop_duplicates("sector_code_statbel").sort_values("sector_code_statbel")
        named = [
            f"{part} < {whole}" for part, whole in zip(pairs["sector_code_statbel"], pairs["from_code"], strict=True)
        ]
        facts = {"count": len(pairs), "examples": ", ".join(named[:_NAMED])}
        found.append(Finding("indicators.inherited", "warning", message, facts))
    if joined.totals_left_out:
        message = N_(
            "Figures that are not passed on to the parts of a sector split since, because they add up or nobody says "
            "that they do not: {indicators}."
        )
        facts = {"indicators": ", ".join(joined.totals_left_out)}
        found.append(Finding("indicators.totals_left_out", "note", message, facts))
    return found


def of_rates_from_elsewhere(place: Place, parameters: Vulnerability) -> list[Finding]:
    """Say that the rate of digital difficulty is Wallonia's, where the commune is in another country."""
    if place.metric_crs == METRIC or parameters.total_rate != Vulnerability().total_rate:
        return []
    message = N_(
        "The share of residents in digital difficulty ({percent} %) was surveyed in Wallonia: for a commune elsewhere "
        "it is an assumption. Give the country's own in the scenario, under vulnerability: total_rate, total_rate_low "
        "and total_rate_high."
    )
    facts: dict[str, object] = {"percent": round(100 * parameters.total_rate, 1)}
    return [Finding("vulnerable.rate_from_elsewhere", "warning", message, facts)]


def of_assumptions(spread: Disaggregation, rates: pd.DataFrame, parameters: Vulnerability) -> list[Finding]:
    """Say between what the expected vulnerable residents lie, by rate and by gradient, and of what ages they are.

    Parameters
    ----------
    spread
        Where the residents are.
    rates
        By sector: ``vulnerable_rate`` and a column for each of ``geo.population.ASSUMPTIONS``.
    parameters
        The settings behind them.
    """
    people = spread.counted.fillna(0.0)
    if not people.sum() > 0:
        return []
    low, high, flat, steep = ((people * rates[column]).sum(skipna=False) for column in ASSUMPTIONS)
    elsewhere = spread.unlocated_counted
    least, most, flattest, steepest = (assumed(parameters, column) for column in ASSUMPTIONS)
    found = []
    if not math.isnan(low) and not math.isnan(high):
        message = N_(
            "The expected vulnerable residents of the commune are {low} at the least and {high} at the most by the "
            "rate of the survey ({least} to {most} %). This is beside what missing indicators could change."
        )
        facts: dict[str, object] = {
            "low": round(low + least * elsewhere),
            "high": round(high + most * elsewhere),
            "least": round(100 * least, 1),
            "most": round(100 * most, 1),
        }
        found.append(Finding("vulnerable.by_rate", "note", message, facts))
    if not math.isnan(flat) and not math.isnan(steep):
        message = N_(
            "Whether the rate is {flattest} or {steepest} times as high in the most vulnerable tenth of residents as "
            "in the least changes where {moved} of the expected vulnerable residents live, not how many they are."
        )
        apart = (rates["vulnerable_if_gradient_low"] - rates["vulnerable_if_gradient_high"]).abs()
        facts = {
            "flattest": flattest,
            "steepest": steepest,
            "moved": round((people * apart).sum() / 2),
        }
        found.append(Finding("vulnerable.by_gradient", "note", message, facts))
    if spread.ages_known:
        message = N_(
            "The rate is one of residents of 16 to 74 years and is applied to them alone; residents of other "
            "ages ({persons}) are counted in no number of vulnerable residents."
        )
        others = spread.residents.sum() + spread.unlocated - spread.counted.sum() - spread.unlocated_counted
        return [*found, Finding("vulnerable.ages", "note", message, {"persons": round(others)})]
    message = N_(
        "The rate is one of residents of 16 to 74 years and is applied to all, children and the oldest included: the "
        "population table has no ages, or not of every sector."
    )
    return [*found, Finding("vulnerable.no_ages", "note", message, {})]


def _examples(there: pd.DataFrame) -> str:
    """Return the sectors with the most residents, with these and the people in their cells."""
    first = there.sort_values("residents", ascending=False, kind="stable").head(_NAMED)
    return "; ".join(
        f"{code} {name}: {round(residents)}, {round(held)}"
        for code, name, residents, held in zip(
            first.index, first["name"], first["residents"], first["grid_persons"], strict=True
        )
    )
