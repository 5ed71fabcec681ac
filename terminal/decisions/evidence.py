"""The command on photos and documents: which there are, whether they are whole, and copies of them."""

from pathlib import Path
from typing import Annotated

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.help import SpokenCommand
from terminal.opening import Settings, say, tell


def given_files(paths: list[Path]) -> list[tuple[str, bytes]]:
    """Return name and bytes of files given on the command line; MaillageError for one that is none."""
    from store.decisions import MOST_BYTES

    found = []
    for path in paths:
        if not path.is_file():
            message = N_("{file} is not a file. Give the path of the file itself, not of the folder it is in.")
            raise MaillageError(message, file=str(path))
        with path.open("rb") as stream:
            # One byte more than is taken: enough to be refused for its size, however large it is.
            found.append((path.name, stream.read(MOST_BYTES + 1)))
    return found


def evidence(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help=N_("Folder to copy the files to; it must not exist yet."))] = None,
) -> None:
    """List photos and documents decisions rest on, and what is missing, altered or left over. Exit status 1 then."""
    from store.decisions import files_of, open_evidence, open_log

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    entries, folder = open_log(store).entries(), open_evidence(store)
    named = [(entry, file) for entry in entries for file in files_of(entry)]
    faults = folder.faults(entries)
    if not named:
        tell(_(N_("No decision names a photo or a document.")))
    text = _(N_("entry {entry}: {file} (SHA-256 {hash})"))
    say(text.format(entry=entry.number, file=file.name, hash=file.sha256) for entry, file in named)
    for fault in faults:
        tell(fault.render(_), err=True)
    if left := folder.left_over(entries):
        tell(_(N_("Files no decision names, which do no harm and may be removed: {count}.")).format(count=len(left)))
        say(f"  {path}" for path in left)
    if out is not None:
        if out.exists():
            raise MaillageError(N_("{folder} is there already. Name a folder that is not."), folder=str(out))
        out.mkdir(parents=True)
        for entry, file in named:
            if folder.is_whole(file):
                # Two entries may call different pictures the same.
                (out / f"{entry.number}_{file.sha256[:8]}_{file.name}").write_bytes(folder.read(file))
        tell(_("Written: {file}").format(file=out))
    if faults:
        raise typer.Exit(1)


def add_evidence(group: typer.Typer) -> None:
    """Add ``evidence`` to the commands of the decision log."""
    group.command(cls=SpokenCommand)(evidence)
