"""The app in a real Chromium: it draws without a network, answers hands and keys, and runs nothing that is a name."""

import re
import time
from itertools import cycle

import pytest
from playwright.sync_api import expect

from geo.ranking.ranking import rank
from geo.settings.parameters import Parameters
from store.assessments import open_assessment
from store.store import Store
from tests.cities import HOSTILE
from tests.hostile_names import FORTY
from tests.laws import some
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def assessment(hostile_data):
    from config import place

    store = Store(hostile_data, place("demo"))
    return open_assessment(store, store.current_snapshot(), Parameters())


def _slider(visit: Visit, weight: str = "wifi_vulnerable_in_reach"):
    """Return the slider of a weight by its name: scripts of sliders come late, and the first there may be another."""
    return visit.page.locator(f".st-key-w_{weight}").get_by_role("slider")


_SPREAD = """\
Math.min(...[...w.document.querySelectorAll('.water-name')].filter((text) => text.checkVisibility()).flatMap((text) => {
  const middles = [...text.textContent].map((_letter, i) => {
    const from = text.getStartPositionOfChar(i), to = text.getEndPositionOfChar(i);
    return [(from.x + to.x) / 2, (from.y + to.y) / 2];
  });
  const size = parseFloat(w.getComputedStyle(text).fontSize);
  return middles.slice(1).map(([x, y], i) => Math.hypot(x - middles[i][0], y - middles[i][1]) / size);
}))
"""
"""How near the middles of two letters of a river's name come, by the size of the type."""


def test_the_map_draws_with_no_request_leaving_the_machine(visit: Visit, assessment) -> None:
    visit.open("/carte?lang=en&show=fibre~mobile_5g~wifi~support_places")
    visit.wait_for_map()
    sectors = visit.map("w.document.querySelectorAll('.leaflet-areas-pane path').length")
    assert sectors == len(assessment.evidence.sectors)
    located = (assessment.evidence.sites["location_status"] == "located").sum()
    assert visit.map("w.document.querySelectorAll('.leaflet-sites-pane path').length") == located
    names = visit.map("[...w.document.querySelectorAll('.section-name')].map((e) => e.textContent)")
    assert {"Roux", "Marchienne-au-Pont", "Goutroux"} <= set(names)
    assert "Sambre" in visit.map("w.document.querySelector('.water-name').textContent")
    assert visit.map(_SPREAD) > 0.25, "letters of the name of a river lie on each other"
    assert visit.outside == []


VIEWS = ("", "carte", "classement", "equipements", "lacunes", "donnees", "methode", "comparer", "decisions")
LANGUAGES = ("fr", "nl", "en")
EVERY = [
    (view, language) for turn in range(3) for view, language in zip(VIEWS, cycle(LANGUAGES[turn:] + LANGUAGES[:turn]))
]
"""Every view in one language, then in the next."""


@pytest.mark.parametrize(("view", "language"), some(EVERY, everyday=1))
def test_every_view_draws_in_every_language_and_offline(visit: Visit, view: str, language: str) -> None:
    visit.open(f"/{view}?lang={language}")
    visit.settle()
    assert visit.page.locator("[data-testid=stException], .error").count() == 0
    expect(visit.page.locator(".synthetic")).to_be_visible()
    assert visit.page.evaluate("document.documentElement.lang") == language
    assert visit.outside == []


def test_a_weight_recolours_the_map_and_leaves_the_view_alone(visit: Visit) -> None:
    visit.open("/classement?lang=en&at=50.41~4.44~13.5")
    visit.wait_for_map()
    visit.settle()
    before, view = visit.fills(), visit.view()
    assert view.endswith(",13.5")
    slider = _slider(visit)
    slider.focus()
    for _press in range(8):
        visit.page.keyboard.press("ArrowLeft")
    expect(slider).to_have_value("0")
    visit.page.wait_for_function("() => location.search.includes('vulnerable_in_reach.0')")
    visit.settle(400)
    assert visit.fills() != before
    # To the last digit, though the sentence above may need another line, and the map then has another height.
    assert visit.view() == view
    visit.page.get_by_role("button", name="Reset").click()
    expect(slider).to_have_value("8")
    visit.settle(400)
    assert visit.fills() == before


def test_a_weight_moved_while_the_map_still_loads_is_not_lost(visit: Visit) -> None:
    visit.open("/classement?lang=en&w.wifi=vulnerable_in_reach.0")
    visit.wait_for_map()
    visit.settle()
    wanted, slow = visit.fills(), []

    def delay(route, request) -> None:
        slow.append(request.url)
        time.sleep(1.5)
        route.continue_()

    visit.page.route(re.compile("sites-.*geojson|atlas-atlas-.*js"), delay)
    visit.open("/classement?lang=en")
    slider = _slider(visit)
    slider.wait_for()
    slider.focus()
    visit.page.keyboard.press("Home")
    expect(slider).to_have_value("0")
    visit.wait_for_map()
    assert slow
    end = time.monotonic() + 20
    while visit.fills() != wanted and time.monotonic() < end:
        visit.page.wait_for_timeout(250)
    assert visit.fills() == wanted
    expect(slider).to_have_value("0")


def _numbers(text: str) -> str:
    return re.sub(r"[^\d.]", "", text)


@pytest.mark.parametrize("nth", some([40, 0], everyday=1))
def test_a_click_on_a_building_opens_its_card_with_the_numbers_of_the_engine(
    visit: Visit, assessment, nth: int
) -> None:
    table = rank(assessment.matrices["wifi"], Parameters().weights["wifi"])
    key = table[table["status"] == "ranked"].sort_values("rank").index[nth]
    site = assessment.evidence.sites.loc[key]
    visit.open("/carte?lang=en&theme=none")
    visit.wait_for_map()
    # Zoomed in on the building, so that no other one lies on it.
    visit.go_to(key)
    visit.settle()
    frame = visit.page.frame_locator(".st-key-atlas iframe")
    box = frame.locator("#map_div").bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = visit.page.locator(f"[data-site='{key}']")
    expect(card).to_be_visible(timeout=30_000)
    row = table.loc[key]
    low, high = row["rank_low"], row["rank_high"]
    place = f"Rank {low}" if low == high else f"Rank between {low} and {high}"
    assert card.locator("[data-rank=wifi]").inner_text() == place
    assert f"{row['score']:.1f} points out of 100" in card.inner_text()
    facts = {fact: card.locator(f"[data-fact={fact}]").inner_text() for fact in ("vulnerable_in_reach", "capex_eur")}
    assert _numbers(facts["vulnerable_in_reach"]) == f"{site['vulnerable_in_reach']:.0f}"
    assert _numbers(facts["capex_eur"]) == f"{site['capex_eur']:.0f}"
    for column in [name for name in table if name.startswith("contribution_") and row[name] == row[name]]:
        shown = visit.page.locator(f"[data-contribution={column.removeprefix('contribution_')}]")
        assert shown.inner_text() == f"{row[column]:.1f}"
    visit.page.wait_for_url(f"**site={key}*")


def test_a_click_on_a_neighbourhood_opens_its_card(visit: Visit, assessment) -> None:
    visit.open("/carte?lang=en")
    visit.wait_for_map()
    code = assessment.evidence.sectors["population"].astype("Float64").idxmax()
    point = assessment.evidence.sectors.loc[[code]].representative_point().to_crs("EPSG:4326").iloc[0]
    where = visit.map(
        f"(() => {{ const p = w.map.latLngToContainerPoint([{point.y}, {point.x}]);"
        " const b = w.map.getContainer().getBoundingClientRect(); return [p.x + b.left, p.y + b.top]; })()"
    )
    box = visit.page.locator(".st-key-atlas iframe").bounding_box()
    visit.map("(() => { w.document.querySelector('.leaflet-sites-pane').style.pointerEvents = 'none'; return 1; })()")
    visit.map(
        "(() => { w.document.querySelectorAll('.leaflet-sites-pane path').forEach((p) => p.remove()); return 1; })()"
    )
    visit.page.mouse.click(box["x"] + 1 + where[0], box["y"] + 1 + where[1])
    card = visit.page.locator(f"[data-sector='{code}']")
    expect(card).to_be_visible(timeout=30_000)
    residents = assessment.evidence.sectors.loc[code, "population"]
    assert _numbers(card.locator("[data-fact=population]").inner_text()) == f"{residents:.0f}"


def test_hostile_names_run_nothing_and_show_as_they_are(visit: Visit, assessment) -> None:
    names = assessment.evidence.sites["name"]
    keys = [names.index[names == name][0] for name in HOSTILE]
    visit.open("/carte?lang=en")
    visit.wait_for_map()
    for key, name in zip(keys, HOSTILE, strict=True):
        visit.go_to(key)
        tips = visit.page.frame_locator(".st-key-atlas iframe").locator(".leaflet-tooltip strong")
        expect(tips.filter(has_text=re.compile(f"^{re.escape(name)}$")).first).to_be_visible()
    for key, name in some([*zip(keys, HOSTILE, strict=True)], everyday=1):
        visit.open(f"/carte?lang=en&site={key}")
        expect(visit.page.locator(".card h3")).to_have_text(" ".join(name.split()), timeout=15_000)
    visit.open(f"/classement?lang=en&site={keys[0]}")
    visit.wait_for_map()
    visit.page.get_by_text("Show all").click()
    expect(visit.page.locator(".open .title", has_text=HOSTILE[3]).first).to_be_visible(timeout=15_000)
    titles = visit.page.locator(".open .title")
    expect(titles).to_have_count(len(names), timeout=60_000)
    assert set(FORTY) <= set(titles.all_text_contents())
    visit.page.get_by_role("combobox", name="Find a building").press_sequentially("onerror")
    expect(visit.page.get_by_role("option").first).to_be_visible(timeout=15_000)
    visit.open("/donnees?lang=en")
    # A delivery waits there that takes the names away again: they stand in its table, and on its map.
    expect(visit.page.locator("table.changes td", has_text=HOSTILE[3]).first).to_be_visible(timeout=60_000)
    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("img[src='x']").count() == 0
    assert visit.outside == []


def test_changing_the_language_keeps_the_map_and_changes_the_words(visit: Visit) -> None:
    visit.open("/carte?lang=en&at=50.42~4.46~14.5")
    visit.wait_for_map()
    view, drawn = visit.view(), visit.map("w.maillageDrawn")
    visit.page.get_by_role("radio", name="NL").or_(
        visit.page.get_by_role("button", name="NL", exact=True)
    ).first.click()
    visit.page.wait_for_function("() => document.documentElement.lang === 'nl'")
    visit.settle(400)
    assert visit.view() == view
    assert visit.map("w.maillageDrawn") > drawn, "the map was not repainted but made anew"
    assert "inwoners" in visit.map("w.document.querySelector('.legend').textContent")
    visit.page.wait_for_url("**lang=nl*")


def test_a_shared_address_restores_everything(visit: Visit, assessment) -> None:
    key = assessment.evidence.sites.index[20]
    address = f"/classement?lang=fr&rank=aidants&site={key}&w.aidants=contact_staff.10&mode=reunion&act=culture~sport"
    visit.open(address)
    visit.wait_for_map()
    expect(visit.page.locator(f"[data-site='{key}']").first).to_be_visible()
    expect(_slider(visit, "aidants_contact_staff")).to_have_value("10")
    for part in ("rank=aidants", f"site={key}", "contact_staff.10", "mode=reunion", "act=culture~sport"):
        assert part in visit.page.url
    assert visit.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 20


def test_the_keyboard_is_enough(visit: Visit) -> None:
    visit.open("/classement?lang=en")
    visit.wait_for_map()
    row = visit.page.locator("tr.row").nth(3)
    row.get_by_role("button").focus()
    key = row.get_attribute("data-row")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(f"article[data-site='{key}']")).to_be_visible(timeout=30_000)
    find = visit.page.get_by_role("combobox", name="Find a building")
    find.focus()
    visit.page.keyboard.type("Hôtel de Ville")
    expect(visit.page.get_by_role("option", selected=True)).to_contain_text("Hôtel de Ville")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("article h3")).to_contain_text("Hôtel de Ville", timeout=30_000)


def test_the_pages_keep_what_was_chosen(visit: Visit, assessment) -> None:
    key = assessment.evidence.sites.index[20]
    visit.open(f"/carte?lang=en&site={key}")
    visit.wait_for_map()
    visit.follow("Ranking")
    visit.page.wait_for_url("**/classement**")
    expect(visit.page.locator(f"article[data-site='{key}']")).to_be_visible(timeout=30_000)
    visit.page.wait_for_url(f"**site={key}*")
