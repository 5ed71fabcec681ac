"""Which places may get devices: the rules each must meet, what is assumed of it, and how many it can put to use."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import GATES, GATES_OF, Evidence, gates
from geo.settings import DEVICE_KINDS, Kind, Lots
from geo.texts import N_

PLACE_RULES: Mapping[str, str] = MappingProxyType(
    {
        **{gate: GATES[gate] for gate in GATES_OF["aidants"]},
        "function_known": N_("It is not known which function there looks after the devices."),
        "desks": N_("It has too few desks for the public."),
        "desks_known": N_("It is not known how many desks for the public it has."),
        "hours": N_("It is not open long enough."),
        "hours_known": N_("It is not known how long it is open."),
        "people": N_("Nobody in digital difficulty is known to live within the walk."),
    }
)
"""Rule -> what is said of a place that does not meet it. Unknown is not met, and is a rule of its own."""

ASSUMED = ("function", "desks", "hours")
"""What may be assumed of a place."""

_NO_BUILDING = N_(
    "The rules for devices force or exclude buildings that there are not: {keys}. Give identifiers of the buildings "
    "layer."
)


@dataclass(frozen=True)
class Places:
    """Every building, and what is known of it as a place for devices.

    Attributes
    ----------
    table
        Index ``building_id``: ``status`` (``receives``, ``unmet``, ``excluded``), ``forced`` (bool), ``unmet`` (codes
        of ``PLACE_RULES``, apart by blanks), ``assumed`` (codes of ``ASSUMED``), ``desks`` (float, NaN not known),
        ``hours_per_week`` (the same) and ``cap_`` with each kind (Int64, NA not known).
    """

    table: pd.DataFrame


def places(evidence: Evidence, settings: Lots, reach_m: float) -> Places:
    """Say of every building whether it may get devices, and why not.

    Raises
    ------
    DataError
        When the settings force or exclude buildings that there are not; all of them are named.

    Examples
    --------
    >>> told = places(evidence, Lots(assume_function=True), 100.0).table
    >>> told["unmet"].loc[["b1-library", "b4-depot"]].to_dict()
    {'b1-library': '', 'b4-depot': 'public_access desks_known'}
    """
    sites = evidence.sites
    if missing := sorted({*settings.forced, *settings.excluded} - set(sites.index)):
        raise DataError(_NO_BUILDING, keys=", ".join(missing))
    desks = sites["public_desks"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    hours = sites["opening_hours_per_week"].to_numpy(dtype="float64")
    no_function = sites["function_in_charge"].isna().to_numpy()
    no_desks, no_hours = np.isnan(desks), np.isnan(hours)
    if settings.assumed_desks is not None:
        desks = np.where(no_desks, float(settings.assumed_desks), desks)
    if settings.assumed_hours_per_week is not None:
        hours = np.where(no_hours, settings.assumed_hours_per_week, hours)
    passed = gates(sites, "aidants", evidence.parameters.programme_end)
    passed["function_known"] = ~no_function | settings.assume_function
    passed["desks"] = ~(desks < settings.least_desks)
    passed["desks_known"] = ~np.isnan(desks)
    passed["hours"] = ~(hours < settings.least_hours_per_week)
    passed["hours_known"] = ~np.isnan(hours)
    passed["people"] = _reaches_somebody(evidence, reach_m)
    assumptions = np.column_stack(
        [
            no_function & settings.assume_function,
            no_desks & (settings.assumed_desks is not None),
            no_hours & (settings.assumed_hours_per_week is not None),
        ]
    )
    forced, excluded = sites.index.isin(settings.forced), sites.index.isin(settings.excluded)
    unmet = _codes(~passed[list(PLACE_RULES)].to_numpy(dtype=bool), list(PLACE_RULES))
    status = np.where(excluded, "excluded", np.where(forced | (unmet == ""), "receives", "unmet"))
    columns: dict[str, object] = {
        "status": pd.Series(status, sites.index, dtype="str"),
        "forced": forced,
        "unmet": pd.Series(unmet, sites.index, dtype="str"),
        "assumed": pd.Series(_codes(assumptions, list(ASSUMED)), sites.index, dtype="str"),
        "desks": desks,
        "hours_per_week": hours,
    }
    for kind in DEVICE_KINDS:
        caps = [cap(*each, kind, settings) for each in zip(desks, hours, strict=True)]
        columns[f"cap_{kind}"] = pd.array(caps, dtype="Int64")
    return Places(pd.DataFrame(columns, index=sites.index))


def cap(desks: float, hours_per_week: float, kind: Kind, settings: Lots) -> int | None:
    """Return how many devices of a kind a place can put to use; None when its desks or its hours are not known.

    Desks times devices for a desk, less in proportion where it is open less than the full hours; rounded down, exactly.

    Examples
    --------
    >>> cap(6, 15, "pc", Lots(full_hours_per_week=20)), cap(6, float("nan"), "pc", Lots())
    (4, None)
    """
    if np.isnan(desks) or np.isnan(hours_per_week):
        return None
    per_desk, hours, full = (
        Decimal(str(float(each)))
        for each in (settings.devices_per_desk[kind], hours_per_week, settings.full_hours_per_week)
    )
    return int(int(desks) * per_desk * min(hours, full) / full)


def _reaches_somebody(evidence: Evidence, reach_m: float) -> np.ndarray:
    rows = evidence.reach.tocoo()
    people = np.nan_to_num(evidence.demand["vulnerable_count"].to_numpy(dtype="float64"))
    counted = (rows.data <= reach_m) & (people[rows.coords[1]] >= 0.5e-6)
    return np.bincount(rows.coords[0][counted], minlength=len(evidence.sites)) > 0


def _codes(true: np.ndarray, names: list[str]) -> np.ndarray:
    said = [" ".join(name for name, holds in zip(names, row, strict=True) if holds) for row in true]
    return np.array(said, dtype=object)
