"""The program `maillage` as the terminal runs it: its options, its commands in their order, its language."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from geo.errors import MaillageError
from geo.texts import LANGUAGES, N_
from store.compiled import compiled_code_kept
from store.system_errors import in_words
from terminal.changes.columns import columns
from terminal.changes.commands import diff, history, rollback, withdraw
from terminal.check import check, verify
from terminal.communes.new import commune
from terminal.comparison.command import compare
from terminal.data import build, refresh, status, validate
from terminal.decisions.commands import add_decisions, decide
from terminal.devices import devices
from terminal.dossier.command import dossier
from terminal.dossier.maps import maps
from terminal.dossier.page import page
from terminal.dossier.poster import poster
from terminal.help import SpokenCommand, SpokenGroup
from terminal.launch import app, demo
from terminal.meeting.command import story
from terminal.opening import ROOT, Settings, tell
from terminal.programme import plan, price, scenario
from terminal.publishing.command import publish
from terminal.ranking import export, rank
from terminal.realised.command import realised
from terminal.review import gaps, reach
from terminal.roster.command import aidants
from terminal.sectors.command import correspondence
from words.printable import PrintableStream

COMMANDS = (
    demo,
    app,
    refresh,
    validate,
    columns,
    diff,
    status,
    check,
    history,
    rollback,
    withdraw,
    build,
    rank,
    gaps,
    reach,
    plan,
    price,
    realised,
    devices,
    aidants,
    compare,
    dossier,
    page,
    poster,
    maps,
    story,
    decide,
    verify,
    publish,
    scenario,
    commune,
    correspondence,
)
"""What can be asked for, in the order of the help; ``export`` comes last."""

application = typer.Typer(
    cls=SpokenGroup,
    help=N_("Decide, with open reasons, where to put public Wi-Fi and digital helpers."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for each in COMMANDS:
    application.command(cls=SpokenCommand)(each)
add_decisions(application)
application.command(cls=SpokenCommand)(export)


def language_asked(words: Sequence[str] = ()) -> str:
    """Return the language to speak: the one asked for, else MAILLAGE_LANG's or the machine's, else French."""
    asked = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked += [after for word, after in pairwise(words) if word == "--lang"]
    if asked and asked[0] in LANGUAGES:
        return asked[0]
    for variable in ("MAILLAGE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (code := os.environ.get(variable, "")[:2].lower()) in LANGUAGES:
            return code
    return LANGUAGES[0]


def _tell_version(asked: bool) -> None:
    if asked:
        # Imported here: only this option needs it, and every command starts sooner without.
        from importlib.metadata import version

        typer.echo(version("maillage"))
        raise typer.Exit


@application.callback()
def _options(
    context: typer.Context,
    data: Annotated[
        Path, typer.Option(help=N_("Folder of raw and processed data."), envvar="MAILLAGE_DATA", show_default=False)
    ] = ROOT / "data",
    commune: Annotated[
        str | None,
        typer.Option(
            help=N_("NIS code of a commune in config/communes, 'demo', or a TOML file."), envvar="MAILLAGE_COMMUNE"
        ),
    ] = None,
    lang: Annotated[str | None, typer.Option(help=N_("Language of messages: fr, nl or en."))] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help=N_("Show the version and stop."), callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    from words import translator

    language = lang if lang in LANGUAGES else language_asked()
    context.obj = Settings(data, commune, language, translator(language))


def run() -> None:
    """Run the command line; an error a user may meet is one clear text and exit status 1."""
    from words import translator

    for name in ("stdout", "stderr"):
        # Whatever prints, a library's warning too: text from files cannot steer the terminal.
        setattr(sys, name, PrintableStream(getattr(sys, name)))
    translate = translator(language_asked(sys.argv))
    command = typer.main.get_command(application)
    command.translate = translate  # type: ignore[attr-defined]
    try:
        with compiled_code_kept():
            command(prog_name="maillage")
    except (MaillageError, OSError) as error:
        from terminal.faults import error_lines

        told = in_words(error) if isinstance(error, OSError) else error
        for line in error_lines(told, translate):
            tell(line, err=True)
        if isinstance(error, OSError):
            # Standard output itself may be what is full: what still waits to be written is given up.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
