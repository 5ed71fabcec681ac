"""Two tables compared by key: laws on random tables, and what is worked out by hand."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely import Point, Polygon

from geo.changes import TableChange, applied, compared_tables, same_places
from geo.crs import METRIC
from tests.laws import draws

KEY = ("code", "year")

ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "a b", "c"]), st.integers(1, 2)),
    st.tuples(
        st.none() | st.sampled_from(["Hall", "Pool", ""]),
        st.none() | st.integers(0, 3),
        st.none() | st.sampled_from([0.0, 0.1, 0.3]),
        st.none() | st.booleans(),
        st.none() | st.tuples(st.sampled_from([0.0, 0.4, 30.0]), st.sampled_from([0.0, 40.0])),
    ),
    max_size=6,
)
ABSENT = st.sampled_from([(), ("seats",), ("share", "open")])


def _table(rows: dict, without: tuple[str, ...] = ()) -> gpd.GeoDataFrame:
    names = ("name", "seats", "share", "open", "spot")
    frame = pd.DataFrame(
        [(*key, *values) for key, values in rows.items()], columns=["code", "year", *names], dtype="object"
    )
    spots = [None if spot is None else Point(*spot) for spot in frame.pop("spot")]
    types = {"code": "str", "year": "Int64", "name": "str", "seats": "Int64", "share": "float64", "open": "boolean"}
    table = gpd.GeoDataFrame(frame.astype(types), geometry=gpd.GeoSeries(spots, crs=METRIC), crs=METRIC)
    return table.drop(columns=list(without))


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(list(KEY)).reset_index(drop=True)


def _told(change: TableChange) -> tuple:
    cells = [(row, column, str(before), str(now)) for row, column, before, now in change.cells.to_numpy().tolist()]
    return sorted(change.removed.index), sorted(change.added.index), cells, change.moved.to_dict(), change.unchanged


@pytest.mark.slow
@given(before=ROWS, now=ROWS, old=ABSENT, new=ABSENT, turn=st.randoms(use_true_random=False))
@draws(300)
def test_laws_of_a_change(before: dict, now: dict, old: tuple, new: tuple, turn) -> None:
    left, right = _table(before, old), _table(now, new)
    change, back = compared_tables(left, right, KEY), compared_tables(right, left, KEY)
    assert_frame_equal(applied(left, change), _sorted(right), check_dtype=bool(now))
    assert compared_tables(left, left, KEY).empty
    assert change.empty == (set(old) == set(new) and _sorted(left).equals(_sorted(right)))
    assert list(change.removed.index) == list(back.added.index)
    assert len(change.cells) == len(back.cells)
    assert change.unchanged == back.unchanged
    assert change.moved.fillna(-1).to_dict() == back.moved.fillna(-1).to_dict()
    assert (change.filled, change.gone) == (back.emptied, tuple(back.came.columns))
    mixed = left.sample(frac=1, random_state=turn.randrange(100))
    assert _told(compared_tables(mixed, right[::-1], KEY)) == _told(change) or change.moved.isna().any()


def test_what_moved_what_changed_and_what_was_only_rounded() -> None:
    before = _table({("a", 1): ("Hall", 1, None, True, (0, 0)), ("b", 1): ("Pool", 2, 0.1, None, (0, 0))})
    now = _table({("a", 1): ("Hall", 1, 0.3, True, (30, 40)), ("b", 1): ("Pool", 2, 0.1, None, (0.4, 0))})
    change = compared_tables(before, now, KEY)
    assert [change.shown(row) for row in change.moved.index] == ["a 1"]
    assert change.moved.tolist() == [50.0]
    assert change.changed.to_numpy().tolist() == [[change.moved.index[0], "share", None, 0.3]]
    assert (change.unchanged, len(change.cells)) == (1, 3), "rounding is a cell that differs and no row that moved"
    assert applied(before, change).geometry.tolist() == [Point(30, 40), Point(0.4, 0)]


def test_outlines_are_redrawn_and_emptied_columns_named() -> None:
    square, larger = Polygon([(0, 0), (1, 0), (1, 1)]), Polygon([(0, 0), (2, 0), (2, 2)])
    before = gpd.GeoDataFrame({"id": ["x"], "name": ["A"]}, geometry=[square], crs=METRIC)
    change = compared_tables(before, before.assign(name=[None]).set_geometry([larger]), ("id",))
    assert (list(change.redrawn), change.emptied, change.filled, change.unchanged) == (["x"], ("name",), (), 0)
    with pytest.raises(ValueError, match="a key stands twice: x"):
        compared_tables(pd.concat([before, before]), before, ("id",))


def test_one_building_under_a_new_identifier_is_proposed_once() -> None:
    def town(*rows: tuple[str, str, float]) -> gpd.GeoDataFrame:
        ids, names, places = zip(*rows, strict=True)
        return gpd.GeoDataFrame({"id": ids, "name": names}, geometry=[Point(x, 0) for x in places], crs=METRIC)

    before = town(("1", "École du Nord", 0), ("2", "Ecole du Sud", 40), ("3", "Piscine", 0), ("4", "Hôtel de ville", 0))
    now = town(("9", "Ecole du nord", 3), ("8", "Salle des fêtes", 0), ("7", "Hôtel de ville", 51), ("4b", "Autre", 0))
    change = compared_tables(before, now, ("id",))
    assert same_places(change, "name").to_numpy().tolist() == [["1", "9", 3.0, 1.0]]
    back = same_places(compared_tables(now, before, ("id",)), "name")
    assert back[["after", "before"]].to_numpy().tolist() == [["1", "9"]]
    assert same_places(change, "no column").empty
