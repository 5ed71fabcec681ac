"""A Wi-Fi programme carried out as tables of an export: a row a building, and a row a year."""

from pathlib import Path

import pandas as pd

from exports._together import together
from exports.csv_files import write_beside
from exports.realised.columns import REALISED, REALISED_YEARS
from exports.realised.rest import RestToWrite, write_rest_files
from exports.tables import noted
from geo.evidence import Evidence
from geo.programme import Plan, Realised, compare_realised, last_year_told
from geo.ranking import Assessment


def is_realised(evidence: Evidence, plan: Plan | None) -> bool:
    """Say whether anything was carried out that a plan can be held against."""
    last = last_year_told(evidence)
    return plan is not None and plan.has_plan and last is not None and last >= plan.instance.programme.first_year


def realised_of(evidence: Evidence, plan: Plan | None) -> Realised | None:
    """Return what was carried out beside a plan; None where there is no plan, or nothing to hold against it yet."""
    if plan is None or not is_realised(evidence, plan):
        return None
    return compare_realised(evidence, plan)


def realised_tables(found: Realised) -> dict[str, pd.DataFrame]:
    """Return the tables by the names of their files."""
    return {
        "realised": found.buildings.reset_index()[[column.name for column in REALISED]],
        "realised_years": found.years.reset_index()[[column.name for column in REALISED_YEARS]],
    }


def told_buildings(found: Realised) -> pd.DataFrame:
    """Return the buildings of which there is anything to tell by the last year compared: those to come left out.

    What differs from the plan comes first, then what was kept; within each by name.
    """
    order = {outcome: place for place, outcome in enumerate(("dropped", "late", "lower", "unplanned", "kept"))}
    shown = found.buildings[found.buildings["outcome"] != "to_come"]
    # By position of the outcome, name, and key: equal names stay in one order.
    ranks = shown["outcome"].map(order)
    return shown.assign(rank=ranks).sort_values(["rank", "name", "building_id"]).drop(columns="rank")


def write_realised(
    folder: Path, found: Realised, assessment: Assessment, snapshot_id: str, rest: RestToWrite | None = None
) -> list[Path]:
    """Write the two tables, and the files of the rest where it is given, into a folder, all or nothing."""
    with together(folder) as (beside, placed):
        for name, table in realised_tables(found).items():
            write_beside(noted(table, assessment), beside / f"{name}.csv")
        if rest is not None:
            write_rest_files(beside, rest, assessment, snapshot_id)
    return placed
