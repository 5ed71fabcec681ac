"""A decision matrix of three criteria written down by hand, for tests of what is done with one."""

import numpy as np
import pandas as pd

from geo.ranking.decision import DecisionMatrix

GOALPOSTS = {"people": (0.0, 200.0), "cost": (40.0, 0.0), "hours": (0.0, 60.0)}


def matrix(rows, feasible=None, goalposts=GOALPOSTS) -> DecisionMatrix:
    """Build a matrix from ``id -> (people, cost, hours)``; a pair is an interval, None wholly unknown."""
    keys = list(goalposts)
    index = pd.Index(list(rows), dtype="str", name="building_id")
    parts = {"values": [], "low": [], "high": []}
    for row in rows.values():
        pairs = [each if isinstance(each, tuple) else (each, each) for each in row]
        known = [np.nan if isinstance(each, tuple) or each is None else each for each in row]
        parts["values"].append(known)
        for end, name in enumerate(("low", "high")):
            parts[name].append([np.nan if pair[end] is None else pair[end] for pair in pairs])
    frames = {
        name: pd.DataFrame(content, index=index, columns=keys, dtype="float64") for name, content in parts.items()
    }
    gate = pd.DataFrame({"public_access": [key in (feasible or rows) for key in rows]}, index=index)
    return DecisionMatrix(
        ranking="wifi",
        **frames,
        switched_off={"fibre": "absent"},
        gates=gate,
        feasible=gate.all(axis=1).rename("feasible"),
        goalposts=dict(goalposts),
    )
