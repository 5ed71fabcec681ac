"""The commands that check: files of the data folder for damage, and files of plans by computing them again."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.texts import N_
from terminal.opening import Settings, say
from terminal.tables import progress
from words.numbers import Numbers

if TYPE_CHECKING:
    from config import Scenario
    from geo.audit import Claimed
    from geo.evidence import Evidence
    from geo.ranking import Assessment


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


def verify(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help=N_("Folder that `plan --out`, `aidants --out`, `devices --out` or `export` wrote.")
        ),
    ],
) -> None:
    """Recompute plans, rosters and lots, check decisions, say what is not checked. Status 1 when anything differs."""
    from exports.decisions.files import FILE as FILE_OF_DECISIONS
    from exports.lots.files import DEVICES
    from exports.roster.files import FILE
    from terminal.decisions.verified import verify_decisions

    settings: Settings = context.obj
    checks = {
        FILE_OF_DECISIONS: verify_decisions,
        DEVICES: _verify_lots,
        FILE: _verify_roster,
        "proof.json": _verify_plan,
    }
    there = [check for name, check in checks.items() if (folder / name).exists()]
    # A folder with none of them is told what a plan's files are.
    wrong = [check(settings, folder) for check in there or [_verify_plan]]
    if any(wrong):
        raise typer.Exit(1)


def _assessed(settings: Settings, chosen: "Scenario", commune: str, snapshot: str) -> "Assessment":
    """Open what files say they rest on; a commune named on the command line goes before theirs."""
    from store.assessments import open_assessment

    store = replace(settings, commune=settings.commune or commune).store()
    return open_assessment(store, store.snapshot(snapshot), chosen.parameters)


def _verify_plan(settings: Settings, folder: Path) -> bool:
    """Recompute a Wi-Fi plan, say what was found, and return whether anything differs."""
    from exports.programme_files import SCENARIO, read_plan
    from exports.tables import ranking_table
    from geo.audit import verdict
    from terminal.programme_tables import verdict_lines

    claimed = read_plan(folder)
    chosen = settings.scenario(folder / SCENARIO)
    assessment = _assessed(settings, chosen, claimed.proof.commune, claimed.proof.snapshot)
    order = ranking_table(assessment, "wifi", chosen.parameters.weights["wifi"])["building_id"].tolist()
    found = verdict(claimed, assessment.evidence, chosen.programme, scenario=chosen.name, order=order)
    say(verdict_lines(found, settings.language, settings.translate))
    wrong = _verify_realised(settings, folder, claimed, assessment.evidence, chosen)
    wrong_rest = _verify_rest(settings, folder, claimed, assessment.evidence, chosen)
    return bool(found.findings) or wrong or wrong_rest


def _verify_rest(
    settings: Settings, folder: Path, claimed: "Claimed", evidence: "Evidence", chosen: "Scenario"
) -> bool:
    """Recount the rest of the plan, where its files are there; return whether anything differs."""
    from exports.realised.rest import FILE, read_rest
    from geo.audit import REST_FILES, check_rest

    if not any((folder / name).exists() for name in REST_FILES.values()):
        return False
    _ = settings.translate
    found = check_rest(read_rest(folder), claimed, evidence, chosen.programme, scenario=chosen.name)
    say(["", *(_(each.message).format(**each.parameters) for each in found.findings)])
    if not found.findings:
        text = N_("The rest of the programme ({file}) holds; figures recomputed: {count}.")
        numbers = Numbers(settings.language, _)
        say([_(text).format(file=FILE, count=numbers.number(found.figures))])
    say(_(each.message).format(**each.parameters) for each in found.not_checked)
    return bool(found.findings)


def _verify_realised(
    settings: Settings, folder: Path, claimed: "Claimed", evidence: "Evidence", chosen: "Scenario"
) -> bool:
    """Recount what was carried out beside the plan, where its tables are there; return whether anything differs."""
    from exports.realised.check import FILE, FILE_OF_YEARS, check_realised

    if not all((folder / name).exists() for name in (FILE, FILE_OF_YEARS)):
        return False
    _ = settings.translate
    found = check_realised(folder, claimed, evidence, chosen.programme)
    say(["", *(each.render(_) for each in found)])
    if not found:
        text = N_("What was carried out ({file}, {other}) is as recounted from the plan and the follow-up.")
        say([_(text).format(file=FILE, other=FILE_OF_YEARS)])
    return bool(found)


def _verify_lots(settings: Settings, folder: Path) -> bool:
    """Recompute device lots, say what was found, and return whether anything differs."""
    from exports.lots.files import read_lots
    from exports.programme_files import SCENARIO
    from geo.audit import lots_verdict
    from terminal.device_tables import lots_verdict_lines

    claimed = read_lots(folder)
    chosen = settings.scenario(folder / SCENARIO)
    assessment = _assessed(settings, chosen, claimed.told.commune, claimed.told.snapshot)
    found = lots_verdict(claimed, assessment.evidence, chosen.devices, scenario=chosen.name)
    say(lots_verdict_lines(found, settings.language, settings.translate))
    return bool(found.findings)


def _verify_roster(settings: Settings, folder: Path) -> bool:
    """Recompute the roster in a folder, say what was found, and return whether anything differs."""
    from exports.roster.files import SCENARIO, read_roster
    from geo.audit import check_roster
    from store.assessments import open_walking
    from terminal.roster.tables import check_lines

    claimed, named = read_roster(folder)
    chosen = settings.scenario(folder / SCENARIO)
    assessment = _assessed(settings, chosen, named.commune, named.snapshot)
    walk = None
    if claimed.new_places:
        store = replace(settings, commune=settings.commune or named.commune).store()
        walk = open_walking(store, store.snapshot(named.snapshot), chosen.parameters.reach)
    found = check_roster(claimed, assessment.evidence, chosen.roster, walk)
    say(check_lines(found, settings.translate))
    return bool(found)
