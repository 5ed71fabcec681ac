"""The command of the poster: where to find help and Wi-Fi in a district, on one page."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.texts import N_
from terminal.dossier.command import DossierLanguage
from terminal.dossier.gathered import material_of
from terminal.opening import Settings, tell

Paper = Literal["a3", "a4"]


def poster(
    context: typer.Context,
    district: Annotated[str, typer.Argument(metavar="CODE", help=N_("District, or section by its code or name."))],
    language: Annotated[
        DossierLanguage | None, typer.Option(help=N_("Language of the pages; that of the messages when left out."))
    ] = None,
    paper: Annotated[Paper, typer.Option(help=N_("Size of the paper: a3 or a4."))] = "a3",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Write to this file; poster.pdf when left out."))
    ] = None,
) -> None:
    """Write a poster of a district: where to find help and Wi-Fi today, on one page."""
    from exports.dossier.pdf import check_installed, write_pdf
    from exports.poster.poster import TEMPLATE
    from exports.poster.poster import poster as made

    settings: Settings = context.obj
    check_installed()
    material, store = material_of(settings, None, language)
    path = Path("poster.pdf") if out is None else out
    content = made(material, district, paper)
    write_pdf(content, path, datetime.fromisoformat(material.created_at), store.folder / "fonts", TEMPLATE)
    tell(settings.translate(N_("Written: {file}")).format(file=path))
