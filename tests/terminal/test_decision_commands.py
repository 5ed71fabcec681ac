"""The decision log in the terminal: decide, list, undo, plan with the decisions, export and verify."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from tests.command_line import Answer, maillage
from tests.once import copy_of


@pytest.fixture
def data(tmp_path: Path, demo_planned: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MAILLAGE_WHO", raising=False)
    monkeypatch.delenv("MAILLAGE_DECISIONS_URL", raising=False)
    copy_of(demo_planned / "processed", tmp_path / "data" / "processed", ".lock")
    return tmp_path / "data"


@pytest.mark.slow
def test_a_meeting_decides_and_the_plan_that_leaves_it_says_the_same(data: Path, tmp_path: Path) -> None:
    def ask(*words: object, language: str = "en") -> Answer:
        return maillage(data, *words, commune="demo", language=language)

    assert ask("decisions").output == "Nothing was decided yet.\n"
    assert not (data / "decisions").exists(), "reading makes no log"
    wrong = ask("decide", "wave_overridden", "BC99")
    assert wrong.status == 1
    assert all(word in wrong.error for word in ("Nobody", "reason", "whole number", "no building BC99"))
    assert "no kind" in ask("decide", "undone", "1", "--why", "x", "--who", "x").error
    ranking = tmp_path / "ranking.csv"
    ask("rank", "wifi", "--out", ranking)
    first, second, third = pd.read_csv(ranking, sep=";", encoding="utf-8-sig")["building_id"][:3]
    who = ("--who", "=Ann", "--why", "promised; to all")
    assert ask("decide", "building_forced", first, *who, "--no-cost").status == 0
    assert ask("decide", "building_excluded", second, *who, "--no-cost").status == 0
    assert ask("decide", "wave_overridden", third, "--value", "2199", *who).status == 0
    adopted = ask("decide", "scenario_adopted", *who)
    assert "Scenario adopted: reference" in adopted.output
    assert ask("decide", "layer_accepted", "fibre", *who).status == 0
    listed = ask("decisions", "--json").json()
    assert [(each["number"], each["subject"]) for each in listed[:3]] == [(1, first), (2, second), (3, third)]
    assert {each["people"] for each in listed} == {None}
    assert all(each["in_force"] and each["snapshot"] and len(each["scenario_hash"]) == 64 for each in listed)
    assert "'=Ann" in ask("decisions", "--csv").output

    again = ask("decide", "building_forced", second, *who, "--no-cost")
    assert again.status == 0
    refused = ask("plan", "--with-decisions", "--time-limit", "5", "--gap", "0.3")
    assert refused.status == 1
    assert f"{second} is forced (decision 6) and excluded (decision 2) at once" in refused.error
    undone = ask("decisions", "undo", "6", "--who", "Bo", "--why", "a mistake", language="fr")
    assert "Annulé : entrée 6" in undone.output.replace("\u00a0", " ")
    assert "undone already" in ask("decisions", "undo", "6", "--who", "Bo", "--why", "x").error
    assert [each["number"] for each in ask("decisions", "--in-force", "--json").json()] == [1, 2, 3, 4, 5]

    out = tmp_path / "out"
    planned = ask("plan", "--with-decisions", "--time-limit", "5", "--gap", "0.3", "--out", out)
    assert planned.status == 0, planned.error
    assert "Decisions that the plan holds: 1, 2." in planned.output
    assert "does not hold decision 3" in planned.output
    verified = ask("verify", out)
    assert verified.status == 0, verified.output
    assert "does not hold decision 3" in verified.output
    assert "Entries checked: 7." in verified.output
    table = (out / "decisions.csv").read_text("utf-8-sig")
    (out / "decisions.csv").write_text(table.replace("to all", "to none", 1), "utf-8-sig")
    forged = ask("verify", out)
    assert (forged.status, "Entry 1 of the decision log is not what was entered" in forged.output) == (1, True)

    file = data / "decisions" / "demo.sqlite"
    shutil.copy(file, tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("DROP TRIGGER decision_no_update; UPDATE decision SET who = 'Eve' WHERE number = 2;")
    tampered = ask("decisions")
    assert (tampered.status, "Entry 2 " in tampered.error) == (1, True)
    checked = ask("check")
    assert (checked.status, f"{file} is damaged" in checked.output) == (1, True)


@pytest.mark.slow
def test_what_a_building_costs_is_computed_from_the_plan_that_is_kept(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    assert maillage(data, "plan", "--out", out, commune="demo").status == 0
    bought = pd.read_csv(out / "programme_wifi.csv", sep=";", encoding="utf-8-sig")
    building = bought["building_id"].iloc[-1]
    spent = bought.loc[bought["building_id"] == building, "capex_eur"].sum()
    who = ("--who", "Ann", "--why", "so")
    maillage(data, "decide", "building_forced", building, *who, commune="demo")
    maillage(data, "decide", "building_excluded", building, *who, commune="demo")
    forced, excluded = maillage(data, "decisions", "--json", commune="demo").json()
    assert (forced["people"], forced["capex_eur"]) == (0, 0), "the plan has it already"
    assert excluded["capex_eur"] == pytest.approx(-spent)
    scenario = tmp_path / "other.toml"
    scenario.write_text('name = "other"\ntitle = { fr = "a", nl = "a", en = "a" }\n[programme]\nbudgets_eur = [7.0]\n')
    answer = maillage(data, "decide", "building_forced", building, *who, "--scenario", scenario, commune="demo")
    assert "no plan of this scenario is kept" in answer.output
    assert maillage(data, "decisions", "--json", commune="demo").json()[-1]["people"] is None
