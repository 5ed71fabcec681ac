"""Several sources of one layer: each is refreshed without the others, combined with them, and joined by itself."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from layers._spec import Cleaned, Column
from store.refresh import RefusedRefresh, refresh
from tests import toyville
from tests.layers.toy_layers import (
    BUILDINGS,
    CODES,
    INDICATORS,
    NOW,
    POPULATION,
    SECTORS,
    csv,
    store,
)
from tests.store.deliveries import LATER, income_file, population_file, poverty_file, sectors_file


def test_one_source_is_refreshed_without_the_others(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [poverty_file(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [income_file(tmp_path)], now=NOW)
    report = refresh(town, INDICATORS, None, [income_file(tmp_path, 20.0)], now=NOW)
    assert report.rows == 18
    table = town.read("indicators")
    assert table.groupby("indicator")["value"].unique().map(list).to_dict() == {"income": [20.0], "poverty": [0.5]}
    version = town.published("indicators")
    assert version is not None
    assert [(part.source, part.rows) for part in version.sources] == [("income", 9), ("poverty", 9)]
    assert version.vintage == "2019; 2022"


def test_the_order_in_which_sources_came_does_not_count(tmp_path: Path) -> None:
    one, other = store(tmp_path / "one"), store(tmp_path / "other")
    files = [poverty_file(tmp_path), income_file(tmp_path)]
    versions = []
    for town, order in ((one, files), (other, files[::-1])):
        for file in order:
            report = refresh(town, INDICATORS, None, [file], now=NOW)
        versions.append(report.version)
    assert versions[0] == versions[1]


def test_a_value_two_sources_give_is_refused_and_named(tmp_path: Path) -> None:
    def also_income(files, place) -> Cleaned:
        cleaned = INDICATORS.sources[1].clean(files, place)
        return replace(cleaned, table=cleaned.table.assign(indicator="income"))

    layer = replace(INDICATORS, sources=(INDICATORS.sources[0], replace(INDICATORS.sources[1], clean=also_income)))
    town = store(tmp_path, layer)
    refresh(town, layer, None, [income_file(tmp_path)], now=NOW)
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, layer, None, [poverty_file(tmp_path, CODES[:2])], now=NOW)
    assert [(fault.code, fault.value) for fault in caught.value.faults] == [
        ("sources.same_key", f"{code} income") for code in sorted(CODES[:2])
    ]
    assert dict(caught.value.faults[0].parameters) == {"source": "income", "other_source": "poverty"}


def test_lists_are_combined_and_the_merge_is_listed(tmp_path: Path) -> None:
    town = store(tmp_path)
    x, y = toyville.CORNER
    inventory = csv(tmp_path / "i.csv", "inventory;name;x;y", [("i1", "Library", x, y), ("i2", "Pool", "", "")])
    schools = csv(tmp_path / "s.csv", "schools;name;x;y", [("s1", "School", x + 5, y), ("s2", "Library", x, y)])
    refresh(town, BUILDINGS, None, [schools], now=NOW)
    report = refresh(town, BUILDINGS, None, [inventory], now=NOW)
    table = town.read("buildings")
    assert table["building_id"].tolist() == ["i1", "i2", "s1"]
    assert table.geometry.isna().tolist() == [False, True, False]
    assert [fault.value for fault in report.faults if fault.code == "key.repeated_row"] == ["Library"]
    again = refresh(town, BUILDINGS, None, [schools], now=LATER)
    assert not again.changed


def test_a_source_this_program_does_not_know_any_more_is_left_out_with_a_warning(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [poverty_file(tmp_path)], now=NOW)
    less = replace(INDICATORS, sources=INDICATORS.sources[:1])
    report = refresh(
        store(tmp_path, less), less, None, [income_file(tmp_path)], now=NOW, accept_loss="poverty is given up"
    )
    told = [(fault.code, fault.severity) for fault in report.faults]
    # Its rows go with it, and others come: that is said beside it.
    assert told == [
        ("source.gone", "warning"),
        ("change.gone", "note"),
        ("change.came", "note"),
        ("change.many_gone", "warning"),
        ("change.accepted", "note"),
    ]
    assert report.rows == 9


def test_other_sources_are_read_again_from_raw_when_the_columns_have_changed(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [poverty_file(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [income_file(tmp_path)], now=NOW)

    def with_unit(clean):
        return lambda files, place: replace(
            cleaned := clean(files, place),
            table=cleaned.table.assign(unit=pd.Series(["x"] * len(cleaned.table), dtype="str")),
        )

    newer = replace(
        INDICATORS,
        columns=(*INDICATORS.columns, Column("unit", "text", "Unit")),
        sources=tuple(replace(source, clean=with_unit(source.clean)) for source in INDICATORS.sources),
    )
    after = store(tmp_path, newer)
    with pytest.raises(DataError, match="maillage refresh indicators"):
        after.read("indicators")
    assert refresh(after, newer, None, [income_file(tmp_path)], now=NOW).changed
    table = after.read("indicators")
    assert set(table["unit"]) == {"x"}
    assert len(table) == 18


# ---- joins


def test_renumbered_sectors_are_refused_and_explained(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    renumbered = [(code.replace("-", "X") if number else code, 1) for number, code in enumerate(CODES)]
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, POPULATION, None, [population_file(tmp_path, renumbered)], now=NOW)
    assert "join.renumbered" in {fault.code for fault in caught.value.faults}
    assert town.published("population") is None


def test_without_sectors_there_is_nothing_to_join_yet(tmp_path: Path) -> None:
    town = store(tmp_path)
    assert refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW).faults == ()


def test_a_source_of_few_sectors_passes_with_a_warning(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    report = refresh(town, INDICATORS, None, [poverty_file(tmp_path, CODES[:7])], now=NOW)
    (fault,) = report.faults
    assert (fault.code, fault.severity) == ("join.residents_without_figures", "warning")
    assert fault.parameters["residents"] == 800 + 900


def test_a_renumbered_source_is_not_hidden_by_the_others(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, INDICATORS, None, [income_file(tmp_path)], now=NOW)
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, INDICATORS, None, [poverty_file(tmp_path, ["52011X01-"])], now=NOW)
    assert "join.renumbered" in {fault.code for fault in caught.value.faults}


# ---- validate, rollback, versions
