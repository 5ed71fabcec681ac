"""Fewer classes of residents for the solver: small ones join larger ones, so that what is proven stays true."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from geo.roster.instance import Instance

MOST_CLASSES = 8000
"""Classes of each profile at the most. Below it nothing is merged and the model is exact."""


@dataclass(frozen=True, eq=False)
class Coarse:
    """Classes as ``geo.roster.need.Need`` has them, merged further.

    ``exact`` says whether nothing was merged. Else a class reaches whatever any of its members reaches, so that its
    members can be helped at least as well as they can: what no roster exceeds here, none exceeds in truth.
    """

    amount: np.ndarray
    profile: np.ndarray
    area: np.ndarray
    doors: sparse.csr_array
    existing: sparse.csr_array
    exact: bool


def coarse(instance: Instance, most: int = MOST_CLASSES) -> Coarse:
    """Merge the smallest classes into the most alike of the larger ones, of the same profile and area.

    Notes
    -----
    Alike is where the union reaches the fewest places that one of the two does not reach, ties going to the first.
    """
    need = instance.need
    both = sparse.csr_array(sparse.hstack([need.doors, need.existing], format="csr")).astype(np.float32)
    label = np.arange(len(need.amount))
    for profile in range(len(instance.roster.profiles)):
        own = np.flatnonzero(need.profile == profile)
        if len(own) <= most:
            continue
        order = own[np.lexsort((own, -need.amount[own]))]
        kept, small = np.sort(order[:most]), order[most:]
        kept_size = np.diff(both[kept].indptr)
        for part in np.array_split(small, max(1, len(small) // 500)):
            shared = (both[part] @ both[kept].T).toarray()
            apart = np.diff(both[part].indptr)[:, None] + kept_size[None, :] - 2 * shared
            apart = np.where(need.area[part][:, None] == need.area[kept][None, :], apart, np.inf)
            best = apart.argmin(axis=1)
            alone = ~np.isfinite(apart[np.arange(len(part)), best])
            label[part] = np.where(alone, part, kept[best])
    groups, member = np.unique(label, return_inverse=True)
    join = sparse.csr_array((np.ones(len(label)), (member, np.arange(len(label)))), shape=(len(groups), len(label)))
    amount = np.zeros(len(groups), dtype=np.int64)
    np.add.at(amount, member, need.amount)
    return Coarse(
        amount=amount,
        profile=need.profile[groups],
        area=need.area[groups],
        doors=_any(join @ need.doors),
        existing=_any(join @ need.existing),
        exact=len(groups) == len(label),
    )


def _any(counts: sparse.csr_array) -> sparse.csr_array:
    found = sparse.csr_array(counts)
    found.sort_indices()
    return sparse.csr_array((np.ones(found.nnz, dtype=np.int8), found.indices, found.indptr), shape=found.shape)
