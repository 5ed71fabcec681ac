"""Cleaned tables are checked whole: every fault in one go, rows set aside or kept as promised, types as declared."""

from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPoint, MultiPolygon, Point, Polygon

from geo.crs import MAP, METRIC
from geo.errors import MaillageError
from layers._fault import Fault
from layers._spec import Cleaned, Column, Layer
from layers.checking.schema import check
from tests import toyville
from tests.laws import draws
from tests.layers.telling import codes

COLUMNS = (
    Column("shop_id", "text", "identifier", required=True),
    Column("name", "text", "name"),
    Column("kind", "text", "kind", required=True, labels={"bakery": "bakery", "bank": "bank"}),
    Column("staff", "integer", "staff", minimum=0),
    Column("area_m2", "number", "area", unit="m2", minimum=1, maximum=1000),
    Column("open_now", "boolean", "open"),
    Column("since", "date", "since"),
)


def layer(**changes: Any) -> Layer:
    fields: dict[str, Any] = {
        "name": "shops",
        "title": "Shops",
        "description": "Shops.",
        "geometry": "point",
        "required": True,
        "columns": COLUMNS,
        "key": ("shop_id",),
        "sources": (),
        "stale_after_days": 1,
    }
    return Layer(**{**fields, **changes})


def shops(count: int = 3, geometry: Any = None, **columns: Any) -> gpd.GeoDataFrame:
    """Return good rows, read from lines 2, 3, ...; columns given replace the good ones."""
    good: dict[str, Any] = {
        "shop_id": [f"s{number:03d}" for number in range(count)],
        "name": ["x"] * count,
        "kind": ["bakery"] * count,
        "staff": [3] * count,
        "area_m2": [50.0] * count,
        "open_now": [True] * count,
        "since": [pd.Timestamp(2020, 1, 1)] * count,
    }
    frame = pd.DataFrame({**good, **columns}, index=range(count))
    shapes = [toyville.at(number, number) for number in range(count)] if geometry is None else geometry
    frame["source_row"] = pd.array(range(2, count + 2), dtype="Int64")
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=METRIC))


def run(table: pd.DataFrame, given: list[Fault] | None = None, **changes: Any) -> Cleaned:
    checked = check(Cleaned(table, given or [], "2026"), layer(**changes), toyville.PLACE, file="shops.csv")
    codes(checked.faults)
    return checked


def found(checked: Cleaned) -> list[tuple[int | None, str, str]]:
    return [(fault.row, fault.code, fault.severity) for fault in checked.faults]


def square(side: float, x: float = 0.0) -> Polygon:
    return toyville.area(x, 0, x + side, side)  # type: ignore[return-value]


def test_a_good_table_comes_out_typed_sorted_and_without_its_lines() -> None:
    table = shops().iloc[::-1]
    table.index = [7, 7, 7]
    checked = run(table)
    assert checked.faults == []
    assert checked.table["shop_id"].tolist() == ["s000", "s001", "s002"]
    assert checked.table.index.tolist() == [0, 1, 2]
    assert {name: str(kind) for name, kind in checked.table.dtypes.items()} == {
        "shop_id": "str",
        "name": "str",
        "kind": "str",
        "staff": "Int64",
        "area_m2": "float64",
        "open_now": "boolean",
        "since": "datetime64[us]",
        "geometry": "geometry",
    }
    assert checked.table.crs == METRIC
    assert checked.vintage == "2026"


def test_columns_of_text_take_their_declared_type() -> None:
    table = shops(1, staff=["12"], area_m2=["12,5"], open_now=["oui"], since=["31/12/2020"], name=[52011.0])
    row = run(table).table.iloc[0]
    assert (row["staff"], row["area_m2"], row["open_now"], row["name"]) == (12, 12.5, True, "52011")
    assert row["since"].date() == date(2020, 12, 31)


def test_every_fault_is_named_in_one_go_and_its_row_set_aside() -> None:
    table = shops(
        9,
        shop_id=["s0", None, "s2", "s3", "s4", "s5", "s6", "s7", "s8"],
        kind=["bakery", "bakery", "hut", None, *["bank"] * 5],
        staff=[1, 1, 1, 1, -1, None, "many", 1, 1],
        area_m2=[0.5, 5, 5, 2000.0, 5, 5, None, 5, 5],
    )
    checked = run(table)
    assert sorted(found(checked)[:-1]) == [
        (2, "value.too_small", "row"),
        (3, "value.missing", "row"),
        (4, "value.not_allowed", "row"),
        (5, "value.missing", "row"),
        (5, "value.too_large", "row"),
        (6, "value.too_small", "row"),
        (8, "value.not_a_number", "row"),
    ]
    assert found(checked)[-1] == (None, "rows.too_many", "error")
    by_row = {fault.row: fault for fault in checked.faults if fault.row != 5}
    assert (by_row[4].column, by_row[4].value, by_row[4].parameters) == ("kind", "hut", {"allowed": "bakery, bank"})
    assert (by_row[6].column, by_row[6].value, by_row[6].parameters) == ("staff", "-1", {"limit": "0"})
    assert (by_row[8].column, by_row[8].value) == ("staff", "many")
    assert checked.table["shop_id"].tolist() == ["s5", "s7", "s8"]


def test_faults_of_reading_set_their_rows_aside_and_are_not_said_again() -> None:
    table = shops(3, kind=["bakery", None, "bank"])
    unread = Fault("value.not_a_number", "row", "shops.csv", 3, "Genre", "??")
    checked = run(table, [unread, Fault("header.alias", "note", "shops.csv", 4, "kind")])
    assert checked.faults[0] is unread
    assert found(checked)[1:] == [(4, "header.alias", "note")]
    assert checked.table["shop_id"].tolist() == ["s000", "s002"]


def test_a_table_with_other_columns_than_declared_is_a_mistake_in_the_program() -> None:
    for wrong in (shops().assign(extra=1), shops().drop(columns="name")):
        with pytest.raises(MaillageError, match=r"extra|name"):
            run(wrong)
    with pytest.raises(MaillageError, match="EPSG:3812"):
        run(shops().to_crs(MAP))


def test_an_empty_table_is_an_error_and_still_typed() -> None:
    checked = run(shops().iloc[:0])
    assert found(checked) == [(None, "table.no_rows", "error")]
    assert str(checked.table["since"].dtype) == "datetime64[us]"
    explained = Fault("header.missing", "error", "shops.csv", column="n", parameters={"aliases": "", "headers": ""})
    assert found(run(shops().iloc[:0], [explained])) == [(None, "header.missing", "error")]


def test_rows_that_share_a_key_name_both_lines() -> None:
    table = shops(4, shop_id=["a", "b", "a", "b"], name=["x", "y", "x", "z"])
    table.loc[2, "geometry"] = table.loc[0, "geometry"]
    checked = run(table)
    assert found(checked) == [(4, "key.repeated_row", "row"), (5, "key.duplicate", "error")]
    assert [fault.parameters["other_row"] for fault in checked.faults] == [2, 3]
    assert [fault.value for fault in checked.faults] == ["a", "b"]
    assert checked.table["name"].tolist() == ["x", "y", "z"]


def test_keys_of_two_columns_are_compared_together() -> None:
    key = ("shop_id", "kind")
    table = shops(3, shop_id=["a", "a", "a"], kind=["bakery", "bank", "bank"], name=["x", "y", "z"])
    assert [(fault.code, fault.value) for fault in run(table, key=key).faults] == [("key.duplicate", "a, bank")]


def test_too_many_rows_set_aside_name_the_likely_cause() -> None:
    few = run(shops(200, staff=[-1] * 10 + [1] * 190))
    assert all(fault.severity == "row" for fault in few.faults), "5 % is bearable"
    many = run(shops(200, staff=[-1] * 11 + [1] * 189))
    assert found(many)[-1] == (None, "rows.too_many", "error")
    assert (many.faults[-1].column, many.faults[-1].parameters["percent"]) == ("staff", 5.5)
    far = run(shops(100, [Point(0, 0)] * 6 + [toyville.at(0, 0)] * 94))
    assert found(far)[-1] == (None, "rows.too_many_places", "error")
    doubled = pd.concat([shops(20), shops(20)])
    doubled["source_row"] = pd.array(range(2, 42), dtype="Int64")
    assert found(run(doubled))[-1] == (None, "rows.too_many_duplicates", "error")
    assert len(run(doubled).table) == 20


def test_rows_the_source_left_out_itself_count_as_set_aside() -> None:
    left_out = [Fault("value.not_a_number", "row", "shops.csv", 100 + row, "staff") for row in range(10)]
    checked = run(shops(90), left_out)
    assert checked.faults[-1].code == "rows.too_many"
    assert checked.faults[-1].parameters == {"count": 10, "total": 100, "percent": 10.0}


def test_faults_without_end_are_counted() -> None:
    checked = run(shops(3000, staff=[-1] * 3000))
    assert len(checked.faults) == 1002
    assert [(fault.code, fault.parameters["count"]) for fault in checked.faults if fault.code == "faults.more"] == [
        ("faults.more", 2000)
    ]


def test_a_place_that_is_missing_wrong_or_far_sets_the_row_aside() -> None:
    shapes = [None, Point(), square(10), Point(*toyville.CORNER).buffer(1), Point(100, 100), toyville.at(0, 0)]
    shapes[3] = MultiPoint([toyville.at(1, 1)])
    checked = run(shops(6, shapes))
    assert found(checked) == [
        (2, "place.missing", "row"),
        (3, "place.missing", "row"),
        (4, "geometry.wrong_type", "row"),
        (6, "place.outside", "row"),
    ]
    assert [fault.value for fault in checked.faults][2:] == ["Polygon", "100, 100"]
    assert checked.table.geometry.tolist() == [toyville.at(1, 1), toyville.at(0, 0)], "a multipoint of one is a point"


def test_a_layer_that_does_without_places_keeps_the_row() -> None:
    shapes = [None, square(10), Point(100, 100), toyville.at(0, 0)]
    checked = run(shops(4, shapes), geometry_required=False)
    assert found(checked) == [
        (3, "geometry.wrong_type", "row"),
        (4, "place.outside", "row"),
        (None, "places.unknown", "note"),
    ]
    assert checked.table.geometry.isna().tolist() == [True, True, True, False]
    assert checked.faults[-1].parameters == {"count": 1, "total": 4}
    told = [Fault("place.zero", "row", "shops.csv", 2), Fault("value.not_a_number", "row", "shops.csv", 3, "staff")]
    assert run(shops(4, shapes), told, geometry_required=False).table["shop_id"].tolist() == ["s000", "s002", "s003"]
    checked = run(shops(2, [None, None]), geometry_required=False)
    assert found(checked) == [(None, "places.unknown", "warning")], "that no row has a place is hardly meant"


def test_many_wrong_places_warn_where_rows_stay() -> None:
    checked = run(shops(20, [Point(0, 0)] * 6 + [toyville.at(0, 0)] * 14), geometry_required=False)
    assert (None, "rows.too_many_places", "warning") in found(checked)
    assert len(checked.table) == 20


def test_a_missing_place_is_said_once() -> None:
    told = [Fault("place.zero", "row", "shops.csv", 2)]
    assert found(run(shops(2, [None, toyville.at(0, 0)]), told)) == [(2, "place.zero", "row")]
    whole = [Fault("crs.unknown", "error", "shops.csv", parameters={"tried": "", "place": ""})]
    assert found(run(shops(2, [None, None]), whole)) == [(None, "crs.unknown", "error")]


def test_outlines_that_cross_themselves_are_repaired_and_told() -> None:
    x, y = toyville.CORNER
    bow_tie = Polygon([(x, y), (x + 10, y + 10), (x + 10, y), (x, y + 10)])
    spike = Polygon([(x, y), (x, y + 10), (x + 10, y + 10), (x + 10, y), (x + 20, y), (x + 10, y), (x, y)])
    line = Polygon([(x, y), (x + 10, y), (x, y)])
    checked = run(shops(4, [bow_tie, spike, line, square(30)]), geometry="polygon")
    assert found(checked) == [
        (2, "geometry.repaired_area", "warning"),
        (3, "geometry.repaired", "warning"),
        (4, "geometry.not_repairable", "row"),
    ]
    assert checked.faults[0].parameters == {"before_m2": 0, "area_m2": 50}, "two triangles of 25 m2"
    assert checked.faults[1].parameters["area_m2"] == 100
    assert checked.table.geometry.is_valid.all()
    assert checked.table.area.tolist() == [50, 100, 900]


def test_kinds_of_geometry_are_those_declared() -> None:
    shapes = [square(10), MultiPolygon([square(1)]), toyville.at(0, 0), MultiPoint([(0, 0), (1, 1)])]
    assert found(run(shops(4, shapes), geometry="polygon")) == [
        (4, "geometry.wrong_type", "row"),
        (5, "geometry.wrong_type", "row"),
    ]
    assert found(run(shops(4, shapes), geometry="point or polygon")) == [(5, "geometry.wrong_type", "row")]


def test_an_outline_drawn_twice_is_told_but_not_where_two_operators_share_it() -> None:
    turned = Polygon([*square(10).exterior.coords[2:], *square(10).exterior.coords[1:3]])
    checked = run(shops(3, [square(10), turned, square(20)]), geometry="polygon")
    assert found(checked) == [(3, "geometry.duplicate", "warning")]
    assert checked.faults[0].parameters == {"other_row": 2}
    with_operator = (*COLUMNS, Column("operator", "text", "operator"))
    shared = shops(2, [square(10), square(10)]).assign(operator=["A", "B"])
    assert run(shared, geometry="polygon", columns=with_operator).faults == []
    repeated = shops(2, [square(10), square(10)], shop_id=["a", "a"])
    assert found(run(repeated, geometry="polygon")) == [(3, "key.repeated_row", "row")]


def test_tables_without_geometry_are_plain() -> None:
    table = pd.DataFrame(shops().drop(columns="geometry"))
    checked = run(table, geometry=None)
    assert checked.faults == []
    assert type(checked.table) is pd.DataFrame


def test_rows_of_several_files_are_told_apart() -> None:
    table = pd.concat([shops(2), shops(2)])
    table["shop_id"] = ["a", "b", "c", "d"]
    table["staff"] = [1, 1, 1, -1]
    table["source_file"] = ["one.csv", "one.csv", "two.csv", "two.csv"]
    unread = Fault("value.not_a_number", "row", "one.csv", 2, "staff")
    checked = run(table, [unread])
    assert [(fault.file, fault.row) for fault in checked.faults] == [("one.csv", 2), ("two.csv", 3)]
    assert checked.table["shop_id"].tolist() == ["b", "c"]


def test_the_given_table_is_left_as_it_was() -> None:
    table = shops(3, staff=["1", "x", None], name=[" a ", "b", "c"])
    before = table.copy(deep=True)
    run(table)
    pd.testing.assert_frame_equal(table, before)


def test_a_hundred_thousand_rows_are_checked_quickly() -> None:
    rng = np.random.default_rng(1)
    count = 100_000
    x, y = toyville.CORNER
    shapes = shapely.points(rng.uniform(x, x + 9000, count), rng.uniform(y, y + 9000, count))
    checked = run(shops(count, shapes, shop_id=[f"s{number}" for number in range(count)]))
    assert checked.faults == []
    assert len(checked.table) == count


@draws(20)
@given(st.permutations(range(12)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    shapes = [None, square(1), *[toyville.at(step, step) for step in range(10)]]
    table = shops(12, shapes, staff=[1, 1, -1, *[2] * 9], kind=[*["bakery"] * 11, "hut"])
    straight = run(table)
    shuffled = run(table.iloc[order])
    pd.testing.assert_frame_equal(straight.table, shuffled.table)
    assert sorted(found(straight), key=str) == sorted(found(shuffled), key=str)
