"""Every view on a telephone, a laptop, a laptop at 200 % and a projector: nothing is cut, nothing runs out."""

import pytest

from tests.cities import assessed
from tests.laws import some
from tests.ui.conftest import Visit
from tests.ui.screens import SCREENS, axe_findings, misfits, name_keys, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVERY = [(screen, language, meeting) for language in ("fr", "nl") for meeting in (False, True) for screen in SCREENS]


@pytest.fixture(scope="module", autouse=True)
def keys(hostile_data) -> None:
    name_keys(assessed(hostile_data, "demo"))


@pytest.mark.parametrize(("screen", "language", "meeting"), some(EVERY, everyday=1))
def test_nothing_is_cut_and_nothing_runs_out(visit: Visit, screen: str, language: str, meeting: bool) -> None:
    SCREENS[screen].visit(visit, language, meeting=meeting)
    assert misfits(visit) == {}
    if meeting:  # In normal type `test_axe_browser` looks at every screen.
        assert axe_findings(visit) == []


def test_what_is_cut_would_be_seen(visit: Visit) -> None:
    SCREENS["method"].visit(visit, "fr")
    visit.page.evaluate(
        "() => document.querySelector('.prose').insertAdjacentHTML('beforebegin',"
        ' \'<p id=cut style="width:40px;overflow:hidden;white-space:nowrap">une longue phrase</p>'
        '<p style="width:3000px">large</p>\')'
    )
    found = read(visit, "misfits()")
    assert any(each.startswith("cut by") for each in found)
    assert any(each.startswith("the page has to be moved") for each in found)


@pytest.mark.parametrize("path", some(["/lacunes", "/carte", "/classement"], everyday=1))
def test_a_small_window_has_the_map_first_and_the_rest_under_it(visit: Visit, path: str) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(f"{path}?lang=fr")
    visit.wait_for_map()
    visit.settle()
    boxes = {
        key: visit.page.locator(f".st-key-{key}").first.bounding_box()
        for key in ("atlas", "panel", "weights", "gap_controls")
        if visit.page.locator(f".st-key-{key}").count()
    }
    atlas = boxes.pop("atlas")
    assert atlas["height"] == pytest.approx(0.6 * 844, abs=4)
    assert all(box["y"] >= atlas["y"] + atlas["height"] - 1 and box["width"] > 330 for box in boxes.values()), boxes


@pytest.mark.parametrize(
    ("path", "meeting"),
    some(
        [
            (path, meeting)
            for meeting in (True, False)
            for path in ("/programme?p.years=1&p.budget=150000", "/carte", "/classement", "/lacunes")
        ],
        everyday=1,
    ),
)
def test_the_map_ends_where_the_window_ends(visit: Visit, path: str, meeting: bool) -> None:
    """Whatever stands above it takes the lines it needs, in big type too."""
    visit.open(path + ("&" if "?" in path else "?") + "lang=fr" + ("&mode=reunion" if meeting else ""))
    visit.wait_for_map()
    visit.settle()
    frame = visit.page.locator(".st-key-atlas iframe").bounding_box()
    assert 768 - 40 <= frame["y"] + frame["height"] <= 768
    assert frame["height"] >= 0.45 * 768
