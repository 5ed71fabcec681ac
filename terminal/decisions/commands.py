"""The commands of the decision log: decide, list what was decided, undo."""

import io
import json
import time
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.decisions.corrections import Who, Why, add_corrections
from terminal.decisions.evidence import add_evidence, given_files
from terminal.help import SpokenCommand, SpokenGroup
from terminal.opening import Settings, current_assessment, current_snapshot, layer_called, now, say, tell

if TYPE_CHECKING:
    from config import Scenario
    from geo.ranking import Assessment
    from store.decisions import Cost, Decision
    from store.store import Store
    from store.versions import Snapshot

ScenarioFile = Annotated[
    Path | None,
    typer.Option(help=N_("Scenario file (TOML) on the table; when left out, the one adopted, else the defaults.")),
]


def decide(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            help=N_(
                "What is decided: rank_overridden, wave_overridden, building_forced, building_excluded, "
                "school_forced, school_excluded, scenario_adopted, gap_confirmed, gap_contested, layer_accepted, "
                "reviewed."
            )
        ),
    ],
    subject: Annotated[
        str,
        typer.Argument(help=N_("Key of the building, school site, place, sector or layer; for a scenario, its name.")),
    ] = "",
    why: Why = "",
    who: Who = "",
    about: Annotated[
        str,
        typer.Option(
            help=N_(
                "The plan (wifi, aidants, devices), the gap (home, public, help), or the fact that is reviewed. When "
                "left out: wifi, where it is a plan, devices for a school site; all of them for a scenario."
            )
        ),
    ] = "",
    value: Annotated[
        str,
        typer.Option(help=N_("The rank, year or wave; for a review: open, accepted, rejected or corrected.")),
    ] = "",
    evidence: Annotated[str, typer.Option(help=N_("What it rests on: what was seen, a link, a file's name."))] = "",
    file: Annotated[
        list[Path] | None,
        typer.Option(
            help=N_(
                "A photo or a document it rests on (JPEG, PNG or PDF); several times for several. Where and with what "
                "a photo was taken is left out."
            )
        ),
    ] = None,
    corrects: Annotated[
        str,
        typer.Option(
            help=N_("Layer and column a review would have otherwise in the row of the subject: buildings.wifi_now.")
        ),
    ] = "",
    becomes: Annotated[
        str, typer.Option(help=N_("What it should say there: a code, a number, a day, true or false; empty: unknown."))
    ] = "",
    scenario: ScenarioFile = None,
    cost: Annotated[
        bool, typer.Option("--cost/--no-cost", help=N_("Compute what it costs, where a plan of the scenario is kept."))
    ] = True,
) -> None:
    """Enter a decision into the log, with who and why. Nothing in the log is ever changed or removed."""
    from store.corrections import faults_of_correction, with_correction
    from store.decisions import (
        KINDS,
        PLANS,
        UNDONE,
        Cost,
        Decision,
        RefusedDecision,
        faults_of,
        open_evidence,
        open_log,
        prepared,
        scenario_hash,
    )
    from terminal.decisions.tables import decision_lines, subject_names

    settings: Settings = context.obj
    _ = settings.translate
    known = KINDS.get(kind)
    if known is None or kind == UNDONE:
        text = N_("There is no kind of decision {value}. Kinds: {known}.")
        raise MaillageError(text, value=kind, known=", ".join(each for each in KINDS if each != UNDONE))
    chosen = _on_the_table(settings, scenario, subject if known.subject == "scenario" else "")
    if known.subject == "scenario":
        subject = chosen.name
    if not about and not known.whole and known.about and set(known.about) <= set(PLANS):
        about = known.about[0]
    store, snapshot = current_snapshot(settings)
    told = Decision(kind, subject, about, value, who, why, evidence, snapshot.id, chosen.name, scenario_hash(chosen))
    told = with_correction(store, told, corrects, becomes)
    problems, assessment = _checked(settings, told, chosen)
    given = given_files(file or [])
    problems = (*problems, *faults_of_correction(store, told))
    if problems := (*faults_of(told), *problems, *prepared(given).problems):
        raise RefusedDecision(problems)
    found = _cost(told, store, snapshot, assessment, chosen) if cost else Cost()
    told = replace(told, **found.amounts)  # type: ignore[arg-type]
    entry = open_log(store).append_with(told, given, open_evidence(store), now=now(), scenario=chosen)
    say(decision_lines((entry,), (entry,), subject_names(store, snapshot), settings.language, _))
    if found.why_not:
        tell(_(found.why_not))


def decisions(
    context: typer.Context,
    only_in_force: Annotated[bool, typer.Option("--in-force", help=N_("Only what is in force."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print it as JSON."))] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help=N_("Print it as CSV, as `export` writes it."))] = False,
) -> None:
    """List what was decided, and check that nothing was changed or removed. Exit status 1 when something was."""
    from exports.csv_files import csv_ready
    from exports.decisions.files import decisions_table
    from store.decisions import in_force, open_log
    from terminal.decisions.tables import decision_lines, decision_records, subject_names
    from words.decisions.entries import NO_NAMES

    settings: Settings = context.obj
    _ = settings.translate
    if context.invoked_subcommand is not None:
        return
    if as_json and as_csv:
        raise MaillageError(N_("Ask for JSON or for CSV, not for both."))
    store = settings.store()
    log = open_log(store)
    entries = log.entries()
    shown = in_force(entries) if only_in_force else entries
    if as_json:
        tell(json.dumps(decision_records(entries, shown), ensure_ascii=False, indent=1))
    elif as_csv:
        table = decisions_table(entries)
        kept = table[table["number"].isin([entry.number for entry in shown])]
        written = io.StringIO()
        csv_ready(kept).to_csv(written, sep=";", index=False, lineterminator="\n")
        tell(written.getvalue().removesuffix("\n"))
    else:
        names = subject_names(store, store.current_snapshot()) if shown else NO_NAMES
        say(decision_lines(entries, shown, names, settings.language, _))
    faults = log.faults()
    for fault in faults:
        tell(fault.render(_), err=True)
    if faults:
        raise typer.Exit(1)


def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(min=1, help=N_("Number of the entry to undo."))],
    why: Why = "",
    who: Who = "",
    scenario: ScenarioFile = None,
) -> None:
    """Enter that a decision holds no longer. Undoing an undoing puts the decision back into force."""
    from store.decisions import Decision, open_log, scenario_hash
    from terminal.decisions.tables import decision_lines
    from words.decisions.entries import NO_NAMES

    settings: Settings = context.obj
    chosen = settings.scenario(scenario)
    store, snapshot = current_snapshot(settings)
    at = Decision("", snapshot=snapshot.id, scenario=chosen.name, scenario_hash=scenario_hash(chosen))
    entry = open_log(store).undo(number, who=who, why=why, now=now(), at=at)
    say(decision_lines((entry,), (entry,), NO_NAMES, settings.language, settings.translate))


def add_decisions(application: typer.Typer) -> None:
    """Add ``decisions`` to the program, with what can be asked of it."""
    group = typer.Typer(rich_markup_mode=None, add_completion=False)
    group.callback(cls=SpokenGroup, invoke_without_command=True)(decisions)
    group.command(cls=SpokenCommand)(undo)
    add_evidence(group)
    add_corrections(group)
    application.add_typer(group, name="decisions")


def _on_the_table(settings: Settings, file: Path | None, adopted: str) -> "Scenario":
    """Return the scenario on the table: the one adopted by its name, the file's, or else the one in force.

    Raises
    ------
    MaillageError
        When the name is of no scenario, or not of that in the file.
    """
    from config import scenarios

    if not adopted:
        return settings.scenario(file)
    known = {each.name: each for each in [settings.scenario(file)]} if file is not None else scenarios()
    if adopted not in known:
        text = N_(
            "There is no scenario {name}; known: {known}. Name one of them, or give its file with --scenario and leave "
            "the name out."
        )
        raise MaillageError(text, name=adopted, known=", ".join(sorted(known)))
    return known[adopted]


def _cost(
    told: "Decision", store: "Store", snapshot: "Snapshot", assessment: "Assessment | None", chosen: "Scenario"
) -> "Cost":
    """Return what a decision costs the plan it is about, of the scenario on the table."""
    from geo.solving import Control
    from store.decisions import Cost, asks_a_cost, cost_on
    from terminal.programme import stop_button

    if assessment is None or not asks_a_cost(told):
        return Cost()
    with stop_button() as stop:
        return cost_on(told, store, snapshot, assessment, chosen, Control(time.perf_counter, stop))


def _checked(
    settings: Settings, told: "Decision", chosen: "Scenario"
) -> "tuple[tuple[MaillageError, ...], Assessment | None]":
    """Return what is wrong with the subject of a decision, and the assessment where it is a building or place of it."""
    from store.corrections import layer_with
    from store.decisions import ABOUT_AIDANTS, KINDS, places_of, schools_of

    subject = KINDS[told.kind].subject
    if not told.subject or subject == "scenario":
        return (), None
    if subject == "layer":
        try:
            layer_called(told.subject)
        except MaillageError as error:
            return (error,), None
        return (), None
    assessment = current_assessment(settings, chosen.parameters)[2]
    evidence = assessment.evidence
    buildings, places = set(evidence.sites.index), {*evidence.demand.index, *evidence.sectors.index}
    if told.about == ABOUT_AIDANTS:
        buildings |= places_of(evidence, chosen.roster)
    schools = schools_of(evidence)
    among = {"building": buildings, "school": schools, "place": places, "fact": buildings | schools | places}[subject]
    if told.subject in among:
        return (), assessment
    if subject == "fact" and layer_with(settings.store(), told.subject) is not None:
        # A place of help or a hotspot: no decision is taken on it, but what its list says is reviewed like the rest.
        return (), None
    near = get_close_matches(told.subject, sorted(map(str, among)), n=3, cutoff=0.5)
    text = {
        "building": N_("The inventory of snapshot {snapshot} has no building {value}. Like it: {near}."),
        "school": N_("The table of pupils of snapshot {snapshot} has no school site {value}. Like it: {near}."),
        "place": N_("Snapshot {snapshot} has no place or sector {value}. Like it: {near}."),
        "fact": N_("Snapshot {snapshot} has no building, school site, place or sector {value}. Like it: {near}."),
    }[subject]
    return (MaillageError(text, snapshot=told.snapshot, value=told.subject, near=", ".join(near) or "-"),), assessment
