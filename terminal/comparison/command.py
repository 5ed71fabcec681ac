"""The command that compares: what can be compared, and what differs between two sides, one sentence a change."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.opening import Settings, current_snapshot, say, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config import Scenario
    from geo.comparison import Side
    from store.comparing import Chosen
    from store.store import Store
    from words.numbers import Numbers


def compare(
    context: typer.Context,
    one: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help=N_(
                "Scenario (its name, or a file), NAME@SNAPSHOT, plan:ID or roster:ID; all there are when left out."
            ),
        ),
    ] = "",
    other: Annotated[str, typer.Argument(metavar="B", help=N_("What it is compared with, named likewise."))] = "",
    plan: Annotated[
        bool, typer.Option("--plan", help=N_("Have planned what a side lacks: its Wi-Fi programme, its roster."))
    ] = False,
    out: Annotated[Path | None, typer.Option(help=N_("Write everything that differs as CSV."))] = None,
) -> None:
    """Say what differs between two scenarios, kept plans, kept rosters or snapshots; without names, what there is."""
    from exports.comparison.tables import comparison_table
    from exports.csv_files import write_csv
    from exports.tables import noted
    from geo.comparison import difference
    from store.comparing import chosen_of
    from words.numbers import Numbers

    settings: Settings = context.obj
    store, snapshot = current_snapshot(settings)
    numbers = Numbers(settings.language, settings.translate)
    known = _scenarios((one, other), settings)
    if not one and not other:
        say(_there_is(store, known, numbers))
        return
    if not (one and other):
        raise MaillageError(N_("Name two things to compare. Run: maillage compare"))
    chosen = [chosen_of(store, text, known, snapshot) for text in (one, other)]
    sides = [_side(settings, store, each, with_plans=plan) for each in chosen]
    found = difference(sides[0], sides[1])
    say(_lines(store, (chosen[0], chosen[1]), (sides[0], sides[1]), numbers))
    if out is not None:
        write_csv(noted(comparison_table(found), sides[1].assessment), out)
        tell(settings.translate(N_("Written: {file}")).format(file=out))


def _scenarios(named: tuple[str, str], settings: Settings) -> "dict[str, Scenario]":
    """Return the scenarios of the program by name, and those of the files that are named."""
    from config import scenarios

    found = dict(scenarios())
    for text in named:
        file, _at, _snapshot = text.partition("@")
        if file.endswith(".toml"):
            found[file] = settings.scenario(Path(file))
    return found


def _side(settings: Settings, store: "Store", chosen: "Chosen", *, with_plans: bool) -> "Side":
    """Open a side, and have planned what it lacks where that is wanted."""
    from geo.roster import plan_roster
    from geo.solving import Control
    from store.comparing import open_side
    from store.plans import open_plan
    from store.rosters import keep_roster
    from terminal.programme import stop_button
    from terminal.programme_tables import searching

    side = open_side(store, chosen)
    if not with_plans:
        return side
    where = (store, chosen.snapshot, side.assessment)
    if side.plan is None and (programme := chosen.programme) is not None:
        with (
            stop_button() as stop,
            searching(programme.time_limit_s, settings.language, settings.translate) as report,
        ):
            open_plan(*where, programme, Control(time.perf_counter, stop, report))
    if side.roster is None and (roster := chosen.roster) is not None:
        title = N_("Roster of aidants")
        with (
            stop_button() as stop,
            searching(roster.time_limit_s, settings.language, settings.translate, title) as report,
        ):
            found = plan_roster(side.assessment.evidence, roster, Control(time.perf_counter, stop, report))
            keep_roster(*where, found)
    return open_side(store, chosen)


def _there_is(store: "Store", known: "Mapping[str, Scenario]", numbers: "Numbers") -> list[str]:
    """Return a line for each thing that can be compared."""
    from store.comparing import PLAN, ROSTER, kept_plans, snapshots_of
    from words.comparison import SIDE, kept_words

    _ = numbers.translate
    named = [(name, scenario.title.in_language(numbers.language)) for name, scenario in known.items()]
    named += [(f"@{each.id}", numbers.day(each.created_at[:10])) for each in snapshots_of(store)]
    starts = {"plan": PLAN, "roster": ROSTER}
    named += [(f"{starts[each.kind]}{each.id}", kept_words(each, numbers)) for each in kept_plans(store)]
    return [_(N_("What can be compared:")), *(f"  {_(SIDE).format(side=name, what=what)}" for name, what in named)]


def _lines(
    store: "Store", chosen: "tuple[Chosen, Chosen]", sides: "tuple[Side, Side]", numbers: "Numbers"
) -> list[str]:
    from geo.comparison import SUBJECTS, difference
    from terminal.tables import place_lines
    from words.comparison import (
        SIDE,
        answer_sentence,
        changes_said,
        settings_said,
        snapshots_said,
        titled,
    )

    _, found = numbers.translate, difference(*sides)
    lines = place_lines(store.place, numbers.language, _)
    lines += [_(SIDE).format(side=letter, what=each.name) for letter, each in zip("AB", chosen, strict=True)]
    other = snapshots_said(chosen[0].snapshot, chosen[1].snapshot, store.layers, numbers)
    lines += [other] if other else []
    if not found.differs:
        lines.append(answer_sentence(found, SUBJECTS[0], numbers))
    else:
        lines += [answer_sentence(found, subject, numbers) for subject in found.subjects]
        said = changes_said(found, sides, {}, numbers)
        for subject, sentences in said.items():
            lines += ["", titled(subject, numbers), *(f"  {each}" for each in sentences)] if sentences else []
    asked = settings_said(*(each.asked for each in chosen), {}, numbers)
    lines += ["", _(N_("Asked otherwise")), *(f"  {each}" for each in asked)] if asked else []
    return [*lines, *_unknown(chosen, sides, numbers)]


def _unknown(chosen: "tuple[Chosen, Chosen]", sides: "tuple[Side, Side]", numbers: "Numbers") -> list[str]:
    """Say what of a side is not planned yet, with the remedy."""
    _, said = numbers.translate, []
    for letter, one, side in zip("AB", chosen, sides, strict=True):
        lacks = (one.programme is not None and side.plan is None) or (one.roster is not None and side.roster is None)
        if lacks:
            text = N_("{side}: not everything of it is planned yet, and what is not is not compared. Add --plan.")
            said.append(_(text).format(side=letter))
    return ["", *said] if said else []
