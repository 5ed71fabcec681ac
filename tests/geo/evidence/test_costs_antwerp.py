"""Our costs beside what a real Belgian city set aside for Wi-Fi in its buildings: an order of magnitude, no more."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.evidence.costs import equipment
from geo.settings import Costs


def _buildings(shared_data: Path) -> pd.DataFrame:
    told = json.loads((shared_data / "antwerp" / "wifiopenbaar.json").read_text("utf-8"))["data"]
    table = pd.DataFrame(told)
    return table.assign(budget_eur=pd.to_numeric(table["geraamd_budget"]))


def _our_cost(area_m2: float) -> float:
    site = pd.DataFrame(
        {
            "floor_area_m2": [area_m2],
            "fibre_now": pd.array([True], dtype="boolean"),
            "fibre_status": pd.Series(["available"], dtype="str"),
        }
    )
    return float(equipment(site, Costs())["capex_eur"].iloc[0])


@pytest.mark.real
def test_the_budgets_of_antwerp_are_those_of_buildings_of_plausible_size(shared_data: Path) -> None:
    """Floor areas are not published, so that this can say that our costs are possible, not that they are right."""
    table = _buildings(shared_data)
    assert (len(table), int(table["budget_eur"].notna().sum())) == (39, 11)
    to_equip = table[table["budget_eur"].notna() & table["huidige_dekking"].isin(["geen", "gedeeltelijk"])]
    assert sorted(to_equip["budget_eur"]) == [10_000, 10_000, 10_000, 20_000, 20_000, 20_000]
    areas = np.arange(150, 6001, 150)
    ours = np.array([_our_cost(area) for area in areas])
    largest = {budget: int(areas[ours <= budget].max()) for budget in sorted(set(to_equip["budget_eur"]))}
    assert largest == {10_000: 1350, 20_000: 3000}, "the sizes docs/methods.md speaks of"
    extended = table[(table["huidige_dekking"] == "volledig") & table["budget_eur"].notna()]
    assert sorted(extended["budget_eur"]) == [1000, 1500, 1500, 1500, 15_000]
    assert (extended["budget_eur"] < _our_cost(150)).sum() == 4, (
        "points added to a network there is, no first equipment"
    )
