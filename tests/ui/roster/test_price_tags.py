"""Prices of the roster's rules behind the page: the engine's, told one by one, and their words."""

import time

import numpy as np
import pytest

from geo.roster import RosterPrice, RosterRule
from geo.settings.roster import Roster
from tests.geo.roster.roster_towns import BASE
from tests.geo.roster.test_roster_prices import TOWN
from ui.planning.planner import Planner
from ui.roster.planning import Planning
from ui.roster.price_tags import price_words
from ui.roster.standing import Standing
from words import translator
from words.numbers import Numbers


def planned(roster: Roster) -> Standing:
    """Return the end of the planning of a roster, as the page's planner does it."""
    planner, end = Planner(), time.monotonic() + 60
    planning = planner.open("r", lambda: Planning(TOWN.evidence(), roster), None)
    while planning.standing().phase != "done":
        assert time.monotonic() < end, "the roster was not planned in time"
        time.sleep(0.02)
    standing = planning.standing()
    planner.close()
    return standing


@pytest.mark.slow
def test_rules_are_priced_once_the_roster_stands() -> None:
    """Without the forced door its pair goes to where it gives 7 instead of 2."""
    standing = planned(BASE.model_copy(update={"aidants": 4, "forced_in": ("b1",)}))
    (price,) = standing.prices
    assert (price.rule.kind, price.rule.subject, price.verdict) == ("forced_in", "b1", "costs")
    assert (price.low, price.helps_per_week, price.high) == pytest.approx((5, 5, 5), abs=1e-3)
    assert planned(BASE.model_copy(update={"aidants": 4})).prices == ()


@pytest.mark.slow
def test_of_a_roster_that_cannot_be_each_rule_says_whether_it_could_without_it() -> None:
    """One pair cannot be at two doors; without one of the two it can."""
    standing = planned(BASE.model_copy(update={"aidants": 2, "forced_in": ("b0", "b1")}))
    assert standing.status == "infeasible"
    assert {each.rule.subject: each.verdict for each in standing.prices} == {"b0": "possible", "b1": "possible"}


@pytest.mark.parametrize(
    ("kind", "verdict", "said"),
    [
        ("forced_in", "costs", "Price in helps a week: 1.5 (1.0 to 2.2)."),
        ("excluded", "costs", "With it, helps a week more: 1.5 (1.0 to 2.2)."),
        ("floor", "costs", "Price of this share in helps a week: 1.5 (1.0 to 2.2)."),
        ("forced_in", "nothing", "Price: nothing, the best roster keeps it anyway."),
        ("excluded", "nothing", "Price: nothing, the best roster has no aidants there anyway."),
        ("floor", "too_wide", "Price in helps a week: less than 2.2; closer than that is not proven."),
        ("floor", "possible", "Without this alone, a roster is possible."),
        ("excluded", "impossible", "Even without this alone, no roster is possible."),
        ("floor", "not_known", "Its price was not found in the time given."),
    ],
)
def test_a_price_is_said_as_sure_as_it_is(kind: str, verdict: str, said: str) -> None:
    numbers = Numbers("en", translator("en"))
    known = verdict in ("costs", "nothing", "too_wide")
    low, helps, high = (1.0, 1.5, 2.2) if known else (np.nan,) * 3
    price = RosterPrice(RosterRule(kind, "b1"), helps, low, high, verdict, known, np.nan)
    assert price_words(price, numbers) == said
