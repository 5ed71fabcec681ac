"""Residents shared out among residences: nobody lost, nobody invented."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.location import frame_sectors
from geo.population.residences import disaggregate
from tests import toyville as toy
from tests.laws import draws

SECTORS = frame_sectors(toy.sectors(), toy.PLACE)


def test_a_quarter_and_three_quarters_on_paper():
    spread = disaggregate(SECTORS, toy.population(), toy.residences(toy.RESIDENCES))
    assert spread.demand.loc["r000", "population"] == 25
    assert spread.demand.loc["r001", "population"] == 75
    assert spread.demand.loc["r017", "population"] == 675
    assert spread.demand["located"].all()
    assert spread.demand["population"].sum() == 4500


def test_residents_without_residences_stand_on_a_point_of_their_sector():
    spread = disaggregate(SECTORS, toy.population(), toy.residences([(50, 50, 2.0)]))
    alone = spread.demand.loc[f"sector:{toy.code('c3')}"]
    assert alone["population"] == 900
    assert not alone["located"]
    assert toy.square("c3").contains(alone["geometry"])
    assert len(spread.demand) == 9
    assert spread.demand["population"].sum() == 4500


def test_no_residences_layer_at_all():
    spread = disaggregate(SECTORS, toy.population(), None)
    assert len(spread.demand) == 9
    assert not spread.demand["located"].any()


def test_people_of_codes_without_outline_stay_visible():
    spread = disaggregate(SECTORS, toy.population(unlocated=77), toy.residences(toy.RESIDENCES))
    assert spread.unlocated == 77
    assert spread.demand["population"].sum() == 4500


def test_residences_outside_every_sector_are_set_aside_and_counted():
    spread = disaggregate(SECTORS, toy.population(), toy.residences([*toy.RESIDENCES, (-5, 50, 9.0), (301, 301, 9.0)]))
    assert spread.residences_outside == 2
    assert spread.demand["population"].sum() == 4500


def test_a_residence_on_a_shared_border_belongs_to_the_lower_code():
    spread = disaggregate(SECTORS, toy.population(), toy.residences([(100, 50, 1.0), (150, 50, 1.0), (50, 50, 1.0)]))
    assert spread.demand.loc["r000", "sector_code_statbel"] == toy.code("a1")


def test_residences_of_weight_zero_carry_nobody():
    spread = disaggregate(SECTORS, toy.population(), toy.residences([(50, 50, 0.0), (60, 50, 2.0), (150, 50, 0.0)]))
    assert "r000" not in spread.demand.index
    assert spread.demand.loc["r001", "population"] == 100
    assert not spread.demand.loc[f"sector:{toy.code('a2')}", "located"]


def test_an_empty_sector_has_nobody_at_its_residences_and_no_point_of_its_own():
    """Of two without residents, a1 has a residence and a2 has none; in a3 less than one person lives in each house."""
    counts = toy.POPULATION | {"a1": 0, "a2": 0, "a3": 1}
    places = [(50, 50, 1.0), (220, 50, 1.0), (240, 50, 1.0), (260, 50, 2.0)]
    spread = disaggregate(SECTORS, toy.population(counts), toy.residences(places))
    assert spread.demand.loc[["r001", "r002", "r003"], "population"].tolist() == [0.25, 0.25, 0.5]
    standing = {f"sector:{toy.code(name)}" for name in ("b1", "b2", "b3", "c1", "c2", "c3")}
    assert set(spread.demand.index) == {"r001", "r002", "r003"} | standing
    assert spread.demand["population"].sum() == sum(counts.values())


def test_weights_count_by_their_proportion_however_large_or_small():
    for scale in (1e-200, 1e200, 3e307):
        spread = disaggregate(SECTORS, toy.population(), toy.residences([(50, 50, scale), (60, 50, 3 * scale)]))
        assert spread.demand.loc[["r000", "r001"], "population"].tolist() == pytest.approx([25, 75])


def test_a_sector_without_a_figure_is_unknown_not_empty():
    residents = {name: count for name, count in toy.POPULATION.items() if name != "b2"}
    spread = disaggregate(SECTORS, toy.population(residents), toy.residences(toy.RESIDENCES))
    assert np.isnan(spread.residents[toy.code("b2")])
    assert toy.code("b2") not in set(spread.demand["sector_code_statbel"])


def test_a_sector_named_twice_is_refused():
    population = toy.population()
    twice = population.loc[[0, *range(9)]].reset_index(drop=True)
    with pytest.raises(DataError, match="52011A01-"):
        disaggregate(SECTORS, twice, None)


@draws(60)
@given(
    places=st.lists(
        st.tuples(
            st.floats(-20, 320, allow_nan=False),
            st.floats(-20, 320, allow_nan=False),
            st.one_of(st.just(0.0), st.floats(1e-300, 1e300)),
        ),
        max_size=40,
    ),
    residents=st.lists(st.integers(0, 5_000_000), min_size=9, max_size=9),
    unlocated=st.integers(0, 1000),
)
def test_mass_is_preserved_to_the_last_resident(places, residents, unlocated):
    counts = dict(zip(toy.NAMES, residents, strict=True))
    spread = disaggregate(SECTORS, toy.population(counts, unlocated), toy.residences(places))
    by_sector = spread.demand.groupby("sector_code_statbel")["population"].sum()
    for name, count in counts.items():
        assert by_sector.get(toy.code(name), 0.0) == pytest.approx(count, rel=1e-12, abs=1e-9)
    assert (spread.demand["population"] >= 0).all()
    assert spread.demand["population"].sum() + spread.unlocated == pytest.approx(sum(residents) + unlocated, rel=1e-12)
    assert spread.demand.index.is_monotonic_increasing
