"""Every fact on a building's card is a column of the exported sites, and says the same number."""

import re
from pathlib import Path

import pandas as pd
import pytest

from geo.hours import MARKS, hours_marks
from tests.ui.pages import run_view

pytestmark = pytest.mark.slow

WHOLE = ("population_in_reach", "vulnerable_in_reach", "access_points", "contact_staff", "aidant_candidates")
"""Facts shown as whole numbers without a unit."""


@pytest.fixture(scope="module")
def sites(demo_export: Path) -> pd.DataFrame:
    return pd.read_csv(demo_export / "sites.csv", sep=";", encoding="utf-8-sig").set_index("building_id")


def _facts(demo_data: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> dict[str, str]:
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")
    test = run_view("", site=key)
    page = " ".join(each.proto.body for each in test.get("html"))
    card = page[page.index(f'data-site="{key}"') :]
    return dict(re.findall(r'<dd[^>]*data-fact="([a-z0-9_]+)"[^>]*>([^<]*)</dd>', card))


@pytest.mark.parametrize("place", [0, 100, 300, 500])
def test_the_card_says_what_the_export_says(
    demo_data: Path, sites: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    key = str(sites.index[place])
    facts = _facts(demo_data, monkeypatch, key)
    assert len(facts) >= 15
    assert set(facts) <= set(sites.columns)
    for name in WHOLE:
        value = sites.loc[key, name]
        assert facts[name] == ("unknown" if pd.isna(value) else f"{value:,.0f}"), name
    for name in ("wifi_distance_m", "help_distance_m"):
        shown = re.sub(r"[^\d]", "", facts[name])
        assert shown == f"{sites.loc[key, name]:.0f}", name
    capex = sites.loc[key, "capex_eur"]
    if not pd.isna(capex):
        assert re.sub(r"[^\d]", "", facts["capex_eur"]) == f"{capex:.0f}"


def test_the_card_says_what_the_hours_a_week_leave_out(
    demo_data: Path, sites: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = sites["opening_hours"].dropna().map(hours_marks)
    key = str(marks[marks.map(len) > 0].index[0])
    shown = _facts(demo_data, monkeypatch, key)["opening_hours_per_week"]
    assert shown.startswith(f"{sites.loc[key, 'opening_hours_per_week']:g}")
    assert all(MARKS[mark] in shown for mark in marks[key])
