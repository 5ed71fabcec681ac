"""Lists of buildings made one: worked examples in Toyville, and laws that hold whatever the lists say."""

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import METRIC
from layers._adapters._merge_buildings import SAME_PLACE_M, merge
from layers._adapters._near_pairs import Pair, near_pairs
from layers._fault import describe
from layers._spec import Cleaned
from layers.buildings import COLUMNS
from store._publishing.table_files import DTYPES
from tests import toyville
from tests.laws import draws


def part(rows: Sequence[Mapping[str, Any]], source: str, vintage: str = "") -> Cleaned:
    """Return rows of one source; ``at`` is a place in Toyville or a geometry."""
    table = pd.DataFrame(
        {column.name: pd.array([row.get(column.name) for row in rows], dtype=DTYPES[column.kind]) for column in COLUMNS}
    )
    table["source"] = pd.array([source] * len(rows), dtype="str")
    table["activity"] = table["activity"].fillna("education")
    places = [row.get("at") for row in rows]
    geometry = [toyville.at(*each) if isinstance(each, tuple) else each for each in places]
    return Cleaned(gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(geometry, crs=METRIC), crs=METRIC), [], vintage)


def inventory(*rows: Mapping[str, Any]) -> Cleaned:
    return part(rows, "inventory")


def schools(*rows: Mapping[str, Any]) -> Cleaned:
    return part(rows, "schools")


def rows_of(whole: Cleaned) -> dict[str, dict[str, Any]]:
    return {str(row["building_id"]): row for row in whole.table.to_dict("records")}


def notes(whole: Cleaned) -> list[tuple[str, str, str, str]]:
    return [
        (
            each.code,
            str(each.parameters["building_id"]),
            str(each.parameters["other_id"]),
            str(each.parameters["distance_m"]),
        )
        for each in whole.faults
        if each.code.startswith("buildings.merged")
    ]


def test_what_is_assumed_of_schools_never_passes_for_what_the_inventory_says() -> None:
    both = [
        inventory({"building_id": "B1", "name": "École du Nord", "public_access": None, "at": (50, 50)}),
        schools({"building_id": "fase-1", "name": "Ecole du Nord", "public_access": True, "at": (50, 50)}),
    ]
    (row,) = rows_of(merge(both)).values()
    assert row["source"] == "inventory schools"
    assert pd.isna(row["public_access"])


def test_a_school_of_the_inventory_is_one_building_and_the_inventory_wins() -> None:
    whole = merge(
        [
            inventory(
                {
                    "building_id": "B1",
                    "name": "École de l'Alouette",
                    "floor_area_m2": 900,
                    "public_access": False,
                    "at": (50, 50),
                },
                {"building_id": "B2", "name": "Piscine", "at": (250, 250)},
            ),
            schools(
                {
                    "building_id": "fase-350",
                    "name": "Ecole communale de l'Alouette",
                    "address": "Rue Warmonceau 168",
                    "postal_code": "6061",
                    "kind": "école",
                    "public_access": True,
                    "at": (50, 70),
                },
                {"building_id": "fase-351", "name": "Ecole du Nord", "at": (150, 150)},
            ),
        ]
    )
    rows = rows_of(whole)
    assert list(rows) == ["B2", "B1", "fase-351"]
    merged = rows["B1"]
    assert merged["name"] == "École de l'Alouette"
    assert merged["source"] == "inventory schools"
    assert merged["floor_area_m2"] == 900
    assert merged["public_access"] is False
    assert (merged["address"], merged["postal_code"], merged["kind"]) == ("Rue Warmonceau 168", "6061", "école")
    assert merged["geometry"] == toyville.at(50, 50)
    assert notes(whole) == [("buildings.merged_by_name", "B1", "fase-350", "20.0")]
    assert describe(whole.faults[0]).startswith(
        "Ecole communale de l'Alouette (fase-350) is the same building as École de l'Alouette (B1): like names, 20.0 m"
    )


def test_thirty_metres_is_the_limit_and_a_polygon_counts_from_its_outline() -> None:
    assert SAME_PLACE_M == 30
    for distance, count in ((30.0, 1), (30.5, 2)):
        whole = merge(
            [
                inventory({"building_id": "B1", "name": "Ecole du Nord", "at": toyville.area(0, 0, 100, 100)}),
                schools({"building_id": "S1", "name": "Ecole du Nord", "at": (100 + distance, 50)}),
            ]
        )
        assert len(whole.table) == count
    inside = merge(
        [
            inventory({"building_id": "B1", "name": "Ecole du Nord", "at": toyville.area(0, 0, 100, 100)}),
            schools({"building_id": "S1", "name": "Ecole du Nord", "at": (50, 50)}),
        ]
    )
    assert notes(inside) == [("buildings.merged_by_name", "B1", "S1", "0.0")]


def test_one_address_makes_one_building_of_two_names() -> None:
    whole = merge(
        [
            inventory(
                {"building_id": "B1", "name": "Complexe Bredat", "address": "Rue Arthur Bredat, 27", "at": (0, 0)}
            ),
            schools({"building_id": "S1", "name": "Ecole du Spignat", "address": "Rue Arthur Bredat 27", "at": (9, 0)}),
        ]
    )
    assert notes(whole) == [("buildings.merged_by_address", "B1", "S1", "9.0")]
    assert rows_of(whole)["B1"]["name"] == "Complexe Bredat"


def test_each_school_joins_the_building_most_like_it() -> None:
    address = {"address": "Rue Circulaire 27"}
    whole = merge(
        [
            inventory(
                {"building_id": "B1", "name": "Académie de Gilly", "at": (0, 0), **address},
                {"building_id": "B2", "name": "Ecole Cité Germinal", "at": (5, 0), **address},
            ),
            schools(
                {"building_id": "S1", "name": "Ecole communale fondamentale Cité Germinal", "at": (0, 0), **address},
                {"building_id": "S2", "name": "Académie de musique de Gilly", "at": (5, 0), **address},
            ),
        ]
    )
    assert sorted(notes(whole)) == [
        ("buildings.merged_by_name", "B1", "S2", "5.0"),
        ("buildings.merged_by_name", "B2", "S1", "5.0"),
    ]
    assert [each.parameters["examples"] for each in whole.faults if each.code == "buildings.same_address"] == [
        "B1 + B2"
    ]


def test_a_building_without_a_place_takes_it_from_the_school_at_its_address() -> None:
    lost = {"building_id": "B1", "name": "Ecole du Nord", "address": "Rue Haute 5"}
    school = {"building_id": "S1", "name": "Ecole communale du Nord", "address": "Rue Haute 5", "at": (10, 10)}
    whole = merge([inventory(lost), schools(school)])
    assert rows_of(whole)["B1"]["geometry"] == toyville.at(10, 10)
    assert notes(whole) == [("buildings.merged_without_place", "B1", "S1", "")]
    # The name alone is not enough, nor is the address alone.
    for change in ({"name": "Piscine"}, {"address": "Rue Basse 5"}, {"postal_code": "6001"}):
        apart = merge([inventory(lost | {"postal_code": "6000"}), schools(school | change)])
        assert len(apart.table) == 2


def test_where_one_list_is_far_off_and_the_other_is_right_nothing_was_dropped() -> None:
    same = {"name": "Piscine", "address": "Rue A 1", "postal_code": "6000"}
    right = {"building_id": "B1", "at": (50, 50), **same}
    wrong = {"building_id": "fase-1", "dropped_x_m": 620_000.0, "dropped_y_m": 600_000.0, **same}
    merged = rows_of(merge([inventory(right), schools(wrong)]))
    assert list(merged) == ["B1"]
    assert pd.isna(merged["B1"]["dropped_x_m"])
    assert pd.isna(merged["B1"]["dropped_y_m"])
    alone = rows_of(merge([schools(wrong)]))
    assert alone["fase-1"]["dropped_x_m"] == 620_000


def test_the_inventory_naming_a_building_twice_is_merged_and_listed() -> None:
    whole = merge(
        [
            inventory(
                {"building_id": "B2", "name": "BIBLIOTHEQUE RIMBAUD", "floor_area_m2": 700, "at": (10, 0)},
                {"building_id": "B1", "name": "Bibliothèque Rimbaud", "at": (0, 0)},
                {"building_id": "B3", "name": "Bibliothèque Rimbaud", "at": (80, 0)},
            )
        ]
    )
    assert list(rows_of(whole)) == ["B1", "B3"]
    assert rows_of(whole)["B1"]["floor_area_m2"] == 700
    assert rows_of(whole)["B1"]["source"] == "inventory"
    assert notes(whole) == [("buildings.merged_by_name", "B1", "B2", "10.0")]


def test_schools_with_numbers_of_their_own_are_reported_not_merged() -> None:
    whole = merge(
        [
            schools(
                {"building_id": "S1", "name": "Ecole des Haies", "address": "Rue du Longtry 41", "at": (0, 0)},
                {"building_id": "S2", "name": "Ecole des Haies", "address": "Rue du Longtry 37", "at": (18, 0)},
                {"building_id": "S3", "name": "Académie", "address": "Rue du Longtry 37", "at": (18, 0)},
            )
        ]
    )
    assert len(whole.table) == 3
    assert [(each.code, each.severity) for each in whole.faults] == [
        ("buildings.same_name_nearby", "warning"),
        ("buildings.same_address", "note"),
    ]


def test_filling_a_gap_may_show_that_a_third_entry_is_the_same_building() -> None:
    whole = merge(
        [
            inventory({"building_id": "B1", "name": "Ecole du Nord", "at": (0, 0)}),
            schools(
                {"building_id": "S1", "name": "Ecole du Nord", "address": "Rue Haute 5", "at": (5, 0)},
                {"building_id": "S2", "name": "Académie", "address": "Rue Haute 5", "at": (6, 0)},
            ),
        ]
    )
    assert notes(whole) == [
        ("buildings.merged_by_name", "B1", "S1", "5.0"),
        ("buildings.merged_by_address", "B1", "S2", "6.0"),
    ]


def test_types_columns_and_faults_of_the_parts_are_kept() -> None:
    one, other = inventory({"building_id": "B1", "name": "A", "at": (0, 0)}), schools()
    whole = merge([one, other])
    assert_geodataframe_equal(gpd.GeoDataFrame(whole.table), gpd.GeoDataFrame(one.table))
    assert {name: str(dtype) for name, dtype in whole.table.dtypes.items() if name != "geometry"} == {
        column.name: DTYPES[column.kind] for column in COLUMNS
    }
    assert merge([schools()]).table.empty
    assert merge([part([], "inventory", "2026"), part([], "schools", "2023-10")]).vintage == "2023-10; 2026"


NAMES = ("Ecole du Nord", "ECOLE NORD", "Ecole communale du Nord", "Académie du Nord", "Piscine", "Ecole 1", "Ecole 2")
ADDRESSES = (None, "Rue Haute 5", "rue haute, 5", "Rue Basse 7")
PLACES = st.one_of(st.none(), st.tuples(st.integers(0, 6).map(lambda step: 15 * step), st.sampled_from([0, 20])))


@st.composite
def lists(draw: st.DrawFn) -> list[Cleaned]:
    """Draw an inventory and a list of schools, close together and full of likenesses."""
    parts = []
    for source in ("inventory", "schools"):
        size = draw(st.integers(0, 7))
        rows = [
            {
                "building_id": f"{source[0]}{number}",
                "name": draw(st.sampled_from(NAMES)),
                "address": draw(st.sampled_from(ADDRESSES)),
                "floor_area_m2": draw(st.sampled_from([None, 100.0, 200.0])),
                "at": draw(PLACES),
            }
            for number in range(size)
        ]
        parts.append(part(rows, source))
    return parts


def same(one: Cleaned, other: Cleaned) -> None:
    """Assert that two results are the same, whatever the order of their rows."""
    first, second = (each.table.sort_values("building_id", ignore_index=True) for each in (one, other))
    assert_geodataframe_equal(gpd.GeoDataFrame(first), gpd.GeoDataFrame(second))


@draws(60)
@given(lists(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_parts_changes_nothing(parts: list[Cleaned], chance: Any) -> None:
    mixed = []
    for each in parts:
        order = list(range(len(each.table)))
        chance.shuffle(order)
        mixed.append(Cleaned(each.table.iloc[order].reset_index(drop=True), [], ""))
    one, other = merge(parts), merge(mixed[::-1])
    assert_geodataframe_equal(gpd.GeoDataFrame(one.table), gpd.GeoDataFrame(other.table))
    assert one.faults == other.faults


@draws(60)
@given(lists())
def test_merging_the_merged_changes_nothing(parts: list[Cleaned]) -> None:
    once = merge(parts)
    twice = merge([once])
    same(once, twice)
    assert not [fault for fault in twice.faults[len(once.faults) :] if fault.code.startswith("buildings.merged")]


@draws(60)
@given(lists())
def test_nothing_is_lost_and_every_merge_is_listed(parts: list[Cleaned]) -> None:
    whole = merge(parts)
    given_ids = {str(each) for one in parts for each in one.table["building_id"]}
    kept = set(whole.table["building_id"])
    absorbed = [str(each.parameters["other_id"]) for each in whole.faults if each.code.startswith("buildings.merged")]
    assert kept | set(absorbed) == given_ids
    assert len(kept) + len(absorbed) == len(given_ids)
    # No school is left within 30 m of a building of the inventory that bears its very name.
    rows = list(whole.table[["source", "name", "geometry"]].itertuples(index=False))
    for one in rows:
        for other in rows:
            if (
                "inventory" in one.source
                and other.source == "schools"
                and one.name == other.name
                and one.geometry
                and other.geometry
            ):
                assert shapely.distance(one.geometry, other.geometry) > SAME_PLACE_M


def test_a_crowd_on_one_point_is_not_compared_and_says_so() -> None:
    crowd = [{"building_id": f"B{number:03}", "name": "Dépôt", "at": (0, 0)} for number in range(102)]
    pair = [{"building_id": f"C{number}", "name": "Ecole du Nord", "at": (200, number)} for number in range(2)]
    whole = merge([inventory(*crowd, *pair)])
    assert len(whole.table) == 103
    assert [(each.code, each.parameters.get("count")) for each in whole.faults] == [
        ("buildings.merged_by_name", None),
        ("buildings.crowded", 102),
    ]
    assert len(merge([inventory(*crowd[:101], *pair)]).table) == 2


@draws(60)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.tuples(st.integers(0, 99), st.integers(0, 99))), st.sampled_from(["", "a", "b"])
        )
    )
)
def test_near_pairs_are_those_found_by_comparing_each_with_each(rows: list[tuple[Any, str]]) -> None:
    shapes = [shapely.Point(each) if each else None for each, _ in rows]
    addresses = [address for _, address in rows]
    expected = []
    for one in range(len(rows)):
        for other in range(one + 1, len(rows)):
            first, second = shapes[one], shapes[other]
            if first is None or second is None:
                if addresses[one] and addresses[one] == addresses[other]:
                    expected.append(Pair(one, other, None))
            elif first.distance(second) <= 30:
                expected.append(Pair(one, other, first.distance(second)))
    found, crowded = near_pairs(shapes, addresses, 30.0)
    assert sorted(found, key=lambda pair: (pair.one, pair.other)) == expected
    assert crowded == []
