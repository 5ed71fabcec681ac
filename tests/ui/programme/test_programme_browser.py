"""The view of the Wi-Fi programme in a real Chromium: choices plan again, points and buildings are pressed, offline."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from config import place
from geo.settings.parameters import Parameters
from store.assessments import open_assessment
from store.store import Store
from tests.cities import HOSTILE
from tests.laws import some, thorough_only
from tests.ui.conftest import Visit
from ui.programme.wave_map import wave_colours

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = "p.years=1&p.budget=150000"
"""A programme that is proven in a second or two."""

LONG = "p.years=1&p.budget=600000"
"""A programme whose proof takes the whole time it is given, a minute."""


@pytest.fixture(scope="module")
def hostile_keys(hostile_data) -> dict[str, str]:
    """Return some hostile names, and the buildings that bear them."""
    store = Store(hostile_data, place("demo"))
    sites = open_assessment(store, store.current_snapshot(), Parameters()).evidence.sites
    found = {name: sites.index[sites["name"] == name] for name in some(HOSTILE[:2], everyday=1)}
    return {name: keys[0] for name, keys in found.items() if len(keys)}


def open_programme(visit: Visit, query: str) -> None:
    visit.open(f"/programme?{query}")
    visit.wait_for_map()
    visit.page.wait_for_selector(".certificate")


def until(visit: Visit, holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds on the page, however busy the machine is."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "condition not met in time"
        visit.page.wait_for_timeout(200)


def wait_for_another_answer(visit: Visit, said: str) -> None:
    """Wait until the sentence at the top tells of another plan."""
    visit.page.wait_for_function(
        "(said) => { const answer = document.querySelector('.headline .answer');"
        " return answer && answer.querySelector('[data-total=served]') && answer.innerText !== said; }",
        arg=said,
        timeout=30_000,
    )


def buildings(visit: Visit) -> int:
    """Return how many buildings the sentence at the top says are equipped."""
    said = visit.page.locator(".headline .answer").inner_text()
    return int(re.search(r"(\d+) buildings?", said)[1])


def test_a_budget_plans_again_and_keeps_the_view_offline(visit: Visit) -> None:
    open_programme(visit, f"lang=en&{SMALL}&at=50.41~4.44~13.5")
    until(visit, lambda: "proven" in visit.page.locator(".certificate").inner_text())
    before, view, fills = buildings(visit), visit.view(), visit.fills()
    said = visit.page.locator(".headline .answer").inner_text()
    box = visit.page.get_by_label("Budget a year, in euros")
    box.fill("50000")
    box.press("Enter")
    visit.page.wait_for_function("() => location.search.includes('p.budget=50000')")
    wait_for_another_answer(visit, said)
    assert buildings(visit) < before
    until(visit, lambda: visit.fills() != fills)
    assert visit.view() == view
    assert visit.outside == []


def test_a_wave_alone_is_coloured(visit: Visit) -> None:
    open_programme(visit, "lang=en&p.years=2&p.budget=150000")
    first, second = wave_colours(2)
    until(visit, lambda: {first, second} <= {*visit.fills().values()})
    visit.page.get_by_role("radio", name="2028", exact=True).or_(
        visit.page.get_by_role("button", name="2028", exact=True)
    ).first.click()
    visit.page.wait_for_function("() => location.search.includes('wave=2028')")
    until(visit, lambda: first not in {*visit.fills().values()})
    assert second in {*visit.fills().values()}


@thorough_only()
def test_a_point_of_the_curve_becomes_the_budget(visit: Visit) -> None:
    open_programme(visit, f"lang=en&{SMALL}&panel=curve")
    point = visit.page.locator(".curve [role=button]").first
    expect(point).to_be_visible(timeout=30_000)
    point.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("() => location.search.includes('p.budget=37500')", timeout=20_000)
    assert visit.outside == []


def test_a_building_is_clicked_forced_in_and_priced(visit: Visit) -> None:
    open_programme(visit, f"lang=en&{SMALL}")
    key = visit.map(
        # A building of the plan that no other is drawn over.
        "(() => { const all = []; w.map.eachLayer((l) => l.siteKey && all.push(l));"
        " const far = (l) => all.every((o) => o === l || w.map.distance(o.getLatLng(), l.getLatLng()) > 80);"
        " return all.find((l) => l.options.fillColor === '#2e4a6c' && far(l)).siteKey; })()"
    )
    visit.go_to(key)
    visit.settle()
    box = visit.page.frame_locator(".st-key-atlas iframe").locator("#map_div").bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = visit.page.locator(f"[data-site='{key}']")
    expect(card).to_be_visible(timeout=15_000)
    expect(card.locator("[data-fact=capex_eur]").first).to_be_visible()
    visit.page.get_by_role("button", name="What would leaving it out cost?").click()
    expect(visit.page.locator(f"[data-price=excluded][data-subject='{key}']")).to_be_visible(timeout=30_000)
    # The card grows as the price comes, and as what is decided does: whoever presses in that very moment may miss the
    # button, and presses again.
    for _ in range(3):
        visit.settle()
        visit.page.get_by_role("button", name="Leave it out").click()
        try:
            visit.page.wait_for_url(f"**p.excluded={key}*", timeout=4000)
        except PlaywrightTimeout:
            continue
        break
    visit.page.wait_for_function("(key) => location.search.includes(`p.excluded=${key}`)", arg=key, timeout=20_000)
    expect(visit.page.locator("[data-reason=excluded]")).to_be_visible(timeout=20_000)
    assert visit.outside == []


@pytest.mark.parametrize("language", some(["fr", "nl", "en"], everyday=1))
def test_it_draws_in_meeting_mode_and_runs_no_name(visit: Visit, language: str) -> None:
    open_programme(visit, f"lang={language}&mode=reunion&{SMALL}&panel=proof")
    visit.settle()
    assert visit.page.locator("[data-testid=stException], .error").count() == 0
    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("img[src='x']").count() == 0
    assert visit.outside == []


def test_a_hostile_name_is_shown_as_it_is(visit: Visit, hostile_keys: dict[str, str]) -> None:
    for name, key in hostile_keys.items():
        visit.open(f"/programme?lang=en&{SMALL}&site={key}")
        heading = visit.page.locator(f"[data-site='{key}'] h3")
        expect(heading).to_be_visible(timeout=20_000)
        assert heading.inner_text() == " ".join(name.split())
        assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("img[src='x']").count() == 0
    assert visit.outside == []


def test_a_search_can_be_stopped_and_keeps_its_plan(visit: Visit) -> None:
    open_programme(visit, f"lang=en&{LONG}")
    stop = visit.page.get_by_role("button", name="Stop here")
    expect(stop).to_be_visible(timeout=20_000)
    stop.click()
    expect(visit.page.get_by_role("button", name="Stop here")).to_have_count(0, timeout=20_000)
    assert buildings(visit) > 20
    assert visit.page.locator("[data-testid=stException], .error").count() == 0
