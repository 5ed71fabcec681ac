"""The nearest places of a sector: Wi-Fi, help and municipal buildings, and how far its residents walk to them."""

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence, site_coordinates
from geo.gaps.open_doors import SERVICES, doors
from geo.gaps.review import Review
from geo.hours import open_at
from geo.texts import N_
from geo.walking import Walking

KINDS = (*SERVICES, "building")
"""What is looked for: public Wi-Fi, help, and buildings of the commune that could offer either."""

FAR_M = (5_000.0, 20_000.0)
"""Walks are measured up to the first, and where that leaves somebody out up to the second, the longest limit."""

SLACK = 1.001
"""Metres of a straight line per metre walked at most: lengths on the ground and in metric systems differ by less."""


def nearest_places(evidence: Evidence, walk: Walking, reviewed: Review, sector: str, most: int = 3) -> pd.DataFrame:
    """Return the places nearest to the residents of a sector.

    Parameters
    ----------
    evidence
        What is known.
    walk
        How walks are measured: as the evidence was.
    reviewed
        The review it goes with: its limit, moment and added buildings count.
    sector
        Code of the sector.
    most
        How many places of each kind.

    Returns
    -------
    DataFrame with ``kind`` (``wifi``, ``help``, ``building``), ``place_id``, ``name``, ``open`` (boolean, NA not known;
    places known to be shut are left out), ``distance_m`` (mean over the residents; NaN where somebody cannot walk there
    at all), ``nearest_m`` and ``farthest_m`` (of any of their homes), ``persons_within`` (residents within the
    review's limit). Nearest mean first in each kind. Kinds nobody published are missing; there are no rows when no walk
    of anybody is known.

    Raises
    ------
    DataError
        When there is no such sector.

    Examples
    --------
    >>> near = nearest_places(evidence, walk, review(evidence, walk), toy.code("a1"), most=1)
    >>> near[["place_id", "persons_within"]].to_numpy().tolist()
    [['w1', 75.0], ['h1', 0.0], ['b1-library', 100.0]]
    """
    if sector not in evidence.sectors.index:
        raise DataError(N_("There is no sector {code}: give one of the codes of the sectors layer."), code=sector)
    homes = evidence.demand[evidence.demand["sector_code_statbel"] == sector]
    xy = homes[["x_m", "y_m"]].to_numpy()
    known = walk.knows(xy)
    xy, people = xy[known], homes["population"].to_numpy(dtype="float64")[known]
    # Without any resident counted, every home weighs the same.
    weight = people if people.sum() > 0 else np.ones(len(people))
    found = []
    for kind in KINDS if len(xy) else ():
        places = _places(evidence, reviewed, kind)
        if places is not None:
            nearest = _nearest(walk, places, xy, weight, people, reviewed.limit_m, most)
            nearest.insert(0, "kind", kind)
            found.append(nearest)
    columns = ["kind", "place_id", "name", "open", "distance_m", "nearest_m", "farthest_m", "persons_within"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def _places(evidence: Evidence, reviewed: Review, kind: str) -> pd.DataFrame | None:
    """Return the places of a kind that are not known to be shut."""
    if kind == "building":
        sites = evidence.sites[evidence.sites["public_access"].fillna(value=True).astype(bool)]
        xy = site_coordinates(sites)
        table = pd.DataFrame({"name": sites["name"], "x_m": xy[:, 0], "y_m": xy[:, 1]})
        is_open = None if reviewed.at is None else open_at(sites["opening_hours"], reviewed.at)
        table["open"] = pd.Series(True, sites.index, dtype="boolean") if is_open is None else is_open
        places: pd.DataFrame | None = table[np.isfinite(xy).all(axis=1)].rename_axis("place_id")
    else:
        added = reviewed.wifi_sites if kind == "wifi" else reviewed.help_sites
        hours = None if kind == "wifi" else reviewed.help_places
        places = doors(evidence, kind, reviewed.at, added, hours)
    return None if places is None else places[places["open"].fillna(value=True).astype(bool)]


def _nearest(
    walk: Walking,
    places: pd.DataFrame,
    xy: np.ndarray,
    weight: np.ndarray,
    people: np.ndarray,
    limit_m: float,
    most: int,
) -> pd.DataFrame:
    """Return the places with the least mean walk, and their distances.

    Notes
    -----
    No walk is shorter than the straight line: places are measured in the order of their mean straight line, until the
    next one's is longer than the mean walk to the last place wanted.
    """
    there = places[["x_m", "y_m"]].to_numpy()
    straight = np.hypot(*(there[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    straight = (straight * (weight / weight.sum())).sum(axis=1)
    order = np.lexsort((places.index.to_numpy(dtype="str"), straight))
    measured = np.empty((0, 4))
    step = 2 * most
    while len(measured) < len(order):
        upcoming = order[len(measured) :]
        means = np.sort(measured[:, 0])
        if np.isfinite(means).sum() >= most and straight[upcoming[0]] > SLACK * means[most - 1]:
            break
        walks = _walks(walk, there[upcoming[:step]], xy)
        measured = np.vstack([measured, _summary(walks, weight, people, limit_m)])
    chosen = places.iloc[order[: len(measured)]].reset_index()[["place_id", "name", "open"]]
    chosen[["distance_m", "nearest_m", "farthest_m", "persons_within"]] = measured
    return chosen.sort_values(["distance_m", "nearest_m", "place_id"], kind="stable", ignore_index=True).head(most)


def _walks(walk: Walking, places: np.ndarray, homes: np.ndarray) -> np.ndarray:
    """Return the metres walked from each place to each home; NaN where nobody walks."""
    walks = np.full((len(places), len(homes)), np.nan)
    for far_m in FAR_M:
        pairs = walk.within(far_m).reach(places, homes).tocoo()
        walks[pairs.coords] = pairs.data
        if not np.isnan(walks).any():
            break
    return walks


def _summary(walks: np.ndarray, weight: np.ndarray, people: np.ndarray, limit_m: float) -> np.ndarray:
    """Return mean, shortest and longest walk of each place, and the people within the limit."""
    reached = np.where(np.isnan(walks), np.inf, walks)
    shortest = reached.min(axis=1)
    return np.column_stack(
        [
            (walks * (weight / weight.sum())).sum(axis=1),
            np.where(np.isfinite(shortest), shortest, np.nan),
            np.where(np.isnan(walks).all(axis=1), np.nan, np.where(np.isnan(walks), -1.0, walks).max(axis=1)),
            ((reached <= limit_m) * people).sum(axis=1),
        ]
    )
