"""Classes merged for the places of a roster: alike in all that a flow sees, whichever way they are found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from geo.roster.classes import Alike, Classes, merged
from geo.roster.need import Need
from tests.laws import draws

AREAS, PROFILES = 2, 2


def need_of(near: np.ndarray, kinds: list[tuple[int, int, int]]) -> Need:
    """Return classes of (need, profile, area), and which of some places (rows of ``near``) are by each."""
    amount, profile, area = (np.array(column, dtype=np.int64) for column in zip(*kinds, strict=True))
    return Need(
        amount=amount,
        profile=profile,
        area=area,
        doors=sparse.csr_array(near.T.astype(np.int8)),
        existing=sparse.csr_array((len(kinds), 0), dtype=np.int8),
        area_names=("North", "South"),
        area_total=np.array([amount[area == each].sum() for each in range(AREAS)]),
        total=int(amount.sum()),
        reachable=int(amount.sum()),
        low=0.0,
        high=0.0,
        seniors_assumed=0.0,
        of_places=sparse.csr_array((len(kinds), 0)),
    )


def by_hand(need: Need, places: list[int]) -> dict[tuple[int, int, frozenset[int]], int]:
    """Add up the need of those who are of one profile and area and have the same places near, class by class."""
    found: dict[tuple[int, int, frozenset[int]], int] = {}
    near = need.near.toarray()
    for each, amount in enumerate(need.amount.tolist()):
        kind = (int(need.profile[each]), int(need.area[each]), frozenset(p for p in places if near[p, each]))
        found[kind] = found.get(kind, 0) + amount
    return found


def told(classes: Classes, places: list[int]) -> dict[tuple[int, int, frozenset[int]], int]:
    """Read the same out of classes, and see that none is there twice."""
    found = {}
    for each, amount in enumerate(classes.amount.tolist()):
        near = classes.row[classes.near == each].tolist()
        assert len(near) == len(set(near))
        kind = (int(classes.profile[each]), int(classes.area[each]), frozenset(places[row] for row in near))
        assert kind not in found
        found[kind] = amount
    return found


@st.composite
def needs(draw: st.DrawFn) -> Need:
    kinds = st.tuples(st.integers(0, 9), st.integers(0, PROFILES - 1), st.integers(-1, AREAS - 1))
    drawn = draw(st.lists(kinds, min_size=1, max_size=12))
    places = draw(st.integers(1, 6))
    cells = draw(st.lists(st.booleans(), min_size=places * len(drawn), max_size=places * len(drawn)))
    return need_of(np.array(cells).reshape(places, len(drawn)), drawn)


@given(need=needs(), data=st.data())
@draws(300, everyday=30)
def test_classes_are_those_counted_by_hand_whatever_was_asked_before(need: Need, data: st.DataObject) -> None:
    every = list(range(need.near.shape[0]))
    alike = Alike(need)
    for places in data.draw(st.lists(st.sets(st.sampled_from(every)).map(sorted), min_size=1, max_size=12)):
        rows = np.array(places, dtype=np.int64)
        asked = alike(rows)
        for classes in (merged(need, rows), asked):
            assert told(classes, places) == by_hand(need, places)
            together = np.zeros(len(classes.amount), dtype=np.int64)
            np.add.at(together, classes.label, need.amount)
            assert together.tolist() == classes.amount.tolist()
            assert np.bincount(classes.label, minlength=len(classes.size)).tolist() == classes.size.tolist()


def test_a_place_more_splits_a_former_set_and_tells_nothing_apart_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    near = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]], dtype=bool)
    need = need_of(near, [(5, 0, 0), (7, 0, 0), (9, 0, 0), (2, 1, 1)])
    alike = Alike(need)
    alike(np.array([0]))
    monkeypatch.setattr("geo.roster.classes.merged", None)
    # Between places that were there, after them, and beside a set that was itself found so.
    for places in ([0, 1], [0, 2], [0, 1, 2]):
        assert told(alike(np.array(places)), places) == by_hand(need, places)
