"""The terminal entry `maillage`: one thin function a command, printing what the engine and the layers return."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import typer

import cli_programme
from geo.errors import MaillageError
from geo.settings import WalkProfile
from geo.texts import LANGUAGES, N_
from ui.commands import (
    Settings,
    build_snapshot,
    current_assessment,
    current_walks,
    layer_called,
    scenario_of,
    source_called,
)
from ui.terminal import (
    error_lines,
    fault_lines,
    fault_record,
    finding_lines,
    progress,
    ranking_lines,
    status_lines,
    status_records,
)

ROOT = Path(__file__).resolve().parent
Ranking = Literal["wifi", "aidants"]

application = typer.Typer(
    help="Decide, with open reasons, where to put public Wi-Fi and digital helpers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _language(words: Sequence[str] = ()) -> str:
    """Return the language to speak: the one asked for, else MAILLAGE_LANG's or the machine's, else French."""
    asked = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked += [after for word, after in pairwise(words) if word == "--lang"]
    if asked and asked[0] in LANGUAGES:
        return asked[0]
    for variable in ("MAILLAGE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (code := os.environ.get(variable, "")[:2].lower()) in LANGUAGES:
            return code
    return LANGUAGES[0]


@application.callback()
def _options(
    context: typer.Context,
    data: Annotated[
        Path, typer.Option(help="Folder of raw and processed data.", envvar="MAILLAGE_DATA", show_default=False)
    ] = ROOT / "data",
    commune: Annotated[
        str | None,
        typer.Option(
            help="NIS code of a commune in config/communes, 'demo', or a TOML file.", envvar="MAILLAGE_COMMUNE"
        ),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: fr, nl or en.")] = None,
) -> None:
    from words import translator

    language = lang if lang in LANGUAGES else _language()
    context.obj = Settings(data, commune, language, translator(language))


@application.command()
def demo(context: typer.Context) -> None:
    """Write the demonstration city's raw files, refresh every layer from them, and build."""
    from config import place
    from demo import as_invented, write
    from geo.settings import Parameters
    from layers import layer
    from store.refresh import refresh as refresh_layer
    from store.store import Store

    settings: Settings = context.obj
    _ = settings.translate
    store = Store(settings.data, place(settings.commune if settings.commune is not None else "demo"))
    if not store.place.synthetic:
        raise MaillageError(
            N_(
                "{commune} is a real commune: synthetic data are never mixed with its own. "
                "Leave out --commune, or use --commune demo."
            ),
            commune=store.place.name.in_language(settings.language),
        )
    with progress(_("Demonstration city"), _) as advance:
        deliveries = write(settings.data / "raw" / "demo_files")
        for number, delivery in enumerate(deliveries):
            advance(number, len(deliveries) + 1, delivery.layer)
            spec = as_invented(layer(delivery.layer))
            refresh_layer(store, spec, spec.source(delivery.source), delivery.files, now=_now())
        advance(len(deliveries), len(deliveries) + 1, "assess")
        build_snapshot(store, Parameters(), _now())
    typer.echo(_("The demonstration city is built: synthetic data. Open it with: maillage app"))


@application.command()
def refresh(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help="Layer to refresh.")],
    source: Annotated[
        str | None, typer.Option(help="Source of the layer; told from the content when left out.")
    ] = None,
    file: Annotated[
        list[Path] | None, typer.Option("--from", help="File received from the publisher; repeat it for several.")
    ] = None,
) -> None:
    """Bring a layer up to date, from a file or from its publisher. All or nothing."""
    from store.refresh import refresh as refresh_layer

    settings: Settings = context.obj
    _ = settings.translate
    spec = layer_called(layer)
    with progress(layer, _) as advance:
        report = refresh_layer(
            settings.store(reading=False), spec, source_called(spec, source), file or None, now=_now(), progress=advance
        )
    _print(fault_lines(report.faults, _))
    typer.echo(
        _("{layer}: {rows} rows published, version {version}.").format(
            layer=layer, rows=report.rows, version=report.version
        )
        if report.changed
        else _("{layer}: nothing changed, version {version} stays.").format(layer=layer, version=report.version)
    )


@application.command()
def validate(
    context: typer.Context,
    layer: Annotated[str, typer.Argument(help="Layer the file is meant for.")],
    file: Annotated[list[Path], typer.Argument(help="File to check; several where the source has several.")],
    source: Annotated[
        str | None, typer.Option(help="Source of the layer; told from the content when left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the faults as JSON.")] = False,
) -> None:
    """List every fault of a file and publish nothing. Exit status 1 when the file would be refused."""
    from store.refresh import validate as validate_files

    settings: Settings = context.obj
    _ = settings.translate
    spec = layer_called(layer)
    store = settings.store(reading=False)
    faults = validate_files(store.place, spec, source_called(spec, source), file, against=store)
    if as_json:
        typer.echo(json.dumps([fault_record(fault, _) for fault in faults], ensure_ascii=False, indent=1))
    else:
        _print(fault_lines(faults, _, most=None))
    refused = any(fault.severity == "error" for fault in faults)
    if not as_json:
        typer.echo(_("The file would be refused.") if refused else _("The file can be published."))
    if refused:
        raise typer.Exit(1)


@application.command()
def status(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False
) -> None:
    """Say of each layer where it comes from, how old it is, and what went wrong last."""
    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    if as_json:
        typer.echo(json.dumps(status_records(store, _now().date(), _), ensure_ascii=False, indent=1))
    else:
        _print(status_lines(store, _now().date(), settings.language, _))


@application.command()
def rollback(
    context: typer.Context, layer: Annotated[str, typer.Argument(help="Layer to take back one version.")]
) -> None:
    """Go back to the version of a layer that was published before."""
    from store.refresh import rollback as roll_back_layer

    settings: Settings = context.obj
    _ = settings.translate
    version = roll_back_layer(settings.store(), layer_called(layer))
    typer.echo(
        _("{layer}: back to version {version}. Run: maillage build").format(layer=layer, version=version.version)
    )


@application.command()
def build(
    context: typer.Context,
    scenario: Annotated[Path | None, typer.Option(help="Scenario file (TOML); the defaults when left out.")] = None,
) -> None:
    """Fix the published layers as a snapshot and compute everything on it."""
    settings: Settings = context.obj
    _ = settings.translate
    with progress(_("Build"), _):
        snapshot, assessment = build_snapshot(settings.store(), scenario_of(scenario).parameters, _now())
    _print(finding_lines(assessment, settings.language, _))
    typer.echo(_("Snapshot {id} is built.").format(id=snapshot.id))


@application.command()
def rank(
    context: typer.Context,
    ranking: Annotated[Ranking, typer.Argument(help="What to rank the buildings for.")],
    scenario: Annotated[Path | None, typer.Option(help="Scenario file (TOML).")] = None,
    top: Annotated[int | None, typer.Option(min=1, help="Only the first so many.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the whole table as CSV, as `export` does.")] = None,
) -> None:
    """Rank the buildings for Wi-Fi or for digital helpers."""
    from exports.csv_files import write_csv
    from exports.tables import noted, ranking_table

    settings: Settings = context.obj
    _ = settings.translate
    chosen = scenario_of(scenario)
    _snapshot, assessment = current_assessment(settings.store(), chosen.parameters)
    table = ranking_table(assessment, ranking, chosen.parameters.weights[ranking])
    if top is not None:
        table = table.head(top)
    if out is not None:
        write_csv(noted(table, assessment), out)
        typer.echo(_("Written: {file}").format(file=out))
        return
    _print(ranking_lines(table, assessment, ranking, settings.language, _))


@application.command()
def gaps(
    context: typer.Context,
    profile: Annotated[WalkProfile | None, typer.Option(help="Who walks, for 15 minutes.")] = None,
    at: Annotated[str | None, typer.Option(help="When: 'Wed 15:00', or a name such as evening or saturday.")] = None,
    limit: Annotated[float | None, typer.Option(min=1, max=20_000, help="Longest walk in metres.")] = None,
    scenario: Annotated[Path | None, typer.Option(help="Scenario file (TOML).")] = None,
    top: Annotated[int | None, typer.Option(min=1, help="Only the first so many sectors.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the sectors as CSV, as `export` does.")] = None,
) -> None:
    """Count who is left without a connection at home, public Wi-Fi or help within a walk."""
    from exports.csv_files import write_csv
    from exports.review_tables import gaps_by_table
    from exports.tables import noted
    from geo.gaps import review
    from geo.hours import when
    from ui.terminal_review import gap_lines

    settings: Settings = context.obj
    _ = settings.translate
    moment = None if at is None else when(at)
    assessment, walk = current_walks(settings.store(), scenario_of(scenario).parameters)
    reviewed = review(assessment.evidence, walk, limit_m=limit, profile=profile, at=moment)
    if out is not None:
        table = gaps_by_table(reviewed, "sector")
        write_csv(noted(table if top is None else table.head(top), assessment), out)
        typer.echo(_("Written: {file}").format(file=out))
        return
    _print(gap_lines(reviewed, assessment, settings.language, _, top))


@application.command()
def reach(
    context: typer.Context,
    building: Annotated[str, typer.Argument(metavar="BUILDING_ID", help="Building, as the buildings layer names it.")],
    profile: Annotated[WalkProfile | None, typer.Option(help="Who walks, for 15 minutes.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the walks as CSV, as `export` does.")] = None,
) -> None:
    """Say who can walk to a building, and how many live within 5, 10 and 15 minutes of it."""
    from exports.csv_files import write_csv
    from exports.review_tables import walks_table
    from exports.tables import noted
    from geo.gaps import limit_of, walkers, who_walks_there
    from geo.walking import areas_in_minutes
    from ui.terminal_review import reach_lines

    settings: Settings = context.obj
    _ = settings.translate
    assessment, walk = current_walks(settings.store(), scenario_of(None).parameters)
    evidence = assessment.evidence
    there = who_walks_there(evidence, walk, building, profile=profile)
    if out is not None:
        write_csv(noted(walks_table(building, there), assessment), out)
        typer.echo(_("Written: {file}").format(file=out))
        return
    speed_m_s = evidence.parameters.walk.speed_m_s(profile or "normal")
    areas = areas_in_minutes(walk, evidence.sites.loc[building, ["x_m", "y_m"]].to_numpy(), speed_m_s)
    counted, limit_m = walkers(evidence, walk, building, speed_m_s), limit_of(evidence.parameters, profile=profile)
    _print(reach_lines(there, counted, areas, building, limit_m, assessment, settings.language, _))


@application.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into.")],
    scenario: Annotated[Path | None, typer.Option(help="Scenario file (TOML).")] = None,
) -> None:
    """Write every table as CSV, the Wi-Fi programme with its proof, and one GeoPackage for QGIS."""
    from exports.write import write_export
    from store.status import provenance_table

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    chosen = scenario_of(scenario)
    with progress(_("Export"), _):
        snapshot, assessment = current_assessment(store, chosen.parameters)
        written = write_export(
            folder,
            assessment,
            chosen.parameters.weights,
            provenance_table(store, snapshot),
            snapshot.id,
            language=settings.language,
            translate=_,
            plan=cli_programme.plan_to_write(store, snapshot, assessment, chosen),
        )
    for path in written:
        typer.echo(str(path))


@application.command()
def app(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 to let other machines in.")] = "localhost",
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Open the map in a browser; builds the demonstration city first when nothing is built yet."""
    import subprocess

    settings: Settings = context.obj
    _ = settings.translate
    if settings.store().current_snapshot() is None and settings.commune in (None, "demo"):
        demo(context)
    environment = {
        **os.environ,
        "MAILLAGE_DATA": str(settings.data.resolve()),
        "MAILLAGE_COMMUNE": settings.store().place.key,
    }
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
        *("--server.port", str(port), "--server.address", address),
        *("--server.headless", "false" if browser else "true", "--server.showEmailPrompt", "false"),
        *("--logger.hideWelcomeMessage", "true"),
    ]
    typer.echo(_("Maillage is open at {url}. Stop it with Ctrl+C.").format(url=f"http://{address}:{port}"))
    try:
        finished = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    except KeyboardInterrupt:
        return
    raise typer.Exit(finished.returncode)


cli_programme.register(application)


def _now() -> datetime:
    return datetime.now(UTC)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def main() -> None:
    """Run the command line; an error a user may meet is one clear text and exit status 1."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a letter shows a question mark rather than failing.
        stream.reconfigure(errors="replace")
    try:
        application()
    except MaillageError as error:
        from words import translator

        for line in error_lines(error, translator(_language(sys.argv))):
            typer.echo(line, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
