"""Which scenario holds where nobody names one: the latest adopted, as it was that day, plan by plan."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import Scenario, place, reference, scenarios
from store.decisions import (
    Decision,
    DecisionLog,
    Entry,
    InForce,
    adopted_by,
    files_of,
    in_force,
    open_evidence,
    open_log,
    scenario_hash,
    scenario_in_force,
)
from store.store import Store
from tests.store.decisions.logs import BACKENDS, NOW, decided, new_log
from words import translator
from words.decisions.adopted import in_force_sentence, standing_words
from words.numbers import numbers_of


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.delenv("MAILLAGE_DECISIONS_URL", raising=False)
    return Store(tmp_path, place("demo"))


def with_budget(euros: float, name: str) -> Scenario:
    base = reference()
    programme = base.programme.model_copy(update={"budgets_eur": (euros,)})
    return base.model_copy(update={"name": name, "programme": programme})


def adopt(store: Store, scenario: Scenario, about: str = "") -> int:
    told = Decision("scenario_adopted", scenario.name, about, who="Council", why="Voted", snapshot="abc")
    hashed = Decision(**{**vars(told), "scenario": scenario.name, "scenario_hash": scenario_hash(scenario)})
    return open_log(store).append_with(hashed, (), open_evidence(store), now=NOW, scenario=scenario).number


def followed(found: InForce) -> dict[str, int]:
    return {plan: entry.number for plan, entry in found.adopted.items()}


def test_without_an_adopted_scenario_the_reference_holds(store: Store) -> None:
    found = scenario_in_force(store)
    assert (found.scenario, followed(found), found.notes) == (reference(), {}, ())
    assert in_force_sentence(found, numbers_of(translator("en"))) == ""


def test_what_was_adopted_holds_as_it_was_that_day_and_the_latest_counts(store: Store) -> None:
    """Of a scenario that no file of the program says, too: it is kept with the decision, under its hash."""
    adopt(store, with_budget(600_000, "sober"))
    adopt(store, with_budget(900_000, "generous"))
    found = scenario_in_force(store)
    assert (found.scenario, followed(found)) == (
        with_budget(900_000, "generous"),
        {"wifi": 2, "aidants": 2, "devices": 2},
    )
    assert [file.name for file in files_of(open_log(store).entries()[0])] == ["sober.toml"]
    open_log(store).undo(2, who="Council", why="Voted again", now=NOW, at=Decision("", snapshot="abc"))
    assert scenario_in_force(store).scenario.programme.budgets_eur == (600_000,), "the one before holds again"


def test_a_plan_may_have_a_scenario_of_its_own(store: Store) -> None:
    adopt(store, with_budget(600_000, "sober"))
    adopt(store, with_budget(900_000, "generous"), "wifi")
    adopt(store, reference(), "aidants")
    found = scenario_in_force(store)
    assert followed(found) == {"wifi": 2, "aidants": 3, "devices": 1}
    assert found.scenario.programme.budgets_eur == (900_000,)
    told = in_force_sentence(found, numbers_of(translator("en")))
    assert "Wi-Fi programme: adopted on 1 March 2027 by Council, decision 2" in told
    assert "Device lots: adopted on 1 March 2027 by Council, decision 1" in told


def test_a_plan_nobody_adopted_anything_for_follows_the_reference(store: Store) -> None:
    adopt(store, with_budget(600_000, "sober"), "aidants")
    found = scenario_in_force(store)
    assert followed(found) == {"aidants": 1}
    assert found.scenario.programme == reference().programme


def test_parameters_of_two_scenarios_are_never_mixed(store: Store) -> None:
    adopt(store, scenarios()["people_first"])
    adopt(store, with_budget(600_000, "sober"), "wifi")
    found = scenario_in_force(store)
    assert found.scenario.parameters == reference().parameters
    assert followed(found) == {"wifi": 2}
    assert [note.parameters["entry"] for note in found.notes] == [1]


def test_what_is_altered_or_was_not_kept_is_said_and_lets_nothing_older_come_back(store: Store) -> None:
    adopt(store, with_budget(600_000, "sober"))
    adopt(store, with_budget(900_000, "generous"))
    (file,) = files_of(open_log(store).entries()[1])
    open_evidence(store).path(file).write_text("name = 'other'")
    found = scenario_in_force(store)
    assert (found.scenario, followed(found), len(found.notes)) == (reference(), {}, 1)
    assert "generous.toml" in found.notes[0].render()


def test_an_entry_without_its_file_is_followed_only_where_its_name_says_the_same_today(store: Store) -> None:
    people = scenarios()["people_first"]
    told = Decision("scenario_adopted", "people_first", who="Ann", why="x", snapshot="abc")
    log: DecisionLog = open_log(store)
    log.append(Decision(**{**vars(told), "scenario_hash": scenario_hash(people)}), now=NOW)
    assert scenario_in_force(store).scenario == people
    log.append(Decision(**{**vars(told), "scenario_hash": "0" * 64}), now=NOW)
    found = adopted_by(in_force(log.entries()), open_evidence(store))
    assert found.scenario == reference()
    assert "Decision 2 adopts scenario people_first" in found.notes[0].render()


def test_words_tell_whether_the_scenario_at_hand_is_the_one_in_force(store: Store) -> None:
    numbers = numbers_of(translator("en"))
    assert standing_words(scenario_in_force(store), reference(), numbers) == ""
    adopt(store, with_budget(600_000, "sober"))
    found = scenario_in_force(store)
    by = "adopted on 1 March 2027 by Council, decision 1"
    assert standing_words(found, with_budget(600_000, "another name"), numbers) == by
    assert standing_words(found, reference(), numbers) == f"not the one in force, which is Reference, {by}"


def test_what_is_in_force_is_kept_until_the_log_or_a_file_it_names_changes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read once; read anew after an entry, also one of another process, after an undoing, and where a file is gone."""
    first = adopt(store, with_budget(600_000, "sober"))
    reads = 0
    whole = DecisionLog.entries

    def counted(log: DecisionLog) -> tuple[Entry, ...]:
        nonlocal reads
        reads += 1
        return whole(log)

    monkeypatch.setattr(DecisionLog, "entries", counted)
    assert [scenario_in_force(store).scenario.name for _ in range(5)] == ["sober"] * 5
    assert reads == 1
    log = open_log(store)
    assert log.file is not None
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.decisions.writer", log.commune, str(log.file), "", "Bo"],
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert [other.stdout.readline() for _ in range(3)] == ["ready\n", "2\n", "3\n"]
        other.kill()
    reads = 0
    assert [scenario_in_force(store).scenario.name for _ in range(3)] == ["sober"] * 3
    assert reads == 1, "there are new entries, which adopt nothing"
    log.undo(first, who="Bo", why="No", now=NOW, at=Decision("", snapshot="abc"))
    assert followed(scenario_in_force(store)) == {}
    adopt(store, with_budget(900_000, "generous"))
    assert scenario_in_force(store).scenario.name == "generous"
    (kept,) = files_of(log.entries()[-1])
    path = open_evidence(store).path(kept)
    whole_text = path.read_bytes()
    path.write_bytes(whole_text.replace(b"900000", b"900001"))
    altered = scenario_in_force(store)
    assert (followed(altered), len(altered.notes)) == ({}, 1), "what is altered is not followed, whatever was kept"
    path.write_bytes(whole_text)
    assert scenario_in_force(store).scenario.name == "generous"


def test_two_communes_and_a_log_that_is_put_back_are_told_apart(store: Store, tmp_path: Path) -> None:
    adopt(store, with_budget(600_000, "sober"))
    log = open_log(store)
    assert log.file is not None
    copy = log.file.read_bytes()
    adopt(store, with_budget(900_000, "generous"))
    assert scenario_in_force(store).scenario.name == "generous"
    assert scenario_in_force(Store(tmp_path, place("52011"))).adopted == {}
    log.file.write_bytes(copy)
    assert scenario_in_force(store).scenario.name == "sober", "an older copy of the file has another last entry"
    log.file.unlink()
    assert scenario_in_force(store).adopted == {}


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_last_entry_is_told_quickly(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    log = new_log(backend, tmp_path, request)
    assert log.last() is None
    for number in (1, 2):
        entry = log.append(decided(number), now=NOW)
        assert log.last() == (number, entry.hash)
    if log.file is not None:
        log.file.write_bytes(b"no database, and longer than the header of one" * 10)
        assert log.last() is None
