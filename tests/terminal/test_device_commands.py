"""The commands of device lots on the demonstration city: devices, and verify, which knows them."""

import csv
from pathlib import Path

import pytest

from tests.command_line import maillage
from tests.once import once
from tests.plan_edits import cell

HEAD = 'name = "mine"\ntitle = { fr = "a", nl = "b", en = "c" }\n'


@pytest.fixture(scope="session")
def shared(demo_data: Path, run_folder: Path) -> tuple[Path, str]:
    """Return the folder of the files of lots, and what was printed."""

    def share(folder: Path) -> None:
        answer = maillage(demo_data, "devices", "--out", folder / "lots")
        assert answer.status == 0, answer.output
        (folder / "shown.txt").write_text(answer.output, "utf-8")

    folder = once(run_folder, "shared_out", share)
    return folder / "lots", (folder / "shown.txt").read_text("utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_lots_are_printed_with_their_proof(shared: tuple[Path, str]) -> None:
    _, shown = shared
    for part in ("Synthetic demonstration data", "In 2027,", "237 PCs, 134 laptops and 270 tablets", "€199,150"):
        assert part in shown
    for part in ("The last one given went to", "The next one would go to", "Sainte-Laguë", "argest remainder"):
        assert part in shown
    assert "It is not known which function there looks after the devices. (" in shown


def test_every_device_and_every_cent_is_accounted_for(shared: tuple[Path, str]) -> None:
    folder, _ = shared
    summary = {row["device_kind"]: row for row in _rows(folder / "device_summary.csv")}
    proof = _rows(folder / "device_proof.csv")
    for kind, row in summary.items():
        mine = [each for each in proof if each["device_kind"] == kind]
        assert sum(int(each["lots"]) for each in mine) == int(row["given"])
        assert int(row["given"]) + int(row["in_stock"]) + int(row["reserve"]) == int(row["devices"])
        assert all(int(each["least"]) <= int(each["lots"]) <= int(each["most"]) for each in mine)
        assert abs(sum(float(each["difference"]) for each in mine)) < 0.05
    euros = [round(100 * float(summary[kind][column])) for kind in summary for column in ("spent_eur", "left_eur")]
    assert sum(euros) == 20_000_000


def test_what_was_shared_out_holds(demo_data: Path, shared: tuple[Path, str]) -> None:
    answer = maillage(demo_data, "verify", shared[0])
    assert answer.status == 0, answer.output
    assert "The device lots hold" in answer.output


def test_a_lot_changed_by_hand_does_not(demo_data: Path, shared: tuple[Path, str], tmp_path: Path) -> None:
    folder = tmp_path / "lots"
    folder.mkdir()
    for path in shared[0].iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    row = next(each for each in _rows(folder / "device_proof.csv") if int(each["lots"]) > int(each["least"]))
    where = {"device_kind": row["device_kind"], "building_id": row["building_id"]}
    cell("device_proof.csv", where, lots=str(int(row["lots"]) - 1))(folder)
    answer = maillage(demo_data, "verify", folder)
    assert answer.status == 1
    assert "The device lots do not hold" in answer.output
    assert "add up to" in answer.output


def test_too_few_devices_are_said_for_every_kind_and_nothing_is_written(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f"{HEAD}[devices]\npcs = 10\nbudget_eur = 3_000\n", "utf-8")
    answer = maillage(demo_data, "devices", "--scenario", path, "--out", tmp_path / "out")
    assert answer.status == 1
    for part in ("PCs to give: 9", "Laptops to give: 1", "Tablets to give: 3", "Nothing is given"):
        assert part in answer.output
    assert "Traceback" not in answer.output
    assert not (tmp_path / "out").exists()


def test_no_place_at_all_is_said_with_the_remedy(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f"{HEAD}[devices]\nleast_desks = 500\n", "utf-8")
    answer = maillage(demo_data, "devices", "--scenario", path)
    assert answer.status == 1
    assert "No place meets the rules for devices" in answer.output


def test_settings_that_cannot_be_are_refused_all_at_once(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f'{HEAD}[devices]\npcs = -1\nreserve_share = 2\nfroced = ["a"]\n[devices.least_lot]\nprinter = 3\n')
    answer = maillage(demo_data, "devices", "--scenario", path)
    assert answer.status == 1
    for part in ("devices.pcs", "devices.reserve_share", "devices.froced", "printer"):
        assert part in answer.error


def test_the_same_lots_give_the_same_bytes(demo_data: Path, shared: tuple[Path, str], tmp_path: Path) -> None:
    assert maillage(demo_data, "devices", "--out", tmp_path).status == 0
    for path in shared[0].iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_districts_add_up_and_hold(demo_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(f"{HEAD}[devices]\nby_district = true\n", "utf-8")
    answer = maillage(demo_data, "devices", "--scenario", path, "--out", tmp_path / "out")
    assert answer.status == 0, answer.output
    assert "biproportional" in answer.output
    rows = _rows(tmp_path / "out" / "device_districts.csv")
    for name, total in {(row["district"], int(row["district_total"])) for row in rows}:
        assert sum(int(row["lots"]) for row in rows if row["district"] == name) == total
    held = maillage(demo_data, "verify", tmp_path / "out")
    assert held.status == 0, held.output
