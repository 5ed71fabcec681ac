"""A plan as options that are there or not: the whole numbers of the model, and back."""

import numpy as np

from geo.programme.instance.instance import Instance


def level_of(instance: Instance, state: np.ndarray) -> np.ndarray:
    """Return which options a plan has in each year, 0 or 1, shape (years, options)."""
    level = np.arange(len(instance.capex)) - instance.first[instance.option_site] + 1
    return (level[None, :] <= state.T[:, instance.option_site]).astype("float64")


def state_of(instance: Instance, level: np.ndarray) -> np.ndarray:
    """Return the plan of options that are there or not, shape (buildings, years); the inverse of ``level_of``."""
    state = np.zeros(instance.shape, dtype=np.int64)
    np.add.at(state, instance.option_site, np.rint(level).astype(np.int64).T)
    return state
