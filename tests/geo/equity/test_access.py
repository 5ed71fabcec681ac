"""Floating catchments: figures on paper, people and supply conserved, and PySAL's access where it has the method."""

from collections.abc import Callable

import access as pysal
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from geo.equity.catchments import Access, Method, floating_catchment
from geo.errors import DataError
from geo.settings.decay import Decay
from tests.laws import draws

STEP = Decay(limit_m=1000)
ZONES = Decay(limit_m=1000, zones=((300, 1.0), (600, 0.68), (1000, 0.22)))
DECAYS = (
    STEP,
    ZONES,
    Decay(family="linear", limit_m=1000),
    Decay(family="exponential", limit_m=1000),
    Decay(family="gaussian", limit_m=1000, scale_m=350),
    Decay(family="logistic", limit_m=1000),
)


def matrix(rows: list[list[float | None]]) -> sparse.csr_array:
    """Return a reach matrix, sites x demand; None = out of reach."""
    entries = [(i, j, d) for i, row in enumerate(rows) for j, d in enumerate(row) if d is not None]
    row, column, metres = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_array((np.array(metres, float), (row, column)), shape=(len(rows), len(rows[0])))


@st.composite
def towns(draw: st.DrawFn) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
    """Draw sites, demand points (some empty) and the walks between them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sites, points = draw(st.integers(1, 5)), draw(st.integers(1, 12))
    walks = rng.uniform(0.001, 1500, (sites, points)) * (rng.random((sites, points)) < 0.6)
    people = np.where(rng.random(points) < 0.2, 0.0, rng.uniform(0, 500, points))
    return sparse.csr_array(walks), rng.integers(0, 40, sites).astype(float), people


def test_a_site_is_shared_by_all_who_reach_it() -> None:
    """20 hours for 100 people, and 30 more hours that 40 of them reach as well."""
    result = floating_catchment(matrix([[100, 900], [None, 500]]), np.array([20, 30]), np.array([60, 40]), STEP)

    assert result.access.tolist() == pytest.approx([20 / 100, 20 / 100 + 30 / 40])
    assert result.served.tolist() == [100, 40]
    assert result.level_of_service.tolist() == [0.2, 0.75]
    assert (result.delivered, result.undelivered) == (50, 0)


def test_zones_weigh_people_and_their_share_alike() -> None:
    """60 people next door and 40 in the second zone: 60 + 0.68 x 40 = 87.2 people weighted."""
    result = floating_catchment(matrix([[100, 600]]), np.array([20]), np.array([60, 40]), ZONES)

    assert result.access.tolist() == pytest.approx([20 / 87.2, 0.68 * 20 / 87.2])


def test_balanced_everybody_is_counted_once() -> None:
    """Of two sites, 60 people reach both and 40 one: each site has half of the 60, and one has the 40 as well."""
    walks = matrix([[100, 100], [100, None]])

    result = floating_catchment(walks, np.array([21, 30]), np.array([60, 40]), STEP, "balanced")

    assert result.served.tolist() == [70, 30]
    assert result.access.tolist() == pytest.approx([0.5 * 21 / 70 + 0.5 * 30 / 30, 21 / 70])


def test_balanced_by_place_is_the_formula_as_published() -> None:
    """Paez et al. 2019: L_j = S_j / sum_i P_i w_ij / w_i., A_i = sum_j L_j w_ij / w_.j, computed here in full."""
    walks = matrix([[100, 450, None], [700, 250, 900]])
    supply, people = np.array([21.0, 30.0]), np.array([60.0, 40.0, 10.0])
    weight = np.array([[1.0, 0.68, 0.0], [0.22, 1.0, 0.22]])
    level = supply / ((weight / weight.sum(axis=0)) @ people)
    expected = (weight / weight.sum(axis=1, keepdims=True)).T @ level

    result = floating_catchment(walks, supply, people, ZONES, "balanced_by_place")

    assert result.access.tolist() == pytest.approx(expected.tolist(), rel=1e-12)
    assert result.level_of_service.tolist() == pytest.approx(level.tolist(), rel=1e-12)


@pytest.mark.parametrize("method", ["two_step", "balanced"])
@pytest.mark.parametrize("decay", DECAYS, ids=lambda decay: decay.family)
@draws(60)
@given(town=towns())
def test_what_people_have_adds_up_to_what_is_offered(decay: Decay, method: Method, town: tuple) -> None:
    walks, supply, people = town

    result = floating_catchment(walks, supply, people, decay, method)

    weight = decay.weights(walks).toarray()
    reaches_somebody = (weight * people).sum(axis=1) > 0
    assert people @ result.access == pytest.approx(supply[reaches_somebody].sum(), rel=1e-9)
    assert result.delivered == pytest.approx(supply[reaches_somebody].sum())
    assert result.delivered + result.undelivered == pytest.approx(supply.sum())


@draws(60)
@given(town=towns())
def test_balanced_methods_count_everybody_who_reaches_a_site_once(town: tuple) -> None:
    walks, supply, people = town
    somewhere = ZONES.weights(walks).sum(axis=0) > 0

    for method in ("balanced", "balanced_by_place"):
        assert floating_catchment(walks, supply, people, ZONES, method).served.sum() == pytest.approx(
            people[somewhere].sum()
        )


@draws(60)
@given(town=towns())
def test_balanced_by_place_shares_out_all_levels_of_service(town: tuple) -> None:
    result = floating_catchment(*town, ZONES, "balanced_by_place")

    assert result.access.sum() == pytest.approx(result.level_of_service.sum())


@pytest.mark.parametrize("method", ["two_step", "balanced"])
@draws(60)
@given(town=towns())
def test_cutting_a_demand_point_in_two_changes_nobodys_access(method: Method, town: tuple) -> None:
    walks, supply, people = town
    cut = sparse.csr_array(sparse.hstack([walks, walks[:, [0]]]))
    fewer = np.r_[people[0] / 4, people[1:], people[0] * 3 / 4]

    whole = floating_catchment(walks, supply, people, ZONES, method).access
    parts = floating_catchment(cut, supply, fewer, ZONES, method).access

    assert parts.tolist() == pytest.approx([*whole, whole[0]], rel=1e-9)


@pytest.mark.parametrize("method", ["two_step", "balanced", "balanced_by_place"])
def test_a_site_that_reaches_nobody_delivers_nothing(method: Method) -> None:
    """The first site is out of everybody's reach; the second reaches only a place where nobody lives."""
    walks = matrix([[None, 1200, None], [500, None, None], [None, 500, 500]])

    result = floating_catchment(walks, np.array([5, 7, 11]), np.array([0, 40, 15]), STEP, method)

    assert (result.delivered, result.undelivered) == (11, 12)
    assert result.access[0] == 0
    assert np.isfinite(result.access).all()


def test_an_empty_place_has_the_access_a_person_would_find_there() -> None:
    result = floating_catchment(matrix([[500, 500]]), np.array([10]), np.array([0, 40]), STEP)

    assert result.access.tolist() == [0.25, 0.25]


def test_the_walks_are_left_as_they_were() -> None:
    walks = matrix([[100, 1200], [900, 1000]])
    before = walks.copy()

    Decay(family="linear", limit_m=1000).weights(walks)

    assert walks.indices.tolist() == before.indices.tolist()
    assert walks.data.tolist() == before.data.tolist()


def test_amounts_that_are_unknown_or_negative_are_refused() -> None:
    walks = matrix([[500, 500]])
    with pytest.raises(DataError, match=r"Values of population .*: 1 \(first at b"):
        floating_catchment(walks, np.array([10]), pd.Series([1, np.nan], index=["a", "b"]), STEP)
    with pytest.raises(DataError, match="Values of supply"):
        floating_catchment(walks, np.array([-1]), np.array([1, 2]), STEP)
    with pytest.raises(DataError, match="Values of population: 3; places: 2"):
        floating_catchment(walks, np.array([1]), np.array([1, 2, 3]), STEP)


def pysal_access(
    walks: sparse.csr_array, supply: np.ndarray, people: np.ndarray, limit_m: float, weight: Callable | None
) -> np.ndarray:
    """Return the same by PySAL; places it leaves out have 0."""
    entries = walks.tocoo()
    pairs = pd.DataFrame({"origin": entries.coords[1], "dest": entries.coords[0], "cost": entries.data})
    model = pysal.Access(
        demand_df=pd.DataFrame({"people": people}, index=pd.RangeIndex(len(people), name="geoid")),
        demand_value="people",
        supply_df=pd.DataFrame({"hours": supply}, index=pd.RangeIndex(len(supply), name="geoid")),
        supply_value="hours",
        cost_df=pairs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    if weight is None:
        result = model.two_stage_fca(max_cost=limit_m)
    else:
        result = model.enhanced_two_stage_fca(max_cost=limit_m, weight_fn=weight)
    return result.iloc[:, 0].reindex(range(len(people))).fillna(0).to_numpy()


@pytest.mark.parametrize(
    ("decay", "weight"),
    [
        (STEP, None),
        (ZONES, pysal.weights.step_fn({300: 1, 600: 0.68, 1000: 0.22})),
        (Decay(family="gaussian", limit_m=1000, scale_m=350), pysal.weights.gaussian(350)),
    ],
    ids=["2sfca", "e2sfca", "gaussian"],
)
@pytest.mark.parametrize("seed", range(3))
def test_catchments_are_those_of_pysal(decay: Decay, weight: Callable | None, seed: int) -> None:
    rng = np.random.default_rng(seed)
    walks = sparse.csr_array(rng.uniform(1, 1400, (12, 150)) * (rng.random((12, 150)) < 0.3))
    supply, people = rng.uniform(1, 40, 12), rng.uniform(1, 500, 150)

    ours: Access = floating_catchment(walks, supply, people, decay)

    theirs = pysal_access(walks, supply, people, 1000, weight)
    assert np.abs(ours.access / np.where(theirs > 0, theirs, 1) - (theirs > 0)).max() < 1e-9
