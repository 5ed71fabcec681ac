"""Where helpers come from: sessions a week by workplace, and when they may leave it."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.roster.doors import open_half_days
from geo.settings import Roster
from geo.texts import N_

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "nobody": N_("Nobody there is willing to help."),
        "volunteers_not_known": N_("How many would help is not known."),
        "hours_not_known": N_("How many hours they can be released is not known."),
        "when_not_known": N_("When they may leave their work is not known."),
        "never": N_("They may not leave their work in any half-day of the roster."),
        "too_few_hours": N_("They cannot be released long enough for a half-day."),
    }
)
"""Why nobody comes from a workplace."""


def sources_of(evidence: Evidence, roster: Roster) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame] | None:
    """Return the workplaces from which helpers come; None where no list is published.

    Returns
    -------
    Workplaces by identifier, sorted, with ``name``, ``belongs_to``, ``volunteers``, ``sessions`` (half-days of one
    helper a week, whole), ``each`` (sessions a week of one of them), ``x_m``, ``y_m``; when they may leave, by half-day
    (bool); and the others, with ``name`` and ``reason``, a key of ``REASONS``.

    Notes
    -----
    Nobody works more than the roster's hours, and nobody comes for part of a half-day: what is left over is left out.
    """
    listed = evidence.workplaces
    if listed is None:
        return None
    opened = open_half_days(listed["released_hours"], roster, round(roster.session_hours * 60))
    may = opened.fillna(value=False).astype(bool)
    volunteers = listed["volunteers"].astype("float64")
    hours = np.minimum(listed["released_hours_per_week"].astype("float64"), roster.hours_per_week)
    each = hours / roster.session_hours
    sessions = np.floor(volunteers * each + 1e-9)
    asked = [
        (volunteers.isna(), "volunteers_not_known"),
        (volunteers == 0, "nobody"),
        (hours.isna(), "hours_not_known"),
        (~may.any(axis=1) & opened.isna().any(axis=1), "when_not_known"),
        (~may.any(axis=1), "never"),
        (~(sessions >= 1), "too_few_hours"),
    ]
    reason = np.select([true.to_numpy(dtype=bool) for true, _ in asked], [name for _, name in asked], "")
    used = reason == ""
    kept = listed.loc[used, ["name", "belongs_to", "x_m", "y_m"]].assign(
        volunteers=volunteers[used].astype("int64"), sessions=sessions[used].astype("int64"), each=each[used]
    )
    return pd.DataFrame(kept), may[used], pd.DataFrame(listed.loc[~used, ["name"]]).assign(reason=reason[~used])
