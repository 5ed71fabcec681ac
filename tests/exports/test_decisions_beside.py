"""Three plans and the log in one folder: what the files say of decisions is what the plans say, whoever wrote last."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from exports.decisions.beside import IN_FILES, decisions_beside
from exports.decisions.check import check_decisions
from exports.decisions.files import FILE
from exports.lots.files import write_lots
from exports.lots.tables import LotsToWrite
from exports.programme_files import write_plan
from exports.roster.files import FILE as ROSTER
from exports.roster.files import RosterToWrite, write_roster
from geo.lots import plan_lots
from geo.settings import SchoolLots
from store.decisions import Entry, outcome_of_lots, outcome_of_programme, outcome_of_roster
from tests import toy_plans
from tests.exports.test_roster_files import MONDAY, NAMED, WORDS
from tests.geo.lots import lot_towns
from tests.geo.ready import READY
from tests.store.decisions.logs import decided
from tests.store.decisions.test_plans import log_of


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Entry, ...]]:
    """Return a folder into which a programme, a roster and lots were written, each with the log, and its entries."""
    folder = tmp_path_factory.mktemp("beside")
    assessed = toy_plans.assessment()
    plan = toy_plans.to_write(assessed, toy_plans.PROGRAMMES["every rule"])
    roster, lots = READY["roster_plan"](), plan_lots(lot_towns.evidence(), lot_towns.RULES)
    outcomes = [outcome_of_programme(plan.plan), outcome_of_roster(roster), outcome_of_lots(lots)]
    told = []
    for outcome in outcomes:
        there = sorted(outcome.begins)[0]
        told += [
            decided(kind=f"building_{kind}", about=outcome.about, subject=there) for kind in ("forced", "excluded")
        ]
    entries = log_of(told)
    write_plan(folder, plan, assessed, toy_plans.SNAPSHOT, decisions_beside(folder, entries, outcomes[0]))
    more = {"decisions": decisions_beside(folder, entries, outcomes[1])}
    write_roster(folder, RosterToWrite(roster, NAMED, "", MONDAY, WORDS, more=more), READY["assessment"]())
    to_write = LotsToWrite(lots, "toy", "")
    write_lots(folder, to_write, lot_towns.assessment(), "abc", decisions_beside(folder, entries, outcomes[2]))
    found = [read(folder)[0] for read in IN_FILES.values()]
    assert found == [replace(each, clashing=frozenset(), perhaps=other.perhaps) for each, other in
                     zip(outcomes, found, strict=True)]  # fmt: skip
    return folder, entries


@pytest.mark.slow
def test_the_log_says_of_all_three_what_the_last_writer_did_not_plan(written: tuple[Path, tuple[Entry, ...]]) -> None:
    folder, entries = written
    table = pd.read_csv(folder / FILE, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert table["about"].tolist() == ["wifi", "wifi", "aidants", "aidants", "devices", "devices"]
    assert table["held"].tolist() == ["true", "false"] * 3
    outcomes = [read(folder)[0] for read in IN_FILES.values()]
    checked = check_decisions(folder, "toyville", outcomes, entries)
    assert checked.problems == ()
    assert [each.number for each in checked.not_held] == [2, 4, 6]


def test_a_cell_that_says_otherwise_is_found_whatever_plan_it_is_about(
    written: tuple[Path, tuple[Entry, ...]], tmp_path: Path
) -> None:
    folder, entries = written
    outcomes = [read(folder)[0] for read in IN_FILES.values()]
    lines = (folder / FILE).read_text("utf-8-sig").splitlines()
    for row, line in enumerate(lines[1:], start=1):
        turned = (
            line.replace(";true;true;", ";true;false;")
            if ";true;true;" in line
            else line.replace(";true;false;", ";true;true;")
        )
        assert turned != line
        text = "\n".join([*lines[:row], turned, *lines[row + 1 :]]) + "\n"
        (tmp_path / FILE).write_text(text, "utf-8-sig")
        (problem,) = check_decisions(tmp_path, "toyville", outcomes, entries).problems
        assert problem.parameters["column"] == "held"


def test_a_plan_that_cannot_be_read_is_left_to_whoever_checks_it(
    written: tuple[Path, tuple[Entry, ...]], tmp_path: Path
) -> None:
    _, entries = written
    (tmp_path / ROSTER).write_text("{", "utf-8")
    lots = outcome_of_lots(plan_lots(lot_towns.evidence(), lot_towns.RULES))
    assert decisions_beside(tmp_path, entries, lots)["held"].tolist() == ["", "", "", "", "true", "false"]


def test_a_log_exported_before_there_were_helps_and_devices_still_reads(
    written: tuple[Path, tuple[Entry, ...]], tmp_path: Path
) -> None:
    folder, entries = written
    table = pd.read_csv(folder / FILE, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    table.drop(columns=["helps_per_week", "devices"]).to_csv(
        tmp_path / FILE, sep=";", index=False, encoding="utf-8-sig"
    )
    outcomes = [read(folder)[0] for read in IN_FILES.values()]
    assert check_decisions(tmp_path, "toyville", outcomes, entries).problems == ()


def _with_schools(primary: int) -> LotsToWrite:
    schools = SchoolLots(primary=primary, least_lot=2, excluded=("s2",))
    return LotsToWrite(
        plan_lots(lot_towns.assessment().evidence, lot_towns.RULES.model_copy(update={"schools": schools})), "toy", ""
    )


@pytest.mark.parametrize(("primary", "held"), [(10, ["true", "false", "true", "false"]), (1, ["false"] * 4)])
def test_what_is_decided_of_school_sites_is_read_back_from_the_files_of_the_lots(
    tmp_path: Path, primary: int, held: list[str]
) -> None:
    """A building may have the key of a site: ``s1`` gets devices, and nobody gave the building of that name any."""
    sites = {"school_forced": ["s1"], "school_excluded": ["s1", "s2"], "building_forced": ["s1"]}
    told = [decided(kind=kind, about="devices", subject=site) for kind, keys in sites.items() for site in keys]
    entries, lots = log_of(told), _with_schools(primary)
    table = decisions_beside(tmp_path, entries, outcome_of_lots(lots.plan))
    assert table["held"].tolist() == held, "where nothing is given, nothing is held"
    write_lots(tmp_path, lots, lot_towns.assessment(), "abc", table)
    outcomes = [IN_FILES["devices.json"](tmp_path)[0]]
    assert check_decisions(tmp_path, "toyville", outcomes, entries).problems == ()
    (tmp_path / FILE).write_text((tmp_path / FILE).read_text("utf-8-sig").replace(";true;", ";false;", 5), "utf-8-sig")
    assert check_decisions(tmp_path, "toyville", outcomes, entries).problems
