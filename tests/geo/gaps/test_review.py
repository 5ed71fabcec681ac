"""The gaps review: Toyville on a river counted on paper, unknown hours as bounds, and laws that hold for any town."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.gaps.open_doors import doors, nearest_open
from geo.gaps.review import Review, gap_between, limit_of, review, review_of
from geo.gaps.sector_places import nearest_places
from geo.gaps.totals import AMOUNTS, KINDS, NAMES
from geo.hours.moments import when
from geo.ranking.assessment import assess
from geo.settings.parameters import Reach
from geo.walking.reach import StraightLine
from tests import toyville as toy
from tests.laws import draws
from tests.sambre_town import PARAMETERS, river_town

TOWN, WALK = river_town()
EVIDENCE = TOWN.evidence
SITES = ["b1-library", "b2-hall", "b3-school", "b5-pool", "b6-club"]


def total(reviewed: Review, column: str, level: str = "commune") -> object:
    """Return one total: a number for the commune, else by code."""
    table = reviewed.totals[level][column]
    return table.iloc[0] if level == "commune" else table.sort_index().tolist()


def at_home(reviewed: Review, column: str, *places: tuple[float, float]) -> list[object]:
    """Return a column of demand at some places of Toyville."""
    demand = reviewed.demand.join(EVIDENCE.demand[["x_m", "y_m"]])
    here = {(row.x_m - toy.CORNER[0], row.y_m - toy.CORNER[1]): getattr(row, column) for row in demand.itertuples()}
    return [here[place] for place in places]


def test_two_places_either_side_of_the_river_are_far_apart() -> None:
    """From (25, 50) to (25, 150), 100 m apart, it is 275 to the bridge, 100 over it and 275 back."""
    across = WALK.nearest(
        np.array([[toy.at(25, 50).x, toy.at(25, 50).y]]), np.array([[toy.at(25, 150).x, toy.at(25, 150).y]])
    )
    assert across.tolist() == [650]


def test_gaps_of_the_river_town_are_those_counted_on_paper() -> None:
    """Limit 400 m. Wi-Fi is south of the river, help north of it.

    Public: from row b it is (300 - x) + 100 + 50 to the pool, too far only at x = 25 (425 m, a quarter of b1's 400);
    from row c another x + 100, too far for all. Help: from row b it is x + 150, too far only at x = 275 (425 m, three
    quarters of b3's 600); from row a 850 - x, too far for all. Home: a3, b2 east of 150, b3 and row c.
    """
    reviewed = review(EVIDENCE, WALK)
    assert reviewed.limit_m == 400
    assert total(reviewed, "public_gap_persons", "section") == [0, 100, 2400]
    assert total(reviewed, "help_gap_persons", "section") == [600, 450, 0]
    assert total(reviewed, "home_gap_persons", "section") == pytest.approx([300, 375 + 600, 2400])
    assert total(reviewed, "any_gap_persons") == pytest.approx(600 + 100 + 375 + 600 + 2400)
    assert total(reviewed, "all_gaps_persons") == 0
    severity = at_home(reviewed, "severity", (25, 50), (225, 50), (25, 150), (75, 150), (275, 150), (25, 250))
    assert severity == [1, 2, 1, 0, 2, 2]
    assert at_home(reviewed, "help_distance_m", (25, 50), (275, 150)) == [825, 425]
    assert at_home(reviewed, "wifi_distance_m", (25, 150), (25, 250)) == [425, 575]
    assert total(reviewed, "help_gap_seniors") == pytest.approx(0.2 * 1050)
    assert not reviewed.totals["section"]["rests_on_unknown"].any()


def test_the_present_review_says_what_the_assessment_says() -> None:
    reviewed = review(EVIDENCE, WALK)
    for gap in ("home", "public", "help"):
        pd.testing.assert_series_equal(reviewed.demand[f"{gap}_gap"], EVIDENCE.demand[f"{gap}_gap"])
        for amount in ("persons", "vulnerable"):
            ours = reviewed.totals["sector"][f"{gap}_gap_{amount}"].sort_index()
            assert ours.to_numpy() == pytest.approx(EVIDENCE.sectors[f"{gap}_gap_{amount}"].to_numpy())
            assert total(reviewed, f"{gap}_gap_{amount}") == pytest.approx(TOWN.totals[f"{gap}_gap_{amount}"])


def test_a_building_equipped_serves_those_who_walk_to_it() -> None:
    """The school at (250, 250) is at most 225 m along row c, and 25 + 100 + 250 m from (25, 150)."""
    reviewed = review(EVIDENCE, WALK, wifi_sites=["b3-school"])
    assert total(reviewed, "public_gap_persons") == 0
    assert total(reviewed, "help_gap_persons") == 1050
    helped = review(EVIDENCE, WALK, help_sites=["b5-pool"])
    assert total(helped, "help_gap_persons", "section") == [0, 0, 0]  # (275, 150) is 175 m from the pool
    assert total(helped, "public_gap_persons") == 2500


def test_a_building_that_stands_nowhere_serves_nobody_and_one_that_is_not_there_is_refused() -> None:
    lost = review(EVIDENCE, WALK, wifi_sites=["b7-lost", "b8-far"])
    pd.testing.assert_frame_equal(lost.demand, review(EVIDENCE, WALK).demand)
    with pytest.raises(DataError, match="b10"):
        review(EVIDENCE, WALK, wifi_sites=["b1-library", "b10"])


def test_when_help_is_shut_all_are_without_it() -> None:
    shut = review(EVIDENCE, WALK, at=when("Wed 15:00"))
    assert total(shut, "help_gap_persons") == 4500
    assert np.isposinf(shut.demand["help_distance_m"]).all()
    given = review(EVIDENCE, WALK, at=when("Wed 10:00"))
    assert total(given, "help_gap_persons") == 1050


def test_unknown_hours_leave_the_gap_unknown_and_never_closed() -> None:
    """Hotspot w1 at (150, 50) gives no hours; the pool at (250, 50) is open. Within 100 m on a Wednesday at 15:00.

    (25, 50) is 125 m from w1 and 225 m from the pool: a gap. (75, 50) is 75 m from w1: who knows. (225, 50): none.
    """
    reviewed = review(EVIDENCE, WALK, limit_m=100, at=when("Wed 15:00"))
    assert at_home(reviewed, "public_gap", (25, 50), (75, 50), (225, 50)) == [True, pd.NA, False]
    assert at_home(reviewed, "wifi_distance_low_m", (75, 50)) == [75]
    assert at_home(reviewed, "wifi_distance_high_m", (75, 50)) == [175]
    assert np.isnan(at_home(reviewed, "wifi_distance_m", (75, 50))[0])
    assert at_home(reviewed, "severity", (75, 50)) == [pd.NA]
    assert at_home(reviewed, "severity_low", (75, 50)) == [1]  # help is shut
    assert at_home(reviewed, "severity_high", (75, 50)) == [2]
    a1 = reviewed.totals["sector"].loc[toy.code("a1")]
    assert np.isnan(a1["public_gap_persons"])
    assert (a1["public_gap_persons_low"], a1["public_gap_persons_high"], a1["unknown_persons"]) == (25, 100, 75)
    assert a1["rests_on_unknown"]
    sunday = review(EVIDENCE, WALK, at=when("zo 15:00"))
    assert at_home(sunday, "public_gap", (75, 50), (75, 150)) == [pd.NA, True]  # only w1 may be open, 475 m away


@pytest.mark.parametrize("hours", ["We[1] 14:00-16:00", '"sur rendez-vous"', "Apr-Sep We 14:00-16:00", "We 14:00+"])
def test_help_that_is_there_in_some_weeks_only_is_neither_surely_there_nor_surely_not(hours: str) -> None:
    """Help as in the river town: 1,050 people are too far from it however it opens, all 4,500 when it does not."""
    told = TOWN.evidence.support_places.reset_index().assign(opening_hours=hours)
    town, walk = river_town(support_places=told)
    reviewed = review(town.evidence, walk, at=when("Wed 15:00"))
    commune = reviewed.totals["commune"].iloc[0]
    assert np.isnan(commune["help_gap_persons"])
    assert (commune["help_gap_persons_low"], commune["help_gap_persons_high"]) == (1050, 4500)


def test_outdoor_hotspots_have_no_door() -> None:
    outdoors = toy.wifi({"w1": (150.0, 50.0)}).assign(setting="outdoor")
    town, walk = river_town(wifi=outdoors)
    assert doors(town.evidence, "wifi", when("Sun 03:00"))["open"].to_dict() == {"building:b5-pool": False, "w1": True}
    assert total(review(town.evidence, walk, at=when("Sun 03:00")), "public_gap_persons", "section")[0] == 0


def test_without_a_layer_a_building_settles_only_what_is_near_it() -> None:
    town, walk = river_town(wifi=None)
    reviewed = review(town.evidence, walk)
    assert reviewed.demand["public_gap"].isna().all()
    assert total(reviewed, "public_gap_persons_high") == 4500
    added = review(town.evidence, walk, wifi_sites=["b1-library"])
    # From the library at (50, 50) it is 250 m to the bridge and 100 over it: (275, 150) is 375 m away, (225, 150) 425.
    assert at_home(added, "public_gap", (25, 50), (275, 50), (275, 150)) == [False, False, False]
    assert set(at_home(added, "public_gap", (225, 150), (25, 150), (25, 250))) == {pd.NA}
    assert total(added, "public_gap_persons_high") < 4500


def test_people_off_the_streets_are_unknown() -> None:
    parameters = PARAMETERS.model_copy(update={"reach": Reach(limit_m=400, max_access_m=20)})
    town, walk = river_town(parameters, residences=toy.residences([*toy.RESIDENCES, (50.0, 90.0, 4.0)]))
    reviewed = review(town.evidence, walk, at=when("Wed 10:00"))
    assert reviewed.demand.loc["r018", ["public_gap", "help_gap"]].isna().all()
    assert reviewed.totals["sector"].loc[toy.code("a1"), "unknown_persons"] == pytest.approx(50)


def test_the_nearest_places_of_a_sector() -> None:
    """Sector a1: 25 people at (25, 50), 75 at (75, 50). To w1 they walk 125 and 75 m: 87.5 on average."""
    table = nearest_places(EVIDENCE, WALK, review(EVIDENCE, WALK), toy.code("a1"))
    found = {(row.kind, row.place_id): row for row in table.itertuples()}
    mean = {key: row.distance_m for key, row in found.items()}
    assert mean == pytest.approx(
        {
            ("wifi", "w1"): 87.5,
            ("wifi", "building:b5-pool"): 187.5,
            ("help", "h1"): 787.5,
            ("building", "b1-library"): 25,
            ("building", "b5-pool"): 187.5,
            ("building", "b2-hall"): 487.5,
        }
    )
    assert list(mean) == sorted(mean, key=lambda key: (["wifi", "help", "building"].index(key[0]), mean[key]))
    w1, help_ = found["wifi", "w1"], found["help", "h1"]
    assert (w1.nearest_m, w1.farthest_m, w1.persons_within) == (75, 125, 100)
    assert (help_.nearest_m, help_.farthest_m, help_.persons_within) == (775, 825, 0)


def test_the_nearest_places_leave_out_what_is_shut_and_keep_what_may_be_open() -> None:
    sunday = review(EVIDENCE, WALK, at=when("Sun 10:00"), wifi_sites=["b3-school"])
    table = nearest_places(EVIDENCE, WALK, sunday, toy.code("a1"))
    assert table[["kind", "place_id"]].agg("/".join, axis=1).tolist() == [
        "wifi/w1",
        "wifi/building:b3-school",
        "building/b3-school",
    ]
    assert table["open"].isna().all()


@pytest.mark.slow
def test_nearest_places_are_the_nearest_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measured a few at a time, as in a city, and against every place measured."""
    draw = np.random.default_rng(4)
    wifi = toy.wifi({f"w{n:02d}": tuple(draw.uniform(0, 300, 2)) for n in range(60)})
    town, walk = river_town(wifi=wifi)
    reviewed = review(town.evidence, walk)
    for name in toy.NAMES:
        table = nearest_places(town.evidence, walk, reviewed, toy.code(name), most=2)
        table = table[table["kind"] == "wifi"]
        homes = town.evidence.demand[town.evidence.demand["sector_code_statbel"] == toy.code(name)]
        places = doors(town.evidence, "wifi")
        walks = walk.within(5000).reach(homes[["x_m", "y_m"]].to_numpy(), places[["x_m", "y_m"]].to_numpy()).toarray()
        means = pd.Series(np.average(walks, axis=0, weights=homes["population"]), places.index).sort_values()
        assert table["distance_m"].tolist() == pytest.approx(means.head(2).tolist())
        assert table["place_id"].tolist() == means.index[:2].tolist()


def test_a_sector_that_is_not_there_is_refused_and_one_without_people_has_no_places() -> None:
    with pytest.raises(DataError, match="52011X"):
        nearest_places(EVIDENCE, WALK, review(EVIDENCE, WALK), "52011X")
    town, walk = river_town(population=toy.population(toy.POPULATION | {"a1": 0}))
    assert nearest_places(town.evidence, walk, review(town.evidence, walk), toy.code("a1")).empty
    row = review(town.evidence, walk).totals["sector"].loc[toy.code("a1")]
    assert (row["any_gap_persons"], row["population"]) == (0, 0)


def test_a_sector_without_a_figure_is_unknown_and_marks_its_section() -> None:
    town, walk = river_town(population=toy.population({k: v for k, v in toy.POPULATION.items() if k != "a1"}))
    totals = review(town.evidence, walk).totals
    a1 = totals["sector"].loc[toy.code("a1")]
    assert a1.drop([*NAMES["sector"][1], "rests_on_unknown"]).isna().all()
    assert totals["section"]["rests_on_unknown"].to_dict() == {"52011A": True, "52011B": False, "52011C": False}
    assert totals["section"].loc["52011A", "population"] == 500


def test_seniors_nobody_counted_are_bounded_by_all_residents() -> None:
    indicators = toy.indicators({"poverty_share": toy.POVERTY, "median_income_eur": toy.INCOME})
    town, walk = river_town(indicators=indicators)
    row = review(town.evidence, walk).totals["section"].loc["52011A"]
    assert np.isnan(row["help_gap_seniors"])
    assert (row["help_gap_seniors_low"], row["help_gap_seniors_high"]) == (0, 600)
    assert row["public_gap_seniors"] == 0  # nobody is in that gap, seniors or not


def test_walking_profiles_are_minutes_times_speed() -> None:
    assert limit_of(PARAMETERS) == 400
    assert limit_of(PARAMETERS, profile="normal") == pytest.approx(1260)
    assert limit_of(PARAMETERS, profile="slow") == pytest.approx(720)
    assert review(EVIDENCE, WALK, profile="slow").limit_m == pytest.approx(720)
    with pytest.raises(DataError, match="not both"):
        limit_of(PARAMETERS, limit_m=500, profile="slow")


def test_the_worst_off_come_first() -> None:
    sector = review(EVIDENCE, WALK).totals["sector"]
    assert sector["any_gap_vulnerable"].is_monotonic_decreasing
    assert set(sector.index) == {toy.code(name) for name in toy.NAMES}


def test_straight_lines_serve_as_well() -> None:
    bare = assess(toy.full_tables(), toy.PLACE, PARAMETERS)
    walk = StraightLine(400, 1.3)
    reviewed = review(bare.evidence, walk, wifi_sites=["b1-library"])
    library = toy.at(50, 50)
    apart = bare.evidence.demand.geometry.distance(library) * 1.3
    expected = np.minimum(bare.evidence.demand["wifi_distance_m"], apart)
    assert reviewed.demand["wifi_distance_m"].to_numpy() == pytest.approx(expected.to_numpy())


def rank_of(gap: pd.Series) -> np.ndarray:
    """Return 0 for no gap, 1 for unknown, 2 for a gap."""
    return gap.astype("Int64").fillna(-1).map({0: 0, -1: 1, 1: 2}).to_numpy()


@draws(30)
@given(
    few=st.sets(st.sampled_from(SITES)),
    more=st.sets(st.sampled_from(SITES)),
    at=st.sampled_from([None, "Wed 15:00", "Wed 10:00", "Sun 15:00", "saturday", "office_hours"]),
    limit=st.sampled_from([100.0, 400.0, 700.0]),
)
def test_more_buildings_never_mean_more_gap(few: set[str], more: set[str], at: str | None, limit: float) -> None:
    moment = None if at is None else when(at)
    before = review(EVIDENCE, WALK, limit_m=limit, at=moment, wifi_sites=sorted(few))
    after = review(EVIDENCE, WALK, limit_m=limit, at=moment, wifi_sites=sorted(few | more), help_sites=sorted(more))
    for kind in KINDS:
        assert (rank_of(after.demand[kind]) <= rank_of(before.demand[kind])).all()
        for end in ("low", "high"):
            column = f"{kind}_persons_{end}"
            assert total(after, column) <= total(before, column) + 1e-9
    for end in ("low", "high"):
        assert (after.demand[f"severity_{end}"] <= before.demand[f"severity_{end}"]).all()


@draws(30)
@given(
    shorter=st.floats(1, 900),
    longer=st.floats(1, 900),
    at=st.sampled_from([None, "Wed 15:00", "Sun 15:00"]),
)
def test_a_longer_walk_never_means_more_gap(shorter: float, longer: float, at: str | None) -> None:
    distances = nearest_open(EVIDENCE, WALK, at=None if at is None else when(at))
    near, far = (review_of(EVIDENCE, distances, limit) for limit in sorted((shorter, longer)))
    for kind in KINDS:
        assert (rank_of(far.demand[kind]) <= rank_of(near.demand[kind])).all()


@st.composite
def distances(draw: st.DrawFn) -> pd.DataFrame:
    """Draw bounds of distances for Toyville's homes: known, bounded, unknown, or none at all."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    columns = {}
    for service in ("wifi", "help"):
        low = rng.uniform(0, 800, len(EVIDENCE.demand))
        high = low + np.where(rng.random(len(low)) < 0.5, 0, rng.uniform(0, 500, len(low)))
        high[rng.random(len(low)) < 0.1] = np.inf
        columns |= {f"{service}_distance_low_m": low, f"{service}_distance_high_m": high}
    return pd.DataFrame(columns, index=EVIDENCE.demand.index)


@draws(30)
@given(measured=distances(), limit=st.floats(10, 900))
def test_totals_by_sector_sum_to_sections_districts_and_commune_and_are_bounded(
    measured: pd.DataFrame, limit: float
) -> None:
    reviewed = review_of(EVIDENCE, measured, limit)
    sector, commune = reviewed.totals["sector"], reviewed.totals["commune"].iloc[0]
    assert set(reviewed.totals["district"].index) == {"North", "South"}
    for kind in KINDS:
        for amount in AMOUNTS:
            value, low, high = (f"{kind}_{amount}{end}" for end in ("", "_low", "_high"))
            for level in ("section", "district", "commune"):
                for column in (low, high):
                    assert reviewed.totals[level][column].sum() == pytest.approx(sector[column].sum())
                known = reviewed.totals[level][value]
                assert known.isna().any() == sector[value].isna().any()
                if known.notna().all():
                    assert known.sum() == pytest.approx(sector[value].sum())
            known = sector[value].notna()
            assert (sector[low] <= sector[value] + 1e-9)[known].all()
            assert (sector[value] <= sector[high] + 1e-9)[known].all()
    assert commune["population"] == pytest.approx(4500)
    assert commune["all_gaps_persons_low"] <= commune["home_gap_persons_low"] <= commune["any_gap_persons_low"] + 1e-9


def test_the_gap_between_bounds() -> None:
    low, high = pd.Series([0, 401, 399, 0, 400.0]), pd.Series([400, 500, 401, np.inf, 400.0])
    assert gap_between(low, high, 400).tolist() == [False, True, pd.NA, pd.NA, False]


@pytest.mark.slow
def test_the_order_of_rows_changes_nothing() -> None:
    shuffled = {
        name: getattr(toy.full_tables(), name).sample(frac=1, random_state=5).reset_index(drop=True)
        for name in ("buildings", "residences", "support_places", "population")
    }
    other, walk = river_town(**shuffled)
    for at in (None, when("Wed 15:00")):
        one = review(EVIDENCE, WALK, at=at, wifi_sites=["b3-school", "b1-library"])
        two = review(other.evidence, walk, at=at, wifi_sites=["b1-library", "b3-school"])
        pd.testing.assert_frame_equal(one.demand, two.demand, check_exact=True)
        for level, table in one.totals.items():
            pd.testing.assert_frame_equal(table, two.totals[level], check_exact=True)
