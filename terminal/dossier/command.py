"""The command of the dossier: pages of the commune, a district or a building as a PDF."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.decisions.laid import WithDecisions
from terminal.dossier.gathered import material_of
from terminal.opening import Settings, tell

DossierLanguage = Literal["fr", "nl", "en"]


def dossier(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Option(help=N_("Scenario file (TOML); when left out, the one adopted, else the defaults."))
    ] = None,
    language: Annotated[
        DossierLanguage | None, typer.Option(help=N_("Language of the pages; that of the messages when left out."))
    ] = None,
    district: Annotated[
        str | None, typer.Option(metavar="CODE", help=N_("Only this district, or section by its code or name."))
    ] = None,
    building: Annotated[
        str | None, typer.Option(metavar="ID", help=N_("Only this building, on one page for its head."))
    ] = None,
    new_places: Annotated[
        int, typer.Option(min=0, max=50, help=N_("How many new places of help to look for beside the roster."))
    ] = 0,
    with_decisions: WithDecisions = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Write to this file; dossier.pdf when left out."))
    ] = None,
) -> None:
    """Write the dossier of the commune, a district or a building as a PDF that screen readers can read."""
    from exports.dossier.pages import building_pages, city_pages, district_pages
    from exports.dossier.pdf import check_installed, write_pdf

    settings: Settings = context.obj
    if district is not None and building is not None:
        raise MaillageError(N_("Name a district or a building, not both."))
    check_installed()
    material, store = material_of(settings, scenario, language, new_places, with_decisions=with_decisions)
    if district is not None:
        pages = district_pages(material, district)
    elif building is not None:
        pages = building_pages(material, building)
    else:
        pages = city_pages(material)
    path = Path("dossier.pdf") if out is None else out
    write_pdf(pages, path, datetime.fromisoformat(material.created_at), store.folder / "fonts")
    tell(settings.translate(N_("Written: {file}")).format(file=path))
