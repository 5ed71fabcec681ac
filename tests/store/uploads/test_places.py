"""Where a change lies: the rows of the second inventory of the cases, told from the coordinates in the files."""

import csv
from io import BytesIO
from math import hypot
from pathlib import Path

import pandas as pd
import pytest
import shapely

from config import place
from layers import layer
from store.refresh import refresh
from store.store import Store
from store.uploads import change_places, keep, propose
from tests import toyville
from tests.cases import case
from tests.layers.toy_layers import NOW, POPULATION, RESIDENT_ROWS, SECTORS, store
from tests.store.deliveries import population_file, sectors_file


def _coordinates(name: str) -> dict[str, tuple[float, float]]:
    with case(name).open(encoding="utf-8-sig", newline="") as stream:
        return {row["building_id"]: (float(row["x"]), float(row["y"])) for row in csv.DictReader(stream, delimiter=";")}


def test_each_change_lies_where_the_files_say(tmp_path: Path) -> None:
    first, second = "gis_16_inventory_v1.csv", "gis_16_inventory_v2.csv"
    town, buildings = Store(tmp_path, place("52011")), layer("buildings")
    refresh(town, buildings, None, [case(first)], now=NOW)
    upload = keep(town, [(second, BytesIO(case(second).read_bytes()))], now=NOW, who="")
    proposal = propose(town, buildings, None, upload, now=NOW)
    found = change_places(town, proposal, proposal.candidate.change)
    assert found is not None
    old, new = _coordinates(first), _coordinates(second)
    colours = found.rows["colour"].to_dict()
    assert {row for row, colour in colours.items() if colour == "removed"} == old.keys() - new.keys()
    assert {row for row, colour in colours.items() if colour == "added"} == new.keys() - old.keys()
    assert {"FX-001", "FX-002", "FX-005"} <= {row for row, colour in colours.items() if colour == "changed"}
    for row, told in found.rows.iterrows():
        assert (told["before"] is not None, told["after"] is not None) == (row in old, row in new)
    # A national projection in metres: in another one distances differ by less than one in a thousand.
    far = hypot(*(a - b for a, b in zip(old["FX-002"], new["FX-002"], strict=True)))
    assert found.rows.loc["FX-002", "distance_m"] == pytest.approx(far, rel=1e-3)
    between = shapely.distance(found.rows.loc["FX-001", "after"], found.rows.loc["FX-002", "before"])
    assert between == pytest.approx(hypot(120, 90), rel=1e-3)
    assert pd.isna(found.rows.loc["FX-001", "distance_m"])
    assert len(found.same) + len(found.rows) == len(old.keys() | new.keys())
    assert (found.unplaced, found.left_out) == (0, 0)


def test_rows_of_a_table_lie_in_their_sectors(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    code = toyville.code("a1")
    rows = [(each, "12345" if each == code else count) for each, count in RESIDENT_ROWS]
    other = population_file(tmp_path, rows, "other.csv")
    upload = keep(town, [("other.csv", BytesIO(other.read_bytes()))], now=NOW, who="")
    proposal = propose(town, POPULATION, None, upload, now=NOW)
    found = change_places(town, proposal, proposal.candidate.change)
    assert found is not None
    assert found.rows["colour"].to_dict() == {code: "changed"}
    assert found.rows.loc[code, "after"].equals(toyville.square("a1"))
