"""Who can walk to a building, counted against the distances themselves; whom equipping buildings helps."""

import pytest

from geo.errors import DataError
from geo.gaps.relief import relieved
from geo.gaps.review import review
from geo.gaps.walkers import walkers
from tests.sambre_town import river_town

TOWN, WALK = river_town()
EVIDENCE = TOWN.evidence


@pytest.mark.parametrize("speed", [1.4, 0.8])
def test_walkers_are_the_people_within_the_distance(speed: float) -> None:
    key = EVIDENCE.sites.index[0]
    table = walkers(EVIDENCE, WALK, key, speed, (1, 2, 5))
    here = EVIDENCE.sites.loc[[key], ["x_m", "y_m"]].to_numpy(dtype="float64")
    walks = WALK.within(2000).reach(here, EVIDENCE.demand[["x_m", "y_m"]].to_numpy()).toarray()[0]
    for minutes, row in table.iterrows():
        inside = (walks > 0) & (walks <= minutes * 60 * speed)
        assert row["limit_m"] == pytest.approx(minutes * 60 * speed)
        assert row["persons"] == pytest.approx(EVIDENCE.demand.loc[inside, "population"].sum())
        assert row["vulnerable"] == pytest.approx(EVIDENCE.demand.loc[inside, "vulnerable_count"].sum())
    assert table["persons"].iloc[-1] > table["persons"].iloc[0] >= 0


def test_the_longest_walk_of_the_assessment_counts_what_the_card_says() -> None:
    for key in EVIDENCE.sites.index[EVIDENCE.sites["location_status"] == "located"]:
        table = walkers(EVIDENCE, WALK, key, EVIDENCE.parameters.reach.limit_m / 60, (1,))
        assert table["persons"].iloc[0] == pytest.approx(EVIDENCE.sites.loc[key, "population_in_reach"])


def test_a_building_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataError, match="nowhere"):
        walkers(EVIDENCE, WALK, "nowhere", 1.4)


def test_relief_is_the_difference_of_totals_where_all_is_known() -> None:
    before = review(EVIDENCE, WALK, limit_m=150)
    after = review(EVIDENCE, WALK, limit_m=150, wifi_sites=["b3-school", "b1-library"])
    relief = relieved(before, after, "public_gap")
    totals = [each.totals["commune"].iloc[0] for each in (before, after)]
    assert relief.persons_low == relief.persons_high
    assert relief.persons_low == pytest.approx(totals[0]["public_gap_persons"] - totals[1]["public_gap_persons"])
    assert relief.persons_low > 0
    assert relief.vulnerable_low <= totals[0]["public_gap_vulnerable"] - totals[1]["public_gap_vulnerable"] + 1e-9


def test_nothing_equipped_helps_nobody() -> None:
    before = review(EVIDENCE, WALK)
    relief = relieved(before, review(EVIDENCE, WALK), "any_gap")
    assert (relief.persons_low, relief.persons_high, relief.vulnerable_high) == (0, 0, 0)


def test_without_a_layer_a_building_may_help_only_who_can_walk_to_it() -> None:
    town, walk = river_town(wifi=None)
    before = review(town.evidence, walk, limit_m=150)
    after = review(town.evidence, walk, limit_m=150, wifi_sites=["b3-school"])
    assert before.demand["public_gap"].isna().all()
    relief = relieved(before, after, "public_gap")
    near = (after.demand["public_gap"] == False).fillna(value=False)  # noqa: E712
    assert relief.persons_low == 0
    assert relief.persons_high == pytest.approx(after.demand.loc[near, "population"].sum())
    assert 0 < relief.persons_high < town.evidence.demand["population"].sum()
