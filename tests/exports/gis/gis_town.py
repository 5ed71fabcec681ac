"""Toyville as it is exported for a geographic information system: with a plan, a roster and a value nobody knows."""

import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from exports.gis.layers import map_layers
from exports.roster.files import Named, RosterToWrite, Words
from exports.write import plain_tables, planned_tables, write_export
from geo.ranking.assessment import Assessment
from geo.roster import new_places
from store.status import PROVENANCE_COLUMNS
from tests import toy_plans, toyville
from tests.geo.ready import CONTROL, DONE, READY
from words import translator

PYTHON_OF_QGIS = shutil.which("python3", path="/usr/bin") or "python3"

PROVENANCE = pd.DataFrame(columns=list(PROVENANCE_COLUMNS))

WEIGHTS = toyville.PARAMETERS.weights


@cache
def planned() -> tuple[Assessment, toy_plans.PlanToWrite, RosterToWrite]:
    """Return what is exported."""
    assessed = toy_plans.assessment()
    plan = toy_plans.to_write(assessed, toy_plans.PROGRAMMES["every rule"])
    # What was carried out is laid beside a plan and changes nothing of it.
    assessed = replace(assessed, evidence=replace(assessed.evidence, realised=DONE))
    # In Toyville with help at every door nobody needs an aidant: the roster is that of the town the examples find.
    aidants = READY["roster_plan"]()
    found = new_places(aidants, READY["evidence"](), CONTROL, 1)
    named, words = Named("toyville", "abc", plan.scenario), Words("{name}", "{hours} h")
    return assessed, plan, RosterToWrite(aidants, named, plan.scenario_toml, date(2027, 1, 4), words, found=found)


def tables() -> dict[str, pd.DataFrame]:
    """Return the tables as the files have them."""
    assessed, plan, roster = planned()
    return planned_tables(assessed, plan, roster) | plain_tables(assessed, WEIGHTS, PROVENANCE)


def layers() -> dict[str, gpd.GeoDataFrame]:
    """Return the tables that have a place."""
    return map_layers(tables(), planned()[0])


def write(folder: Path, language: str = "en") -> Path:
    """Write the whole export into a folder and return it."""
    assessed, plan, roster = planned()
    spoken = translator(language)
    write_export(
        folder, assessed, WEIGHTS, PROVENANCE, "abc", language=language, translate=spoken, plan=plan, roster=roster
    )
    return folder
