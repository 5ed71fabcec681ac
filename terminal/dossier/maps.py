"""The command of the maps for slides."""

from pathlib import Path
from typing import Annotated

import typer

from geo.texts import N_
from terminal.decisions.laid import WithDecisions
from terminal.dossier.command import DossierLanguage
from terminal.dossier.gathered import material_of
from terminal.opening import Settings, tell


def maps(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=N_("Folder to write into."))],
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    language: Annotated[
        DossierLanguage | None, typer.Option(help=N_("Language of the pages; that of the messages when left out."))
    ] = None,
    with_decisions: WithDecisions = False,
) -> None:
    """Write the maps of need, gaps and programme for slides, as SVG and as PNG."""
    from exports.dossier.pdf import check_installed
    from exports.slides.slides import write_slides

    settings: Settings = context.obj
    check_installed()
    material, store = material_of(settings, scenario, language, with_decisions=with_decisions)
    for path in write_slides(material, folder, store.folder / "fonts"):
        tell(settings.translate(N_("Written: {file}")).format(file=path))
