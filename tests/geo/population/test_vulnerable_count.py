"""Expected vulnerable residents: the total is met, the gradient holds, unknowns give intervals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from geo.population.vulnerable_count import expected_vulnerable, fit_curve
from geo.settings.parameters import Vulnerability
from tests.laws import draws
from tests.toyville import RATES

PARAMETERS = Vulnerability(**RATES)


def _index(values) -> pd.DataFrame:
    """Return an index table: a number is a complete index, a pair an interval, None unknown."""
    rows = []
    for value in values:
        if value is None:
            rows.append((np.nan, 0.0, 100.0, "unknown"))
        elif isinstance(value, tuple):
            rows.append((np.nan, *value, "incomplete"))
        else:
            rows.append((value, value, value, "complete"))
    columns = ["vulnerability_index", "index_low", "index_high", "index_status"]
    return pd.DataFrame(rows, columns=columns, index=[f"s{n}" for n in range(len(rows))])


def _expected(people, index, parameters=PARAMETERS, **indicators):
    table = _index(index)
    residents = pd.Series(people, table.index, dtype="float64")
    return expected_vulnerable(
        residents, table, pd.DataFrame(indicators, index=table.index, dtype="float64"), parameters
    )


def test_two_neighbourhoods_on_paper():
    """Equal halves at index 0 and 100: rates r and 2 r with mean 0.45, so 0.30 and 0.60."""
    table = _expected([500, 500], [0.0, 100.0]).table
    assert table["vulnerable_rate"].to_numpy() == pytest.approx([0.30, 0.60], abs=1e-9)
    assert table["vulnerable_count"].to_numpy() == pytest.approx([150, 300], abs=1e-6)
    assert table["vulnerable_method"].eq("index").all()


def test_the_gradient_is_between_tenths_of_residents_not_of_sectors():
    """The lowest tenth of 1,000 people: 50 in s0 and 50 of the 200 in s1."""
    people, index = [50, 200, 350, 300, 100], [10.0, 20.0, 50.0, 70.0, 95.0]
    rate = _expected(people, index, Vulnerability(**RATES | {"gradient": 3.0})).table["vulnerable_rate"]
    assert rate["s4"] / ((50 * rate["s0"] + 50 * rate["s1"]) / 100) == pytest.approx(3.0, abs=1e-9)
    assert np.average(rate, weights=people) == pytest.approx(0.45, abs=1e-12)


def test_the_rate_is_logistic_in_the_index():
    rate = _expected([100, 100, 100, 100], [0.0, 25.0, 50.0, 100.0]).table["vulnerable_rate"]
    odds = logit(rate.to_numpy())
    assert odds[1] - odds[0] == pytest.approx(odds[2] - odds[1], abs=1e-9)
    assert odds[3] - odds[2] == pytest.approx(2 * (odds[1] - odds[0]), abs=1e-9)


def test_a_gradient_just_under_the_steepest_there_can_be_is_reached():
    """Half of the lowest tenth lives at 0 and half, like the whole of the highest, at 50: the ratio stays under 2."""
    expected = _expected([5, 95], [0.0, 50.0], Vulnerability(**RATES | {"gradient": 1.5}))
    rate = expected.table["vulnerable_rate"]
    assert expected.curve.reaches_gradient
    assert rate["s1"] / ((rate["s0"] + rate["s1"]) / 2) == pytest.approx(1.5, abs=1e-9)
    assert not _expected([5, 95], [0.0, 50.0], Vulnerability(**RATES | {"gradient": 2.5})).curve.reaches_gradient


def test_a_gradient_of_one_is_the_same_rate_everywhere():
    rate = _expected([10, 90], [0.0, 100.0], Vulnerability(**RATES | {"gradient": 1.0})).table["vulnerable_rate"]
    assert rate.to_numpy() == pytest.approx([0.45, 0.45])


def test_no_difference_in_the_index_is_no_gradient_and_is_said():
    expected = _expected([10, 90], [40.0, 40.0])
    assert not expected.curve.reaches_gradient
    assert expected.table["vulnerable_rate"].to_numpy() == pytest.approx([0.45, 0.45])


def test_unknown_neighbourhoods_take_the_mean_with_the_whole_curve_as_interval():
    expected = _expected([500, 500, 40], [0.0, 100.0, None])
    row = expected.table.loc["s2"]
    assert row["vulnerable_method"] == "commune_mean"
    assert row["vulnerable_count"] == pytest.approx(18.0)
    assert (row["vulnerable_low"], row["vulnerable_high"]) == pytest.approx((12.0, 24.0), abs=1e-6)
    known = expected.table.loc["s0"]
    assert known["vulnerable_low"] == known["vulnerable_count"] == known["vulnerable_high"]


def test_an_incomplete_index_stands_in_the_middle_of_its_interval():
    row = _expected([500, 500, 0], [0.0, 100.0, (40.0, 80.0)]).table.loc["s2"]
    rates = [0.30, 0.60]
    at = [expit(logit(rates[0]) + (logit(rates[1]) - logit(rates[0])) * index / 100) for index in (40, 60, 80)]
    assert (row["rate_low"], row["vulnerable_rate"], row["rate_high"]) == pytest.approx(at, abs=1e-9)


def test_without_any_index_everybody_has_the_mean_and_the_assumed_gradient_bounds_it():
    table = _expected([100, 300], [None, None]).table
    assert table["vulnerable_rate"].tolist() == [0.45, 0.45]
    curve = fit_curve(np.arange(0.5, 100), np.ones(100), PARAMETERS)
    assert table["rate_low"].tolist() == [float(curve.rate(0))] * 2
    assert table["rate_high"].tolist() == [float(curve.rate(100))] * 2


def test_composition_alone_on_paper():
    """0.5 x 68 % + 0.2 x 19 % + 0.3 x 43 % = 50.7 %; 0.1, 0.6, 0.3 gives 31.1 %; then one shift of the logits."""
    table = _expected([100, 100], [None, None], share_low_diploma=[0.5, 0.1], share_high_diploma=[0.2, 0.6]).table
    assert table["vulnerable_method"].eq("composition").all()
    raw = np.array([0.507, 0.311])
    shift = logit(table["vulnerable_rate"].to_numpy()) - logit(raw)
    assert shift[0] == pytest.approx(shift[1], abs=1e-9)
    assert table["vulnerable_count"].sum() == pytest.approx(90, abs=1e-9)
    assert (table["vulnerable_low"] == table["vulnerable_high"]).all()


def test_composition_where_known_and_index_elsewhere_shift_together():
    people, index = [100, 100, 100, 100], [10.0, 40.0, 60.0, 90.0]
    nan = np.nan
    mixed = _expected(people, index, share_low_diploma=[0.8, 0.8, nan, nan], share_high_diploma=[0.1, 0.1, nan, 0.3])
    assert mixed.table["vulnerable_method"].tolist() == ["composition", "composition", "index", "index"]
    alone = _expected(people, index)
    shift = logit(mixed.table["vulnerable_rate"].to_numpy()) - logit(
        [0.8 * 0.68 + 0.1 * 0.19 + 0.1 * 0.43] * 2 + alone.table["vulnerable_rate"].tolist()[2:]
    )
    assert shift == pytest.approx([shift[0]] * 4, abs=1e-9)
    assert mixed.table["vulnerable_count"].sum() == pytest.approx(180, abs=1e-9)


def test_shares_that_are_none_are_not_used_and_named():
    expected = _expected([100, 100], [20.0, 80.0], share_low_diploma=[0.9, 0.4], share_high_diploma=[0.3, -0.1])
    assert expected.impossible == ("s0", "s1")
    assert expected.table["vulnerable_method"].eq("index").all()


def test_no_published_population_is_unknown_not_zero():
    table = _expected([100, 100, np.nan], [20.0, 80.0, 50.0]).table
    assert np.isnan(table.loc["s2", "vulnerable_count"])
    assert table.loc["s2", "vulnerable_rate"] == pytest.approx(table["vulnerable_rate"].iloc[:2].mean(), abs=0.02)


SHARE = st.one_of(st.none(), st.floats(0, 0.5))


@draws(60)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 20_000),
            st.one_of(st.none(), st.floats(0, 100), st.tuples(st.floats(0, 50), st.floats(50, 100))),
            SHARE,
            SHARE,
        ),
        min_size=1,
        max_size=15,
    ),
    rate=st.floats(0.05, 0.9),
    gradient=st.floats(1, 10),
)
def test_the_commune_meets_its_rate_and_every_interval_holds_its_value(rows, rate, gradient):
    people, index, low, high = zip(*rows, strict=True)
    parameters = Vulnerability(total_rate=rate, gradient=gradient)
    expected = _expected(people, index, parameters, share_low_diploma=list(low), share_high_diploma=list(high))
    table = expected.table
    assert table["vulnerable_count"].sum() == pytest.approx(rate * sum(people), rel=1e-9, abs=1e-9)
    assert table["vulnerable_rate"].between(0, 1).all()
    assert (table["vulnerable_low"] <= table["vulnerable_count"]).all()
    assert (table["vulnerable_count"] <= table["vulnerable_high"]).all()
    by_index = table[table["vulnerable_method"] == "index"].join(_index(index)[["index_low", "index_high"]])
    order = by_index.assign(middle=by_index["index_low"] + by_index["index_high"]).sort_values("middle")
    assert (order["vulnerable_rate"].diff().dropna() >= -1e-12).all()
