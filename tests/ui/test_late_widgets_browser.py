"""Widgets whose scripts come late, in a real Chromium: a value that nobody set changes nothing, in any view."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route

from tests.laws import some, thorough_only
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDGETS = re.compile(r"static/js/(Slider|NumberInput|Selectbox|ButtonGroup|Checkbox|Multiselect)[^/]*\.js")
SMALL = "p.years=2&p.budget=150000&p.reach=450"

QUERIES = {
    "/carte": "lang=en&theme=vulnerable_share&list=sectors&mode=reunion",
    "/classement": "lang=en&w.wifi=vulnerable_in_reach.3&rank=wifi",
    "/lacunes": "lang=en&gap=help&reach=700&when=Wed~15.00&wifi_first=3",
    "/programme": f"lang=en&{SMALL}&p.floor=4&wave=2028",
}


@contextmanager
def late(visit: Visit) -> Iterator[threading.Event]:
    """Hold back the scripts of the widgets until the event is set."""
    held: list[Route] = []
    released = threading.Event()

    def hold(route: Route) -> None:
        if released.is_set():
            route.continue_()
        else:
            held.append(route)

    visit.page.route(WIDGETS, hold)
    yield released
    assert held, "no script of a widget was asked for: has Streamlit renamed them?"
    released.set()
    for route in held:
        route.continue_()


def choices(visit: Visit) -> dict[str, list[str]]:
    """Return what the address says, but for the view of the map."""
    said = parse_qs(urlsplit(visit.page.url).query)
    return {name: values for name, values in said.items() if name != "at"}


def draw_again(visit: Visit) -> None:
    """Have the view drawn again, as a reader does who moves the map."""
    before = visit.page.url
    visit.page.locator(".st-key-atlas iframe").hover()
    visit.page.mouse.wheel(0, -120)
    visit.page.wait_for_function("(before) => location.href !== before", arg=before)
    visit.settle(500)


@pytest.mark.parametrize("path", some(list(QUERIES), everyday=1))
def test_a_page_drawn_again_before_its_widgets_are_there_keeps_every_choice(visit: Visit, path: str) -> None:
    with late(visit):
        visit.open(f"{path}?{QUERIES[path]}")
        visit.wait_for_map()
        visit.settle()
        opened = choices(visit)
        said = visit.page.locator(".headline .answer").inner_text()
        draw_again(visit)
    visit.page.wait_for_selector("[data-testid=stSelectbox] input")
    visit.settle(500)
    # What a widget began with is told at the next run.
    draw_again(visit)
    assert choices(visit) == opened
    if path != "/programme":  # Where the proof goes on, and a better plan may be found meanwhile.
        assert visit.page.locator(".headline .answer").inner_text() == said
    assert opened["lang"] == ["en"]


@thorough_only()
def test_a_programme_that_is_being_proven_stays_the_one_that_was_opened(visit: Visit) -> None:
    """The timer that follows the proof draws the page several times before there is a widget."""
    with late(visit):
        visit.open("/programme?lang=en&p.reach=480")
        visit.wait_for_map()
        visit.page.wait_for_timeout(6000)
    visit.page.wait_for_selector("[data-testid=stNumberInput] input")
    visit.page.wait_for_timeout(3000)
    draw_again(visit)
    assert choices(visit) == {"lang": ["en"], "p.reach": ["480"]}
    assert visit.page.get_by_label("Budget a year, in euros").input_value() == "1000000"
