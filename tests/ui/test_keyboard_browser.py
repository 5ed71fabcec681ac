"""By keyboard alone, in a real Chromium: to a building, a gap, a wave, a weight, a language, seeing where one is."""

import re
from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import expect

from tests.laws import thorough_only
from tests.ui.conftest import Visit
from tests.ui.screens import SMALL, WINDOWS, read
from ui.views import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def stops(visit: Visit, most: int) -> Iterator[dict]:
    """Press Tab, and yield what has the focus each time; every stop on the way shows it, and is in sight."""
    for _press in range(most):
        visit.page.keyboard.press("Tab")
        held = read(visit, "focused()")
        if held is None:
            continue
        what = (held["tag"], held["role"], held["name"] or held["text"][:40], held["key"])
        if held["tag"] != "iframe":
            assert held["ring"], f"nothing shows that the focus is on {what}"
            assert _comes_into_sight(visit), f"the focus is out of sight on {what}"
        yield held


def _comes_into_sight(visit: Visit) -> bool:
    """Say whether what has the focus is in sight, now or once the page has moved to it, which may take a while."""
    for wait_ms in (30, 100, 300, 1000):
        visit.page.wait_for_timeout(wait_ms)
        if read(visit, "focused()")["seen"]:
            return True
    return False


def tab_to(visit: Visit, most: int = 60, **wanted: str) -> dict:
    """Press Tab until what has the focus is as wanted: each is a regular expression. Every stop on the way is seen."""
    way = []
    for held in stops(visit, most):
        way.append((held["tag"], held["role"], held["name"] or held["text"][:40], held["key"]))
        if all(re.search(pattern, held[name]) for name, pattern in wanted.items()):
            return held
    raise AssertionError(f"{most} presses do not reach {wanted}: {way[-12:]}")


def opened(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.wait_for_map()
    visit.settle()


def test_the_first_stop_leads_past_the_line_at_the_top(visit: Visit) -> None:
    opened(visit, "/carte?lang=fr")
    visit.page.keyboard.press("Tab")
    held = read(visit, "focused()")
    assert held["text"] == "Aller au contenu"
    assert visit.page.locator("[data-testid=stSkipToContent]").bounding_box()["height"] > 20
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("() => document.activeElement.className") == "headline"
    visit.page.keyboard.press("Tab")
    assert "top" not in read(visit, "focused()")["key"]


def test_the_open_view_and_the_content_are_told(visit: Visit) -> None:
    opened(visit, "/carte?lang=nl")
    views = visit.page.get_by_role("navigation", name="Weergaven")
    current = views.locator("[aria-current=page]")
    expect(current).to_have_text("Kaart")
    assert visit.page.title().startswith("Kaart · ")
    tab_to(visit, text="^Rangschikking$", tag="^a$")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/classement**")
    expect(current).to_have_text("Rangschikking")
    visit.page.wait_for_function("() => document.title.startsWith('Rangschikking · ')")
    expect(visit.page.get_by_role("heading", level=1)).to_have_count(1)
    expect(visit.page.get_by_role("main")).to_have_count(1)


@thorough_only()
def test_to_another_language(visit: Visit) -> None:
    opened(visit, "/carte?lang=fr")
    tab_to(visit, key="language")
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("() => document.documentElement.lang === 'nl'")


def test_to_a_weight(visit: Visit) -> None:
    opened(visit, "/classement?lang=fr")
    tab_to(visit, key="w_wifi_", tag="input")
    visit.page.keyboard.press("ArrowLeft")
    visit.page.wait_for_function("() => location.search.includes('w.wifi=')")


@thorough_only()
def test_to_a_wave(visit: Visit) -> None:
    opened(visit, f"/programme?lang=fr&{SMALL.replace('years=1', 'years=2')}")
    tab_to(visit, key=" wave")
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("() => /wave=20\\d\\d/.test(location.search)")


@thorough_only()
def test_to_what_people_lack(visit: Visit) -> None:
    opened(visit, "/lacunes?lang=fr")
    tab_to(visit, key=" gap$", tag="input")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("() => /gap=/.test(location.search)")


def test_to_the_card_of_a_building(visit: Visit) -> None:
    opened(visit, "/carte?lang=fr")
    tab_to(visit, key="find$", tag="input")
    visit.page.keyboard.type("Hôtel de Ville")
    expect(visit.page.get_by_role("option", selected=True)).to_contain_text("Hôtel de Ville", timeout=60_000)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("article h3")).to_contain_text("Hôtel de Ville", timeout=60_000)


_STOP = """
() => {
  let held = document.activeElement;
  for (let inner = held; inner; ) {
    held = inner;
    inner = held.shadowRoot?.activeElement ?? held.contentDocument?.activeElement;
  }
  window.stopsMet ??= new Map();
  if (!window.stopsMet.has(held)) window.stopsMet.set(held, window.stopsMet.size);
  return window.stopsMet.get(held);
}
"""
"""The number of what has the focus, in frames and shadows too: the first that had it, the second, ..."""


@thorough_only()
@pytest.mark.parametrize(("view", "window"), [*zip([view.key for view in VIEWS], cycle(WINDOWS), strict=False)])
def test_every_stop_of_every_view_is_seen_and_none_keeps_the_focus(visit: Visit, view: str, window: str) -> None:
    width, height = WINDOWS[window]
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.open(f"/{view}?lang=fr" + (f"&{SMALL}" if view in ("programme", "accueil", "reunion") else ""))
    visit.settle(600)
    met, inside = [], 0
    for held in stops(visit, 200):
        inside += not held["key"].startswith("top")
        met.append(visit.page.evaluate(_STOP))
        if met[-1] in met[:-1]:
            break
    else:
        raise AssertionError("200 presses do not come to an end")
    assert inside > 1, "nothing but the line at the top is reached"
    if met[-1] == met[-2]:
        # The last one stands in a frame, and a browser without a window has nowhere to go on to; back it must go.
        visit.page.keyboard.press("Shift+Tab")
        assert visit.page.evaluate(_STOP) != met[-1]
