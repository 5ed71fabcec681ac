"""The command of the aidants' roster: plan it, review it, price its rules, print it, write its files."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.texts import N_
from terminal.decisions.laid import WithDecisions, laid_lines, lay_over
from terminal.opening import Settings, current_assessment, now, say, tell
from terminal.programme import stop_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from config import Scenario
    from exports.roster.files import RosterToWrite
    from geo.ranking import Assessment
    from geo.roster import NewPlaces, RosterPlan
    from geo.solving import Control
    from store.store import Store
    from store.versions import Snapshot

PRICE_S = 30.0
"""Seconds at the most for the price of one rule, where the scenario gives no less."""


def aidants(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, max=86_400, help=N_("Seconds at the most, instead of the scenario's."))
    ] = None,
    prices: Annotated[
        bool, typer.Option("--prices", help=N_("Say what each rule costs, in helps a week; plans once more for each."))
    ] = False,
    new_places: Annotated[
        int, typer.Option(min=0, max=50, help=N_("How many new places of help to look for beside the roster."))
    ] = 0,
    with_decisions: WithDecisions = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=N_("Write the roster's tables and its timetable."))
    ] = None,
) -> None:
    """Plan where and when the aidants help. Ctrl+C ends the search with the best roster so far."""
    from exports.decisions.beside import decisions_beside
    from exports.roster.files import write_roster
    from geo.roster import door_names, roster_prices, roster_prices_table
    from geo.solving import Control
    from store.decisions import outcome_of_roster
    from terminal.programme_tables import searching
    from terminal.roster.new_places import new_place_lines
    from terminal.roster.prices import price_lines
    from terminal.roster.tables import roster_lines
    from words.decisions.entries import Names
    from words.numbers import Numbers

    settings: Settings = context.obj
    _ = settings.translate
    chosen = _with_limit(settings.scenario(scenario), time_limit)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    laid = lay_over(settings, store, assessment, chosen, "roster") if with_decisions else None
    chosen = chosen if laid is None else laid.scenario
    title = N_("Roster of aidants")
    with stop_button() as stop, searching(chosen.roster.time_limit_s, settings.language, _, title) as report:
        control = Control(time.perf_counter, stop, report)
        today = now().date()
        written = roster_to_write(store, snapshot, assessment, chosen, _, control, today)
        seconds = min(PRICE_S, chosen.roster.time_limit_s)
        rows = list(roster_prices(written.plan, assessment.evidence, control, time_limit_s=seconds)) if prices else []
    plan = written.plan
    say(roster_lines(plan, assessment.evidence.place, settings.language, _, written.review))
    names = door_names(assessment.evidence).to_dict()
    if laid is not None:
        say(laid_lines(laid, "roster", outcome_of_roster(plan), _, Names(names)))
    if prices:
        say(["", *price_lines(rows, names, Numbers(settings.language, _), _)])
        written.more["roster_prices"] = roster_prices_table(rows)
    if new_places and written.review is not None:
        written = replace(written, found=places_to_write(store, snapshot, assessment, plan, new_places))
        if written.found is not None:
            say(["", *new_place_lines(written.found, plan, Numbers(settings.language, _), _)])
    if written.review is None:
        raise typer.Exit(1)
    if out is not None:
        if laid is not None:
            written.more["decisions"] = decisions_beside(out, laid.entries, outcome_of_roster(plan))
        for path in write_roster(out, written, assessment):
            tell(_("Written: {file}").format(file=path))


def places_to_write(
    store: "Store", snapshot: "Snapshot", assessment: "Assessment", plan: "RosterPlan", count: int
) -> "NewPlaces":
    """Return the next places of help, among buildings and corners."""
    from geo.roster import new_places
    from geo.solving import Control
    from store.assessments import open_walking

    walk = open_walking(store, snapshot, assessment.evidence.parameters.reach)
    with stop_button() as stop:
        return new_places(plan, assessment.evidence, Control(time.perf_counter, stop), count, walk)


def roster_to_write(
    store: "Store",
    snapshot: "Snapshot",
    assessment: "Assessment",
    scenario: "Scenario",
    translate: "Callable[[str], str]",
    control: "Control",
    today: date,
) -> "RosterToWrite":
    """Return the roster of a scenario with its review; without one where no roster was found."""
    from config import scenario_toml
    from exports.roster.files import Named, RosterToWrite, Words
    from exports.roster.timetable import monday_from
    from exports.tables import SYNTHETIC_NOTE
    from geo.roster import review_roster
    from store.rosters import open_roster
    from words.roster import EVENT, EVENT_NOTE

    plan = open_roster(store, snapshot, assessment, scenario.roster, control)
    found = plan.certificate["status"] not in ("infeasible", "none_found")
    seconds = scenario.roster.time_limit_s
    return RosterToWrite(
        plan=plan,
        named=Named(store.place.key, snapshot.id, scenario.name),
        scenario_toml=scenario_toml(scenario),
        first_day=monday_from(today),
        words=Words(translate(EVENT), translate(EVENT_NOTE), translate(SYNTHETIC_NOTE)),
        review=review_roster(plan, assessment.evidence, control, time_limit_s=seconds) if found else None,
        more={},
    )


def _with_limit(scenario: "Scenario", time_limit_s: float | None) -> "Scenario":
    """Return the scenario with another time limit, where one is given."""
    if time_limit_s is None:
        return scenario
    return scenario.model_copy(update={"roster": scenario.roster.model_copy(update={"time_limit_s": time_limit_s})})
