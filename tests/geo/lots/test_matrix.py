"""Districts and kinds with fixed totals: on paper, against every matrix there is, and where none can be."""

import itertools
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.lots.divisors import simplest
from geo.lots.matrix import Matrix, biproportional
from geo.lots.scaling import HALF
from geo.lots.shortfall import Entry, Key, most_of, shortfall
from tests.laws import draws

Totals = dict[str, int]
Problem = tuple[dict[Key, Entry], Totals, Totals]


def free(needs: Mapping[Key, int], most: int = 99) -> dict[Key, Entry]:
    return {key: Entry(Fraction(need), 0, most) for key, need in needs.items()}


def worth(cells: Mapping[Key, Entry], lots: Mapping[Key, int]) -> Fraction:
    """Return what a matrix is worth: the product of need / (n - 1/2) over every device above the least."""
    return math.prod(
        (cells[key].need / (n - HALF) for key, have in lots.items() for n in range(cells[key].least + 1, have + 1)),
        start=Fraction(1),
    )


def matrices(cells: Mapping[Key, Entry], districts: Totals, kinds: Totals) -> Iterator[dict[Key, int]]:
    """Return every matrix that keeps totals and bounds."""
    for way in itertools.product(*(range(cell.least, most_of(cell) + 1) for cell in cells.values())):
        lots = dict(zip(cells, way, strict=True))
        if all(sum(n for (d, _), n in lots.items() if d == each) == total for each, total in districts.items()) and all(
            sum(n for (_, k), n in lots.items() if k == each) == total for each, total in kinds.items()
        ):
            yield lots


@st.composite
def problems(draw: st.DrawFn, possible: bool) -> Problem:
    """Draw two or three districts and kinds; ``possible``: with the totals of some matrix."""
    districts = [f"d{n}" for n in range(draw(st.integers(1, 3)))]
    kinds = [f"k{n}" for n in range(draw(st.integers(1, 3 if len(districts) < 3 else 2)))]
    cells = {}
    for key in itertools.product(districts, kinds):
        least = draw(st.integers(0, 1))
        need = draw(st.sampled_from([0, 1, 2, 3, 5, 7, 10, 50]))
        cells[key] = Entry(Fraction(need), least, least + draw(st.integers(0, 3)))
    if possible:
        lots = {key: draw(st.integers(cell.least, most_of(cell))) for key, cell in cells.items()}
        by_district = {each: sum(lots[each, kind] for kind in kinds) for each in districts}
        return cells, by_district, {each: sum(lots[district, each] for district in districts) for each in kinds}
    by_kind = {k: sum(cells[d, k].least for d in districts) + draw(st.integers(0, 2)) for k in kinds}
    cuts = sorted(draw(st.integers(0, sum(by_kind.values()))) for _ in districts[1:])
    ends = [0, *cuts, sum(by_kind.values())]
    return cells, {d: then - first for d, first, then in zip(districts, ends, ends[1:], strict=False)}, by_kind


def proven(cells: Mapping[Key, Entry], found: Matrix) -> bool:
    """Say whether every entry is its need by both divisors, rounded, within its bounds."""
    for (district, kind), lots in found.lots.items():
        cell = cells[district, kind]
        quotient = cell.need / (found.districts[district] * found.kinds[kind])
        if lots < most_of(cell) and quotient > lots + HALF:
            return False
        if cell.need and lots > cell.least and quotient < lots - HALF:
            return False
    return True


def test_two_districts_and_two_kinds_on_paper() -> None:
    """Three for the east, six for the west; five PCs, four tablets.

    By 37 in the east and 12 in the west, tablets by 0.6 of it: 60 / 37 = 1.6 and 30 / 22.2 = 1.4; 40 / 12 = 3.3 and
    20 / 7.2 = 2.8.
    """
    cells = free({("east", "pc"): 60, ("east", "tablet"): 30, ("west", "pc"): 40, ("west", "tablet"): 20})
    found = biproportional(cells, {"east": 3, "west": 6}, {"pc": 5, "tablet": 4})
    assert found.lots == {("east", "pc"): 2, ("east", "tablet"): 1, ("west", "pc"): 3, ("west", "tablet"): 3}
    assert (found.districts, found.kinds) == ({"east": 37, "west": 12}, {"pc": 1, "tablet": Fraction(3, 5)})
    assert proven(cells, found)
    assert found.tied == ()


def test_where_two_matrices_have_equal_right_the_entries_are_named() -> None:
    cells = free(dict.fromkeys(itertools.product(("east", "west"), ("pc", "tablet")), 10))
    found = biproportional(cells, {"east": 1, "west": 1}, {"pc": 1, "tablet": 1})
    assert sum(found.lots.values()) == 2
    assert set(found.tied) == set(cells)


def test_an_entry_nobody_needs_stays_at_its_least() -> None:
    cells = free({("east", "pc"): 0, ("east", "tablet"): 5, ("west", "pc"): 5, ("west", "tablet"): 5})
    found = biproportional(cells, {"east": 2, "west": 3}, {"pc": 2, "tablet": 3})
    assert found.lots == {("east", "pc"): 0, ("east", "tablet"): 2, ("west", "pc"): 2, ("west", "tablet"): 1}


def test_totals_that_cannot_be_kept_are_named_with_their_sums() -> None:
    """The east takes two tablets at most, and of five PCs the west must have one: at most six for it."""
    cells = {
        ("east", "pc"): Entry(Fraction(9), 0, 9),
        ("east", "tablet"): Entry(Fraction(9), 0, 2),
        ("west", "pc"): Entry(Fraction(9), 1, 9),
        ("west", "tablet"): Entry(Fraction(9), 0, 9),
    }
    short = shortfall(cells, {"east": 7, "west": 3}, {"pc": 5, "tablet": 5})
    assert short is not None
    assert (short.districts, short.asked, short.most) == (("east",), 7, 6)
    assert (short.by_room, short.room, short.by_total, short.remaining) == (("tablet",), 2, ("pc",), 4)
    assert shortfall(cells, {"east": 6, "west": 4}, {"pc": 5, "tablet": 5}) is None
    with pytest.raises(ValueError, match="no matrix"):
        biproportional(cells, {"east": 7, "west": 3}, {"pc": 5, "tablet": 5})
    with pytest.raises(ValueError, match="no matrix"):
        biproportional(cells, {"east": 7, "west": 4}, {"pc": 5, "tablet": 5})


@draws(300, everyday=40)
@given(problem=problems(possible=True))
def test_of_every_matrix_there_is_it_is_the_one_with_most_right(problem: Problem) -> None:
    cells, districts, kinds = problem
    found = biproportional(cells, districts, kinds)
    assert proven(cells, found)
    every = list(matrices(cells, districts, kinds))
    best = max(worth(cells, each) for each in every)
    tops = [each for each in every if worth(cells, each) == best]
    assert found.lots in tops
    assert set(found.tied) == {key for key in cells if len({each[key] for each in tops}) > 1}


@draws(300, everyday=40)
@given(problem=problems(possible=False))
def test_a_conflict_is_told_where_no_matrix_exists_and_nowhere_else(problem: Problem) -> None:
    cells, districts, kinds = problem
    short = shortfall(cells, districts, kinds)
    assert (short is None) == any(True for _ in matrices(cells, districts, kinds))
    if short is not None:
        assert short.asked == sum(districts[each] for each in short.districts) > short.most


@draws(60, everyday=10)
@given(problem=problems(possible=True), data=st.data())
def test_the_order_of_rows_and_the_unit_of_need_change_nothing(problem: Problem, data: st.DataObject) -> None:
    cells, districts, kinds = problem
    found = biproportional(cells, districts, kinds)
    turned = dict(data.draw(st.permutations(list(cells.items()))))
    assert biproportional(turned, dict(reversed(districts.items())), kinds).lots == found.lots
    assume(not found.tied)
    sevenfold = {key: Entry(cell.need * 7, cell.least, cell.most) for key, cell in cells.items()}
    assert biproportional(sevenfold, districts, kinds).lots == found.lots


def test_a_city_of_fifteen_districts_ends_with_short_divisors() -> None:
    names = [f"d{n:02}" for n in range(15)]
    cells = {
        (name, kind): Entry(Fraction(1000 + 137 * at * step % 4001), 2, 900)
        for at, name in enumerate(names)
        for step, kind in enumerate(("pc", "laptop", "tablet"), 1)
    }
    districts = {name: 20 + 31 * at % 47 for at, name in enumerate(names)}
    whole = sum(districts.values())
    kinds = {"pc": whole // 2, "laptop": whole // 5, "tablet": whole - whole // 2 - whole // 5}
    found = biproportional(cells, districts, kinds)
    assert {d: sum(found.lots[d, k] for k in kinds) for d in districts} == districts
    assert {k: sum(found.lots[d, k] for d in districts) for k in kinds} == kinds
    assert proven(cells, found)
    assert all(len(str(float(each))) <= 7 for each in (*found.districts.values(), *found.kinds.values()))


@draws(200, everyday=30)
@given(low=st.fractions(Fraction(1, 10**6), 10**6), wider=st.fractions(0, 10))
def test_a_short_number_lies_between_its_ends(low: Fraction, wider: Fraction) -> None:
    high = low * (1 + wider)
    assert low <= simplest(low, high) <= high
