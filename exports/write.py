"""Writing a whole export: tables, a workbook, geometries, a catalogue, provenance, and what each file and column is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from exports import tables
from exports._together import together
from exports.columns import write_columns
from exports.criteria_tables import criteria_pairs_table, criteria_table
from exports.csv_files import write_beside
from exports.decisions.files import FILE, decisions_table, write_decisions
from exports.gis.geopackage import write_geopackage
from exports.gis.layers import map_layers
from exports.gis.project import beside as found_beside
from exports.gis.project import project
from exports.gis.styles import styles_of
from exports.lots.files import write_lots_files
from exports.lots.tables import LotsToWrite, lots_tables
from exports.open_data.catalogue import FILE as CATALOGUE
from exports.open_data.catalogue import write_catalogue
from exports.open_data.geoparquet import write_geoparquet
from exports.open_data.mediation import NAME as MEDIATION_PLACES
from exports.open_data.mediation import mediation_table
from exports.programme_files import write_plan_files
from exports.programme_tables import PlanToWrite, plan_times, programme_tables
from exports.read_me import read_me
from exports.realised.rest import RestToWrite, write_rest_files
from exports.realised.tables import realised_of, realised_tables
from exports.review_tables import review_tables
from exports.roster.files import RosterToWrite, write_roster_files
from exports.roster.tables import roster_tables
from exports.text_files import write_times
from exports.workbook.book import FILE as WORKBOOK
from exports.workbook.book import write_workbook
from geo.ranking import Assessment
from store.decisions import Entry, Outcome, outcomes_of
from words import Translator, translator

ENGLISH = translator("en")

GEOPACKAGE, PROJECT = "maillage.gpkg", "maillage.qgs"


def write_export(
    folder: Path,
    assessment: Assessment,
    weights: Mapping[str, Mapping[str, int]],
    provenance: pd.DataFrame,
    snapshot_id: str,
    *,
    language: str = "en",
    translate: Translator = ENGLISH,
    plan: PlanToWrite | None = None,
    lots: LotsToWrite | None = None,
    roster: RosterToWrite | None = None,
    decisions: Sequence[Entry] | None = None,
    rest: RestToWrite | None = None,
) -> list[Path]:
    """Write the export of an assessment and return its files.

    Page and workbook speak a language; the names of columns stay as they are.

    With a ``plan``, its files are among them, and so are those of device ``lots``, of a ``roster``, of the log of
    ``decisions`` and of the ``rest`` of the plan.

    The same inputs give the same bytes in every file but ``times.json``, which says when each file came in and how
    long the search of the plan took.

    Everything is written beside first, so that a folder never holds half of one export and half of another.
    Files of other names in the folder are left alone.
    """
    with together(folder) as (beside, placed):
        plain = plain_tables(assessment, weights, provenance)
        for name, table in plain.items():
            write_beside(table, beside / f"{name}.csv")
        sheets = dict(plain)
        received = tables.received_table(provenance)
        times: dict[str, object] = {"received": received.to_dict("records")}
        if plan is not None:
            sheets |= write_plan_files(beside, plan, assessment, snapshot_id)
            times = {"plan": plan_times(plan.plan), **times}
        planned = planned_tables(assessment, plan, roster)
        for name in (each for each in ("realised", "realised_years") if each in planned):
            write_beside(planned[name], beside / f"{name}.csv")
            sheets[name] = planned[name]
        if rest is not None:
            sheets |= write_rest_files(beside, rest, assessment, snapshot_id)
        if lots is not None:
            sheets |= write_lots_files(beside, lots, assessment, snapshot_id)
        if roster is not None:
            sheets |= write_roster_files(beside, roster, assessment)
        if decisions is not None:
            log = decisions_table(decisions, _outcomes(plan, roster, lots))
            write_decisions(beside, log, assessment)
            sheets["decisions"] = log
        if (places := mediation_table(assessment, provenance)) is not None:
            write_beside(tables.noted(places, assessment), beside / f"{MEDIATION_PLACES}.csv")
            sheets[MEDIATION_PLACES] = places
        _write_map(beside, assessment, planned | plain, translate)
        write_times(beside, times)
        write_columns(beside, assessment)
        told = None if plan is None else plan.plan
        write_workbook(beside / WORKBOOK, sheets, assessment, snapshot_id, language, translate, told)
        files = [*(path.name for path in beside.iterdir()), CATALOGUE]
        page = read_me(assessment, weights, snapshot_id, files, language, translate, told)
        (beside / "LISEZMOI.txt").write_text(page, "utf-8-sig")
        write_catalogue(beside, assessment.evidence.place, provenance, snapshot_id)
    return placed


def plain_tables(
    assessment: Assessment, weights: Mapping[str, Mapping[str, int]], provenance: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables every export has, by the names of their files, noted as invented where they are."""
    rankings = {
        f"ranking_{ranking}": tables.ranking_table(assessment, ranking, weights[ranking])
        for ranking in assessment.matrices
    }
    plain = {
        "sectors": tables.sectors_table(assessment),
        "sites": tables.sites_table(assessment),
        "demand": tables.demand_table(assessment),
        "provenance": tables.timeless(provenance),
        **rankings,
        "criteria": criteria_table(assessment, weights),
        "criteria_pairs": criteria_pairs_table(assessment, weights),
        **review_tables(assessment),
    }
    return {name: tables.noted(table, assessment) for name, table in plain.items()}


def planned_tables(
    assessment: Assessment, plan: PlanToWrite | None, roster: RosterToWrite | None
) -> dict[str, pd.DataFrame]:
    """Return the tables of a programme, planned and carried out, and of a roster, where they are given, noted."""
    planned = {} if plan is None else programme_tables(plan.plan)
    if (done := realised_of(assessment.evidence, None if plan is None else plan.plan)) is not None:
        planned |= realised_tables(done)
    planned |= {} if roster is None else roster_tables(roster.plan, roster.review, roster.found)
    return {name: tables.noted(table, assessment) for name, table in planned.items()}


def published_tables(
    assessment: Assessment,
    weights: Mapping[str, Mapping[str, int]],
    provenance: pd.DataFrame,
    *,
    plan: PlanToWrite | None = None,
    lots: LotsToWrite | None = None,
    roster: RosterToWrite | None = None,
    decisions: Sequence[Entry] = (),
) -> tuple[dict[str, pd.DataFrame], dict[str, gpd.GeoDataFrame]]:
    """Return every table of an export as its files have it, and those that have a place with it."""
    found = planned_tables(assessment, plan, roster) | plain_tables(assessment, weights, provenance)
    more = {} if lots is None else dict(lots_tables(lots.plan, assessment.evidence))
    more[FILE.removesuffix(".csv")] = decisions_table(decisions, _outcomes(plan, roster, lots))
    found |= {name: tables.noted(table, assessment) for name, table in more.items()}
    return found, map_layers(found, assessment)


def _outcomes(plan: PlanToWrite | None, roster: RosterToWrite | None, lots: LotsToWrite | None) -> tuple[Outcome, ...]:
    """Return what the plans of an export came to, as far as decisions ask."""
    return outcomes_of(*(None if each is None else each.plan for each in (plan, roster, lots)))  # type: ignore[arg-type]


def _write_map(
    folder: Path,
    assessment: Assessment,
    found: Mapping[str, pd.DataFrame],
    translate: Translator,
) -> None:
    layers = map_layers(found, assessment)
    write_geoparquet({name: layers[name] for name in ("sectors", "sites", "demand")}, folder)
    write_geopackage(layers, folder / GEOPACKAGE, styles_of(layers, translate))
    title = f"Maillage - {assessment.evidence.place.name.in_language(translate.language)}"
    (folder / PROJECT).write_bytes(project(layers, title, translate, found_beside(GEOPACKAGE)).encode())
