"""The command of the page: map, list, cards and dossier in one file for any browser, without a network."""

from pathlib import Path
from typing import Annotated

import typer

from geo.texts import N_
from terminal.decisions.laid import WithDecisions
from terminal.dossier.command import DossierLanguage
from terminal.dossier.gathered import material_of
from terminal.opening import Settings, tell


def page(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    language: Annotated[
        DossierLanguage | None, typer.Option(help=N_("Language of the pages; that of the messages when left out."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Write to this file; maillage.html when left out."))
    ] = None,
    with_decisions: WithDecisions = False,
) -> None:
    """Write map, list, cards and dossier as one HTML file that opens without a network."""
    from exports.page.page import write_page

    settings: Settings = context.obj
    material, _store = material_of(settings, scenario, language, with_decisions=with_decisions)
    path = Path("maillage.html") if out is None else out
    write_page(material, path)
    tell(settings.translate(N_("Written: {file}")).format(file=path))
