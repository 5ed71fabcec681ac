"""Lists, cards and the search of every view in a real Chromium, by keyboard alone: there, and back to where one was."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from geo.ranking.assessment import Assessment
from geo.settings.parameters import Parameters
from store.assessments import open_assessment
from store.store import Store
from tests.laws import some
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = "p.years=1&p.budget=150000"
PATIENCE_MS = 60_000

LISTS = [
    ("/carte?lang=fr", "site", "site"),
    ("/carte?lang=en&list=sectors", "sector", "sector"),
    ("/classement?lang=nl", "ranked", "site"),
    ("/lacunes?lang=fr&list=sectors", "gap_sectors", "sector"),
    (f"/programme?lang=en&{SMALL}", "bought", "site"),
    (f"/programme?lang=fr&{SMALL}", "waiting", "site"),
]
"""Address, the list's name, and whose card it opens."""

HERE = """
() => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  const row = held?.closest("tr")?.dataset.row;
  const outside = held?.getRootNode().host ?? held;
  return row ?? outside?.closest("[class*=st-key-]")?.className.match(/st-key-(\\S+)/)?.[1];
}
"""


@pytest.fixture(scope="module")
def assessment(hostile_data) -> Assessment:
    from config import place

    store = Store(hostile_data, place("demo"))
    return open_assessment(store, store.current_snapshot(), Parameters())


def rows(visit: Visit, name: str) -> Locator:
    return visit.page.locator(f".st-key-list_{name} tr.row")


def until_here(visit: Visit, wanted: str) -> None:
    """Wait until a row, or a widget by its key, has the focus."""
    visit.page.wait_for_function(f"(wanted) => ({HERE})() === wanted", arg=wanted, timeout=PATIENCE_MS)


def tab_to(visit: Visit, wanted: str, most: int = 90) -> None:
    """Press the tab key until a row or a widget has the focus."""
    for _press in range(most):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate(HERE) == wanted:
            return
    raise AssertionError(f"the tab key does not come to {wanted}")


def there_and_back(visit: Visit, name: str, card: str, steps: int = 3) -> None:
    """From the first row of a list some rows down, into the card, and back: nothing but keys."""
    keys = visit.page.keyboard
    found = rows(visit, name)
    expect(found.nth(steps)).to_be_attached(timeout=PATIENCE_MS)
    # While a better plan is looked for, its buildings may change.
    expect(visit.page.locator("[data-phase]")).to_have_count(0, timeout=PATIENCE_MS)
    first, wanted = (found.nth(n).get_attribute("data-row") for n in (0, steps))
    tab_to(visit, first)
    for _step in range(steps):
        keys.press("ArrowDown")
    assert visit.page.evaluate(HERE) == wanted
    keys.press("Enter")
    opened = visit.page.locator(f"article[data-{card}]")
    expect(opened).to_be_visible(timeout=PATIENCE_MS)
    until_here(visit, "close_card")
    title = opened.locator("h3").inner_text()
    expect(visit.page.locator(".st-key-close_card button")).to_have_accessible_description(title)
    keys.press("Enter")
    until_here(visit, wanted)
    expect(opened).to_have_count(0)
    keys.press("ArrowUp")
    assert visit.page.evaluate(HERE) == found.nth(steps - 1).get_attribute("data-row")


@pytest.mark.parametrize(("path", "name", "card"), some(LISTS, everyday=1))
def test_by_keyboard_alone_from_a_list_to_a_card_and_back_to_the_row(
    visit: Visit, path: str, name: str, card: str
) -> None:
    visit.open(path)
    there_and_back(visit, name, card)
    assert visit.outside == []


def test_from_a_former_commune_to_its_neighbourhoods_and_out_again(visit: Visit) -> None:
    visit.open("/lacunes?lang=fr")
    keys = visit.page.keyboard
    sections = rows(visit, "gap_sections")
    expect(sections.nth(2)).to_be_attached(timeout=PATIENCE_MS)
    wanted = sections.nth(1).get_attribute("data-row")
    tab_to(visit, sections.nth(0).get_attribute("data-row"))
    keys.press("ArrowDown")
    keys.press("Space")
    sectors = rows(visit, "gap_sectors")
    expect(sectors.first).to_be_attached(timeout=PATIENCE_MS)
    until_here(visit, sectors.first.get_attribute("data-row"))
    visit.page.locator(".st-key-all_sections button").focus()
    keys.press("Enter")
    until_here(visit, wanted)


@pytest.mark.parametrize("view", some([f"programme?{SMALL}", "lacunes", "carte", "classement"], everyday=1))
def test_controls_cards_and_lists_come_before_the_map_which_stands_left_of_them(visit: Visit, view: str) -> None:
    visit.open(f"/{view}{'&' if '?' in view else '?'}lang=fr")
    visit.wait_for_map()
    page = visit.page
    expect(page.locator("[class*=st-key-list_] tr.row, .st-key-panel .find").first).to_be_attached(timeout=PATIENCE_MS)
    late = page.evaluate(
        """() => {
          const map = document.querySelector(".st-key-atlas iframe");
          return [...document.querySelectorAll("[class*=st-key-list_], .st-key-panel, .st-key-weights, .st-key-find,"
            + ".st-key-gap_controls, .st-key-plan_controls, .st-key-lots_controls, .st-key-roster_controls")]
            .filter((each) => !(each.compareDocumentPosition(map) & Node.DOCUMENT_POSITION_FOLLOWING))
            .map((each) => each.className);
        }"""
    )
    assert late == []
    map_box, panel = (page.locator(name).bounding_box() for name in (".st-key-atlas iframe", ".st-key-panel"))
    assert map_box["x"] + map_box["width"] <= panel["x"]
    assert abs(map_box["y"] - panel["y"]) < 60
    page.set_viewport_size({"width": 390, "height": 844})
    visit.settle()
    map_box, panel = (page.locator(name).bounding_box() for name in (".st-key-atlas iframe", ".st-key-panel"))
    assert map_box["y"] + map_box["height"] <= panel["y"]
    assert 300 < panel["width"] <= 390
    assert map_box["width"] <= 390
    page.set_viewport_size({"width": 1366, "height": 768})


def _find(visit: Visit) -> Locator:
    return visit.page.get_by_role("combobox", name="Chercher un bâtiment")


def test_the_search_finds_words_in_any_order_and_opens_the_card(map_in_french: Visit, assessment: Assessment) -> None:
    visit, sites = map_in_french, assessment.evidence.sites
    key = sites.index[(sites["kind"] == "bibliothèque") & (sites["section_name"] == "Gilly")][0]
    keys, find = visit.page.keyboard, _find(visit)
    find.focus()
    keys.type("GILLY biblio")
    option = visit.page.get_by_role("option", selected=True)
    expect(option).to_contain_text(sites.loc[key, "name"], timeout=PATIENCE_MS)
    assert {text.casefold() for text in option.locator("mark").all_inner_texts()} == {"gilly", "biblio"}
    expect(find).to_have_attribute("aria-expanded", "true")
    assert find.get_attribute("aria-activedescendant") == option.get_attribute("id")
    found = Axe().run(visit.page, context=".st-key-find", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert found.violations_count == 0, found.generate_report()
    keys.press("Enter")
    expect(visit.page.locator(f"article[data-site='{key}']")).to_be_visible(timeout=PATIENCE_MS)
    until_here(visit, "close_card")
    keys.press("Enter")
    until_here(visit, "find")
    expect(find).to_have_value("")


def test_the_search_says_how_many_it_found_and_what_to_try_where_nothing_is(map_in_french: Visit) -> None:
    visit = map_in_french
    keys, find, card = visit.page.keyboard, _find(visit), visit.page.locator("article")
    said = visit.page.locator(".st-key-find [role=status]")
    expect(card).to_have_count(0)
    find.focus()
    keys.type("marcinelle")
    expect(said).to_contain_text("résultats", ignore_case=True, timeout=PATIENCE_MS)
    options = visit.page.get_by_role("option")
    assert options.count() > 5
    keys.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true", "round about"
    keys.press("Escape")
    expect(options.first).to_be_hidden()
    expect(find).to_have_value("marcinelle")
    keys.press("Escape")
    expect(find).to_have_value("")
    keys.type("qqqq")
    expect(visit.page.get_by_text("Rien trouvé.").first).to_be_visible()
    expect(said).to_contain_text("Essayez")
    expect(find).to_have_attribute("aria-expanded", "false")
    keys.press("Enter")
    visit.settle()
    expect(card).to_have_count(0)
    keys.press("Escape")


def test_the_search_finds_addresses_and_neighbourhoods(map_in_french: Visit, assessment: Assessment) -> None:
    visit, sites, sectors = map_in_french, assessment.evidence.sites, assessment.evidence.sectors
    key = sites.index[sites["address"].notna() & ~sites["address"].duplicated(keep=False)][7]
    find = _find(visit)
    find.fill(f"{sites.loc[key, 'postal_code']} {sites.loc[key, 'address']}")
    expect(visit.page.get_by_role("option").first).to_contain_text(sites.loc[key, "name"], timeout=PATIENCE_MS)
    code = sectors["population"].astype("Float64").idxmax()
    find.fill(f"quartier {code}")
    visit.page.get_by_role("option").first.click()
    expect(visit.page.locator(f"article[data-sector='{code}']")).to_be_visible(timeout=PATIENCE_MS)
    until_here(visit, "close_card")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("article")).to_have_count(0)


def test_what_is_searched_comes_once(map_in_french: Visit) -> None:
    """The last question, since it leaves for other views."""
    visit = map_in_french
    for view in some(["Classement", "Programme Wi-Fi", "Carte"], everyday=1):
        _find(visit).focus()
        visit.page.keyboard.type("piscine")
        expect(visit.page.get_by_role("option").first).to_be_visible(timeout=PATIENCE_MS)
        visit.follow(view)
    _find(visit).focus()
    visit.page.keyboard.type("piscine")
    expect(visit.page.get_by_role("option").first).to_be_visible(timeout=PATIENCE_MS)
    assert len([url for url in visit.asked if "search-" in url]) == 1
