"""The view of the Wi-Fi programme on the real public data of Charleroi, where hardly anything is known of buildings."""

from pathlib import Path

import pytest

from tests.cities import build_without_indicators
from tests.once import once
from tests.ui.pages import run_view, words
from ui.planning.planner import planner

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="session")
def charleroi(run_folder: Path, shared_data: Path) -> Path:
    """Return a data folder with Charleroi's sectors, people and municipal schools."""
    return once(run_folder, "charleroi", lambda data: build_without_indicators(shared_data, data))


def page(charleroi: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> str:
    monkeypatch.setenv("MAILLAGE_DATA", str(charleroi))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "52011")
    try:
        return words(run_view("programme", **query))
    finally:
        planner().forget()


@pytest.mark.parametrize("panel", ["waves", "proof", "curve"])
def test_without_floor_areas_nothing_is_planned_and_the_page_says_why(
    charleroi: Path, monkeypatch: pytest.MonkeyPatch, panel: str
) -> None:
    said = page(charleroi, monkeypatch, panel=panel)
    assert "None of the public buildings (170) can be planned" in said
    assert "Unknown data: assumptions" in said
    assert "170 public buildings (of 170) taken as open to the public: schools, of which no list says so" in said


def test_on_a_stated_assumption_the_schools_are_planned_and_the_page_says_so(
    charleroi: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = page(charleroi, monkeypatch, p__area="1500", p__nofibre="1", p__years="1", p__budget="300000", panel="proof")
    assert "For €" in said
    assert said.count("1500 m² are assumed.") == 2, "it stands under the answer too, not only among the notes"
    assert "The floor area of 168 buildings is not known: 1500 m² are assumed." in said
    assert "Whether fibre is there is not known of 168 buildings: none is assumed." in said
