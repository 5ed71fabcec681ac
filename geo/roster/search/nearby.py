"""Rosters near another one: one pair elsewhere, or a few that stand near each other placed anew."""

import numpy as np

from geo.roster.instance import Instance
from geo.roster.search.greedy import Greedy
from geo.roster.transport import by_slot, transport

MOST_REMOVED = 6
"""Pairs taken away at once at the most."""


def least_help_first(instance: Instance, pairs: np.ndarray) -> list[tuple[int, int]]:
    """Return the doors and half-days with a pair, those first whose pairs help least."""
    given = transport(instance, by_slot(instance, pairs)).by_door
    share = given / np.maximum(pairs.sum(axis=1), 1)
    return sorted(zip(*np.nonzero(pairs), strict=True), key=lambda place: (share[place[0]], place))


def swapped(instance: Instance, pairs: np.ndarray, door: int, half_day: int) -> np.ndarray:
    """Take one pair away and let the greedy put another."""
    fewer = pairs.copy()
    fewer[door, half_day] -= 1
    greedy = Greedy(instance, fewer)
    greedy.fill()
    return greedy.pairs


def some_placed_anew(instance: Instance, pairs: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Take a few pairs away that stand near each other and let the greedy put others; those that help least more often.

    There must be a pair.
    """
    door, half_day = np.nonzero(pairs)
    xy = instance.doors[["x_m", "y_m"]].to_numpy(dtype=np.float64)
    given = transport(instance, by_slot(instance, pairs)).by_door
    share = given[door] / pairs.sum(axis=1)[door]
    weight = 1 / (share + 0.1 * instance.per_pair)
    centre = int(rng.choice(len(door), p=weight / weight.sum()))
    away = np.hypot(*(xy[door] - xy[door[centre]]).T)
    near = np.argsort(away, kind="stable")[: 1 + int(rng.integers(MOST_REMOVED))]
    fewer = pairs.copy()
    fewer[door[near], half_day[near]] -= 1
    greedy = Greedy(instance, fewer)
    greedy.fill(noise=rng)
    return greedy.pairs
