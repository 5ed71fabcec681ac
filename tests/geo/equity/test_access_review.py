"""Access shared out and its equity: the river town on paper, PySAL as judge, mass conserved, and what sentences say."""

import numpy as np
import pandas as pd
import pytest

from geo.equity.access import METHODS, UNIT, AccessReview, access_review
from geo.equity.readings import readings
from geo.equity.review import END, curve_points, equity_review
from geo.errors import DataError
from geo.evidence.evidence import Evidence
from geo.gaps.review import review
from geo.hours.moments import when
from geo.settings.parameters import Catchments, Reach
from geo.walking.reach import Walking
from tests import toyville as toy
from tests.geo.equity.test_access import pysal_access
from tests.sambre_town import PARAMETERS, river_town

TOWN, WALK = river_town()
EVIDENCE = TOWN.evidence
HELP, WIFI = UNIT["help"], UNIT["wifi"]


def at_homes(access: AccessReview, column: str, *places: tuple[float, float]) -> list[float]:
    """Return a column of access at some places of Toyville."""
    demand = access.demand.join(EVIDENCE.demand[["x_m", "y_m"]])
    here = {(row.x_m - toy.CORNER[0], row.y_m - toy.CORNER[1]): getattr(row, column) for row in demand.itertuples()}
    return [here[place] for place in places]


def strewn_town(seed: int) -> tuple[Evidence, Walking]:
    """Return the river town with nine places of help and eight hotspots strewn over it."""
    draw = np.random.default_rng(seed)
    helping = {f"h{n}": (*draw.uniform(0, 300, 2), float(draw.integers(1, 40))) for n in range(9)}
    wifi = {f"w{n}": tuple(draw.uniform(0, 300, 2)) for n in range(8)}
    parameters = PARAMETERS.model_copy(update={"reach": Reach(limit_m=300)})
    town, walk = river_town(parameters, support_places=toy.support_places(helping), wifi=toy.wifi(wifi))
    return town.evidence, walk


def test_hours_of_help_are_shared_by_all_who_walk_there() -> None:
    """Within 400 m of h1 live row c (2,400) and row b but b3's eastern 450: 3,450 people share 16 hours.

    In zones of 133, 267 and 400 m: c1 and c2 (1,500) weigh 1, c3 and b1 (1,300) 0.68, b2 and b3's western 150 0.22.
    With a single place the balanced share of everybody who reaches it is the whole of them.
    """
    access = access_review(EVIDENCE)
    homes = [(25, 250), (275, 250), (225, 150), (275, 150), (25, 50)]
    plain = 1000 * 16 / 3450
    zoned = 1000 * 16 / (1500 + 0.68 * 1300 + 0.22 * 650)
    assert at_homes(access, f"{HELP}_2sfca", *homes) == pytest.approx([plain, plain, plain, 0, 0])
    assert at_homes(access, f"{HELP}_e2sfca", *homes) == pytest.approx([zoned, 0.68 * zoned, 0.22 * zoned, 0, 0])
    assert at_homes(access, f"{HELP}_balanced", *homes) == pytest.approx([plain, plain, plain, 0, 0])
    assert access.supply.loc[("help", "2sfca")].to_dict() == {
        "places": 1,
        "places_unknown": 0,
        "supply": 16,
        "delivered": 16,
        "undelivered": 0,
    }


@pytest.mark.parametrize("shared_by", ["population", "vulnerable_count"])
@pytest.mark.parametrize("seed", range(3))
def test_what_people_have_is_what_is_offered(seed: int, shared_by: str) -> None:
    evidence, _ = strewn_town(seed)
    object.__setattr__(
        evidence, "parameters", evidence.parameters.model_copy(update={"catchments": Catchments(shared_by=shared_by)})
    )
    access = access_review(evidence)
    for (service, method), offered in access.supply.iterrows():
        had = float((access.demand[f"{UNIT[service]}_{method}"] * evidence.demand[shared_by]).sum()) / 1000
        assert had == pytest.approx(offered["delivered"], rel=1e-9)
        assert offered["delivered"] + offered["undelivered"] == pytest.approx(offered["supply"])
    assert access.supply.loc["wifi", "supply"].eq(9).all()  # eight hotspots and the pool


@pytest.mark.parametrize("seed", range(3))
def test_two_step_catchments_are_those_of_pysal(seed: int) -> None:
    import access as pysal

    evidence, _ = strewn_town(seed)
    ours, people = access_review(evidence), evidence.demand["population"].to_numpy()
    zones = pysal.weights.step_fn({100: 1, 200: 0.68, 300: 0.22})
    offers = {
        "help": (evidence.support_reach, evidence.support_places["help_hours_per_week"].to_numpy()),
        "wifi": (evidence.wifi_reach, np.ones(len(evidence.wifi))),
    }
    for service, (reach, supply) in offers.items():
        for method, weight in (("2sfca", None), ("e2sfca", zones)):
            theirs = 1000 * pysal_access(reach, supply, people, 300, weight)
            assert np.abs(ours.demand[f"{UNIT[service]}_{method}"] - theirs).max() <= 1e-9 * theirs.max()


def test_a_shorter_walk_needs_no_streets_and_a_longer_one_does() -> None:
    whole = river_town(PARAMETERS.model_copy(update={"reach": Reach(limit_m=900)}))
    for limit in (400, 250):
        wide, narrow = access_review(whole[0].evidence, limit_m=limit), access_review(EVIDENCE, limit_m=limit)
        pd.testing.assert_frame_equal(wide.demand, narrow.demand)
    longer = access_review(EVIDENCE, WALK, limit_m=900)
    pd.testing.assert_frame_equal(longer.demand, access_review(whole[0].evidence).demand)
    with pytest.raises(DataError, match="400 m"):
        access_review(EVIDENCE, limit_m=900)
    assert access_review(EVIDENCE, WALK, profile="slow").limit_m == pytest.approx(720)


def test_buildings_added_offer_what_they_are_said_to() -> None:
    access = access_review(EVIDENCE, wifi_sites=["b3-school", "b5-pool"], help_hours={"b5-pool": 8})
    assert access.supply.loc[("wifi", "2sfca"), "places"] == 3  # the pool is one of two already
    assert access.supply.loc[("help", "2sfca"), "supply"] == 24
    # Within 400 m of the pool live row a (600) and row b from 75 on (1,400): nobody else in row a has any help.
    assert at_homes(access, f"{HELP}_2sfca", (25, 50)) == pytest.approx([1000 * 8 / 2000])
    farther = access_review(EVIDENCE, WALK, limit_m=401, wifi_sites=["b3-school"], help_hours={"b5-pool": 8})
    assert farther.demand[f"{HELP}_2sfca"].tolist() == pytest.approx(access.demand[f"{HELP}_2sfca"].tolist())
    with pytest.raises(DataError, match="b10"):
        access_review(EVIDENCE, wifi_sites=["b10"])


def test_hours_nobody_knows_leave_a_lower_bound_that_is_marked() -> None:
    """A second place at (250, 250) of unknown hours: those within 400 m of it have at least what h1 gives them."""
    places = {"h1": (50.0, 250.0, 16.0), "h2": (250.0, 250.0, None)}
    town, _ = river_town(support_places=toy.support_places(places))
    access = access_review(town.evidence)
    assert access.supply.loc[("help", "2sfca"), "places_unknown"] == 1
    marked = access.demand["help_hours_incomplete"]
    walked = town.evidence.support_reach.toarray()[1]
    assert (marked.to_numpy() == (walked > 0)).all()
    assert 0 < marked.sum() < len(marked)
    assert at_homes(access, f"{HELP}_2sfca", (25, 250)) == pytest.approx([1000 * 16 / 3450])
    hours = toy.support_places(places).assign(help_hours_per_week=[16.0, 10.0])
    known = access_review(river_town(support_places=hours)[0].evidence)
    for method in METHODS:
        assert (access.demand[f"{HELP}_{method}"] <= known.demand[f"{HELP}_{method}"] + 1e-9).all()


def test_absent_layers_and_people_off_the_streets_are_unknown() -> None:
    town, _ = river_town(wifi=None)
    access = access_review(town.evidence, wifi_sites=["b1-library"])
    assert access.demand[f"{WIFI}_balanced"].isna().all()
    assert access.demand[f"{HELP}_balanced"].notna().all()
    parameters = PARAMETERS.model_copy(update={"reach": Reach(limit_m=400, max_access_m=20)})
    town, _ = river_town(parameters, residences=toy.residences([*toy.RESIDENCES, (50.0, 90.0, 4.0)]))
    assert access_review(town.evidence).demand.loc["r018"].drop("help_hours_incomplete").isna().all()


def test_the_decay_of_the_balanced_catchments_is_a_parameter() -> None:
    changed = PARAMETERS.model_copy(update={"catchments": Catchments(family="linear")})
    wifi = toy.wifi({"w1": (150.0, 50.0), "w2": (50.0, 250.0)})
    one, other = (access_review(river_town(each, wifi=wifi)[0].evidence) for each in (PARAMETERS, changed))
    assert not np.allclose(one.demand[f"{WIFI}_balanced"], other.demand[f"{WIFI}_balanced"])
    assert one.demand[f"{WIFI}_2sfca"].equals(other.demand[f"{WIFI}_2sfca"])


def test_equal_access_gives_zero() -> None:
    """Everybody within 2,000 m of the one place of help: all have the same."""
    parameters = PARAMETERS.model_copy(update={"reach": Reach(limit_m=2000)})
    town, walk = river_town(parameters)
    figures = equity_review(town.evidence, review(town.evidence, walk), access_review(town.evidence)).figures
    for method in ("2sfca", "balanced"):
        equal = figures.loc["help", f"access_{method}"]
        assert equal[["concentration", "gini", "theil"]].abs().max().max() < 1e-12
        assert equal["palma"].to_numpy() == pytest.approx(0.25)
        assert equal["poor_persons"].eq(0).all()
    within = figures.loc["help", "within_walk"]
    assert within[["concentration", "erreygers", "poor_share"]].abs().max().max() < 1e-12


def test_the_worse_off_walk_farther_as_counted_on_paper() -> None:
    """Help is in the richest row. A fifth is 900 people: a1, a2, a3 and 300 of b1 at one end, c3 at the other.

    Mean walks: a1 787.5, a2 687.5, a3 587.5, b1 212.5, c3 212.5 m.
    """
    found = equity_review(EVIDENCE, review(EVIDENCE, WALK), access_review(EVIDENCE))
    worse = (100 * 787.5 + 200 * 687.5 + 300 * 587.5 + 300 * 212.5) / 900
    for rank_by, sign in (("vulnerability_index", 1), ("median_income_eur", -1)):
        walked = found.figures.loc[("help", "distance_m", "residents", rank_by)]
        assert walked["mean_worse_off"] == pytest.approx(worse)
        assert walked["mean_better_off"] == pytest.approx(212.5)
        assert sign * walked["concentration"] > 0
        assert walked["poor_persons"] == pytest.approx(1050)
        assert walked["poor_share"] == pytest.approx(1050 / 4500)
        within = found.figures.loc[("help", "within_walk", "residents", rank_by)]
        assert within["mean_worse_off"] == pytest.approx(300 / 900)
        assert within["mean_better_off"] == pytest.approx(1)
        assert within["mean"] == pytest.approx(3450 / 4500)
        assert sign * within["erreygers"] < 0
    assert END == 0.2


def test_depth_of_distance_is_the_excess_over_the_limit() -> None:
    found = equity_review(EVIDENCE, review(EVIDENCE, WALK), access_review(EVIDENCE)).figures
    homes = EVIDENCE.demand
    excess = ((homes["help_distance_m"] / 400 - 1).clip(lower=0) * homes["population"]).sum() / 4500
    assert found.loc[("help", "distance_m", "residents", "median_income_eur"), "poverty_depth"] == pytest.approx(excess)


def test_those_with_nowhere_to_walk_to_count_as_poor_and_not_in_the_mean() -> None:
    town, walk = river_town(support_places=toy.support_places({}))
    figures = equity_review(town.evidence, review(town.evidence, walk), access_review(town.evidence)).figures
    walked = figures.loc[("help", "distance_m", "residents", "vulnerability_index")]
    assert (walked["people_counted"], walked["people_without"], walked["poor_share"]) == (0, 4500, 1)
    assert np.isnan(walked["mean"])
    assert figures.loc[("help", "within_walk", "residents", "vulnerability_index"), "mean"] == 0


def test_who_is_not_known_is_counted_apart() -> None:
    income = toy.INCOME | {"a1": None}
    indicators = toy.indicators({"poverty_share": toy.POVERTY, "median_income_eur": income})
    town, walk = river_town(indicators=indicators)
    sunday = review(town.evidence, walk, limit_m=100, at=when("Sun 15:00"))
    figures = equity_review(town.evidence, sunday, access_review(town.evidence, limit_m=100)).figures
    row = figures.loc[("help", "within_walk", "residents", "median_income_eur")]
    assert (row["people_counted"], row["people_unknown"]) == (4400, 100)
    wifi = figures.loc[("wifi", "within_walk", "residents", "median_income_eur")]
    assert wifi["people_unknown"] > 100  # only w1 may be open on a Sunday, and gives no hours
    bare = river_town(indicators=None)
    assert equity_review(bare[0].evidence, review(*_pair(bare)), access_review(bare[0].evidence)).figures.empty


def _pair(town: tuple) -> tuple[Evidence, Walking]:
    return town[0].evidence, town[1]


def test_every_figure_is_read_in_a_sentence_with_its_own_numbers() -> None:
    found = equity_review(EVIDENCE, review(EVIDENCE, WALK), access_review(EVIDENCE))
    said = {key: readings(key, row, found.measures[key], 400) for key, row in found.figures.iterrows()}
    assert len(said) == 2 * 5 * 2 * 2
    for key, sentences in said.items():
        wanted = {"ends", "concentration", "poverty"} | ({"lorenz"} if key[1].startswith("access") else set())
        assert set(sentences) == wanted
        for reading in sentences.values():
            assert "{" not in reading.message.format(**reading.parameters)
    walked = said["help", "distance_m", "residents", "vulnerability_index"]
    assert walked["ends"].parameters == {"worse": 507, "better": pytest.approx(212.5, abs=0.5)}
    assert "507 m on average to the nearest help" in walked["ends"].message.format(**walked["ends"].parameters)
    poor = walked["poverty"]
    assert poor.message.format(**poor.parameters) == "1050 people, 23 in 100, have no help within a walk of 400 m."
    shared = said["help", "access_2sfca", "residents", "vulnerability_index"]
    assert shared["poverty"].parameters["percent"] == 50
    # 3,450 people share the hours alike: of 4,500, the four tenths with the least are 1,050 without and 750 with some.
    assert shared["lorenz"].parameters == {"top": round(100 * 450 / 3450), "bottom": round(100 * 750 / 3450)}


def test_what_cannot_be_measured_says_nothing() -> None:
    town, walk = river_town(support_places=toy.support_places({}))
    found = equity_review(town.evidence, review(town.evidence, walk), access_review(town.evidence))
    key = ("help", "distance_m", "residents", "vulnerability_index")
    assert set(readings(key, found.figures.loc[key], found.measures[key], 400)) == {"poverty"}


def test_curves_are_thinned_at_equal_steps_of_people() -> None:
    found = equity_review(EVIDENCE, review(EVIDENCE, WALK), access_review(EVIDENCE))
    measured = found.measures["help", "access_2sfca", "residents", "vulnerability_index"]
    points = curve_points(measured.lorenz, 10)
    assert points["people_share"].tolist() == pytest.approx(np.linspace(0, 1, 11).tolist())
    assert points["value_share"].tolist()[::5] == pytest.approx([0, (0.5 * 4500 - 1050) / 3450, 1])
    assert curve_points(measured.lorenz.iloc[:0]).empty
    assert len(curve_points(measured.lorenz)) == 101, "at every hundredth of the people where nobody says otherwise"


def test_where_nobody_has_anything_those_at_both_ends_have_nothing() -> None:
    """The one place that helps is open for no hour: all have 0 hours, and no fifth of 0 is anything else."""
    closed = toy.support_places({"h1": (50.0, 250.0, 0.0)})
    town, walk = river_town(support_places=closed)
    found = equity_review(town.evidence, review(town.evidence, walk), access_review(town.evidence))
    row = found.figures.loc[("help", "access_2sfca", "residents", "vulnerability_index")]
    assert row["mean"] == row["mean_worse_off"] == row["mean_better_off"] == 0
