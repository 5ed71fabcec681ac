"""The decision log in the terminal: decide, list, undo, plan with the decisions, export and verify."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from config import place
from store.store import Store
from tests.command_line import Answer, maillage
from tests.once import copy_of
from tests.store.decisions.pictures import PDF, jpeg


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
    letter = tmp_path / "letter.txt"
    letter.write_bytes(PDF)
    adopted = ask("decide", "scenario_adopted", *who, "--file", letter)
    assert "Scenario adopted: reference" in adopted.output
    assert "Scenario in force: Reference (adopted on" in ask("status").output
    assert "by =Ann, decision 4)." in ask("rank", "wifi").error, "whoever names no scenario is told which it is"
    assert "no scenario people_furst" in ask("decide", "scenario_adopted", "people_furst", *who).error
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
    assert "Photos, documents and scenarios named: 2; all are as they were entered." in verified.output
    (kept,) = (data / "decisions" / "evidence" / "demo").glob("*.pdf")
    kept.write_bytes(b"%PDF-1.7 another %%EOF")
    altered = ask("verify", out)
    assert (altered.status, f"letter.pdf ({kept}) is not what was entered" in altered.output) == (1, True)
    kept.write_bytes(PDF)
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
def test_a_review_with_a_photo_corrects_its_layer_from_the_terminal(data: Path, tmp_path: Path) -> None:
    def ask(*words: object) -> Answer:
        return maillage(data, *words, commune="demo")

    store = Store(data, place("demo"))
    table = store.read("buildings")
    row = str(table.loc[table["wifi_now"] == "none", "building_id"].iloc[0])
    photo, who = tmp_path / "seen.jpeg", ("--who", "Bo", "--why", "Wi-Fi since May")
    photo.write_bytes(jpeg())
    review = ("decide", "reviewed", row, "--about", "public_wifi", "--value", "accepted", *who)
    cell = ("--corrects", "buildings.wifi_now", "--becomes")
    wrong = ask(*review, *cell, "oui", "--file", data / "processed" / "demo" / "snapshots" / "current.json")
    assert (wrong.status, "none, staff, public" in wrong.error, "no JPEG, PNG or PDF" in wrong.error) == (1, True, True)
    assert "is not a file" in ask(*review, "--file", tmp_path).error
    # What a list of hotspots says is reviewed like the rest; what stands in no list is no fact.
    hotspot = str(store.read("wifi")["wifi_id"].iloc[0])
    other = ("--about", "other", "--value", "open", *who, "--corrects", "wifi.access", "--becomes", "nobody")
    refused = ask("decide", "reviewed", hotspot, *other).error
    assert ("public, customers" in refused, "has no building, school site, place or sector" in refused) == (True, False)
    assert "has no building, school site, place or sector" in ask("decide", "reviewed", "nowhere", *other).error
    assert not (data / "decisions").exists(), "what is refused leaves nothing"
    assert "Wi-Fi there today: none → open to the public" in ask(*review, *cell, "public", "--file", photo).output

    told = ask("decisions", "evidence", "--out", tmp_path / "copies")
    assert (told.status, "seen.jpg" in told.output) == (0, True)
    (copy,) = (tmp_path / "copies").iterdir()
    assert b"GPSSecret" not in copy.read_bytes()
    (kept,) = (data / "decisions" / "evidence" / "demo").iterdir()
    (kept.parent / "left.pdf").write_bytes(PDF)
    assert "no decision names, which do no harm and may be removed: 1" in ask("decisions", "evidence").output
    (kept.parent / "left.pdf").unlink()
    whole = kept.read_bytes()
    kept.write_bytes(b"other")
    assert ask("decisions", "evidence").status == 1
    assert f"{kept} is damaged" in ask("check").output
    kept.write_bytes(whole)

    (waiting,) = ask("decisions", "corrections", "--json").json()
    assert (waiting["number"], waiting["now"], waiting["after"]) == (1, "none", "public")
    shown = ask("decisions", "correct", 1)
    assert "wifi_now none → public" in shown.output
    assert "Nothing was published." in shown.output
    assert "no correction that waits" in ask("decisions", "correct", 7).error
    assert "Nobody is named" in ask("decisions", "correct", 1, "--approve").error
    assert store.read("buildings").equals(table), "nothing is published without a name and a reason"
    done = ask("decisions", "correct", 1, "--approve", "--who", "Cy", "--why", "Checked")
    assert (done.status, "entry 2 of the decision log says so" in done.output) == (0, True)
    assert store.read("buildings").set_index("building_id")["wifi_now"][row] == "public"
    assert ask("decisions", "corrections").output == "No accepted correction waits.\n"
    last = ask("decisions", "--json").json()[-1]
    assert (last["value"], last["version"]) == ("corrected", store.published("buildings").version)
    assert "Checked (#1)" in ask("history", "buildings").output


@pytest.mark.slow
def test_an_export_makes_no_decision_log_where_there_is_none(demo_planned: Path, demo_export: Path) -> None:
    assert (demo_export / "decisions.csv").read_text("utf-8-sig").count("\n") == 1, "a header and no entry"
    assert not (demo_planned / "decisions").exists()


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
