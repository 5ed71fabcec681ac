"""Sainte-Lague: worked examples, its laws, and the same lots from other ways to compute them."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lots.shares import Claim, largest_remainder, quotas, share_out
from tests.laws import draws


@st.composite
def claims(draw: st.DrawFn, most_places: int = 8, bounded: bool = True) -> list[Claim]:
    """Draw places: needs from nothing to a thousand, some of them equal, least lots and caps."""
    needs = draw(st.lists(st.integers(0, 30) | st.integers(0, 1000), min_size=1, max_size=most_places))
    found = []
    for number, need in enumerate(needs):
        least = draw(st.integers(0, 3)) if bounded else 0
        most = least + draw(st.integers(0, 12)) if bounded else 500
        found.append(Claim(f"p{number}", Fraction(need), least, most))
    return found


def least_of(places: list[Claim]) -> int:
    return sum(each.least for each in places)


def room(places: list[Claim]) -> int:
    return sum(each.most if each.need else each.least for each in places)


def by_divisor(places: list[Claim], total: int) -> dict[str, int] | None:
    """Return the lots by the divisor itself, found by halving: each need divided by it and rounded; None in a tie."""

    def lots(factor: Fraction) -> dict[str, int]:
        return {p.key: min(max(int(p.need * factor + Fraction(1, 2)), p.least), p.most) for p in places}

    low, high = Fraction(0), Fraction(2 * max((each.most for each in places), default=0) + 2)
    for _ in range(200):
        middle = (low + high) / 2
        found = lots(middle)
        if sum(found.values()) == total:
            return found
        low, high = (middle, high) if sum(found.values()) < total else (low, middle)
    return None


def test_seven_devices_on_paper() -> None:
    """53, 24, 23: the queue is 53, 24, 23, 17.7, 10.6, 8, 7.67; then 7.57 for the first. Largest remainder: 4, 2, 1."""
    towns = [Claim("a", Fraction(53), 0, 20), Claim("b", Fraction(24), 0, 20), Claim("c", Fraction(23), 0, 20)]
    shares = share_out(towns, 7)
    assert shares.lots == {"a": 3, "b": 2, "c": 2}
    assert (shares.last, shares.following, shares.tied, shares.bound) == ("c", "a", (), Fraction(53, 7))
    assert largest_remainder(towns, 7) == {"a": 4, "b": 2, "c": 1}


def test_the_minimum_is_a_start_and_the_cap_an_end() -> None:
    """With two each to start, 100 and 10 share six more: 100/5, 100/7, 100/9, then the cap of 5; the rest to 10."""
    shares = share_out([Claim("large", Fraction(100), 2, 5), Claim("small", Fraction(10), 2, 9)], 10)
    assert shares.lots == {"large": 5, "small": 5}
    assert (shares.last, shares.following, shares.left) == ("small", "small", 0)


def test_a_tie_goes_to_the_first_key_and_is_told() -> None:
    shares = share_out([Claim("b", Fraction(30), 0, 9), Claim("a", Fraction(30), 0, 9)], 3)
    assert shares.lots == {"a": 2, "b": 1}
    assert shares.tied == ("a", "b")
    assert share_out([Claim("b", Fraction(30), 0, 9), Claim("a", Fraction(30), 0, 9)], 4).tied == ()


def test_devices_nobody_has_room_for_are_left() -> None:
    shares = share_out([Claim("a", Fraction(5), 0, 2), Claim("nobody", Fraction(0), 1, 9)], 10)
    assert (shares.lots, shares.left, shares.following) == ({"a": 2, "nobody": 1}, 7, None)


def test_too_few_for_the_least_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer devices"):
        share_out([Claim("a", Fraction(5), 3, 5)], 2)


def test_largest_remainder_takes_a_device_away() -> None:
    """The Alabama paradox, and why it is not used: with one more to give, the smallest loses one."""
    towns = [Claim(key, Fraction(need), 0, 99) for key, need in (("a", 6), ("b", 6), ("c", 2))]
    assert [largest_remainder(towns, total)["c"] for total in (10, 11)] == [2, 1]
    assert [share_out(towns, total).lots["c"] for total in (10, 11)] == [1, 1]


@draws(400, everyday=30)
@given(places=claims(), extra=st.integers(0, 80))
def test_sum_bounds_and_divisor(places: list[Claim], extra: int) -> None:
    total = least_of(places) + extra
    shares = share_out(places, total)
    assert sum(shares.lots.values()) + shares.left == total
    assert shares.left == max(0, total - room(places))
    assert all(each.least <= shares.lots[each.key] <= each.most for each in places)
    up = [each.quotient(shares.lots[each.key]) for each in places if shares.lots[each.key] < each.most]
    down = [each.quotient(shares.lots[each.key] - 1) for each in places if shares.lots[each.key] > each.least]
    assert not up or not down or max(up) <= min(down)


@draws(400, everyday=30)
@given(places=claims(), extra=st.integers(0, 60))
def test_one_more_device_never_takes_one_away(places: list[Claim], extra: int) -> None:
    total = least_of(places) + extra
    fewer, more = share_out(places, total), share_out(places, total + 1)
    changed = {key for key in fewer.lots if fewer.lots[key] != more.lots[key]}
    assert all(more.lots[key] == fewer.lots[key] + 1 for key in changed)
    assert changed == ({fewer.following} if fewer.following else set())
    assert not changed or more.last == fewer.following


@draws(400, everyday=30)
@given(places=claims(), extra=st.integers(0, 60), grown=st.integers(1, 300), shrunk=st.integers(0, 300), data=st.data())
def test_whose_need_grows_never_loses_to_whose_need_shrinks(
    places: list[Claim], extra: int, grown: int, shrunk: int, data: st.DataObject
) -> None:
    total = least_of(places) + extra
    one = data.draw(st.integers(0, len(places) - 1))
    other = data.draw(st.integers(0, len(places) - 1))
    after = list(places)
    if other != one:
        less = max(Fraction(0), places[other].need - shrunk)
        after[other] = Claim(places[other].key, less, places[other].least, places[other].most)
    after[one] = Claim(places[one].key, places[one].need + grown, places[one].least, places[one].most)
    first, then = share_out(places, total).lots, share_out(after, total).lots
    key = places[one].key
    assert then[key] >= first[key] or (other != one and then[places[other].key] <= first[places[other].key])
    if other == one:
        assert then[key] >= first[key]
        assert all(then[each] <= first[each] for each in first if each != key)


@draws(200, everyday=30)
@given(places=claims(), extra=st.integers(0, 60), data=st.data())
def test_the_order_of_rows_changes_nothing(places: list[Claim], extra: int, data: st.DataObject) -> None:
    total = least_of(places) + extra
    other = data.draw(st.permutations(places))
    assert share_out(places, total) == share_out(other, total)
    assert repr(share_out(places, total)) == repr(share_out(other, total))
    assert quotas(places, total) == quotas(other, total)
    assert largest_remainder(places, total) == largest_remainder(other, total)


@draws(400, everyday=30)
@given(places=claims(), extra=st.integers(0, 60))
def test_the_same_lots_by_the_divisor_itself(places: list[Claim], extra: int) -> None:
    total = least_of(places) + extra
    shares = share_out(places, total)
    found = by_divisor([each for each in places if each.need], total - sum(e.least for e in places if not e.need))
    if found is None:
        # No divisor gives that sum: places stand equal, or all are full, or nothing follows the least lots.
        assert shares.tied or shares.left or total == least_of(places)
    elif not shares.tied:
        assert {key: shares.lots[key] for key in found} == found


@draws(100, everyday=15)
@given(places=claims(most_places=3), extra=st.integers(0, 5))
def test_of_all_ways_to_share_it_is_one_no_swap_improves(places: list[Claim], extra: int) -> None:
    """Webster's lots make ``sum(lots^2 / need)`` least among all that keep the bounds and the sum."""
    needy = [each for each in places if each.need]
    total = min(least_of(needy) + extra, room(needy))
    if not needy:
        return
    ways = itertools.product(*(range(each.least, min(each.most, total) + 1) for each in needy))

    def unfair(lots: tuple[int, ...]) -> Fraction:
        return sum((Fraction(n * n) / each.need for n, each in zip(lots, needy, strict=True)), Fraction(0))

    best = min(unfair(way) for way in ways if sum(way) == total)
    shares = share_out(needy, total)
    assert unfair(tuple(shares.lots[each.key] for each in needy)) == best


@draws(200, everyday=30)
@given(places=claims(), extra=st.integers(0, 60))
def test_quotas_add_up_and_share_one_factor(places: list[Claim], extra: int) -> None:
    total = least_of(places) + extra
    share = quotas(places, total)
    needy = [each for each in places if each.need]
    assert sum(share.values()) == min(total, room(places))
    free = {share[each.key] / each.need for each in needy if each.least < share[each.key] < each.most}
    assert len(free) <= 1
    lots = largest_remainder(places, total)
    assert sum(lots.values()) == min(total, room(places))
    assert all(abs(lots[key] - share[key]) < 1 for key in lots)


@draws(200, everyday=20)
@given(places=claims(bounded=False), total=st.integers(0, 200))
def test_equal_to_the_package_apportionment(places: list[Claim], total: int) -> None:
    """It has neither minimum nor cap; where places stand equal it chooses another way, which is left out."""
    methods = pytest.importorskip("apportionment.methods", reason="the package apportionment is not installed")
    needy = [each for each in places if each.need]
    if not needy:
        return
    votes = [int(each.need) for each in needy]
    shares = share_out(needy, total)
    if not shares.tied:
        found = methods.compute("saintelague", votes, total, tiesallowed=True, verbose=False)
        assert [shares.lots[each.key] for each in needy] == list(found)
    ours = largest_remainder(needy, total)
    rests = sorted((quota % 1 for quota in quotas(needy, total).values()), reverse=True)
    cut = total - sum(int(quota) for quota in quotas(needy, total).values())
    if cut == 0 or rests[cut - 1] != rests[cut]:
        found = methods.compute("largest_remainder", votes, total, tiesallowed=True, verbose=False)
        assert [ours[each.key] for each in needy] == list(found)
