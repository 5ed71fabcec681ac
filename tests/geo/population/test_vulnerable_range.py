"""What another rate or gradient would make of the expected vulnerable residents, and whom the rate is applied to."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo.errors import DataError
from geo.evidence import Evidence
from geo.evidence.gather import Gathered, gather
from geo.location import frame_sectors
from geo.population import ASSUMPTIONS, assumed, assumed_rates, disaggregate
from geo.settings import Vulnerability
from tests import toyville as toy
from tests.geo.population.test_vulnerable_count import _expected, _index
from tests.laws import draws

LOW, HIGH, FLAT, STEEP = ASSUMPTIONS
PARAMETERS = Vulnerability(**toy.RATES)


def _rates(people, index, parameters=PARAMETERS, **indicators) -> pd.DataFrame:
    table = _index(index)
    residents = pd.Series(people, table.index, dtype="float64")
    return assumed_rates(residents, table, pd.DataFrame(indicators, index=table.index, dtype="float64"), parameters)


def test_two_neighbourhoods_on_paper():
    """Equal halves at index 0 and 100: r and g r with mean T, so r = 2 T / (1 + g)."""
    rates = _rates([100, 100], [0.0, 100.0])
    assert rates[LOW].to_numpy() == pytest.approx([0.8 / 3, 1.6 / 3], abs=1e-9)
    assert rates[HIGH].to_numpy() == pytest.approx([1 / 3, 2 / 3], abs=1e-9)
    assert rates[FLAT].to_numpy() == pytest.approx([0.45, 0.45], abs=1e-9)
    assert rates[STEEP].to_numpy() == pytest.approx([0.18, 0.72], abs=1e-9)


def test_where_nothing_is_known_only_the_rate_matters():
    rates = _rates([100, 300], [None, None])
    assert rates.iloc[0].tolist() == rates.iloc[1].tolist() == [0.40, 0.50, 0.45, 0.45]


def test_a_gradient_that_cannot_be_reached_is_unknown_and_not_flat():
    rates = _rates([5, 95], [0.0, 50.0], PARAMETERS.model_copy(update={"gradient": 1.5}))
    assert rates[STEEP].isna().all()
    assert rates[[LOW, HIGH, FLAT]].notna().all().all()


def test_by_diplomas_alone_the_gradient_changes_nothing():
    shares = {"share_low_diploma": [0.5, 0.2], "share_high_diploma": [0.1, 0.4]}
    rates = _rates([100, 100], [50.0, 50.0], **shares)
    assert rates[FLAT].tolist() == rates[STEEP].tolist()
    assert (rates[LOW] < rates[FLAT]).all()
    assert (rates[FLAT] < rates[HIGH]).all()


def test_a_scenario_beyond_the_range_moves_its_end():
    beyond = PARAMETERS.model_copy(update={"total_rate": 0.6, "gradient": 5.0})
    assert [assumed(beyond, each) for each in ASSUMPTIONS] == [0.40, 0.60, 1.0, 5.0]


def test_ranges_the_wrong_way_round_are_refused_both_at_once():
    with pytest.raises(ValidationError, match=r"total_rate_low: 0.6 .*0.5.*\n.*gradient_low: 5 .*4"):
        Vulnerability(total_rate_low=0.6, gradient_low=5)


@given(
    people=st.lists(st.integers(0, 900), min_size=6, max_size=6),
    index=st.lists(st.one_of(st.none(), st.floats(0, 100), st.just((20.0, 70.0))), min_size=6, max_size=6),
    rate=st.floats(0.1, 0.9),
    gradient=st.floats(1, 6),
)
@draws(60)
def test_each_case_meets_its_own_total(people, index, rate, gradient):
    parameters = Vulnerability(total_rate=rate, gradient=gradient)
    rates, residents = _rates(people, index, parameters), np.array(people, dtype="float64")
    for column, (setting, _) in ASSUMPTIONS.items():
        total = assumed(parameters, column) if setting == "total_rate" else rate
        if rates[column].notna().all():
            assert residents @ rates[column].to_numpy() == pytest.approx(total * residents.sum(), abs=1e-6)


@given(index=st.lists(st.floats(0, 100), min_size=10, max_size=10, unique=True))
@draws(60)
def test_the_rate_moves_all_sectors_one_way(index):
    rates, central = _rates([50] * 10, index), _expected([50] * 10, index).table["vulnerable_rate"]
    if rates[[LOW, HIGH]].notna().all().all():
        assert (rates[LOW] < central).all()
        assert (central < rates[HIGH]).all()


def _gathered(**population) -> Gathered:
    return gather(toy.full_tables(population=toy.population(**population)), toy.PLACE, toy.PARAMETERS)


def _sums_hold(evidence: Evidence) -> None:
    columns = ["vulnerable_count", *ASSUMPTIONS]
    by_sector = evidence.demand.groupby("sector_code_statbel")[columns].sum()
    pd.testing.assert_frame_equal(by_sector, evidence.sectors[columns], check_names=False)


def test_the_cases_stand_on_sectors_and_places_and_add_up():
    evidence = _gathered().evidence
    _sums_hold(evidence)
    total = evidence.sectors[[*ASSUMPTIONS]].sum()
    assert total.tolist() == pytest.approx([1800, 2250, 2025, 2025])
    steeper = evidence.sectors[STEEP] - evidence.sectors[FLAT]
    assert (steeper.iloc[0] > 0) != (steeper.iloc[-1] > 0)


def test_the_range_is_told_with_its_people():
    found = {each.code: each.message.format(**each.parameters) for each in _gathered(unlocated=100).findings}
    assert "are 1840 at the least and 2300 at the most" in found["vulnerable.by_rate"]
    assert "40.0 to 50.0 %" in found["vulnerable.by_rate"]
    assert "1.0 or 4.0 times" in found["vulnerable.by_gradient"]
    assert "children" in found["vulnerable.no_ages"]


OF_AGE = {name: 3 * residents // 4 for name, residents in toy.POPULATION.items()} | {"a1": 10}


def test_the_rate_is_applied_to_16_to_74_years_where_they_are_known():
    """Of 4,500 residents, 10 + 3/4 of 4,400 are of age."""
    gathered = _gathered(of_age=OF_AGE)
    evidence = gathered.evidence
    _sums_hold(evidence)
    assert evidence.sectors["population_16_74"].sum() == evidence.demand["population_16_74"].sum() == 3310
    assert gathered.totals["vulnerable_count"] == pytest.approx(0.45 * 3310)
    first = evidence.sectors.loc[toy.code("a1")]
    assert first["vulnerable_count"] == pytest.approx(10 * first["vulnerable_rate"])
    assert evidence.demand.loc["r000", "population_16_74"] == 2.5
    assert evidence.demand["population"].sum() == 4500
    said = {each.code: each.message.format(**each.parameters) for each in gathered.findings}
    assert "residents of other ages (1190)" in said["vulnerable.ages"]


def test_ages_of_some_sectors_are_not_used():
    evidence = _gathered(of_age={name: OF_AGE[name] for name in list(OF_AGE)[:-1]}).evidence
    assert evidence.sectors["population_16_74"].isna().all()
    assert evidence.sectors["vulnerable_count"].sum() == pytest.approx(0.45 * 4500)


def test_more_of_age_than_residents_is_refused():
    sectors = frame_sectors(toy.sectors(), toy.PLACE)
    with pytest.raises(DataError, match="16 to 74 years than residents") as refused:
        disaggregate(sectors, toy.population(of_age=OF_AGE | {"a1": 101}), None)
    assert toy.code("a1") in refused.value.render()


def test_a_table_published_before_there_were_ages_is_read_as_having_none():
    before = toy.population().drop(columns="population_16_74")
    spread = disaggregate(frame_sectors(toy.sectors(), toy.PLACE), before, None)
    assert not spread.ages_known
    assert spread.demand["population_16_74"].isna().all()
