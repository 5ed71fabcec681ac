"""The page in a real Chromium, opened from a folder with the network off, as from a stick."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from exports.page.page import page as written
from tests.exports.dossier.materials import material
from tests.ui.screens import AXE_SCRIPT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def bare_browser(playwright_driver: Playwright, chromium: str) -> Iterator[Browser]:
    """Return a browser of its own, which knows nothing of the app."""
    found = playwright_driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    yield found
    found.close()


@pytest.fixture
def opened(bare_browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "maillage.html"
    file.write_text(written(material("fr")), "utf-8")
    context = bare_browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    page, asked, refused = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_function("document.documentElement.dataset.ready")
    yield page
    assert asked == [file.as_uri()], "nothing but the file itself is asked for"
    assert refused == [], "nothing is refused by the page's own policy"
    context.close()


def test_search_card_and_keys_show_what_was_planned(opened: Page) -> None:
    made = material("fr")
    rows = made.plan.rows  # type: ignore[union-attr]
    key = str(rows["building_id"].iloc[0])
    name = str(made.names[key])
    before = opened.locator("svg.ground").get_attribute("viewBox")
    everyone = opened.locator("#list button").count()
    assert everyone == len(made.assessment.evidence.sites)
    assert opened.locator("#count").inner_text() == f"Affichés\u00a0: {everyone} sur {everyone}"
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    opened.keyboard.type(name.upper())
    assert opened.locator("#list button").first.inner_text().startswith(name)
    opened.locator("#list button").first.focus()
    opened.keyboard.press("Enter")
    card = opened.locator("#card")
    said = card.inner_text()
    assert name in said
    for row in rows[rows["building_id"] == key].to_dict("records"):
        assert made.numbers.euros(row["capex_eur"]) in said
        assert made.numbers.people(row["people_gained"]) in said
    assert opened.evaluate("document.activeElement.tagName") == "H2"
    opened.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    against = opened.evaluate("(options) => axe.run(document, options)", options)["violations"]
    assert [(each["id"], node["html"][:200]) for each in against for node in each["nodes"]] == []
    assert opened.locator("circle.chosen").count() == 1
    opened.keyboard.press("Escape")
    assert not card.is_visible()
    assert opened.evaluate("document.activeElement.dataset.id") == key
    # Enter in the search opens the first that was found.
    opened.fill("#search", name)
    opened.press("#search", "Enter")
    assert name in card.inner_text()
    opened.keyboard.press("Escape")
    opened.fill("#search", "")
    opened.check("#only")
    assert opened.locator("#list button").count() == rows["building_id"].nunique()
    moved = opened.locator("svg.ground").get_attribute("viewBox")
    opened.click("#closer")
    assert opened.locator("svg.ground").get_attribute("viewBox") != moved
    opened.click("#whole")
    assert opened.locator("svg.ground").get_attribute("viewBox").split()[2:] == [
        f"{float(each):g}" for each in before.split()[2:]
    ]
    opened.set_viewport_size({"width": 390, "height": 844})
    # What answers to a new size does so while the next picture is made, which ends before the second is begun.
    opened.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    # Names on the map can be read on a telephone, and none lies upon another.
    names = opened.evaluate(
        "() => [...document.querySelectorAll('svg.ground text')].filter((each) => each.getAttribute('visibility') ==="
        " 'visible').map((each) => { const box = each.getBoundingClientRect(); return [Number(each.getAttribute("
        "'font-size')) * each.getScreenCTM().a, box.left, box.right, box.top, box.bottom]; })"
    )
    assert names
    assert min(size for size, *_box in names) >= 11.9
    assert not [
        (one, other)
        for one, other in combinations([box for _size, *box in names], 2)
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]
