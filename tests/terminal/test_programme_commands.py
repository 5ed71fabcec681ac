"""The commands of the Wi-Fi programme: plan, verify and scenario, on the demonstration city."""

import json
import shutil
import signal
from pathlib import Path

import pytest

from config import load_scenario
from terminal.programme import stop_button
from tests.cities import PLANNED, done
from tests.command_line import maillage
from tests.laws import some
from tests.once import once
from tests.plan_edits import SUMMARY, cell, proof, text, without

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'


@pytest.fixture(scope="session")
def planned(demo_data: Path, run_folder: Path) -> tuple[Path, str]:
    """Return the folder of a plan's files, and what was printed."""

    def plan(folder: Path) -> None:
        shown = done(demo_data, "demo", "plan", *PLANNED, "--out", folder / "plan")
        (folder / "shown.txt").write_text(shown, "utf-8")

    folder = once(run_folder, "planned", plan)
    return folder / "plan", (folder / "shown.txt").read_text("utf-8")


def test_a_plan_is_printed_with_its_certificate_and_the_three_ways(planned: tuple[Path, str]) -> None:
    _, shown = planned
    assert "Synthetic demonstration data" in shown
    assert "no plan can be better by more than" in shown
    assert all(word in shown for word in ("2027", "2030", "education", "social action", "€1,000,000"))
    lines = {line.split("  ")[0]: line for line in shown.splitlines()}
    assert {"most people per euro next", "the plan"} <= set(lines)
    assert any(name.startswith("down the ranking (") for name in lines)


def test_what_was_planned_holds(demo_data: Path, planned: tuple[Path, str]) -> None:
    answer = maillage(demo_data, "verify", planned[0])
    assert answer.status == 0, answer.output
    assert "Everything holds" in answer.output
    assert "The bound is the solver's word" in answer.output


def test_what_a_hurried_search_found_holds_too(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f"{HEAD}[programme]\ngap = 0.0\ntime_limit_s = 0.1\n", "utf-8")
    assert maillage(demo_data, "plan", "--scenario", path, "--out", tmp_path / "out").status == 0
    assert json.loads((tmp_path / "out" / "proof.json").read_text("utf-8"))["certificate"]["status"] == "best_found"
    answer = maillage(demo_data, "verify", tmp_path / "out")
    assert answer.status == 0, answer.output
    assert "The bound is the solver's word" in answer.output


def test_floors_beyond_the_budget_are_said_with_their_sum_which_is_recomputed(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f"{HEAD}[programme]\nfloor_share = 0.2\n", "utf-8")
    answer = maillage(demo_data, "plan", "--scenario", path, "--out", tmp_path / "out")
    assert answer.status == 1
    assert answer.output.count(" 2027") == 8
    assert "× 200,000 +" in answer.output
    assert "+ 75,700 > 1,000,000 EUR" in answer.output
    answer = maillage(demo_data, "verify", tmp_path / "out")
    assert answer.status == 0, answer.output
    assert "That the rules named cannot hold together was recomputed" in answer.output


def test_planning_again_reads_the_same_plan(demo_data: Path, planned: tuple[Path, str], tmp_path: Path) -> None:
    folder, shown = planned
    again = maillage(demo_data, "plan", *PLANNED, "--out", tmp_path / "again", commune="demo")
    assert again.output.split("Written")[0] == shown.split("Written")[0]
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("edit", "said"),
    some(
        [
            (cell(SUMMARY, {"year": "2027", "activity": "sport"}, floor_eur="100000.01"), "expected 100000.00"),
            (without(SUMMARY, {"year": "2028", "activity": "all"}), "the row of 2028, all is missing"),
            (proof(lambda told: told["three_way"][1]["purchases"].pop(0)), "three_way[1]"),
            (text("scenario.toml", "gap = 0.02", "gap = 0.03"), "gap_asked"),
        ],
        everyday=1,
    ),
)
def test_a_corrupted_plan_is_refused_with_every_difference(
    demo_data: Path, planned: tuple[Path, str], tmp_path: Path, edit, said: str
) -> None:
    folder = shutil.copytree(planned[0], tmp_path / "plan")
    edit(folder)
    answer = maillage(demo_data, "verify", folder)
    assert answer.status == 1
    assert said in answer.output
    assert "does not hold" in answer.output


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (proof(lambda told: told.update(snapshot="0" * 20)), "There is no snapshot"),
        (proof(lambda told: told.update(snapshot="../current")), "snapshot"),
        (proof(lambda told: told.update(commune="atlantis")), "atlantis"),
        (lambda folder: (folder / "scenario.toml").unlink(), "scenario.toml"),
        (lambda folder: (folder / "proof.json").write_text("{"), "proof.json is not JSON"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_the_reason(
    demo_data: Path, planned: tuple[Path, str], tmp_path: Path, edit, said: str
) -> None:
    folder = shutil.copytree(planned[0], tmp_path / "plan")
    edit(folder)
    answer = maillage(demo_data, "verify", folder)
    assert answer.status == 1
    assert said in answer.error


def test_rules_that_cannot_hold_are_said_and_the_conflict_can_be_verified(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    building = "BC0003"
    path.write_text(
        f'{HEAD}[programme]\nbudgets_eur = [100.0]\nfloor_share = 0.0\nforced_in = ["{building}", "nowhere"]\n', "utf-8"
    )
    answer = maillage(demo_data, "plan", "--scenario", path, "--out", tmp_path / "out")
    assert answer.status == 1
    assert "These rules cannot hold together" in answer.output
    assert "nowhere must be equipped, but the inventory has no such building" in answer.output
    assert maillage(demo_data, "verify", tmp_path / "out").status == 0
    path.write_text(path.read_text("utf-8").replace(', "nowhere"', ""), "utf-8")
    answer = maillage(demo_data, "plan", "--scenario", path, "--out", tmp_path / "out")
    assert answer.status == 1
    assert "must be equipped." in answer.output
    assert "No more than 100 EUR may be spent in 2027." in answer.output
    assert maillage(demo_data, "verify", tmp_path / "out").status == 0


def test_the_export_has_the_plan_and_it_holds(demo_planned: Path, demo_export: Path, tmp_path: Path) -> None:
    assert maillage(demo_planned, "verify", demo_export).status == 0
    assert maillage(demo_planned, "plan", "--out", tmp_path / "plan", commune="demo").status == 0
    written = {each.name: each.read_bytes() for each in (tmp_path / "plan").iterdir()}
    exported = {name: (demo_export / name).read_bytes() for name in written}
    # The export also says there when each file came in.
    times = [json.loads(each.pop("times.json")) for each in (written, exported)]
    assert times[0]["plan"] == times[1]["plan"]
    assert written == exported


def test_a_scenario_is_checked_and_all_faults_are_said(tmp_path: Path) -> None:
    good = tmp_path / "good.toml"
    good.write_text(HEAD, "utf-8")
    assert "scenario mine" in maillage(tmp_path, "scenario", good).output
    bad = tmp_path / "bad.toml"
    bad.write_text(f"{HEAD}[programme]\nfloor_share = 2\nreach_m = 'far'\nfloors = 1\n", "utf-8")
    answer = maillage(tmp_path, "scenario", bad)
    assert answer.status == 1
    assert all(word in answer.error for word in ("floor_share", "reach_m", "floors", "3 to correct"))


def test_a_scenario_is_copied_under_another_name_and_overwrites_nothing(tmp_path: Path) -> None:
    first = tmp_path / "first.toml"
    quote = "[programme.quotes.BC0003.hall]\ncapex_eur = 12.5\n"
    first.write_text(f"{HEAD}[programme]\ncarry_over = true\n{quote}", "utf-8")
    copy = tmp_path / "more" / "second.toml"
    assert maillage(tmp_path, "scenario", first, "--copy-to", copy).status == 0
    one, other = load_scenario(first), load_scenario(copy)
    assert other.name == "second"
    assert (one.parameters, one.programme, one.title) == (other.parameters, other.programme, other.title)
    again = maillage(tmp_path, "scenario", first, "--copy-to", copy, "--name", "third")
    assert again.status == 1
    assert "exists already" in again.error
    assert load_scenario(copy).name == "second"
    assert maillage(tmp_path, "scenario", first, "--name", "third").status == 1
    third = tmp_path / "third.toml"
    assert maillage(tmp_path, "scenario", first, "--copy-to", third, "--name", "my third").status == 0
    assert load_scenario(third).name == "my third"


def test_ctrl_c_ends_the_search_and_a_second_one_the_program() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_button() as pressed:
        assert not pressed()
        signal.raise_signal(signal.SIGINT)
        assert pressed()
        with pytest.raises(SystemExit):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_without_anything_built_the_remedy_is_named(tmp_path: Path) -> None:
    answer = maillage(tmp_path, "plan")
    assert answer.status == 1
    assert "maillage demo" in answer.error
