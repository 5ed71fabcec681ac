"""The address of a page: what it restores, and that nothing in it can do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.comparison import SUBJECTS
from geo.settings.parameters import Parameters
from tests.ui.address.test_programme_choices import CHOICES
from ui.address.roster_choices import AIDANTS, FLOOR_PERCENT, HALF_HOURS, WALK_M, RosterChoices
from ui.address.state import (
    DEVICES,
    FIRST,
    LOTS_HOURS,
    MEETING,
    MOST_DESKS,
    MOST_FOR_SCHOOLS,
    MOST_PCS,
    MOST_THOUSAND_EUR,
    PLAN_PANELS,
    PROFILES,
    RANKINGS,
    REACH_M,
    ROSTER_PANELS,
    State,
    read_state,
)

KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
WEIGHTS = st.sampled_from(sorted(Parameters().weights["wifi"]))

STATES = st.builds(
    State,
    language=st.sampled_from(("", "fr", "nl", "en")),
    commune=KEYS,
    mode=st.sampled_from(("", MEETING)),
    theme=KEYS,
    ranking=st.sampled_from(RANKINGS),
    scenario=KEYS,
    site=st.text(min_size=1, max_size=20),
    sector=KEYS,
    list=st.sampled_from(("", "sectors")),
    activities=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    sections=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    public=st.sampled_from(("", "yes", "no")),
    overlays=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    weights=st.dictionaries(
        st.sampled_from(RANKINGS), st.dictionaries(WEIGHTS, st.integers(0, 10), min_size=1), max_size=2
    ),
    gap=KEYS,
    reach=st.just(0) | st.integers(100, 3000),
    profile=st.sampled_from(("", *PROFILES)),
    when=st.sampled_from(("", "office_hours", "Wed 15:00", "Sun 07:30")),
    wifi_first=st.integers(0, 50),
    help_first=st.integers(0, 50),
    after=st.sampled_from(("", "roster", "wifi1", "wifi15")),
    walkers=st.sampled_from(("", *PROFILES)),
    programme=CHOICES,
    wave=st.just(0) | st.integers(2000, 2300),
    panel=st.sampled_from(("", *PLAN_PANELS[1:])),
    device=st.sampled_from(("", *DEVICES[1:])),
    lots_pcs=st.integers(0, MOST_PCS),
    lots_budget=st.integers(0, MOST_THOUSAND_EUR),
    lots_function=st.sampled_from(("", "yes", "no")),
    lots_desks=st.integers(0, MOST_DESKS),
    lots_hours=st.integers(0, LOTS_HOURS),
    lots_primary=st.integers(0, MOST_FOR_SCHOOLS),
    lots_secondary=st.integers(0, MOST_FOR_SCHOOLS),
    lots_forced=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    lots_excluded=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    lots_freed=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    roster=st.builds(
        RosterChoices,
        aidants=st.none() | st.integers(*AIDANTS),
        half_hours=st.none() | st.integers(*HALF_HOURS),
        walk=st.none() | st.integers(*WALK_M),
        floor=st.none() | st.integers(*FLOOR_PERCENT),
        forced=st.lists(KEYS, unique=True, max_size=3).map(tuple),
        excluded=st.lists(KEYS, unique=True, max_size=3).map(tuple),
        freed=st.lists(KEYS, unique=True, max_size=3).map(tuple),
    ),
    training=st.integers(0, 99),
    beside=st.sampled_from(("", *ROSTER_PANELS[1:])),
    half_day=KEYS,
    log=st.sampled_from(("", "reviews", "all")),
    entry=st.sampled_from(("", "3", "reviewed~BC0001~wifi_now")),
    unjudged=st.sampled_from(("", "yes")),
    every=st.sampled_from(("", "yes")),
    layer=KEYS,
    decided=st.sampled_from(("", "yes")),
    compared_a=KEYS,
    compared_b=st.sampled_from(("", "reference@0a1b2c3d", "plan:0a1b2c3d", "roster:0a1b2c3d", "here")),
    compared=st.sampled_from(("", *SUBJECTS)),
    compared_side=st.sampled_from(("", "a", "b", "swipe")),
    at=st.none() | st.tuples(st.just(50.41234), st.just(4.44), st.just(13.5)),
)


@given(STATES)
def test_an_address_restores_the_state_it_was_written_from(state: State) -> None:
    assert read_state(state.query()) == state


def test_the_default_state_needs_no_parameters() -> None:
    assert State().query() == {}
    assert read_state({}) == State()


NAMES = ("lang", "mode", "rank", "act", "show", "public", "at", "w.wifi", "w.aidants", "list", "site", "x")
REVIEW = ("gap", "reach", "profile", "when", "wifi_first", "help_first", "after", "walkers")


@given(st.dictionaries(st.sampled_from(NAMES + REVIEW), st.text(max_size=60)))
def test_whatever_stands_in_an_address_gives_a_state_within_bounds(query: dict[str, str]) -> None:
    state = read_state(query)
    assert state.language in ("", "fr", "nl", "en")
    assert state.ranking in RANKINGS
    assert all(0 <= weight <= 10 for weights in state.weights.values() for weight in weights.values())
    assert state.reach == 0 or REACH_M[0] <= state.reach <= REACH_M[1]
    assert 0 <= state.wifi_first <= FIRST
    assert {state.profile, state.walkers} <= {"", *PROFILES}
    assert read_state(state.query()) == state


@pytest.mark.parametrize("text", ["wed~15.00", "Wed 15:00", "mercredi~15h"])
def test_a_moment_is_read_however_it_is_written(text: str) -> None:
    assert read_state({"when": text}).when == "Wed 15:00"
    assert read_state({"when": text}).query() == {"when": "Wed~15.00"}


@pytest.mark.parametrize(
    "query", [{"when": "Wed~25.00"}, {"when": "<b>"}, {"reach": "99"}, {"reach": "-5"}, {"wifi_first": "51"}]
)
def test_a_choice_out_of_bounds_is_no_choice(query: dict[str, str]) -> None:
    assert read_state(query) == State()


def test_an_address_shared_long_ago_still_shows_the_places_of_help() -> None:
    assert read_state({"show": "wifi~support"}).overlays == ("wifi", "support_places")
    assert read_state({"show": "support_places~supported"}).overlays == ("support_places", "supported")


def test_a_view_outside_the_world_is_no_view() -> None:
    assert read_state({"at": "95~4.4~13"}).at is None
    assert read_state({"at": "50.4~4.4"}).at is None
    assert read_state({"at": "50.4~4.4~13.5"}).at == (50.4, 4.4, 13.5)
