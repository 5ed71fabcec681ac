"""The command of a Wi-Fi programme carried out: beside its plan, the rest from there, and how evenly."""

import time
from pathlib import Path
from typing import Annotated

import typer

from geo.texts import N_
from terminal.opening import Settings, current_assessment, say, tell


def realised(
    context: typer.Context,
    until: Annotated[
        int | None,
        typer.Option(min=2000, max=2200, help=N_("Last year compared; the last that the follow-up tells of.")),
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    rest: Annotated[
        bool, typer.Option("--rest/--no-rest", help=N_("Plan the rest from what stands, with the money left."))
    ] = True,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=N_("Write the tables and the rest as CSV, as `export` does."))
    ] = None,
) -> None:
    """Hold what was installed, spent and used of the Wi-Fi programme against its plan, and plan the rest."""
    from exports.realised.rest import RestToWrite
    from exports.realised.tables import write_realised
    from geo.equity import equity_over_time
    from geo.programme import compare_realised, present_of
    from geo.solving import Control
    from store.assessments import open_walking
    from store.plans import open_rest
    from terminal.programme import plan_to_write, stop_button
    from terminal.programme_tables import searching
    from terminal.realised.tables import building_lines, equity_lines, rest_lines
    from terminal.tables import place_lines
    from words.numbers import Numbers
    from words.realised import realised_sentences, rest_sentences

    settings: Settings = context.obj
    _, numbers = settings.translate, Numbers(settings.language, settings.translate)
    chosen = settings.scenario(scenario)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    evidence = assessment.evidence
    with stop_button() as stop, searching(chosen.programme.time_limit_s, settings.language, _) as report:
        control = Control(time.perf_counter, stop, report)
        plan = plan_to_write(store, snapshot, assessment, chosen, control).plan
        found = compare_realised(evidence, plan, until)
        left = present_of(evidence, plan, found) if rest else None
        after = None if left is None else open_rest(store, snapshot, assessment, plan, left, control)
    say(place_lines(evidence.place, settings.language, _))
    say(realised_sentences(found, numbers, _))
    say(["", *building_lines(found, numbers)])
    if left is not None and after is not None:
        say(["", *rest_sentences(left, after, found, numbers, _), *rest_lines(after, numbers)])
    states = {"before": (), "now": found.installed}
    if after is not None and after.has_plan:
        states["after"] = tuple(sorted({*found.installed, *after.rows["building_id"]}))
    reach_m = min(chosen.programme.reach_m, evidence.parameters.reach.limit_m)
    walk = open_walking(store, snapshot, chosen.parameters.reach)
    say(["", *equity_lines(equity_over_time(evidence, walk, states, reach_m), reach_m, numbers)])
    if out is not None:
        planned = None
        if left is not None and after is not None and after.has_plan:
            planned = RestToWrite(left, after, chosen.name)
        for path in write_realised(out, found, assessment, snapshot.id, planned):
            tell(_("Written: {file}").format(file=path))
