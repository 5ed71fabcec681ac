"""A comparison as a table: a row for each figure and each quantity of a building that differs, and none besides."""

from dataclasses import replace

from exports.comparison.tables import COLUMNS, comparison_table
from geo.comparison import Side, difference
from tests.conftest import ROOT
from tests.geo.ready import READY


def test_what_differs_is_a_row_and_what_does_not_is_none() -> None:
    assessment, plan = READY["assessment"](), READY["plan"]()
    rows = plan.rows[plan.rows["building_id"] == "b1-library"]
    one, other = Side(assessment, plan=plan), Side(assessment, plan=replace(plan, rows=rows))
    table = comparison_table(difference(one, other))
    assert list(table.columns) == list(COLUMNS)
    school = table[table["key"] == "b3-school"].set_index("quantity")
    assert school["a"].to_dict() == {"year": 2027, "tier": "whole", "capex_eur": 11700}
    assert school["b"].fillna("").to_dict() == {"year": "", "tier": "", "capex_eur": 0}
    assert set(school["change"]) == {"only_before"}
    figures = table[table["key"] == ""].set_index("quantity")
    assert figures.loc["capex_eur", ["unit", "a", "b"]].tolist() == ["EUR", 16300, 4600]
    assert figures.loc["buildings", ["a", "b"]].tolist() == [2, 1]
    assert "b1-library" not in set(table["key"])
    assert comparison_table(difference(one, one)).empty


def test_every_column_and_change_is_explained() -> None:
    page = (ROOT / "docs" / "comparison.md").read_text("utf-8")
    for name in (*COLUMNS, "only_before", "only_now", "earlier", "later", "other"):
        assert f"`{name}`" in page, name
