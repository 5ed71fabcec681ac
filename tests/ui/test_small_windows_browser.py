"""Every view in windows of a telephone, a laptop, a laptop at 200 % and a projector: nothing is cut, nothing runs out."""

import pytest

from tests.cities import assessed
from tests.laws import some
from tests.ui.conftest import Visit
from tests.ui.screens import SCREENS, name_keys

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WINDOWS = {"laptop": (1366, 768), "projector": (1920, 1080), "telephone": (390, 844), "laptop at 200 %": (683, 384)}

EVERY = [(screen, language, meeting) for language in ("fr", "nl") for meeting in (False, True) for screen in SCREENS]

OUT = """
() => {
  const found = [], width = document.documentElement.clientWidth;
  const named = (element) => `${element.tagName} ${element.className?.baseVal ?? element.className} "${(element.innerText || element.value || "").slice(0, 60)}"`;
  const sideways = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  for (const element of [document.scrollingElement, document.querySelector("[data-testid=stMain]")]) {
    if (element.scrollWidth > element.clientWidth + 1) found.push(`scrolls sideways by ${element.scrollWidth - element.clientWidth}: ${element.tagName}`);
  }
  const look = (root, moved) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot, moved);
      if (["STYLE", "SCRIPT", "OPTION"].includes(element.tagName) || !element.checkVisibility()) continue;
      const style = getComputedStyle(element), box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || style.clip !== "auto" || style.visibility === "hidden") continue;
      const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());
      const cuts = /hidden|clip/.test(style.overflowX);
      const holds = element.tagName === "INPUT" ? element.value : cuts && element.innerText?.trim();
      if (holds && element.scrollWidth > element.clientWidth + 1) found.push(`cut by ${element.scrollWidth - element.clientWidth}: ${named(element)}`);
      if (cuts && holds && style.overflowY !== "visible" && element.tagName !== "INPUT" && element.scrollHeight > element.clientHeight + 3) {
        found.push(`cut below by ${element.scrollHeight - element.clientHeight}: ${named(element)}`);
      }
      if (sideways(element) && element.scrollWidth > element.clientWidth + 1 && !element.matches(".wide")) {
        found.push(`has to be moved sideways by ${element.scrollWidth - element.clientWidth}: ${named(element)}`);
      }
      if (words && (box.right > width + 1 || box.left < -1) && !element.closest(".wide")) found.push(`out of the window: ${named(element)}`);
    }
  };
  look(document, 0);
  return [...new Set(found)];
}
"""

HEADER = """
() => {
  const tops = [...document.querySelectorAll(".wordmark, .commune, .synthetic, .st-key-views a, .st-key-choices label, .st-key-choices button")]
    .filter((each) => each.checkVisibility()).map((each) => { const box = each.getBoundingClientRect(); return (box.top + box.bottom) / 2; });
  return Math.max(...tops) - Math.min(...tops);
}
"""


@pytest.fixture(scope="module", autouse=True)
def keys(hostile_data) -> None:
    name_keys(assessed(hostile_data, "demo"))


@pytest.mark.parametrize(("screen", "language", "meeting"), some(EVERY, everyday=len(SCREENS)))
def test_nothing_is_cut_and_nothing_runs_out(visit: Visit, screen: str, language: str, meeting: bool) -> None:
    SCREENS[screen].visit(visit, language, meeting=meeting)
    found = {}
    for window, (width, height) in WINDOWS.items():
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.wait_for_timeout(700)
        if out := visit.page.evaluate(OUT):
            found[window] = out
        if width > 1000:
            assert visit.page.evaluate(HEADER) < 16, f"the line at the top has more than one line on a {window}"
    assert found == {}


def test_what_is_cut_would_be_seen(visit: Visit) -> None:
    SCREENS["method"].visit(visit, "fr")
    visit.page.evaluate(
        "() => document.querySelector('.prose').insertAdjacentHTML('beforebegin',"
        " '<p id=cut style=\"width:40px;overflow:hidden;white-space:nowrap\">une longue phrase</p>"
        '<p style="width:3000px">large</p>\')'
    )
    found = visit.page.evaluate(OUT)
    assert any(each.startswith("cut by") for each in found)
    assert any(each.startswith("scrolls sideways") for each in found)


@pytest.mark.parametrize("path", ["/", "/classement", "/lacunes"])
def test_a_small_window_has_the_map_first_and_the_rest_under_it(visit: Visit, path: str) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(f"{path}?lang=fr")
    visit.wait_for_map()
    visit.page.wait_for_timeout(800)
    boxes = {
        key: visit.page.locator(f".st-key-{key}").first.bounding_box()
        for key in ("atlas", "panel", "weights", "gap_controls")
        if visit.page.locator(f".st-key-{key}").count()
    }
    atlas = boxes.pop("atlas")
    assert atlas["height"] == pytest.approx(0.6 * 844, abs=4)
    assert all(box["y"] >= atlas["y"] + atlas["height"] - 1 and box["width"] > 330 for box in boxes.values()), boxes


@pytest.mark.parametrize("meeting", [False, True])
@pytest.mark.parametrize("path", ["/", "/classement", "/lacunes", f"/programme?p.years=1&p.budget=150000"])
def test_the_map_ends_where_the_window_ends(visit: Visit, path: str, meeting: bool) -> None:
    """Whatever stands above it takes the lines it needs, in big type too."""
    visit.open(path + ("&" if "?" in path else "?") + "lang=fr" + ("&mode=reunion" if meeting else ""))
    visit.wait_for_map()
    visit.page.wait_for_timeout(1000)
    frame = visit.page.locator(".st-key-atlas iframe").bounding_box()
    assert 768 - 40 <= frame["y"] + frame["height"] <= 768
    assert frame["height"] >= 0.45 * 768
