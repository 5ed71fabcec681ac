"""The commands of the ranking: rank, and export, which writes every table."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.texts import N_
from terminal.decisions.laid import WithDecisions, lay_over
from terminal.devices import lots_to_write
from terminal.opening import Settings, current_assessment, say, tell
from terminal.programme import plan_to_write
from terminal.tables import progress

if TYPE_CHECKING:
    from config import Scenario
    from exports.programme_tables import PlanToWrite
    from exports.realised.rest import RestToWrite
    from exports.roster.files import RosterToWrite
    from geo.ranking import Assessment
    from store.store import Store
    from store.versions import Snapshot

Ranking = Literal["wifi", "aidants"]


def rank(
    context: typer.Context,
    ranking: Annotated[Ranking, typer.Argument(help=N_("What to rank the buildings for."))],
    scenario: Annotated[Path | None, typer.Option(help=N_("Scenario file (TOML)."))] = None,
    top: Annotated[int | None, typer.Option(min=1, help=N_("Only the first so many."))] = None,
    out: Annotated[Path | None, typer.Option(help=N_("Write the whole table as CSV, as `export` does."))] = None,
) -> None:
    """Rank the buildings for Wi-Fi or for digital helpers."""
    from exports.csv_files import write_csv
    from exports.tables import noted, ranking_table
    from terminal.ranking_tables import deciding_lines, ranking_lines

    settings: Settings = context.obj
    _ = settings.translate
    chosen = settings.scenario(scenario)
    _store, _snapshot, assessment = current_assessment(settings, chosen.parameters)
    weights = chosen.parameters.weights[ranking]
    table = ranking_table(assessment, ranking, weights)
    if out is not None:
        write_csv(noted(table if top is None else table.head(top), assessment), out)
        tell(_("Written: {file}").format(file=out))
        return
    lines = ranking_lines(table, assessment, ranking, weights, settings.language, _, top=top)
    say([*lines, *deciding_lines(assessment, ranking, weights, settings.language, _)])


def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=N_("Folder to write into."))],
    scenario: Annotated[Path | None, typer.Option(help=N_("Scenario file (TOML)."))] = None,
    roster: Annotated[
        bool, typer.Option("--roster", help=N_("With the roster of aidants, which takes as long as `aidants` takes."))
    ] = False,
    with_decisions: WithDecisions = False,
) -> None:
    """Write every table as CSV and in one workbook, plan and device lots with their proofs, a GeoPackage for QGIS."""
    from exports.write import write_export
    from store.decisions import open_log
    from store.status import provenance_table

    settings: Settings = context.obj
    _ = settings.translate
    chosen = settings.scenario(scenario)
    with progress(_("Export"), _):
        store, snapshot, assessment = current_assessment(settings, chosen.parameters)
        entries = open_log(store).entries()
        if with_decisions:
            chosen = lay_over(settings, store, assessment, chosen, "programme", "roster", "devices").scenario
        plan = plan_to_write(store, snapshot, assessment, chosen)
        written = write_export(
            folder,
            assessment,
            chosen.parameters.weights,
            provenance_table(store, snapshot),
            snapshot.id,
            language=settings.language,
            translate=_,
            plan=plan,
            rest=_rest_kept(store, snapshot, assessment, plan),
            lots=lots_to_write(assessment, chosen),
            roster=roster_to_export(store, snapshot, assessment, chosen, _) if roster else None,
            decisions=entries,
        )
    for path in written:
        tell(str(path))


def _rest_kept(
    store: "Store", snapshot: "Snapshot", assessment: "Assessment", plan: "PlanToWrite"
) -> "RestToWrite | None":
    """Return the rest of a programme that is carried out where `maillage realised` planned it; nothing is searched."""
    from exports.realised.rest import RestToWrite
    from exports.realised.tables import realised_of
    from geo.programme import present_of
    from store.plans import kept_rest

    found = realised_of(assessment.evidence, plan.plan)
    if found is None or found.until >= plan.plan.instance.programme.years[-1]:
        return None
    left = present_of(assessment.evidence, plan.plan, found)
    kept = kept_rest(store, snapshot, assessment, plan.plan, left)
    return RestToWrite(left, kept, plan.scenario) if kept is not None and kept.has_plan else None


NEW_PLACES = 5
"""New places of help that an export with a roster has beside it."""


def roster_to_export(
    store: "Store", snapshot: "Snapshot", assessment: "Assessment", chosen: "Scenario", translate: Callable[[str], str]
) -> "RosterToWrite | None":
    """Return the roster to write; its timetable begins after the day of the snapshot, so that the same gives the same.

    None where the rules cannot hold or nothing was found: the other tables are written all the same.
    """
    from geo.solving import Control
    from terminal.roster.command import places_to_write, roster_to_write

    day = datetime.fromisoformat(snapshot.created_at).date()
    found = roster_to_write(store, snapshot, assessment, chosen, translate, Control(time.perf_counter), day)
    if found.review is None:
        tell(translate(N_("No roster of aidants is written: `maillage aidants` says why.")), err=True)
        return None
    return replace(found, found=places_to_write(store, snapshot, assessment, found.plan, NEW_PLACES))
