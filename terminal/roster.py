"""The command of the aidants' roster: plan it, print it, write its files."""

import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.texts import N_
from terminal.opening import Settings, current_assessment, now, say, tell
from terminal.programme import stop_button

if TYPE_CHECKING:
    from config import Scenario


def aidants(
    context: typer.Context,
    scenario: Annotated[Path | None, typer.Option(help=N_("Scenario file (TOML); the defaults when left out."))] = None,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, max=86_400, help=N_("Seconds at the most, instead of the scenario's."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=N_("Write the roster's tables and its timetable."))
    ] = None,
) -> None:
    """Plan where and when the aidants help. Ctrl+C ends the search with the best roster so far."""
    from config import scenario_toml
    from exports.roster.files import Named, Words, write_roster
    from geo.roster import plan_roster
    from geo.solving import Control
    from terminal.programme_tables import searching
    from terminal.roster_tables import roster_lines
    from words.roster import EVENT, EVENT_NOTE

    settings: Settings = context.obj
    _ = settings.translate
    chosen = _with_limit(settings.scenario(scenario), time_limit)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    title = N_("Roster of aidants")
    with stop_button() as stop, searching(chosen.roster.time_limit_s, settings.language, _, title) as report:
        control = Control(time.perf_counter, stop, report)
        plan = plan_roster(assessment.evidence, chosen.roster, control)
    say(roster_lines(plan, assessment.evidence.place, settings.language, _))
    found = plan.certificate["status"] not in ("infeasible", "none_found")
    if out is not None and found:
        today = now().date()
        monday = today + timedelta(days=(-today.weekday()) % 7)
        named = Named(store.place.key, snapshot.id, chosen.name)
        words = Words(_(EVENT), _(EVENT_NOTE))
        for path in write_roster(out, plan, assessment, named, scenario_toml(chosen), monday, words):
            tell(_("Written: {file}").format(file=path))
    if not found:
        raise typer.Exit(1)


def _with_limit(scenario: "Scenario", time_limit_s: float | None) -> "Scenario":
    """Return the scenario with another time limit, where one is given."""
    if time_limit_s is None:
        return scenario
    return scenario.model_copy(update={"roster": scenario.roster.model_copy(update={"time_limit_s": time_limit_s})})
