"""Worlds: whatever is not known, drawn, so that what the engine says of a town half known can be held against them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from geo.evidence import Evidence, gates
from geo.evidence.costs import equipment
from geo.ranking.criteria import CRITERIA
from geo.ranking.decision import DecisionMatrix
from geo.ranking.ranking import rank
from geo.walking import in_reach


def whole(evidence: Evidence, highest: Mapping[str, float], draw: np.random.Generator) -> Evidence:
    """Return the same town with all known of it, drawn at random; nobody has more than ``highest`` of a criterion.

    Half of the time all unknown values of a kind lie at the same end of what they may be: what leaves an interval, if
    anything does, is likelier to be found there than in the middle.
    """
    sites = evidence.sites.copy()
    sites["fibre_now"] = _filled(sites["fibre_now"], draw.random(len(sites)) < draw.choice([0.0, 0.5, 1.0]))
    sites["wifi_now"] = _filled(sites["wifi_now"], draw.choice(["none", "staff"], len(sites)))
    for column, key in (("requests_per_year", "expressed_demand"), ("contact_staff", "contact_staff")):
        drawn = _amounts(draw, len(sites), highest.get(key, 100.0))
        sites[column] = _filled(sites[column], np.floor(drawn) if column == "contact_staff" else drawn)
    sites["floor_area_m2"] = _filled(sites["floor_area_m2"], _amounts(draw, len(sites), 9000.0))
    hours = [f"Mo-Su 00:00-{hour:02d}:30" for hour in range(24)]
    sites["opening_hours"] = _filled(sites["opening_hours"], draw.choice(hours, len(sites)))
    priced = equipment(sites, evidence.parameters.costs)
    sites = sites.assign(**{column: priced[column] for column in priced})
    demand = evidence.demand.copy()
    apart = demand["vulnerable_high"] - demand["vulnerable_low"]
    drawn = demand["vulnerable_low"] + apart * _shares(draw, len(demand))
    demand["vulnerable_count"] = demand["vulnerable_low"] = demand["vulnerable_high"] = drawn
    demand["seniors_count"] = demand["seniors_count"].fillna(demand["population"] * _shares(draw, len(demand)))
    for gap in ("home_gap", "help_gap"):
        demand[gap] = _filled(demand[gap], draw.random(len(demand)) < draw.choice([0.0, 0.5, 1.0]))
    best = "mobile_5g_class_best"
    sites[best] = _filled(sites[best], draw.integers(0, 4, len(sites)))
    told = replace(evidence, sites=sites, demand=demand)
    return replace(told, support_places=_hours_of_help(told, highest.get("existing_help", 0.0), draw))


def left(
    told: pd.DataFrame, matrix: DecisionMatrix, weights: Mapping[str, int], prefix: str = ""
) -> tuple[list[str], list[str]]:
    """Return the sites whose score, and those whose rank, in a world known as a whole leaves what was told of them."""
    world = rank(matrix, weights)
    assert set(world["status"]) <= {"ranked", "excluded"}, "something is not known of this world"
    compared = world.index[world["status"] == "ranked"]
    assert compared.tolist() == told.index[told["status"] != "excluded"].tolist()
    world, told = world.loc[compared], told.loc[compared]
    score, place = world["score"], world["rank"]
    scores = (score < told[f"{prefix}score_low"] - 1e-9) | (score > told[f"{prefix}score_high"] + 1e-9)
    places = (place < told[f"{prefix}rank_low"]) | (place > told[f"{prefix}rank_high"])
    return compared[scores.to_numpy(bool)].tolist(), compared[places.to_numpy(bool)].tolist()


def left_at_once(
    told: pd.DataFrame,
    matrix: DecisionMatrix,
    weights: Mapping[str, int],
    highest: Mapping[str, float],
    draw: np.random.Generator,
    count: int,
    prefix: str = "",
) -> int:
    """Draw many worlds of a matrix, score and rank them in plain numbers, and return how many scores or ranks leave.

    With a ``prefix``, criteria switched off are drawn too, from 0 to 1. Values without an upper bound go up to
    ``highest``, or beyond the goalpost where that is fixed.
    """
    feasible = matrix.feasible.to_numpy(bool)
    sites = int(feasible.sum())
    total = sum(weights.get(key, 0) for key in [*matrix.values, *(matrix.switched_off if prefix else ())])
    score = np.zeros((count, sites))
    for key in matrix.values:
        low, high = (part[key].to_numpy()[feasible] for part in (matrix.low, matrix.high))
        zero, one = matrix.goalposts[key]
        least = np.where(np.isnan(low), min(zero, one), low)
        most = np.where(np.isnan(high), highest.get(key, 1.5 * max(zero, one, *least)), high)
        share = np.array([_shares(draw, sites) for _ in range(count)])
        drawn = least + (np.maximum(most, least) - least) * share
        if key in matrix.open_ends:
            top = drawn.max(axis=1, keepdims=True)
            top = np.where(top > min(zero, one), top, min(zero, one) + 1)
            zero, one = (zero, top) if zero < one else (top, one)
        score += 100 * weights.get(key, 0) / total * np.clip((drawn - zero) / (one - zero), 0, 1)
    for key in matrix.switched_off if prefix else ():
        score += 100 * weights.get(key, 0) / total * np.array([_shares(draw, sites) for _ in range(count)])
    told = told.loc[feasible]
    order = np.argsort(-score.round(9), axis=1, kind="stable")
    place = np.argsort(order, axis=1) + 1
    ends = {name: told[f"{prefix}{name}"].to_numpy("float64") for name in ("score_low", "score_high")}
    places = {name: told[f"{prefix}{name}"].to_numpy("int64") for name in ("rank_low", "rank_high")}
    outside = (score < ends["score_low"] - 1e-9) | (score > ends["score_high"] + 1e-9)
    return int((outside | (place < places["rank_low"]) | (place > places["rank_high"])).sum())


def without(evidence: Evidence, layer: str) -> Evidence:
    """Return what is known where a layer is missing."""
    return replace(evidence, absent_layers=(*evidence.absent_layers, layer))


def with_only(matrix: DecisionMatrix, evidence: Evidence, layer: str) -> DecisionMatrix:
    """Return a matrix without the criteria that cannot be measured where a layer is missing."""
    absent = {*evidence.absent_layers, layer}
    off = {each.key: "" for each in CRITERIA if each.key in matrix.values and absent & set(each.needs)}
    parts = {part: getattr(matrix, part).drop(columns=list(off)) for part in ("values", "low", "high")}
    return replace(matrix, **parts, switched_off=matrix.switched_off | off)


def _hours_of_help(evidence: Evidence, most: float, draw: np.random.Generator) -> pd.DataFrame | None:
    """Return the places of help with hours drawn where they are not known, up to ``most`` within reach of any site."""
    places, near = evidence.support_places, evidence.help_near_sites
    if places is None or near is None:
        return places
    hours = places["help_hours_per_week"].astype("float64")
    drawn = np.where(hours.isna(), _amounts(draw, len(places), max(most, 1.0)), 0.0)
    known, added = (in_reach(near.T.tocsr(), each) for each in (hours.fillna(0.0), drawn))
    compared = gates(evidence.sites, "aidants", evidence.parameters.programme_end).all(axis=1).to_numpy()
    room = (most - known)[compared & (added > 0)] / added[compared & (added > 0)]
    scaled = drawn * min(1.0, room.min() if len(room) else 1.0)
    return places.assign(help_hours_per_week=hours.fillna(pd.Series(scaled, index=places.index)))


def _shares(draw: np.random.Generator, count: int) -> np.ndarray:
    """Return numbers from 0 to 1: spread, all at one end, or at both."""
    how = draw.integers(4)
    return draw.random(count) if how == 0 else draw.choice([[0.0, 1.0], [0.0, 0.0], [1.0, 1.0]][how - 1], count)


def _amounts(draw: np.random.Generator, count: int, most: float) -> np.ndarray:
    return _shares(draw, count) * most


def _filled(column: pd.Series, drawn: np.ndarray) -> pd.Series:
    """Return a column with its gaps filled by what was drawn."""
    other = pd.Series(drawn, index=column.index)
    return column.where(column.notna(), other.astype(column.dtype))
