"""The view of the roster in a real Chromium: more aidants help more, and a place left out changes the answer."""

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def helps(visit: Visit) -> int:
    return int(visit.page.locator("[data-total=helps]").inner_text().split()[0])


def test_the_main_path(visit: Visit) -> None:
    page, slow_ms = visit.page, 120_000
    visit.open("/aidants?lang=fr&a.aidants=6")
    visit.wait_for_map()
    answer = page.locator(".headline .answer")
    expect(answer).to_contain_text("Avec 6 aidants", timeout=slow_ms)
    few = helps(visit)
    number = page.get_by_label("Nombre d’aidants", exact=True)
    number.fill("12")
    number.press("Enter")
    expect(answer).to_contain_text("Avec 12 aidants", timeout=slow_ms)
    assert helps(visit) > few
    # The address is written after the answer.
    page.wait_for_function("() => location.search.includes('a.aidants=12')", timeout=slow_ms)
    page.locator(".st-key-list_roster_doors tbody button").first.click()
    expect(page.locator(".card h3")).to_be_visible(timeout=slow_ms)
    name = page.locator(".card h3").inner_text()
    page.locator(".st-key-exclude_site button").click()
    # The timetable of the new roster does without the place.
    expect(page.locator("[data-reason=excluded]")).to_be_visible(timeout=slow_ms)
    expect(page.locator("table.timetable tbody th[scope=row]").filter(has_text=name)).to_have_count(0)
    expect(page.locator(".st-key-free_site button")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    visit.settle()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shown = page.locator("table.timetable td.open").first
    assert shown.evaluate("cell => getComputedStyle(cell, '::before').content").startswith('"')


def test_new_places_are_listed_beside_the_roster_and_open_on_a_card(visit: Visit) -> None:
    page, slow_ms = visit.page, 120_000
    visit.open("/aidants?lang=fr&a.aidants=12&a.panel=new&a.new=2")
    visit.wait_for_map()
    expect(page.locator("[data-proof=new_places]")).to_be_visible(timeout=slow_ms)
    rows = page.locator(".st-key-list_new_places tbody button")
    expect(rows).to_have_count(2)
    name = rows.nth(1).inner_text().split(". ", 1)[1].splitlines()[0]
    rows.nth(1).click()
    # A heading begins with a capital.
    expect(page.locator(".card h3")).to_contain_text(name[1:], timeout=slow_ms)
    expect(page.locator("[data-fact=eur_per_year]")).to_contain_text("€")
