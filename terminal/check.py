"""The command that looks for damaged files: each is named, with what to do about it."""

import typer

from geo.texts import N_
from terminal.opening import Settings, say
from terminal.tables import progress


def check(context: typer.Context) -> None:
    """Look for damaged files: published, raw and computed ones. Exit status 1 when there are any."""
    from store.check import check as check_store

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    with progress(_("Check"), _) as advance:
        found = check_store(store, advance)
    if not found:
        say([_("Every file is as it was written.")])
        return
    text = _(N_("{file} is damaged. {remedy}"))
    say(text.format(file=each.path, remedy=each.remedy.render(_)) for each in found)
    say(
        [
            _(N_("Damaged files: {count}. Ask why the disk changed them, and keep copies of the data folder.")).format(
                count=len(found)
            )
        ]
    )
    raise typer.Exit(1)
