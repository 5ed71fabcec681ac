"""What a programme assumes of buildings where nothing is known: in euros by hand, told, and only where asked for."""

from geo.programme.plan.plan import Plan
from geo.settings.programme import Programme, Tier
from tests.toy_plans import BUILDINGS, assessment, to_write

WHOLE = Tier(key="whole", floor_share=1.0, served_share=0.8)


def planned(building: str, variant: str, **settings: object) -> Plan:
    """Plan one building of Toyville and no other."""
    others = tuple(key for key in BUILDINGS if key != building)
    base = {"first_year": 2027, "budgets_eur": (50_000.0,), "floor_share": 0.0, "tiers": (WHOLE,), "reach_m": 130.0}
    return to_write(assessment(variant), Programme(**{**base, "excluded": others, **settings})).plan


def told(plan: Plan, code: str) -> dict[str, object] | None:
    return next((note.parameters for note in plan.notes if note.code == code), None)


def test_an_assumed_floor_area_is_that_of_the_building() -> None:
    # 420 m2 are 3 access points; the mill stands where fibre is available, and has 300 m2 of its own: 2 points.
    known, unknown = "c7-mill", "c6-barn"
    assert planned(unknown, "full").waiting.loc[unknown, "reason"] == "floor_area_not_known"
    plan = planned(unknown, "full", assumed_floor_area_m2=420.0)
    assert plan.rows["capex_eur"].tolist() == [3 * 900 + 1500 + 400]
    assert told(plan, "programme.floor_area_assumed") == {"count": 3, "area": "420"}, "so do c5-barn and c8-quoted"
    assert planned(known, "full", assumed_floor_area_m2=420.0).rows["access_points"].tolist() == [2]


def test_no_fibre_is_the_dearest_entry() -> None:
    # Without a fibre layer nothing is known; the library has 450 m2: 3 access points.
    library = "b1-library"
    assert planned(library, "bare").waiting.loc[library, "reason"] == "fibre_not_known"
    plan = planned(library, "bare", assume_no_fibre=True)
    assert plan.rows["capex_eur"].tolist() == [3 * 900 + 1500 + 400 + 8000]
    assert told(plan, "programme.fibre_assumed") is not None
    assert told(plan, "programme.floor_area_assumed") is None


def test_nothing_is_told_where_nothing_is_assumed() -> None:
    plan = planned("b1-library", "full", assume_no_fibre=True, assumed_floor_area_m2=None)
    assert plan.has_plan
    assert told(plan, "programme.fibre_assumed") is None
