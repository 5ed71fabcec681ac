"""The files of a plan: columns in order, money to the cent, all or nothing, and faults of reading said all at once."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from exports import programme_files
from exports.programme_files import UnreadablePlan, read_plan, write_plan
from exports.programme_tables import SUMMARY, WAITING, WIFI, summary_table, three_way_entries, wifi_table
from exports.write import write_export
from geo.audit import FORMAT
from geo.programme.plan.three_way import three_way_table
from tests import toy_plans, toyville
from words import translator
from words.numbers import Numbers
from words.plan_result import result_sentence

FILES = {"programme_wifi.csv", "programme_summary.csv", "programme_waiting.csv", "proof.json", "scenario.toml"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toy_plans.written(tmp_path_factory.mktemp("plan"), "every rule")


@pytest.fixture(scope="module")
def written() -> programme_files.PlanToWrite:
    return toy_plans.to_write(toy_plans.assessment(), toy_plans.PROGRAMMES["every rule"])


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)


def test_the_promised_columns_stand_in_the_promised_order(folder: Path) -> None:
    promised = "building_id name activity section tier year access_points capex_eur opex_eur_per_year people_gained"
    assert list(_read(folder / "programme_wifi.csv").columns) == [*promised.split(), "data_note"]
    assert list(_read(folder / "programme_summary.csv").columns) == [*SUMMARY, "data_note"]
    assert list(_read(folder / "programme_waiting.csv").columns) == [*WAITING, "data_note"]
    assert list(WIFI) == promised.split()


def test_money_is_written_to_the_cent_and_adds_up(folder: Path) -> None:
    wifi, summary = _read(folder / "programme_wifi.csv"), _read(folder / "programme_summary.csv")
    amounts = [*wifi["capex_eur"], *summary["spent_eur"]]
    assert all(len(amount.partition(".")[2]) == 2 for amount in amounts)
    whole = summary[summary["activity"] == "all"].set_index("year")["spent_eur"].astype(float)
    bought = wifi["capex_eur"].astype(float).groupby(wifi["year"]).sum()
    assert bought.round(2).to_dict() == whole.to_dict()


def test_cells_that_do_not_apply_are_empty(folder: Path) -> None:
    summary = _read(folder / "programme_summary.csv")
    last = summary["activity"] == "all"
    assert set(summary.loc[last, "owed_eur"]) == set(summary.loc[~last, "budget_eur"]) == {""}
    assert "" not in {*summary.loc[last, "people_gained"], *summary.loc[~last, "owed_eur"]}
    assert _read(folder / "programme_wifi.csv").set_index("building_id").loc["c8-quoted", "access_points"] == ""


def test_a_name_that_is_a_formula_is_only_text_and_is_read_back(folder: Path) -> None:
    assert "'=Club" in set(_read(folder / "programme_wifi.csv")["name"])
    assert "Theatre; big" in {row.cells["name"] for row in read_plan(folder).wifi}


def test_the_tables_are_those_of_the_plan(written: programme_files.PlanToWrite) -> None:
    plan = written.plan
    assert [float(each) for each in wifi_table(plan)["people_gained"]] == plan.rows["people_gained"].tolist()
    summary = summary_table(plan).set_index(["year", "activity"])
    for (year, activity), row in plan.activities.iterrows():
        assert float(summary.loc[(year, activity), "left_eur"]) == row["left_eur"]
    assert len(summary) == len(plan.activities) + len(plan.years)


def test_the_three_ways_have_the_figures_of_their_table(written: programme_files.PlanToWrite) -> None:
    table = three_way_table(written.plan, written.contenders)
    entries = three_way_entries(written.plan, written.contenders)
    assert [each["method"] for each in entries] == ["ranking", "greedy", "optimum"]
    for entry in entries:
        row = table.loc[entry["method"]]
        assert entry["person_years"] == row["person_years"]
        assert len(entry["rules_broken"]) == row["rules_broken"]
        assert len({building for building, _, _ in entry["purchases"]}) == row["buildings"]


@pytest.mark.parametrize("name", toy_plans.PROGRAMMES)
def test_json_knows_no_nan_and_no_infinity(name: str, tmp_path: Path) -> None:
    text = (toy_plans.written(tmp_path, name) / "proof.json").read_text("utf-8")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    assert json.loads(text, parse_constant=refuse)["format"] == FORMAT


def test_the_same_plan_gives_the_same_bytes(written: programme_files.PlanToWrite, tmp_path: Path) -> None:
    assessed = toy_plans.assessment()
    one, other = (write_plan(tmp_path / name, written, assessed, "abc") for name in ("a", "b"))
    assert {path.name for path in one} == {*FILES, "times.json"}
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_a_plan_that_cannot_be_written_leaves_the_former_one_whole(
    folder: Path, tmp_path: Path, written: programme_files.PlanToWrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(folder, tmp_path / "plan")
    before = {path.name: path.read_bytes() for path in copy.iterdir()}

    def fail(*_words: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(programme_files, "proof", fail)
    with pytest.raises(OSError, match="no room"):
        write_plan(copy, written, toy_plans.assessment(), "other")
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before


def test_the_export_has_the_plan_and_the_page_tells_of_it(written: programme_files.PlanToWrite, tmp_path: Path) -> None:
    assessed, weights = toy_plans.assessment(), toyville.PARAMETERS.weights
    paths = write_export(tmp_path / "with", assessed, weights, pd.DataFrame({"layer": []}), "abc", plan=written)
    assert {path.name for path in paths} >= FILES
    page = (tmp_path / "with" / "LISEZMOI.txt").read_text("utf-8-sig")
    assert all(f"\n{name}: " in page for name in {*FILES, "times.json"})
    english = translator("en")
    assert result_sentence(written.plan, Numbers("en", english), english) in page
    assert read_plan(tmp_path / "with").proof.snapshot == "abc"
    paths = write_export(tmp_path / "without", assessed, weights, pd.DataFrame({"layer": []}), "abc")
    assert not {path.name for path in paths} & FILES


def test_all_faults_of_the_files_are_said_at_once(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "plan")
    wifi = (copy / "programme_wifi.csv").read_text("utf-8-sig")
    wifi = wifi.replace("4600.00", "4 600", 1).replace(";2028;", ";MMXXVIII;", 1).replace("c5-barn;", ";", 1)
    (copy / "programme_wifi.csv").write_text(f"{wifi}a;b\n", "utf-8")
    summary = (copy / "programme_summary.csv").read_text("utf-8-sig")
    (copy / "programme_summary.csv").write_text(summary.replace("owed_eur", "owing_eur"), "utf-8")
    (copy / "programme_waiting.csv").write_bytes(b"\xff\xfe")
    proof = json.loads((copy / "proof.json").read_text("utf-8"))
    proof["certificate"]["gap"] = "small"
    del proof["snapshot"]
    (copy / "proof.json").write_text(json.dumps(proof), "utf-8")
    with pytest.raises(UnreadablePlan) as caught:
        read_plan(copy)
    text = str(caught.value)
    for said in (
        "programme_wifi.csv, row 2, capex_eur: 4 600 is not a decimal number",
        "programme_wifi.csv, row 7, year: MMXXVIII is not a whole number",
        "programme_wifi.csv, row 5, building_id: the cell is empty",
        "programme_wifi.csv, row 14: it has another number of cells (2) than the header (11)",
        "programme_summary.csv: the column owed_eur is missing",
        "programme_summary.csv: unexpected column owing_eur",
        "programme_waiting.csv: it is not UTF-8 text",
        "proof.json, certificate.gap: 'small'",
        "proof.json, snapshot:",
    ):
        assert said in text
    assert len(text.splitlines()) == 10


@pytest.mark.parametrize("amount", ["nan", "inf", "-inf", "1e9", "1,5", "0x10", "1_000"])
def test_an_amount_is_digits_and_a_point(folder: Path, tmp_path: Path, amount: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "plan")
    wifi = (copy / "programme_wifi.csv").read_text("utf-8-sig")
    (copy / "programme_wifi.csv").write_text(wifi.replace("4600.00", amount, 1), "utf-8")
    with pytest.raises(UnreadablePlan, match="decimal number"):
        read_plan(copy)


def test_a_folder_without_a_plan_names_every_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlan) as caught:
        read_plan(tmp_path)
    assert all(name in str(caught.value) for name in FILES - {"scenario.toml"})


@pytest.mark.parametrize(
    ("name", "content"),
    [("proof.json", "[" * 100_000), ("programme_wifi.csv", '"' + "x" * 200_000), ("proof.json", "9" * 5000)],
)
def test_files_of_any_shape_are_refused_in_words(tmp_path: Path, name: str, content: str) -> None:
    folder = toy_plans.written(tmp_path, "defaults")
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(UnreadablePlan, match=name):
        read_plan(folder)
