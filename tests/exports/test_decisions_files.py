"""The exported decision log: it reads back as it was entered, every change in it is found, and it tells of the plan."""

import csv
import io
import itertools
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.csv_files import write_csv
from exports.decisions.check import check_decisions, read_decisions
from exports.decisions.files import COLUMNS, FILE, decisions_table
from exports.programme_files import write_plan
from geo.errors import DataError
from geo.programme import Clash
from geo.programme.instance.instance import build_instance
from geo.programme.planning import plan_instance
from geo.settings import Programme
from geo.solving.progress import Control
from store.decisions import Decision, Entry, Outcome, held, in_force, laid_over, outcomes_of
from store.decisions.entries import chained, tidied
from tests import toy_plans
from tests.laws import draws
from tests.store.decisions.logs import HOSTILE, NOW, decided, decisions


def log_of(told: list[Decision], commune: str = "toyville") -> tuple[Entry, ...]:
    """Return the entries of decisions, as a log would have them."""
    found: list[Entry] = []
    for each in told:
        found.append(chained(tidied(each), commune, NOW, found[-1] if found else None))
    return tuple(found)


def undoing(number: int) -> Decision:
    return decided(kind="undone", subject="", about="", undoes=number)


@draws(80)
@given(st.lists(decisions(), max_size=5))
def test_what_was_entered_reads_back(tmp_path_factory: pytest.TempPathFactory, told: list[Decision]) -> None:
    entries = log_of([*told, *(decided(subject=f"{text}1", why=text + "1", evidence=text) for text in HOSTILE)])
    folder = tmp_path_factory.mktemp("log")
    write_csv(decisions_table(entries), folder / FILE)
    assert tuple(each.entry for each in read_decisions(folder / FILE)) == entries
    assert check_decisions(folder, "toyville", (), entries).problems == ()
    cells = list(csv.reader(io.StringIO((folder / FILE).read_text("utf-8-sig"), newline=""), delimiter=";"))[1:]
    # The first column that holds text of a person's is never one a spreadsheet runs.
    assert not [cell for row in cells for cell in row[3:9] if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Entry, ...], dict[str, int]]:
    """Return a folder with a plan and decisions, the entries, and when the plan begins in which building."""
    assessed = toy_plans.assessment()
    written = toy_plans.to_write(assessed, toy_plans.PROGRAMMES["every rule"])
    years = written.plan.rows.groupby("building_id")["year"].min().astype(int).to_dict()
    begun, waiting = min(years), str(written.plan.waiting.index[0])
    told = [
        decided(subject=begun, people=-1.5, capex_eur=-10.25),
        decided(kind="building_excluded", subject=begun),
        decided(kind="building_forced", subject=waiting),
        decided(kind="wave_overridden", subject=begun, value=str(years[begun])),
        decided(kind="wave_overridden", subject=waiting, value="2028"),
        decided(kind="building_forced", about="aidants", subject=waiting),
        decided(kind="building_excluded", subject=waiting),
        undoing(7),
    ]
    folder, entries = tmp_path_factory.mktemp("planned"), log_of(told)
    write_plan(folder, written, assessed, toy_plans.SNAPSHOT, decisions_table(entries, outcomes_of(written.plan)))
    return folder, entries, years


def test_it_says_what_is_in_force_and_what_the_plan_holds(planned) -> None:
    folder, entries, years = planned
    table = pd.read_csv(folder / FILE, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert list(table.columns) == [*COLUMNS, "data_note"]
    assert table["in_force"].tolist() == ["true"] * 6 + ["false", "true"]
    assert table["held"].tolist() == ["true", "false", "false", "true", "false", "", "", ""]
    assert (table["people"][0], table["capex_eur"][0], table["people"][1]) == ("-1.5", "-10.25", "")
    checked = check_decisions(folder, "toyville", [Outcome("wifi", years)], entries)
    assert (checked.problems, checked.entries) == ((), 8)
    assert [each.number for each in checked.not_held] == [2, 3, 5]
    assert check_decisions(folder, "toyville", [Outcome("wifi", years)], log_of([])).problems == ()
    grown = (*entries, chained(decided(9), "toyville", NOW, entries[-1]))
    assert check_decisions(folder, "toyville", [Outcome("wifi", years)], grown).problems == ()


def _rewritten(folder: Path, target: Path, change) -> Path:
    rows = list(csv.reader(io.StringIO((folder / FILE).read_text("utf-8-sig"), newline=""), delimiter=";"))
    change(rows)
    target.mkdir()
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    (target / FILE).write_text(out.getvalue(), "utf-8-sig", newline="")
    return target


def test_every_changed_cell_and_every_row_that_is_gone_moved_or_added_is_found(planned, tmp_path: Path) -> None:
    folder, entries, years = planned
    count = itertools.count()

    def problems(change) -> tuple:
        target = _rewritten(folder, tmp_path / str(next(count)), change)
        try:
            return check_decisions(target, "toyville", [Outcome("wifi", years)], entries).problems
        except DataError as error:
            return (error,)

    assert problems(len) == ()
    for row, column in itertools.product((1, 4, 8), range(len(COLUMNS))):
        assert problems(lambda rows, row=row, column=column: rows[row].__setitem__(column, "77")), (row, column)
    for row in range(1, len(entries) + 1):
        gone = problems(lambda rows, row=row: rows.pop(row))
        # That the last ones are missing nobody can tell from the file alone.
        assert gone or row == len(entries)
        assert problems(lambda rows, row=row: rows.insert(row, rows[row]))
    assert problems(lambda rows: rows.reverse())
    assert problems(lambda rows: rows.__setitem__(slice(1, 3), rows[2:0:-1]))
    assert "column why" in str(problems(lambda rows: rows[0].__setitem__(COLUMNS.index("why"), "because"))[0])
    other = log_of([decided(1, why="another log")])
    said = [str(each) for each in check_decisions(folder, "toyville", [Outcome("wifi", years)], other).problems]
    assert "no longer the one that was exported" in said[0]
    assert "no longer in the decision log" in said[1]
    assert "commune" in str(check_decisions(folder, "liege", [Outcome("wifi", years)], ()).problems[0])


_BUILDINGS = ("b1-library", "b2-hall", "c1-club", "c4-annex", "b4-depot", "gone")


@draws(60)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(_BUILDINGS)), max_size=4),
    st.sets(st.integers(1, 4), max_size=2),
    st.sampled_from([(), ("b1-library",)]),
)
def test_a_plan_with_the_decisions_laid_over_holds_them_or_a_conflict_names_them(
    asked: list[tuple[bool, str]], undone: set[int], excluded: tuple[str, ...]
) -> None:
    told = [decided(kind="building_forced" if forced else "building_excluded", subject=key) for forced, key in asked]
    standing = in_force(log_of([*told, *(undoing(number) for number in undone if number <= len(told))]))
    evidence = toy_plans.assessment().evidence
    programme = Programme(first_year=2027, budgets_eur=(30_000.0, 20_000.0), reach_m=130.0, excluded=excluded)
    overlay = laid_over(programme, standing, set(evidence.sites.index))
    asked_for = {entry.subject: entry.kind for entry in standing}
    both = {entry.subject for entry in standing if asked_for[entry.subject] != entry.kind}
    gone = {entry.subject for entry in standing if (entry.kind, entry.subject) == ("building_forced", "gone")}
    assert {error.parameters["building"] for error in overlay.conflicts} == both | gone
    if overlay.conflicts:
        assert overlay.settings == programme
        return
    ticks = itertools.count()
    plan = plan_instance(build_instance(evidence, overlay.settings), Control(lambda: next(ticks) * 1e-6))
    years = plan.rows.groupby("building_id")["year"].min().to_dict()
    if plan.has_plan:
        assert all(held(entry, [Outcome("wifi", years)]) for entry in standing)
    else:
        named = {each.rule.subject for each in plan.conflict if isinstance(each, Clash)}
        assert named & {entry.subject for entry in standing if entry.kind == "building_forced"}
