"""The commands of the ranking: rank, and export, which writes every table."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.texts import N_
from terminal.devices import lots_to_write
from terminal.opening import Settings, current_assessment, say, tell
from terminal.programme import plan_to_write
from terminal.tables import progress

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
) -> None:
    """Write every table as CSV, the Wi-Fi programme and device lots with their proofs, and a GeoPackage for QGIS."""
    from exports.write import write_export
    from store.status import provenance_table

    settings: Settings = context.obj
    _ = settings.translate
    chosen = settings.scenario(scenario)
    with progress(_("Export"), _):
        store, snapshot, assessment = current_assessment(settings, chosen.parameters)
        written = write_export(
            folder,
            assessment,
            chosen.parameters.weights,
            provenance_table(store, snapshot),
            snapshot.id,
            language=settings.language,
            translate=_,
            plan=plan_to_write(store, snapshot, assessment, chosen),
            lots=lots_to_write(assessment, chosen),
        )
    for path in written:
        tell(str(path))
