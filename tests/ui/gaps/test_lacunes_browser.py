"""The view of gaps in a real Chromium: choices repaint the map and leave its view alone, and no name runs anything."""

import pytest
from playwright.sync_api import expect

from geo.ranking.assessment import Assessment
from geo.settings.parameters import Parameters
from store.assessments import open_assessment
from store.store import Store
from tests.cities import HOSTILE
from tests.laws import some, times
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def assessment(hostile_data) -> Assessment:
    from config import place

    store = Store(hostile_data, place("demo"))
    return open_assessment(store, store.current_snapshot(), Parameters())


def fills(visit: Visit) -> list[str]:
    """Return the fill of every neighbourhood."""
    return visit.map("[...w.document.querySelectorAll('.leaflet-areas-pane path')].map((p) => p.getAttribute('fill'))")


def circles(visit: Visit) -> int:
    return visit.map("w.document.querySelectorAll('.leaflet-amounts-pane path').length")


def test_the_reach_recolours_the_map_and_a_neighbourhood_opens_offline(visit: Visit, assessment: Assessment) -> None:
    visit.open("/lacunes?lang=en&gap=help&at=50.41~4.44~13.5")
    visit.wait_for_map()
    visit.settle()
    before, people, view = fills(visit), circles(visit), visit.view()
    assert view.endswith(",13.5")
    assert people > 0
    reach = visit.page.get_by_role("slider").first
    reach.focus()
    visit.page.keyboard.press("Home")
    visit.page.wait_for_function("() => location.search.includes('reach=100')")
    visit.settle(400)
    assert fills(visit) != before
    assert circles(visit) > people
    assert visit.view() == view
    visit.page.keyboard.press("End")
    visit.page.wait_for_function("() => location.search.includes('reach=3000')")
    visit.settle(400)
    assert circles(visit) < people
    assert visit.view() == view
    # A click on a neighbourhood opens its gaps.
    sectors = assessment.evidence.sectors
    code = sectors["population"].astype("Float64").idxmax()
    point = sectors.loc[[code]].representative_point().to_crs("EPSG:4326").iloc[0]
    visit.map(f"(w.map.setView([{point.y}, {point.x}], 17, {{animate: false}}), 1)")
    visit.settle()
    box = visit.page.locator(".st-key-atlas iframe").bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = visit.page.locator(f"[data-sector='{code}']")
    expect(card).to_be_visible(timeout=30_000)
    expect(card.locator("[data-fact=help_gap]")).to_be_visible()
    assert card.locator(".nearest li").count() >= 3
    assert visit.outside == []


@pytest.mark.parametrize("language", some(["nl", "fr", "en"], everyday=1))
def test_it_draws_in_every_language_and_in_meeting_mode_offline(visit: Visit, language: str) -> None:
    visit.open(f"/lacunes?lang={language}&mode=reunion&when=Wed~15.00&wifi_first=5")
    visit.wait_for_map()
    visit.settle()
    assert visit.page.locator("[data-testid=stException], .error").count() == 0
    expect(visit.page.locator(".equity figure img")).to_have_count(2, timeout=20_000)
    loaded = visit.page.evaluate("[...document.querySelectorAll('.equity img')].every((i) => i.naturalWidth > 0)")
    assert loaded
    assert visit.outside == []


def test_who_can_walk_to_a_building_is_drawn_and_put_away(visit: Visit, assessment: Assessment) -> None:
    sites = assessment.evidence.sites
    key = sites.index[sites["location_status"] == "located"][30]
    visit.open(f"/carte?lang=en&site={key}")
    visit.wait_for_map()
    visit.page.get_by_role("button", name="Show who can walk here").click()
    visit.page.wait_for_function(
        "() => document.querySelector('.st-key-atlas iframe').contentWindow.maillageAreas", timeout=20_000
    )
    shapes = "w.document.querySelectorAll('.leaflet-walk-pane path').length"
    assert visit.map(shapes) == 3
    first = visit.map("w.maillageAreas")
    visit.page.get_by_role("radio", name="Slow walkers").or_(
        visit.page.get_by_role("button", name="Slow walkers")
    ).first.click()
    visit.page.wait_for_function(
        "(first) => document.querySelector('.st-key-atlas iframe').contentWindow.maillageAreas !== first", arg=first
    )
    assert visit.map(shapes) == 3
    visit.page.get_by_role("button", name="Hide", exact=True).click()
    visit.page.wait_for_function(
        "() => !document.querySelector('.st-key-atlas iframe').contentWindow"
        ".document.querySelector('.leaflet-walk-pane path')",
        timeout=20_000,
    )
    assert visit.outside == []


def test_hostile_names_among_the_nearest_places_run_nothing(visit: Visit, assessment: Assessment) -> None:
    sites = assessment.evidence.sites
    hostile = sites[sites["name"].isin(HOSTILE)]
    seen = set()
    for code in hostile["sector_code_statbel"].dropna().unique():
        visit.open(f"/lacunes?lang=en&sector={code}")
        expect(visit.page.locator(f"[data-sector='{code}']")).to_be_visible(timeout=20_000)
        shown = visit.page.locator(".nearest .what").all_inner_texts()
        seen |= {name for name in HOSTILE if " ".join(name.split()) in shown}
        if len(seen) > times(2, everyday=0):
            break
    visit.open("/lacunes?lang=en&wifi_first=50&help_first=50")
    visit.wait_for_map()
    visit.settle()
    assert seen
    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("img[src='x']").count() == 0
    assert visit.outside == []
