"""The check of a roster's files, as `maillage verify` asks for it."""

from dataclasses import replace
from pathlib import Path

from terminal.opening import Settings, say


def verify_roster(settings: Settings, folder: Path) -> bool:
    """Recompute the roster in a folder, say what was found, and return whether anything differs."""
    from exports.roster.files import SCENARIO, read_roster
    from geo.audit import check_roster
    from store.assessments import open_assessment
    from terminal.roster_tables import check_lines

    claimed, named = read_roster(folder)
    chosen = settings.scenario(folder / SCENARIO)
    store = replace(settings, commune=settings.commune or named.commune).store()
    assessment = open_assessment(store, store.snapshot(named.snapshot), chosen.parameters)
    found = check_roster(claimed, assessment.evidence, chosen.roster)
    say(check_lines(found, settings.translate))
    return bool(found)
