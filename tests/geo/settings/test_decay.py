"""Decay: 1 next door, 0 beyond the limit, never rising; and the value of each family at a place worked out on paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo.settings.decay import Decay
from tests.laws import draws

FAMILIES = ("step", "linear", "exponential", "gaussian", "logistic")


@draws(200)
@given(
    family=st.sampled_from(FAMILIES),
    limit_m=st.floats(1, 20_000),
    scale_m=st.none() | st.floats(1, 20_000),
    walks=st.lists(st.floats(0, 50_000), min_size=2, max_size=20),
)
def test_weights_start_at_one_end_at_the_limit_and_never_rise(
    family: str, limit_m: float, scale_m: float | None, walks: list[float]
) -> None:
    decay = Decay(family=family, limit_m=limit_m, scale_m=scale_m)

    weight = decay.weight(np.array(sorted(walks)))

    assert decay.weight(np.array([0.0, np.nextafter(limit_m, np.inf), np.inf])).tolist() == [1, 0, 0]
    assert (np.diff(weight) <= 1e-15).all()
    assert ((weight >= 0) & (weight <= 1)).all()


@pytest.mark.parametrize(
    ("decay", "distance_m", "weight"),
    [
        (Decay(limit_m=1000), 1000, 1.0),
        (Decay(family="linear", limit_m=1000), 250, 0.75),
        (Decay(family="linear", limit_m=1000), 1000, 0.0),
        (Decay(family="exponential", limit_m=1000), 1000, 0.05),
        (Decay(family="exponential", limit_m=1000, scale_m=400), 400, np.exp(-1)),
        (Decay(family="gaussian", limit_m=1000), 1000, 0.05),
        (Decay(family="gaussian", limit_m=1000, scale_m=400), 400, np.exp(-0.5)),
        (Decay(family="logistic", limit_m=1000), 500, 0.5 / 0.95),
        (Decay(family="logistic", limit_m=1000), 1000, 0.05 / 0.95),
        (Decay(limit_m=1000, zones=((300, 1.0), (600, 0.68), (1000, 0.22))), 300, 1.0),
        (Decay(limit_m=1000, zones=((300, 1.0), (600, 0.68), (1000, 0.22))), 300.001, 0.68),
        (Decay(limit_m=1000, zones=((300, 1.0), (600, 0.68), (1000, 0.22))), 1000, 0.22),
    ],
)
def test_weights_on_paper(decay: Decay, distance_m: float, weight: float) -> None:
    assert decay.weight(np.array([distance_m]))[0] == pytest.approx(weight, rel=1e-12)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_walk_not_known_has_a_weight_not_known(family: str) -> None:
    assert np.isnan(Decay(family=family, limit_m=1000).weight(np.array([np.nan]))).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"family": "linear", "zones": ((1000, 1.0),)},
        {"zones": ((600, 1.0), (300, 0.5), (1000, 0.2))},
        {"zones": ((600, 1.0), (1000, 1.2))},
        {"zones": ((600, 0.9), (1000, 0.5))},
        {"zones": ((600, 1.0), (1000, 0.0))},
        {"zones": ((600, 1.0), (900, 0.5))},
        {"limit_m": 0},
        {"scale_m": 0},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict) -> None:
    with pytest.raises(ValidationError):
        Decay(**{"limit_m": 1000} | wrong)
