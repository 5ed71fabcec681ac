"""The rest of a page once its map is on its way: long where a view opens, short where something on it was changed."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.ui.pages import run_view
from ui.map import map as map_drawing


@pytest.mark.slow
def test_a_page_rests_longer_when_its_view_opens(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setenv("MAILLAGE_DATA", str(demo_data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")
    monkeypatch.setattr(map_drawing, "OPENED_REST_S", 2.0)
    monkeypatch.setattr(map_drawing, "CHANGED_REST_S", 1.0)
    monkeypatch.setattr(map_drawing, "time", SimpleNamespace(sleep=rests.append))
    page = run_view("carte", lang="en")
    assert rests[-1] == 2.0
    page.run()
    assert rests[-1] == 1.0
    assert set(rests) == {1.0, 2.0}
