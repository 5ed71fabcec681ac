"""A layer that was only declared, in a real Chromium: chosen, drawn, named in the legend and when pointed at."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.cities import HOSTILE
from tests.ui.conftest import STOPS, Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAWN = "w.document.querySelectorAll('.leaflet-points-pane path').length"


@pytest.fixture
def visit_stops(browser: BrowserContext, own_address: str) -> Iterator[Visit]:
    with visiting(browser, own_address) as seen:
        yield seen


def _point_at(visit: Visit, name: str) -> None:
    """Open the tooltip of the stop called so."""
    visit.page.evaluate(
        "(name) => { const map = document.querySelector('.st-key-atlas iframe').contentWindow.map;"
        " map.eachLayer((l) => { const f = l.feature;"
        " if (f && f.properties.name === name && 'look' in f.properties) l.openTooltip(); }); }",
        name,
    )


def test_a_declared_layer_can_be_switched_on_and_off(visit_stops: Visit) -> None:
    visit_stops.open("/carte?lang=en&theme=none")
    visit_stops.wait_for_map()
    assert visit_stops.map(DRAWN) == 0
    button = visit_stops.page.get_by_role("button", name="Bus stops")
    button.click()
    visit_stops.page.wait_for_url("**show=bus_stops*")
    visit_stops.page.wait_for_function(
        f"() => {{ const w = document.querySelector('.st-key-atlas iframe').contentWindow; return {DRAWN} > 0; }}"
    )
    assert visit_stops.map(DRAWN) == len(STOPS)
    fills = visit_stops.map(
        "[...w.document.querySelectorAll('.leaflet-points-pane path')].map((p) => p.getAttribute('fill'))"
    )
    assert sorted(set(fills)) == ["#8d887c", "#d55e00", "#e69f00"]
    legend = visit_stops.page.frame_locator(".st-key-atlas iframe").locator(".legend")
    for text in ("stop with a shelter", "stop with a post", "Bus stops: unknown"):
        expect(legend).to_contain_text(text)
    button.click()
    visit_stops.page.wait_for_function(
        f"() => {{ const w = document.querySelector('.st-key-atlas iframe').contentWindow; return {DRAWN} === 0; }}"
    )


def test_an_overlay_waits_until_the_map_is_near_and_the_legend_says_so(visit_stops: Visit) -> None:
    visit_stops.open("/carte?lang=en&theme=none&show=bus_stops&at=50.41~4.44~10.5")
    visit_stops.wait_for_map()
    legend = visit_stops.page.frame_locator(".st-key-atlas iframe").locator(".legend")
    expect(legend).to_contain_text("stop with a post (visible from closer up)")
    assert visit_stops.map(DRAWN) == 0
    visit_stops.map("w.map.setZoom(13, { animate: false }) && 1")
    expect(legend).not_to_contain_text("visible from closer up")
    assert visit_stops.map(DRAWN) == len(STOPS)


def test_names_of_a_declared_layer_run_nothing_and_show_as_they_are(visit_stops: Visit) -> None:
    visit_stops.open("/carte?lang=en&theme=none&show=bus_stops&at=50.41~4.44~14")
    visit_stops.wait_for_map()
    tips = visit_stops.page.frame_locator(".st-key-atlas iframe").locator(".leaflet-tooltip .tip")
    for name in HOSTILE:
        _point_at(visit_stops, name)
        expect(tips.filter(has_text=name)).to_have_count(1)
        expect(tips.filter(has_text=name).locator("span")).to_have_text("Stop with a shelter")
    _point_at(visit_stops, "")
    expect(tips.filter(has_text=re.compile("^Stop with a post$"))).to_have_count(1)
    assert visit_stops.page.evaluate("window.pwned") is None
    assert visit_stops.page.locator("img[src='x']").count() == 0


def test_lines_and_areas_are_drawn_by_their_looks(visit_stops: Visit) -> None:
    """What no layer of the test declares is asked of the script itself: a dashed line, a dotted area with dots."""
    visit_stops.open("/carte?lang=en&theme=none")
    visit_stops.wait_for_map()
    drawn = visit_stops.map(
        """(() => {
          const paints = { cover: w.L.svg({ pane: "cover" }) }, at = [[4.44, 50.41], [4.45, 50.41], [4.45, 50.42]];
          const look = { line: "#0072b2", ground: "#56b4e9", symbol: "square", fill: "dots", dash: "dashed" };
          const draw = (kind, geometry) => {
            const feature = { type: "Feature", geometry, properties: { look: 0 } };
            w.maillageSymbols.overlay({ kind, looks: [look] }, feature, paints).addTo(w.map);
            const path = [...w.document.querySelectorAll(".leaflet-cover-pane path")].pop();
            const swatch = w.maillageSymbols.swatch(kind, look);
            return ["stroke", "stroke-dasharray", "fill"].map((name) => path.getAttribute(name)).concat(swatch.tagName);
          };
          return [draw("lines", { type: "LineString", coordinates: at }),
                  draw("areas", { type: "Polygon", coordinates: [[...at, at[0]]] }),
                  w.document.querySelectorAll("#dots-56b4e9").length];
        })()"""
    )
    assert drawn == [["#0072b2", "7 4", "none", "path"], ["#0072b2", "7 4", "url(#dots-56b4e9)", "rect"], 1]
