"""Equal plans told apart by key: of buildings that nothing distinguishes, the first identifier comes first."""

from collections import defaultdict

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import Instance


def interchangeable(instance: Instance) -> list[np.ndarray]:
    """Return the groups of two buildings or more that every rule, cost and person sees alike, each in order of keys.

    Notes
    -----
    Alike in sector of activity, years, entry, tiers, costs and reach, and neither named by the programme.
    """
    by_site = sparse.csc_array(instance.reach)
    by_site.sort_indices()
    programme = instance.programme
    named = instance.sites.index.isin([*programme.forced_in, *programme.excluded])
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for site in np.flatnonzero(~named):
        own = slice(instance.first[site], instance.first[site + 1])
        near = by_site.indices[by_site.indptr[site] : by_site.indptr[site + 1]]
        options = np.c_[instance.option_tier[own], instance.capex[own], instance.opex[own], instance.points[own]]
        parts = (instance.ready[site], instance.entry[site], options, near)
        alike[(int(instance.site_activity[site]), *(part.tobytes() for part in parts))].append(int(site))
    return [np.array(group) for group in alike.values() if len(group) > 1]


def first_keys_first(groups: list[np.ndarray], state: np.ndarray) -> np.ndarray:
    """Return the plan in which, among interchangeable buildings, the first ones are served first and most."""
    told = state.copy()
    for group in groups:
        own = state[group]
        told[group] = own[np.lexsort(-own.T[::-1])]
    return told
