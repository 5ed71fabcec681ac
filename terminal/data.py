"""The commands of the layers: refresh, validate, status, build."""

import json
from pathlib import Path
from typing import Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.changes.options import MappingOption, SheetOption, SourceOption, VintageOption
from terminal.opening import Settings, build_snapshot, layer_called, now, say, source_called, tell, waiting_lines
from terminal.tables import progress, status_lines, status_records


def refresh(
    context: typer.Context,
    layer: Annotated[str | None, typer.Argument(help=N_("Layer to refresh; left out with --all."))] = None,
    source: SourceOption = None,
    file: Annotated[
        list[Path] | None, typer.Option("--from", help=N_("File received from the publisher; repeat it for several."))
    ] = None,
    vintage: VintageOption = "",
    sheet: SheetOption = "",
    mapping: MappingOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would change, and publish nothing."))] = False,
    out: Annotated[Path | None, typer.Option(help=N_("Write every change as CSV."))] = None,
    accept_loss: Annotated[
        str,
        typer.Option(
            metavar="REASON", help=N_("Why rows, residents or ground may go all the same; kept in the history.")
        ),
    ] = "",
    build_too: Annotated[
        bool, typer.Option("--build", help=N_("Build on it at once, as `maillage build` does."))
    ] = False,
    every: Annotated[
        bool,
        typer.Option(
            "--all", help=N_("Ask the publishers of all layers for newer files; exit status 1 when one refuses.")
        ),
    ] = False,
) -> None:
    """Bring a layer up to date, from a file or from its publisher, and say what changes. All or nothing."""
    from exports.csv_files import write_csv
    from store.changes import change_rows
    from store.held import scratch
    from store.refresh import refresh as refresh_layer
    from terminal.changes.columns import mapping_in
    from terminal.changes.commands import show_change
    from terminal.changes.follow import outcome_line
    from terminal.faults import fault_lines
    from words.changes.lines import change_lines

    settings: Settings = context.obj
    _ = settings.translate
    if every:
        if layer is not None or source or file or vintage or sheet or mapping or dry_run or out or accept_loss:
            raise MaillageError(N_("--all asks every publisher for what there is: it goes with --build alone."))
        _follow_all(settings, context, build_too=build_too)
        return
    if layer is None:
        raise MaillageError(N_("Name the layer to refresh, or all of them with --all."))
    if dry_run:
        if not file:
            raise MaillageError(N_("--dry-run compares files: pass them with --from."))
        show_change(settings, layer, source, file, vintage, out, effect=True, sheet=sheet, mapping=mapping)
        return
    spec = layer_called(layer)
    named = source_called(spec, source)
    store = settings.store(reading=False)
    with scratch(), progress(layer, _) as advance:
        report = refresh_layer(
            store,
            spec,
            named,
            file or None,
            now=now(),
            vintage=vintage,
            progress=advance,
            accept_loss=accept_loss,
            sheet=sheet,
            mapping=mapping_in(mapping, spec, named),
        )
    if report.changed:
        say(change_lines(report.change, _))
    say(fault_lines(report.faults, _))
    if out is not None:
        write_csv(change_rows(report.change), out)
        tell(_("Written: {file}").format(file=out))
    tell(outcome_line(layer, report, settings))
    if build_too:
        build(context, None)
    else:
        say(waiting_lines(settings, store))


def _follow_all(settings: Settings, context: typer.Context, *, build_too: bool) -> None:
    """Follow every publisher, and build on what is new where that is asked."""
    from terminal.changes.follow import follow_all

    store = settings.store(reading=False)
    new, whole = follow_all(settings, store)
    if new and build_too:
        build(context, None)
    else:
        say(waiting_lines(settings, store))
    if not whole:
        raise typer.Exit(1)


def validate(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help=N_("Layer the file is meant for."))],
    file: Annotated[list[Path], typer.Argument(help=N_("File to check; several where the source has several."))],
    source: SourceOption = None,
    sheet: SheetOption = "",
    mapping: MappingOption = None,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print the faults as JSON."))] = False,
) -> None:
    """List every fault of a file and publish nothing. Exit status 1 when the file would be refused."""
    from store.held import scratch
    from store.refresh import validate as validate_files
    from terminal.changes.columns import mapping_in
    from terminal.faults import fault_lines, fault_record

    settings: Settings = context.obj
    _ = settings.translate
    spec = layer_called(layer)
    store = settings.store(reading=False)
    with scratch():
        named = source_called(spec, source)
        told = mapping_in(mapping, spec, named)
        faults = validate_files(store.place, spec, named, file, against=store, sheet=sheet, mapping=told)
    if as_json:
        tell(json.dumps([fault_record(fault, _) for fault in faults], ensure_ascii=False, indent=1))
    else:
        say(fault_lines(faults, _, most=None))
    refused = any(fault.severity == "error" for fault in faults)
    if not as_json:
        tell(_("The file would be refused.") if refused else _("The file can be published."))
    if refused:
        raise typer.Exit(1)


def status(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=N_("Print it as JSON."))] = False
) -> None:
    """Say of each layer where it comes from, how old it is, and what went wrong last."""
    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    if as_json:
        tell(json.dumps(status_records(store, now().date(), _), ensure_ascii=False, indent=1))
    else:
        say(status_lines(store, now().date(), settings.language, _))


def build(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
) -> None:
    """Fix the published layers as a snapshot and compute everything on it."""
    from terminal.ranking_tables import finding_lines

    settings: Settings = context.obj
    _ = settings.translate
    with progress(_("Build"), _):
        snapshot, assessment = build_snapshot(settings.store(), settings.scenario(scenario).parameters, now())
    say(finding_lines(assessment, settings.language, _))
    tell(_("Snapshot {id} is built.").format(id=snapshot.id))
