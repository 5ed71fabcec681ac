"""Chance is the same everywhere, and sharing out loses nobody."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demo.chance import bell, fractal_noise, generator, share_out, smooth_noise


@given(st.integers(0, 100_000), st.lists(st.floats(0.001, 1e6), min_size=1, max_size=40))
def test_shares_add_up_and_are_within_one_of_exact(total: int, weights: list[float]) -> None:
    shares = share_out(total, np.array(weights))
    assert shares.sum() == total
    exact = total * np.array(weights) / sum(weights)
    assert (abs(shares - exact) < 1 + 1e-6).all()


def test_shares_worked_by_hand() -> None:
    # 10 by 1 : 1 : 1 is 3.33 each; the one left over goes to the first of equals.
    assert share_out(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]


def test_every_subject_has_its_own_chance() -> None:
    assert generator(1, "a").random() == generator(1, "a").random()
    assert generator(1, "a").random() != generator(1, "b").random()
    assert generator(1, "a").random() != generator(2, "a").random()


def test_noise_is_smooth_and_bounded() -> None:
    x = np.linspace(0, 1000, 5001)
    field = smooth_noise(generator(3, "noise"), x, np.zeros_like(x), 100.0)
    assert abs(field).max() <= 1
    # Between lattice points 100 apart the field moves by at most 2, never faster than 1.5 times that slope.
    assert abs(np.diff(field)).max() <= 1.5 * 2 * (x[1] - x[0]) / 100 + 1e-9
    rough = fractal_noise(generator(3, "noise"), x, np.zeros_like(x), 100.0, octaves=2)
    assert abs(rough).max() <= 1.6


def test_bell_has_the_stated_spread() -> None:
    values = bell(generator(4, "bell"), 20_000)
    assert abs(values.mean()) < 0.03
    assert abs(values.std() - 1) < 0.03
    assert abs(values).max() <= 6
