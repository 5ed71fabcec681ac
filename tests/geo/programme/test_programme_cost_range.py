"""What a plan costs at the ends of the published prices: by hand, around its own cost, and untouched by offers."""

import pytest
from pydantic import ValidationError

from geo.programme.plan.cost_range import CostRange, cost_range
from geo.settings.programme import Programme, Quote, Tier
from tests.toy_plans import BUILDINGS, assessment, to_write

WHOLE = Tier(key="whole", floor_share=1.0, served_share=0.8)


def ranged(programme: Programme) -> tuple[CostRange, float, float]:
    """Return the range of a plan's cost, and its own first cost and running cost."""
    found = assessment()
    plan = to_write(found, programme).plan
    assert plan.has_plan
    return cost_range(plan, found.evidence), plan.rows["capex_eur"].sum(), plan.rows["opex_eur_per_year"].sum()


def only(building: str, **settings: object) -> Programme:
    """Return a programme that may equip this building and no other."""
    others = tuple(key for key in BUILDINGS if key != building)
    base = {"first_year": 2027, "budgets_eur": (50_000.0,), "floor_share": 0.0, "tiers": (WHOLE,), "reach_m": 130.0}
    return Programme(**{**base, "excluded": others, "forced_in": (building,), **settings})


def test_the_library_by_hand() -> None:
    # 450 m2: 3 points at 150 m2 each, 2 at 250, 5 at 90; 900 EUR a point, 1,500 + 400 EUR once, fibre is there.
    found, capex, opex = ranged(only("b1-library"))
    assert (capex, opex) == (3 * 900 + 1900, 3 * 600)
    assert found == CostRange(2 * 900 + 1900, 5 * 900 + 1900, 2 * 500, 5 * 1500)


def test_an_offer_does_not_move() -> None:
    offer = {"c8-quoted": {"whole": Quote(capex_eur=3000.0, opex_eur_per_year=500.25)}}
    found, _capex, _opex = ranged(only("c8-quoted", quotes=offer))
    assert found == CostRange(3000.0, 3000.0, 500.25, 500.25)


def test_without_intervals_there_is_one_cost() -> None:
    found, capex, opex = ranged(Programme(first_year=2027, budgets_eur=(30_000.0, 20_000.0), price_ranges={}))
    assert found == CostRange(capex, capex, opex, opex)


def test_a_plan_with_upgrades_lies_between_its_ends() -> None:
    budgets = (4_000.0, 9_000.0, 15_000.0)
    found, capex, opex = ranged(Programme(first_year=2027, budgets_eur=budgets, floor_share=0.0, reach_m=130.0))
    assert found.capex_low_eur <= capex <= found.capex_high_eur
    assert found.opex_low_eur_per_year < opex < found.opex_high_eur_per_year


@pytest.mark.parametrize(
    ("ranges", "said"),
    [
        ({"access_points": (1, 2)}, "price_ranges.access_points: there is no such price"),
        ({"survey_eur": (500, 400)}, "price_ranges.survey_eur: 500 to 400 is no interval"),
        ({"area_per_access_point_m2": (0, 100)}, "price_ranges.area_per_access_point_m2"),
    ],
)
def test_an_interval_that_is_none_is_refused(ranges: dict, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Programme(price_ranges=ranges)
