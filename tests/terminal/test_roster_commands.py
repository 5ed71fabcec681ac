"""The command of the aidants' roster on the demonstration city: planned, written, verified, refused."""

import csv
from pathlib import Path

import pytest

from geo.roster import plan_roster, review_roster
from geo.settings import Roster
from terminal.roster.tables import roster_lines
from tests.cities import done
from tests.command_line import maillage
from tests.geo.roster.roster_towns import BASE, Door, Help, People, Town, ticking_clock
from tests.once import once
from words import translator

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'


@pytest.fixture(scope="session")
def rostered(demo_data: Path, run_folder: Path) -> tuple[Path, str]:
    """Return the folder of a roster's files, and what was printed."""

    def plan(folder: Path) -> None:
        shown = done(demo_data, "demo", "aidants", "--time-limit", "5", "--new-places", "2", "--out", folder / "roster")
        (folder / "shown.txt").write_text(shown, "utf-8")

    folder = once(run_folder, "rostered", plan)
    return folder / "roster", (folder / "shown.txt").read_text("utf-8")


def test_a_roster_is_printed_with_its_answer_bound_and_timetable(rostered: tuple[Path, str]) -> None:
    _, shown = rostered
    assert "Synthetic demonstration data" in shown
    assert "Half-days a week with a pair: 50" in shown
    assert "The most helps a week that any roster gives" in shown
    assert "Hours of help a week" in shown
    assert "Wednesday afternoon" in shown or "Saturday morning" in shown


def test_new_places_are_printed_and_written_alike_with_their_costs(rostered: tuple[Path, str]) -> None:
    folder, shown = rostered
    rows = list(csv.DictReader((folder / "roster_new_places.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 2
    assert {row["kind"] for row in rows} <= {"building", "corner"}
    for row in rows:
        # 16 h a week over 42 weeks at 45 EUR, four computers at 250 EUR, and rent where the city has no building.
        rent = 9000 if row["kind"] == "corner" else 0
        assert float(row["eur_per_year"]) == 16 * 42 * 45 + 4 * 250 + rent
        assert f"{float(row['helps_gained_per_week']):.1f}" in shown
    assert "no so many others add more than" in shown
    assert "the Walloon label" in shown


def test_what_was_planned_holds_and_what_is_changed_does_not(
    demo_data: Path, rostered: tuple[Path, str], tmp_path: Path
) -> None:
    answer = maillage(demo_data, "verify", rostered[0])
    assert answer.status == 0, answer.output
    assert "The roster holds" in answer.output
    for path in rostered[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    doors = tmp_path / "roster_doors.csv"
    lines = doors.read_text("utf-8-sig").splitlines()
    rows = list(csv.reader(lines, delimiter=";"))
    rows[1][rows[0].index("pairs")] = "9"
    doors.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    answer = maillage(demo_data, "verify", tmp_path)
    assert answer.status == 1
    assert "more pairs than its desks allow" in answer.output


def test_without_aidants_or_need_nothing_is_said_as_of_aidants() -> None:
    """Two of the ten who need help find it today; of helpers who are not there, no hours each and no absences."""
    walk = {"b0": 100.0}
    town = Town(
        (Door("b0"),), (People("p0", 10, walk, {"h0": 50.0}, seniors=1.0),), (Help("h0", 1.5, ("mon_morning",)),)
    )
    lines = printed(town, 0)
    assert "Without aidants, the help that is there meets 20% of the need; 8 helps a week find no help." in lines
    assert not [line for line in lines if "each aidant" in line or "ill or gone" in line or "aidants add no" in line]
    nobody = Town((Door("b0"),), (People("p0", 0, walk, seniors=1.0),))
    assert "Nobody here is known to need help: there is nothing to plan." in printed(nobody, 4)


def test_where_no_door_is_ever_open_it_is_said_so_and_not_that_need_may_be_met() -> None:
    """Ten need help, two find it; the door is open on Monday, and the roster asks for Tuesday evening alone."""
    help_there = (Help("h0", 1.5, ("tue_evening",)),)
    people = (People("p0", 10, {"b0": 100.0}, {"h0": 50.0}, seniors=1.0),)
    tuesday = BASE.model_copy(
        update={"days": ("tue",), "parts": BASE.parts[1:], "profiles": (BASE.profiles[0].model_copy(update=ANY_TIME),)}
    )
    answer = "No place can be used in any half-day of the roster: aidants add no help, and 8 helps a week find none."
    shut = printed(Town((Door("b0", ("mon_morning",)),), people, help_there), 4, tuesday)
    assert answer in shut
    closed = "1 place open to the public is no door, since it is not open long enough in any half-day of the roster."
    assert [line for line in shut if f"{closed} Change days, parts or session_hours" in line]
    unknown = printed(Town((Door("b0", ()),), people, help_there), 4, tuesday)
    assert answer in unknown
    assert not [line for line in unknown if closed in line]
    met = printed(Town((Door("b0"),), people, (Help("h0", 30.0, ("tue_evening",)),)), 4, tuesday)
    assert "The help that is there meets all need: aidants would add nothing." in met
    far = printed(Town((Door("b0"),), (People("p0", 10, {"b0": 9000.0}, seniors=1.0),)), 4)
    assert "No two aidants can be at a place where help is missing: 10 helps a week find none." in far


ANY_TIME = {"half_days": ()}


def printed(town: Town, aidants: int, roster: Roster = BASE) -> list[str]:
    evidence = town.evidence()
    plan = plan_roster(evidence, roster.model_copy(update={"aidants": aidants, "wave_aidants": ()}), ticking_clock())
    return roster_lines(plan, evidence.place, "en", translator("en"), review_roster(plan, evidence, ticking_clock()))


def test_rules_that_cannot_hold_are_named_and_nothing_is_written(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f'{HEAD}[roster]\nforced_in = ["nowhere"]\n', "utf-8")
    answer = maillage(demo_data, "aidants", "--scenario", path, "--out", tmp_path / "out")
    assert answer.status == 1
    assert "no list has such a place" in answer.output
    assert "Traceback" not in answer.output
    assert not (tmp_path / "out").exists()
