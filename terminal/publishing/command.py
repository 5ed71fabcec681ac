"""The command that publishes the current snapshot to a database."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.devices import lots_to_write
from terminal.opening import Settings, current_assessment, tell
from terminal.programme import plan_to_write
from terminal.ranking import roster_to_export

ADDRESS = "MAILLAGE_POSTGIS_URL"
"""Environment variable with the address, which then stands in no list of commands."""

NEEDED = {"geoalchemy2": "geoalchemy2", "psycopg": "psycopg[binary]"}
"""Module -> the package that brings it; the extra ``postgis`` of the program has them all."""


def publish(
    context: typer.Context,
    _target: Annotated[Literal["postgis"], typer.Argument(metavar="postgis", help=N_("Where to: postgis."))],
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            envvar=ADDRESS,
            show_envvar=False,
            help=N_(
                "Address of the database: postgresql://user@host:5432/database, or postgresql:///?service=name. A "
                "password belongs into PGPASSFILE or MAILLAGE_POSTGIS_URL rather than here."
            ),
        ),
    ],
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    roster: Annotated[
        bool, typer.Option("--roster", help=N_("With the roster of aidants, which takes as long as `aidants` takes."))
    ] = False,
    project: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Write a QGIS project of the published layers (.qgs)."))
    ] = None,
    service: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help=N_("Section of pg_service.conf the project connects by; maillage when left out.")
        ),
    ] = None,
) -> None:
    """Publish every table to PostGIS: a schema a snapshot, and views that switch to it at once."""
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        text = N_("To publish to PostGIS, {packages} must be installed: pip install 'maillage[postgis]'.")
        raise MaillageError(text, packages=", ".join(missing))
    from exports.gis.styles import styles_of
    from exports.postgis.address import Address
    from exports.postgis.publish import publish as publish_tables
    from exports.postgis.service import check_service, project_of
    from exports.text_files import write_text
    from exports.write import published_tables
    from store.decisions import open_log
    from store.status import provenance_table
    from terminal.tables import progress

    settings: Settings = context.obj
    _ = settings.translate
    # What is wrong with the address is said before anything is computed.
    address = Address(url)
    named = check_service(service or address.service or "maillage")
    chosen = settings.scenario(scenario)
    with progress(_(N_("Publication")), _):
        store, snapshot, assessment = current_assessment(settings, chosen.parameters)
        tables, layers = published_tables(
            assessment,
            chosen.parameters.weights,
            provenance_table(store, snapshot),
            plan=plan_to_write(store, snapshot, assessment, chosen),
            lots=lots_to_write(assessment, chosen),
            roster=roster_to_export(store, snapshot, assessment, chosen, _) if roster else None,
            decisions=open_log(store).entries(),
        )
        done = publish_tables(address, store.place.key, snapshot.id, tables, layers, styles_of(layers, _))
    text = _(N_("Published to {where}: {schema}; the views in {views} lead to it (tables: {count})."))
    tell(text.format(where=address.where, schema=done.schema, views=done.views, count=len(done.rows)))
    if not done.styles:
        tell(
            _(
                N_(
                    "The styles could not be stored in public.layer_styles: GRANT CREATE, USAGE ON SCHEMA public lets "
                    "them. A QGIS project has them all the same (--project)."
                )
            ),
            err=True,
        )
    if project is not None:
        title = f"Maillage - {store.place.name.in_language(settings.language)}"
        write_text(project_of(layers, title, _, named, done.views), project)
        tell(_("Written: {file}").format(file=project))
        said = _(N_("It connects by the section [{service}] of pg_service.conf: host, port and dbname; no password."))
        tell(said.format(service=named))
