"""The map in a real Chromium: its keys, its streets, its names, its legend, and where it looks."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEAR, FAR = 15, 11.8
"""Zooms: a few streets, the whole city."""


def _boxes(visit: Visit, selector: str) -> list[dict[str, float]]:
    return visit.map(
        f"[...w.document.querySelectorAll('{selector}')].filter((e) => !e.hidden)"
        ".map((e) => { const b = e.getBoundingClientRect();"
        " return {left: b.left, right: b.right, top: b.top, bottom: b.bottom}; })"
    )


def _apart(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]


def _zoom(visit: Visit) -> float:
    return visit.map("w.map.getZoom()")


def _focus_map(visit: Visit) -> None:
    visit.map("(w.focus(), w.map.getContainer().focus({focusVisible: true}), 1)")


def test_streets_are_drawn_from_near_and_say_whose_they_are(map_in_french: Visit) -> None:
    """The first question, since what was once drawn stays with the page."""
    visit = map_in_french
    credit = visit.page.frame_locator(".st-key-atlas iframe").locator(".credit")
    assert visit.map("w.maillageStreetsDrawn ?? 0") == 0
    expect(credit).to_have_count(0)
    visit.look_at(NEAR)
    visit.page.wait_for_function(
        "() => document.querySelector('.st-key-atlas iframe').contentWindow.maillageStreetsDrawn > 0"
    )
    expect(credit).to_have_text("Rues\u00a0: sans objet\u00a0: données inventées")
    # Only the cells that are seen: a city has a hundred of them.
    assert visit.map("w.maillageStreetsDrawn") < 30
    assert visit.outside == []


def test_the_map_is_one_stop_and_its_arrows_go_to_a_building_that_enter_opens(map_in_french: Visit) -> None:
    visit = map_in_french
    visit.look_at(NEAR)
    stops = "a[href], button, input, select, textarea, summary, [tabindex]"
    inside = visit.map(
        f"[...w.map.getContainer().parentElement.querySelectorAll('{stops}')].filter((e) => e.tabIndex >= 0).length"
    )
    assert inside == 1
    _focus_map(visit)
    hint = visit.page.frame_locator(".st-key-atlas iframe").locator(".keys-hint")
    expect(hint).to_be_visible()
    heard = visit.page.frame_locator(".st-key-atlas iframe").locator(".only-heard")
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        visit.page.keyboard.press(key)
        seen.append(heard.inner_text())
    assert all(seen)
    assert len(set(seen)) > 2
    visit.page.keyboard.press("Enter")
    card = visit.page.locator(".card h3")
    expect(card).to_have_text(re.compile(re.escape(seen[-1].split(",")[0])), timeout=30_000)


def test_every_building_is_reached_by_arrows_from_every_other_on_its_row(map_in_french: Visit) -> None:
    visit = map_in_french
    visit.look_at(NEAR)
    _focus_map(visit)
    heard = visit.page.frame_locator(".st-key-atlas iframe").locator(".only-heard")
    visit.page.keyboard.press("ArrowRight")
    # Whoever goes on to the right comes to the last building there, and stays.
    walked = [heard.inner_text()]
    for _press in range(80):
        visit.page.keyboard.press("ArrowRight")
        walked.append(heard.inner_text())
        if walked[-1] == walked[-2]:
            break
    assert walked[-1] == walked[-2]
    assert len(set(walked)) == len(walked) - 1, "the arrows went in a circle"


def test_space_goes_to_neighbourhoods_and_home_shows_the_whole(map_in_french: Visit) -> None:
    visit = map_in_french
    visit.look_at(NEAR)
    _focus_map(visit)
    visit.page.keyboard.press(" ")
    heard = visit.page.frame_locator(".st-key-atlas iframe").locator(".only-heard").inner_text()
    visit.page.keyboard.press("Enter")
    card = visit.page.locator("article[data-sector] h3")
    expect(card).to_have_text(heard.split(",")[0], timeout=30_000)
    _focus_map(visit)
    visit.page.keyboard.press("Home")
    assert _zoom(visit) < 13


@pytest.mark.parametrize("zoom", [FAR, NEAR])
def test_names_lie_on_no_other_name_and_under_every_circle(map_in_french: Visit, zoom: float) -> None:
    visit = map_in_french
    visit.look_at(zoom)
    boxes = _boxes(visit, ".section-name")
    assert boxes
    assert all(_apart(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    level = "Number(w.getComputedStyle(w.document.querySelector('.leaflet-{}-pane')).zIndex)"
    assert visit.map(level.format("names")) < visit.map(level.format("amounts")) < visit.map(level.format("sites"))


def test_what_is_chosen_in_the_list_is_shown_near_and_closing_it_shows_what_was_seen_before(visit: Visit) -> None:
    visit.open("/carte?lang=en")
    visit.wait_for_map()
    visit.settle()
    before, zoom = visit.view(), _zoom(visit)
    visit.page.locator("tr.row button").nth(3).click()
    called = visit.page.frame_locator(".st-key-atlas iframe").locator(".called")
    expect(called).to_have_text(visit.page.locator(".card h3").inner_text())
    visit.settle()
    assert _zoom(visit) > zoom + 2
    visit.page.get_by_role("button", name="Back to the list").click()
    expect(called).to_have_count(0)
    assert visit.view() == before


def test_the_legend_stands_beside_the_map_and_can_be_folded(map_in_french: Visit) -> None:
    visit = map_in_french
    (legend,), (ground,) = _boxes(visit, ".legend"), _boxes(visit, "#map_div")
    assert _apart(legend, ground)
    frame = visit.page.frame_locator(".st-key-atlas iframe")
    frame.get_by_text("Légende", exact=True).click()
    visit.settle()
    (folded,), (wider,) = _boxes(visit, ".legend"), _boxes(visit, "#map_div")
    assert _apart(folded, wider)
    assert wider["right"] - wider["left"] > ground["right"] - ground["left"] + 100
    assert visit.map("w.map.getSize().x") == pytest.approx(wider["right"] - wider["left"], abs=1)
    frame.get_by_text("Légende", exact=True).click()


def test_on_a_phone_the_legend_is_folded_under_the_map_also_when_the_window_was_wide_before(visit: Visit) -> None:
    visit.open("/carte?lang=fr&mode=reunion")
    visit.wait_for_map()
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.settle()
    (legend,), (ground,) = _boxes(visit, ".legend"), _boxes(visit, "#map_div")
    assert _apart(legend, ground)
    assert legend["bottom"] - legend["top"] < 60
    # Unfolded by hand, in the big type of a meeting, it leaves half of the window to the map.
    visit.page.frame_locator(".st-key-atlas iframe").get_by_text("Légende", exact=True).click()
    visit.settle()
    (legend,), (ground,) = _boxes(visit, ".legend"), _boxes(visit, "#map_div")
    assert _apart(legend, ground)
    assert ground["bottom"] - ground["top"] > legend["bottom"] - legend["top"]


def test_what_fills_the_neighbourhoods_steps_back_under_what_is_laid_over_them(
    visit: Visit, map_in_french: Visit
) -> None:
    paths = "[...w.document.querySelectorAll('.leaflet-areas-pane path')]"
    fills = f"new Set({paths}.map((p) => p.getAttribute('fill-opacity')))"
    assert map_in_french.map(f"[...{fills}]") == ["1"]
    # Points leave nearly all of the ground free; where they made it pale, a projector showed two classes of five.
    visit.open("/carte?lang=en&show=wifi")
    visit.wait_for_map()
    assert visit.map(f"[...{fills}]") == ["0.8"]
    visit.page.get_by_role("button", name="Fibre", exact=True).click()
    visit.page.wait_for_url("**show=fibre~wifi*")
    visit.settle()
    assert visit.map(f"[...{fills}]") == ["0.4"]
    legend = visit.map("w.document.querySelector('.legend-row.area rect').getAttribute('fill-opacity')")
    assert legend == "0.4"


def _switch(visit: Visit, view: str) -> None:
    """Go to a view by its link, and wait until the map draws what it says."""
    visit.map("(w.drawnBefore = w.maillageDrawn, 1)")
    before = visit.page.locator(".headline .answer").text_content()
    visit.page.get_by_role("link", name=view, exact=True).click()
    visit.page.wait_for_function(
        "(before) => { const w = document.querySelector('.st-key-atlas iframe')?.contentWindow;"
        " return w?.maillageDrawn && w.maillageDrawn !== w.drawnBefore"
        " && document.querySelector('.headline .answer')?.textContent !== before; }",
        arg=before,
        timeout=30_000,
    )
    # What other columns leave to the map has been measured.
    visit.settle(400)


_WATCH_PLACES = """
const look = () => {
  requestAnimationFrame(look);
  const frame = document.querySelector(".st-key-atlas iframe");
  if (!frame) return;
  const { left, top, width } = frame.getBoundingClientRect();
  const place = getComputedStyle(frame).visibility === "hidden" ? "hidden" : `${left} ${width}`;
  if (place !== window.mapPlaces.at(-1)) window.mapPlaces.push(place);
  const below = Math.round(top - document.querySelector(".headline").getBoundingClientRect().bottom);
  if (below !== window.mapBelow.at(-1)) window.mapBelow.push(below);
};
if (window === window.top) { window.mapPlaces = []; window.mapBelow = []; look(); }
"""
"""Keeps where the frame of the map stands, and how far below the first sentence, from before the page is drawn."""


def test_views_share_one_map_that_shows_the_whole_commune_in_each(visit: Visit) -> None:
    visit.page.add_init_script(_WATCH_PLACES)
    visit.open("/carte?lang=en")
    visit.wait_for_map()
    visit.settle()
    # The choices above it, which come after it, found their place kept.
    assert len(visit.page.evaluate("window.mapBelow")) == 1
    visit.map("(w.kept = true, 1)")
    widths = set()
    for view in ("Ranking", "Gaps", "Map"):
        if view == "Map":
            # A view that has no map keeps it out of sight, and out of the way of keys.
            visit.page.get_by_role("link", name="Method", exact=True).click()
            expect(visit.page.locator(".headline .answer")).to_contain_text("debate", timeout=30_000)
            expect(visit.page.locator(".st-key-atlas iframe")).to_be_hidden()
        _switch(visit, view)
        assert visit.map("w.kept"), "the frame of the map was loaded anew"
        inside = "w.map.getBounds().contains(all.getBounds())"
        whole = "(() => { const all = w.L.featureGroup(); w.map.eachLayer((l) => l.sectorKey && all.addLayer(l));"
        assert visit.map(f"{whole} return {inside}; }})()")
        # It is no smaller than it need be: half a step closer, something would be cut off.
        closer = "w.map.getBoundsZoom(all.getBounds(), false, w.L.point(24, 24)) - w.map.getZoom()"
        assert visit.map(f"{whole} return {closer}; }})()") == pytest.approx(0, abs=0.11)
        widths.add(visit.map("w.map.getSize().x"))
    assert len(widths) == 3
    # In each view it came into its place at once, whatever came to stand beside it, and never left the window.
    first, ranking, gaps, hidden, last = visit.page.evaluate("window.mapPlaces")
    assert hidden == "hidden"
    assert first == last
    assert len({first, ranking, gaps}) == 3


def test_the_place_one_looks_at_stays_from_view_to_view(visit: Visit) -> None:
    visit.open(f"/carte?lang=en&at=50.41~4.44~{NEAR}")
    visit.wait_for_map()
    looked_at = visit.view()
    for view in ("Gaps", "Ranking"):
        _switch(visit, view)
        assert visit.view() == looked_at
