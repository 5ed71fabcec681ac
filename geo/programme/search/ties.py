"""Equal plans told apart by key: of buildings that nothing distinguishes, the first identifier comes first."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import Instance
from geo.programme.rules import RULES


def interchangeable(instance: Instance) -> list[np.ndarray]:
    """Return the groups of two buildings or more that serve the same people at the same cost, each in order of keys.

    Notes
    -----
    Alike in years, entry, tiers, costs and reach, and in all that any rule looks at (``RuleKind.tells_apart``).
    """
    by_site = sparse.csc_array(instance.reach)
    by_site.sort_indices()
    looked_at = [values for each in RULES for values in each.tells_apart(instance)]
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for site in range(len(instance.sites)):
        own = slice(instance.first[site], instance.first[site + 1])
        near = by_site.indices[by_site.indptr[site] : by_site.indptr[site + 1]]
        options = np.c_[instance.option_tier[own], instance.capex[own], instance.opex[own], instance.points[own]]
        parts = (instance.ready[site], instance.entry[site], options, near)
        seen = (each[site] for each in looked_at)
        alike[(*seen, *(part.tobytes() for part in parts))].append(site)
    return [np.array(group) for group in alike.values() if len(group) > 1]


def first_keys_first(groups: list[np.ndarray], state: np.ndarray, keeps: Callable[[np.ndarray], bool]) -> np.ndarray:
    """Return the plan in which, among interchangeable buildings, the first ones are served first and most.

    Parameters
    ----------
    groups
        As ``interchangeable`` returns them.
    state
        A plan that keeps every rule; worth the same whichever of a group has what.
    keeps
        Says whether a plan keeps every rule. Where putting a group in order would break one, its buildings change
        places two by two, as far as the rules allow.
    """
    told = _sorted(groups, state)
    if keeps(told):
        return told
    told = state
    for group in groups:
        tried = _sorted([group], told)
        told = tried if keeps(tried) else _exchanged(group, told, keeps)
    return told


def _sorted(groups: list[np.ndarray], state: np.ndarray) -> np.ndarray:
    """Return the plan with every group in order."""
    told = state.copy()
    for group in groups:
        told[group] = state[group[_most_first(state[group])]]
    return told


def _exchanged(group: np.ndarray, state: np.ndarray, keeps: Callable[[np.ndarray], bool]) -> np.ndarray:
    """Return the plan in which each of a group, in order, has the most that it can have by changing places once."""
    for place, site in enumerate(group):
        after = group[place:]
        for other in after[_most_first(state[after])]:
            if other == site:
                # Those that follow have no more than it has.
                break
            tried = state.copy()
            tried[[site, other]] = state[[other, site]]
            if keeps(tried):
                state = tried
                break
    return state


def _most_first(rows: np.ndarray) -> np.ndarray:
    """Return the positions of rows from the most, year by year, to the least; equal ones stay in order."""
    return np.lexsort(-rows.T[::-1])
