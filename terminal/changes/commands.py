"""The commands of changes: diff, history, rollback, withdraw."""

import json
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import DataError, NothingPublishedError
from geo.texts import N_
from terminal.changes.options import MappingOption, SheetOption, SourceOption, VintageOption
from terminal.opening import Settings, layer_called, now, say, source_called, tell, waiting_lines
from terminal.tables import progress

if TYPE_CHECKING:
    from geo.place import Mapping
    from layers import Layer, Refused, Source
    from store.changes import Candidate
    from store.store import Store


def diff(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help=N_("Layer the file is meant for."))],
    file: Annotated[list[Path], typer.Argument(help=N_("File to compare; several where the source has several."))],
    source: SourceOption = None,
    vintage: VintageOption = "",
    sheet: SheetOption = "",
    mapping: MappingOption = None,
    effect: Annotated[
        bool, typer.Option("--effect", help=N_("Also compute the gaps, the rankings and the plan on it."))
    ] = False,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    out: Annotated[Path | None, typer.Option(help=N_("Write every change as CSV."))] = None,
) -> None:
    """Say what a file would change, and publish nothing. Exit status 1 when a refresh would refuse it."""
    settings: Settings = context.obj
    show_change(
        settings, layer, source, file, vintage, out, effect=effect, scenario=scenario, sheet=sheet, mapping=mapping
    )


def show_change(
    settings: Settings,
    layer: str,
    source: str | None,
    files: list[Path],
    vintage: str,
    out: Path | None,
    *,
    effect: bool,
    scenario: Path | None = None,
    sheet: str = "",
    mapping: Path | None = None,
) -> None:
    """Print what files would change, in the decisions too where asked; exit status 1 when they would be refused."""
    from exports.csv_files import write_csv
    from layers import Refused
    from store.changes import change_rows
    from store.held import scratch
    from store.refresh import propose
    from terminal.changes.columns import mapping_in
    from terminal.faults import fault_lines
    from words.changes.lines import change_lines

    _ = settings.translate
    spec = layer_called(layer)
    store = settings.store(reading=False)
    named = source_called(spec, source)
    told = mapping_in(mapping, spec, named)
    try:
        with scratch(), progress(layer, _):
            found = propose(store, spec, named, files, now=now(), vintage=vintage, sheet=sheet, mapping=told)
    except Refused as refused:
        _show_columns(settings, spec, named, files, sheet, told, refused)
        raise
    change = found.change
    say(change_lines(change, _, changed=found.changed))
    say(fault_lines([*change.losses, *found.faults], _, most=None))
    if out is not None:
        write_csv(change_rows(change), out)
        tell(_("Written: {file}").format(file=out))
    if effect and found.changed:
        show_effect(settings, store, found, scenario)
    if change.losses:
        tell(_('Nothing was published. A refresh would be refused until somebody says why: --accept-loss "reason".'))
        raise typer.Exit(1)
    tell(_("Nothing was published."))


def _show_columns(
    settings: Settings,
    spec: "Layer",
    source: "Source | None",
    files: list[Path],
    sheet: str,
    mapping: "Mapping | None",
    refused: "Refused",
) -> None:
    """Print how the columns of a city's list would be read, where it is refused for want of one."""
    from layers import Refused
    from layers.recognition.preview import mappable
    from terminal.changes.columns import shown_columns

    sources = [each for each in spec.sources if mappable(each) and source in (None, each)]
    if len(sources) != 1 or not any(
        fault.code.startswith("header.") for fault in refused.faults if fault.severity == "error"
    ):
        return
    with suppress(Refused):
        shown_columns(settings, spec, sources[0], files, sheet, mapping)
        text = settings.translate(N_("What its columns stand for can be said: maillage columns {layer} {file}"))
        tell(text.format(layer=spec.name, file=files[0]))


def show_effect(settings: Settings, store: "Store", found: "Candidate", scenario: Path | None) -> None:
    """Print what a candidate changes in the decisions; that it cannot be computed yet is said, and no error."""
    from geo.solving import Control
    from store.effect import effect_of
    from terminal.programme import stop_button
    from terminal.programme_tables import searching
    from words.changes.effect import effect_lines

    chosen = settings.scenario(scenario)
    try:
        with (
            stop_button() as stop,
            searching(chosen.programme.time_limit_s, settings.language, settings.translate) as report,
        ):
            control = Control(time.perf_counter, stop, report)
            effect = effect_of(store, found, chosen.parameters, chosen.programme, control, chosen.roster)
    except (NothingPublishedError, DataError) as error:
        text = settings.translate(N_("Its effect on the decisions cannot be computed: {reason}"))
        tell(text.format(reason=error.render(settings.translate)))
        return
    say(effect_lines(effect, settings.language, settings.translate))


def history(
    context: typer.Context,
    layer: Annotated[str | None, typer.Argument(help=N_("Layer; all of them when left out."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print it as JSON."))] = False,
) -> None:
    """List what was published of a layer: when, from which file and of when, by whom, why, rows and hash."""
    from store.history import history_of
    from terminal.changes.tables import history_lines

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    specs = store.layers if layer is None else (layer_called(layer),)
    entries = [entry for spec in specs for entry in history_of(store, spec)]
    if as_json:
        tell(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
        return
    say(history_lines(entries, _))


def rollback(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help=N_("Layer to take back."))],
    to: Annotated[
        str, typer.Option(metavar="VERSION", help=N_("Version to go back to; the one before when left out."))
    ] = "",
    reason: Annotated[str, typer.Option(help=N_("Why; kept in the history."))] = "",
) -> None:
    """Go back to an earlier version of a layer. It is a new entry of the history: nothing is deleted."""
    from store.history import rollback as roll_back_layer
    from words.changes.lines import change_lines

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    version, change = roll_back_layer(store, layer_called(layer), to, now=now(), reason=reason)
    say(change_lines(change, _))
    tell(_("{layer}: back to version {version}. Run: maillage build").format(layer=layer, version=version.version))


def withdraw(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help=N_("Layer to publish without one of its sources."))],
    source: Annotated[str, typer.Option(help=N_("Source to leave out."))],
    reason: Annotated[str, typer.Option(help=N_("Why; kept in the history."))] = "",
) -> None:
    """Publish a layer without what one of its sources gave. It stays in the history; `rollback` brings it back."""
    from store.history import withdraw as withdraw_source
    from terminal.faults import fault_lines
    from words.changes.lines import change_lines

    settings: Settings = context.obj
    _ = settings.translate
    store, spec = settings.store(), layer_called(layer)
    source_called(spec, source)
    version, change, faults = withdraw_source(store, spec, source, now=now(), reason=reason)
    if version is None or change is None:
        tell(
            _("{layer}: nothing is published any more; {source} was its only source.").format(
                layer=layer, source=source
            )
        )
    else:
        say(change_lines(change, _))
        say(fault_lines(faults, _))
        tell(
            _("{layer}: published without {source}, version {version}.").format(
                layer=layer, source=source, version=version.version
            )
        )
    say(waiting_lines(settings, store))
