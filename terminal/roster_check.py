"""The check of a roster's files, as `maillage verify` asks for it."""

from dataclasses import replace
from pathlib import Path

import typer

from terminal.opening import Settings, say


def verify_roster(settings: Settings, folder: Path) -> bool:
    """Check the roster in a folder and print what is wrong; False when the folder holds none.

    Raises
    ------
    typer.Exit
        With status 1 when anything differs.
    """
    from exports.roster.files import FILE, SCENARIO, read_roster

    if not (folder / FILE).is_file():
        return False
    from geo.audit import check_roster
    from store.assessments import open_assessment
    from terminal.roster_tables import check_lines

    claimed, named = read_roster(folder)
    chosen = settings.scenario(folder / SCENARIO)
    store = replace(settings, commune=settings.commune or named.commune).store()
    assessment = open_assessment(store, store.snapshot(named.snapshot), chosen.parameters)
    found = check_roster(claimed, assessment.evidence, chosen.roster)
    say(check_lines(found, settings.translate))
    if found:
        raise typer.Exit(1)
    # A folder may hold a Wi-Fi plan beside it, which is then checked as well.
    return not (folder / "proof.json").is_file()
