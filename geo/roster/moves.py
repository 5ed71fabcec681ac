"""Who goes where: helpers from workplaces to doors with the least travel, without anybody's name."""

import numpy as np
import pandas as pd
from scipy import sparse

from geo.roster.instance import Instance
from geo.solving import Problem, linear_problem

COLUMNS = ("workplace_id", "workplace_name", "door_id", "half_day", "helpers", "travel_m")


def moves_of(instance: Instance, pairs: np.ndarray) -> pd.DataFrame:
    """Return how many helpers go from each workplace to each door in each half-day, with the least travel in all.

    Parameters
    ----------
    instance, pairs
        Doors x half-days with so many pairs each.

    Returns
    -------
    DataFrame with ``COLUMNS``, ordered by half-day, door and workplace. ``travel_m`` is a straight line times the
    detour factor, one way; missing where it is not known of the workplace, which then counts as the farthest.

    Notes
    -----
    A transport problem: two helpers for every pair, no workplace sends more than its sessions, none more at once than
    it has helpers. Its solution is in whole numbers.
    """
    door, half_day = np.nonzero(pairs)
    if not len(door) or not instance.listed:
        return pd.DataFrame(columns=list(COLUMNS))
    sources, doors, days = instance.sources, instance.doors, pairs.shape[1]
    travel = _travel_m(instance)
    place, target = np.nonzero(instance.leaves[:, half_day])
    cost = np.nan_to_num(travel[place, door[target]], nan=float(np.nanmax(travel, initial=0.0)) * 2 + 1)
    entry = np.arange(len(place))
    once = np.ones(len(place))
    rows = sparse.csr_array(
        sparse.vstack(
            [
                sparse.csr_array((once, (target, entry)), shape=(len(door), len(place))),
                sparse.csr_array((once, (place, entry)), shape=(len(sources), len(place))),
                sparse.csr_array(
                    (once, (place * days + half_day[target], entry)), shape=(len(sources) * days, len(place))
                ),
            ],
            format="csr",
        )
    )
    wanted = 2.0 * pairs[door, half_day]
    most = np.r_[wanted, sources["sessions"].to_numpy(float), np.repeat(sources["volunteers"].to_numpy(float), days)]
    least = np.r_[wanted, np.full(len(most) - len(wanted), -np.inf)]
    # A hair for the order of keys, so that equal travel falls alike whatever the order of rows.
    worth = -cost - 1e-6 * entry
    room = np.full(len(place), float(wanted.max()))
    run = Problem(linear_problem(worth, np.zeros(len(place)), room, rows, least, most), instance.roster.seed).relaxed(
        60.0
    )
    if not len(run.point):
        return pd.DataFrame(columns=list(COLUMNS))
    count = np.rint(run.point).astype(np.int64)
    used = np.flatnonzero(count)
    found = pd.DataFrame(
        {
            "workplace_id": sources.index[place[used]],
            "workplace_name": sources["name"].to_numpy()[place[used]],
            "door_id": doors.index[door[target[used]]],
            "half_day": [instance.roster.half_days[each] for each in half_day[target[used]]],
            "helpers": count[used],
            "travel_m": np.round(travel[place[used], door[target[used]]], 0),
            "order": half_day[target[used]],
        }
    )
    return found.sort_values(["order", "door_id", "workplace_id"], ignore_index=True)[list(COLUMNS)]


def _travel_m(instance: Instance) -> np.ndarray:
    sources, doors = (table[["x_m", "y_m"]].to_numpy(dtype=np.float64) for table in (instance.sources, instance.doors))
    away = np.hypot(*(sources[:, None, :] - doors[None, :, :]).transpose(2, 0, 1))
    return np.asarray(away * instance.detour_factor)
