"""Figures of several publishers made one table of indicators: one value a sector and indicator."""

from collections.abc import Sequence

import pandas as pd

from layers._fault import Fault
from layers._spec import Cleaned

_KEY = ["sector_code_statbel", "indicator"]


def merge(parts: Sequence[Cleaned]) -> Cleaned:
    """Put the parts under each other; where two give the same indicator of a sector, the later part wins.

    Parameters
    ----------
    parts
        In the order in which the layer declares its sources: the city's own table is the last.

    Returns
    -------
    Cleaned
        The rows, and a warning ``indicators.overridden`` for each indicator of which values were replaced, with the
        vintages concerned.

    Notes
    -----
    A value withheld does not replace a value that is given.
    """
    tables = [part.table.assign(part=number) for number, part in enumerate(parts) if not part.table.empty]
    faults = [fault for part in parts for fault in part.faults]
    vintages = "; ".join(sorted({part.vintage for part in parts if part.vintage}))
    if not tables:
        return Cleaned(parts[0].table, faults, vintages)
    whole = pd.concat(tables, ignore_index=True)
    order = whole.assign(given=whole["value"].notna()).sort_values([*_KEY, "given", "part"], kind="stable")
    replaced = order.duplicated(_KEY, keep="last")
    kept = order[~replaced].sort_values([*_KEY], kind="stable")
    for indicator, group in order[order["indicator"].isin(order.loc[replaced, "indicator"])].groupby("indicator"):
        lost = replaced.loc[group.index]
        touched = group["sector_code_statbel"].isin(group.loc[lost, "sector_code_statbel"]) & ~lost
        parameters = {
            "indicator": indicator,
            "count": int(lost.sum()),
            "kept": ", ".join(sorted(set(group.loc[touched, "vintage"]))),
            "replaced": ", ".join(sorted(set(group.loc[lost, "vintage"]))),
        }
        faults.append(Fault("indicators.overridden", "warning", column="indicator", parameters=parameters))
    return Cleaned(kept.drop(columns=["part", "given"]).reset_index(drop=True), faults, vintages)
