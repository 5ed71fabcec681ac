"""The commands of the Wi-Fi programme: plan it, price its rules, look at and copy a scenario."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.decisions.laid import WithDecisions, laid_lines, lay_over
from terminal.opening import Settings, current_assessment, say, tell

if TYPE_CHECKING:
    from config import Scenario
    from exports.programme_tables import PlanToWrite
    from geo.ranking import Assessment
    from geo.solving import Control
    from store.store import Store
    from store.versions import Snapshot

PRICE_S, AT_ONCE = 30.0, 2
"""Seconds at the most for the price of one rule, unless others are asked for, and how many rules are priced at the same
time."""

INTERRUPTED = 130
"""Exit status of a program that was interrupted, by convention."""


def plan(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, max=86_400, help=N_("Seconds at the most, instead of the scenario's."))
    ] = None,
    gap: Annotated[
        float | None,
        typer.Option(
            min=0, max=0.5, help=N_("Share from the best possible that is good enough, instead of the scenario's.")
        ),
    ] = None,
    with_decisions: WithDecisions = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=N_("Write the plan's files, as `export` does."))
    ] = None,
) -> None:
    """Plan the Wi-Fi programme, proven on its assumptions. Ctrl+C ends the search with the best plan so far."""
    from exports.decisions.beside import decisions_beside
    from exports.programme_files import write_plan
    from geo.solving import Control
    from store.decisions import outcome_of_programme
    from terminal.programme_tables import plan_lines, searching
    from words.programme import nothing_can_be_planned

    settings: Settings = context.obj
    _ = settings.translate
    chosen = _with_limits(settings.scenario(scenario), time_limit, gap)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    laid = lay_over(settings, store, assessment, chosen, "programme") if with_decisions else None
    chosen = chosen if laid is None else laid.scenario
    with stop_button() as stop, searching(chosen.programme.time_limit_s, settings.language, _) as report:
        control = Control(time.perf_counter, stop, report)
        written = plan_to_write(store, snapshot, assessment, chosen, control)
    say(plan_lines(written.plan, written.contenders, assessment, settings.language, _))
    if laid is not None:
        say(laid_lines(laid, "programme", outcome_of_programme(written.plan), _))
    if nothing_can_be_planned(written.plan):
        # Files of it would show zeros where nothing is known.
        raise typer.Exit(1)
    if out is not None:
        log = None if laid is None else decisions_beside(out, laid.entries, outcome_of_programme(written.plan))
        for path in write_plan(out, written, assessment, snapshot.id, log):
            tell(_("Written: {file}").format(file=path))
    if not written.plan.has_plan:
        raise typer.Exit(1)


def price(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    building: Annotated[
        str | None,
        typer.Option(help=N_("Price only this building: equipping it, or leaving it out where it is planned.")),
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, max=86_400, help=N_("Seconds at the most for each rule; 30 when left out."))
    ] = None,
    out: Annotated[Path | None, typer.Option(help=N_("Write the prices as CSV."))] = None,
) -> None:
    """Say how many people each rule costs, from planning again without it. Ctrl+C ends it with the prices so far."""
    from exports.csv_files import write_csv
    from exports.tables import noted
    from geo.programme import price_of_building, prices, prices_table
    from geo.solving import Control
    from store.apart import apart
    from terminal.prices import price_lines
    from terminal.programme_tables import searching
    from terminal.tables import place_lines

    settings: Settings = context.obj
    _ = settings.translate
    chosen = settings.scenario(scenario)
    store, snapshot, assessment = current_assessment(settings, chosen.parameters)
    seconds = PRICE_S if time_limit is None else time_limit
    with stop_button() as stop, searching(chosen.programme.time_limit_s, settings.language, _) as report:
        control = Control(time.perf_counter, stop, report)
        found = plan_to_write(store, snapshot, assessment, chosen, control).plan
        if building is None:
            rows = list(prices(found, assessment.evidence, control, time_limit_s=seconds, where=apart, at_once=AT_ONCE))
        else:
            if not found.has_plan or building not in found.instance.sites.index:
                raise MaillageError(N_("{building} cannot be planned, so that it has no price."), building=building)
            rows = [price_of_building(found, building, control, time_limit_s=seconds, where=apart)]
    if out is not None:
        write_csv(noted(prices_table(rows), assessment), out)
        tell(_("Written: {file}").format(file=out))
        return
    say(place_lines(assessment.evidence.place, settings.language, _))
    say(price_lines(rows, found, settings.language, _))


def scenario(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("Scenario file (TOML)."))],
    copy_to: Annotated[Path | None, typer.Option(metavar="FILE", help=N_("Write it to another file."))] = None,
    name: Annotated[str | None, typer.Option(help=N_("Name of the copy; the name of its file when left out."))] = None,
) -> None:
    """Check a scenario, all faults at once, and copy it under another name."""
    from config import scenario_toml
    from exports.text_files import write_text

    settings: Settings = context.obj
    _ = settings.translate
    read = settings.scenario(file)
    if copy_to is None:
        if name is not None:
            raise MaillageError(N_("--name names a copy: say with --copy-to where it goes."))
        tell(_("{file} can be used: scenario {name}.").format(file=file, name=read.name))
        return
    called = (copy_to.stem if name is None else name).strip()
    if not called:
        raise MaillageError(N_("A scenario needs a name: give one with --name."))
    if copy_to.exists():
        raise MaillageError(N_("{file} exists already and is left as it is: name another file."), file=copy_to)
    write_text(scenario_toml(read.model_copy(update={"name": called})), copy_to)
    tell(_("Written: {file}").format(file=copy_to))


def plan_to_write(
    store: "Store",
    snapshot: "Snapshot",
    assessment: "Assessment",
    scenario: "Scenario",
    control: "Control | None" = None,
) -> "PlanToWrite":
    """Return the plan of a scenario with the three-way proof, from disk when it was found before."""
    from config import scenario_toml
    from exports.programme_tables import PlanToWrite
    from exports.tables import ranking_table
    from geo.programme import compared
    from geo.solving import Control
    from store.plans import open_plan

    found = open_plan(store, snapshot, assessment, scenario.programme, control or Control(time.perf_counter))
    order = ranking_table(assessment, "wifi", scenario.parameters.weights["wifi"])["building_id"].tolist()
    return PlanToWrite(*compared(found, order), scenario.name, scenario_toml(scenario))


def _with_limits(scenario: "Scenario", time_limit_s: float | None, gap: float | None) -> "Scenario":
    """Return the scenario with another time limit or gap, where one is given."""
    given = {"time_limit_s": time_limit_s, "gap": gap}
    update = {name: value for name, value in given.items() if value is not None}
    return scenario.model_copy(update={"programme": scenario.programme.model_copy(update=update)})


@contextmanager
def stop_button() -> Iterator[Callable[[], bool]]:
    """Yield what says whether Ctrl+C was pressed; pressed again, it ends the program."""
    pressed = False

    def press(_number: int, _frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise SystemExit(INTERRUPTED)
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
