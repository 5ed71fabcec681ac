"""Toyville with desks and functions: whom each place counts, and what it can take, on paper."""

from functools import cache
from typing import Any

import pandas as pd

from geo.evidence import Evidence
from geo.evidence.gather import gather
from geo.ranking.assessment import Assessment, assess
from geo.settings import Lots
from tests import toyville

EQUIPPED: dict[str, dict[str, Any]] = {
    "b1-library": {"public_desks": 6, "function_in_charge": "librarian"},
    "b2-hall": {"public_desks": 10, "function_in_charge": "reception"},
    "b3-school": {"public_desks": 4, "function_in_charge": "bursar", "opening_hours": "Mo-Fr 09:00-11:00"},
    "b5-pool": {"public_desks": 0, "function_in_charge": "till"},
    "b6-club": {"public_desks": 3},
}
"""What the city says beside `tests.toyville.BUILDINGS`. All are open 40 hours a week but the school, open 10."""

RULES = Lots(
    year=2027,
    pcs=20,
    budget_eur=0,
    reserve_share=0,
    least_lot={"pc": 2, "laptop": 0, "tablet": 0},
    devices_per_desk={"pc": 2, "laptop": 1, "tablet": 1},
    full_hours_per_week=20,
    least_desks=1,
    least_hours_per_week=8,
)
"""The library can take 12 PCs, the town hall 20, the school, open half of the full hours, 4."""


def follow_up(given: dict[tuple[str, str, int], int]) -> pd.DataFrame:
    """Return the follow-up of devices from ``(building_id, device_kind, year) -> devices given``."""
    keys = sorted(given)
    return pd.DataFrame(
        {
            "building_id": pd.Series([key[0] for key in keys], dtype="str"),
            "device_kind": pd.Series([key[1] for key in keys], dtype="str"),
            "year": pd.array([key[2] for key in keys], dtype="Int64"),
            "devices_given": pd.array([given[key] for key in keys], dtype="Int64"),
            "devices_in_use": pd.array([given[key] for key in keys], dtype="Int64"),
            "devices_returned": pd.array([0 for _ in keys], dtype="Int64"),
        }
    )


def evidence_of(*, turned: bool = False, **pieces: Any) -> Evidence:
    """Return the evidence of Toyville with these layers replaced; ``turned``: rows of buildings in another order."""
    rows = {key: {**row, **EQUIPPED.get(key, {})} for key, row in toyville.BUILDINGS.items()}
    if turned:
        rows = dict(reversed(rows.items()))
    tables = toyville.full_tables(**{"buildings": toyville.buildings(rows), **pieces})
    return gather(tables, toyville.PLACE, PARAMETERS).evidence


def pupils(sites: dict[tuple[str, str], tuple[int | None, int | None]]) -> pd.DataFrame:
    """Return the table of pupils from ``(school_site_id, level) -> (pupils, class)``."""
    keys = list(sites)
    return pd.DataFrame(
        {
            "school_site_id": pd.Series([key[0] for key in keys], dtype="str"),
            "name": pd.Series([f"School {key[0]}" for key in keys], dtype="str"),
            "level": pd.Series([key[1] for key in keys], dtype="str"),
            "pupils": pd.array([sites[key][0] for key in keys], dtype="Int64"),
            "ise_class": pd.array([sites[key][1] for key in keys], dtype="Int64"),
            "building_id": pd.Series([None for _ in keys], dtype="str"),
        }
    )


PARAMETERS = toyville.PARAMETERS.model_copy(
    update={"reach": toyville.PARAMETERS.reach.model_copy(update={"limit_m": 100.0, "detour_factor": 1.0})}
)
"""Straight lines of 100 m, as in `tests.geo.ready`."""


@cache
def evidence() -> Evidence:
    """Return the evidence of Toyville with desks and functions."""
    return evidence_of()


@cache
def assessment() -> Assessment:
    """Return the assessment that evidence belongs to."""
    rows = {key: {**row, **EQUIPPED.get(key, {})} for key, row in toyville.BUILDINGS.items()}
    schools = pupils({("s1", "primary"): (200, 20), ("s2", "primary"): (200, 1), ("s3", "secondary"): (90, None)})
    tables = toyville.full_tables(buildings=toyville.buildings(rows), school_pupils=schools)
    return assess(tables, toyville.PLACE, PARAMETERS)
