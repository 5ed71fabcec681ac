"""Purchases that serve nobody and that no rule asks for, taken out of a plan."""

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import Instance
from geo.programme.rules import Rules, broken


def without_waste(instance: Instance, rules: Rules, state: np.ndarray) -> np.ndarray:
    """Return the plan without the purchases that serve nobody more in any year and that no rule needs.

    From the last year to the first, in order of buildings, each is taken out if every rule still holds without it.
    """
    near = sparse.csr_array(instance.reach.T)
    offered = instance.reach @ instance.at_level(instance.served, state)
    kept = state.copy()
    for year in range(state.shape[1] - 1, -1, -1):
        for site in np.flatnonzero(kept[:, year] > (kept[:, year - 1] if year else 0)).tolist():
            reached = near.indices[near.indptr[site] : near.indptr[site + 1]]
            # A following upgrade was priced from this purchase, which therefore stays.
            while kept[site, year] > (kept[site, year - 1] if year else 0) and len(set(kept[site, year:])) == 1:
                level = int(kept[site, year])
                less = _share(instance, site, level) - _share(instance, site, level - 1)
                room, there = instance.room[reached, None], offered[reached, year:]
                if (np.minimum(room, there - less) < np.minimum(room, there)).any():
                    break
                tried = kept.copy()
                tried[site, year:] = level - 1
                if broken(instance, rules, tried):
                    break
                kept = tried
                offered[reached, year:] -= less
    return kept


def _share(instance: Instance, site: int, level: int) -> int:
    return int(instance.served[instance.first[site] + level - 1]) if level else 0
