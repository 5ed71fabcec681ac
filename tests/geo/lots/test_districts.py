"""Lots by district on Toyville: fixed totals of districts and kinds kept, or the conflict named with its sums."""

from fractions import Fraction

import pytest

from geo.errors import DataError
from geo.lots import LotsPlan, plan_lots
from geo.settings import Lots
from tests.geo.lots.lot_towns import RULES, evidence, evidence_of

SOME = {"by_district": True, "budget_eur": 6000.0, "laptop_eur": 700.0, "tablet_eur": 250.0}
"""20 PCs, 4 laptops, 12 tablets. The school alone stands in the North, and takes 4, 2 and 2."""


def plan(**changed: object) -> LotsPlan:
    return plan_lots(evidence(), Lots(**{**RULES.model_dump(), **SOME, **changed}))


def said(found: LotsPlan) -> str:
    return " ".join(each.message.format(**each.parameters) for each in found.conflicts)


def test_both_totals_are_kept_and_the_divisors_prove_it() -> None:
    found = plan(district_totals={"North": 6, "South": 30})
    assert found.conflicts == ()
    lots, districts = found.places, found.districts
    assert districts is not None
    assert lots[["lot_pc", "lot_laptop", "lot_tablet"]].sum().tolist() == [20, 4, 12]
    assert lots.loc["b3-school", ["lot_pc", "lot_laptop", "lot_tablet"]].sum() == 6
    for row in districts.table.itertuples():
        quotient = Fraction(row.need) / (
            districts.district_divisors[row.district] * districts.kind_divisors[row.device_kind]
        )
        assert row.lots == min(max(round(quotient), row.least), row.most)
    for kind, each in found.kinds.items():
        table = each.table
        assert table.groupby("district")["lots"].sum().to_dict() == {
            row.district: row.lots for row in districts.table.itertuples() if row.device_kind == kind
        }
        assert table["quota"].sum() == pytest.approx(each.given)


def test_totals_left_out_follow_need_within_the_room_there_is() -> None:
    """In the North 514, in the South 598 for each kind; the school is full at 8, so that the South has the other 28."""
    found = plan()
    assert found.districts is not None
    assert found.districts.district_totals == {"North": 8, "South": 28}
    assert not found.districts.fixed
    # The South alone divides its own as without districts.
    assert found.kinds["pc"].table["lots"].to_dict() == {"b1-library": 3, "b2-hall": 13, "b3-school": 4}
    assert found.kinds["pc"].shares is not None
    assert found.kinds["pc"].shares.following is None


def test_districts_without_a_total_share_what_the_others_leave() -> None:
    some, all_given = plan(district_totals={"South": 30}), plan(district_totals={"North": 6, "South": 30})
    assert some.districts is not None
    assert (some.districts.district_totals, some.districts.fixed) == ({"North": 6, "South": 30}, False)
    assert some.places.equals(all_given.places)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ({"North": 16, "South": 20}, "North: asked for together: 16; possible at the most: 8"),
        ({"North": 1, "South": 35}, "minimum lots together): North (1; 2). Raise these totals"),
        ({"South": 36}, "(North) so many devices: 0. They need at the least: 2; they have room for: 8"),
        ({"South": 20}, "(North) so many devices: 16. They need at the least: 2; they have room for: 8"),
        ({"North": 6, "South": 20}, "(totals: 26; devices that places have room for: 36)"),
    ],
)
def test_totals_that_cannot_hold_are_told_and_nothing_is_given(totals: dict[str, int], expected: str) -> None:
    found = plan(district_totals=totals)
    assert expected in said(found)
    assert found.districts is None
    assert found.places[["lot_pc", "lot_laptop", "lot_tablet"]].to_numpy().sum() == 0


def test_districts_that_are_not_there_and_totals_that_are_not_used_are_refused() -> None:
    with pytest.raises(DataError, match="East, West"):
        plan(district_totals={"West": 1, "East": 2})
    with pytest.raises(ValueError, match="by_district"):
        plan(by_district=False, district_totals={"North": 1})
    with pytest.raises(ValueError, match=r"district_totals\.North: -1"):
        plan(district_totals={"North": -1})


def test_what_nobody_has_room_for_stays_in_stock() -> None:
    found = plan(pcs=200)
    assert found.kinds["pc"].given == 36
    assert found.kinds["pc"].shares is not None
    assert found.kinds["pc"].shares.left == 164


def test_a_forced_place_in_no_district_has_a_line_of_its_own() -> None:
    found = plan(forced=("b7-lost",))
    assert found.districts is not None
    assert found.districts.district_totals["–"] == 2


def test_rows_in_another_order_and_too_few_devices() -> None:
    turned = plan_lots(evidence_of(turned=True), Lots(**{**RULES.model_dump(), **SOME}))
    assert turned.districts is not None
    assert turned.districts.table.equals(plan().districts.table)  # type: ignore[union-attr]
    few = plan(pcs=3)
    assert [each.code for each in few.conflicts] == ["lots.too_few"]
    assert few.districts is None
