"""The view that compares in a real Chromium: by keyboard from the difference to either side, a row opens a card."""

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import Visit
from ui.comparison.map import ONLY_A, ONLY_B

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_main_path(visit: Visit) -> None:
    page = visit.page
    visit.open("/comparer?lang=fr&b=people_first")
    visit.wait_for_map()
    expect(page.locator(".headline .answer")).to_contain_text("Classement pour le Wi-Fi, de A à B")
    visit.settle()
    fills = visit.fills()
    only = {colour: {key for key, fill in fills.items() if fill == colour} for colour in (ONLY_A, ONLY_B)}
    assert only[ONLY_A]
    assert only[ONLY_B]
    # The arrows walk between the difference and the two sides.
    page.locator(".st-key-compared_side button").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('c.show=a')", timeout=30_000)
    visit.settle(400)
    alone = {key for key, fill in visit.fills().items() if fill == ONLY_A}
    assert only[ONLY_A] < alone, "all first ten of A, also those that are in both"
    assert not alone & only[ONLY_B]
    # Both sides at once: A left of the divider, B right of it; by keys it goes from one end to the other.
    page.locator(".st-key-compared_side button").last.click()
    divider = page.frame_locator(".st-key-atlas iframe").get_by_role("slider", name="Curseur : A à gauche, B à droite")
    divider.focus()
    both = only[ONLY_B] | (alone - only[ONLY_A])
    for pressed, expected in (("End", {ONLY_A: alone}), ("Home", {ONLY_B: both})):
        page.keyboard.press(pressed)
        assert _filled(visit) == expected
    page.locator(".st-key-list_compared tbody button").first.press("Enter")
    expect(page.locator(".card h3")).to_be_visible(timeout=30_000)
    name = page.locator(".card h3").inner_text()
    expect(page.locator("[data-compared]")).to_contain_text("parmi les dix premiers dans A seulement")
    page.reload()
    expect(page.locator(".card h3")).to_have_text(name, timeout=60_000)
    page.set_viewport_size({"width": 390, "height": 844})
    visit.settle()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.outside == []


def _filled(visit: Visit) -> dict[str, set[str]]:
    """Return which buildings each of the two colours fills."""
    fills = visit.fills()
    found = {colour: {key for key, fill in fills.items() if fill == colour} for colour in (ONLY_A, ONLY_B)}
    return {colour: keys for colour, keys in found.items() if keys}
