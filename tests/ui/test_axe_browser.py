"""Every view and card in a real Chromium: axe finds nothing against WCAG A and AA, and Streamlit speaks no English."""

import pytest

from tests.cities import assessed
from tests.laws import some, thorough_only
from tests.ui.conftest import Visit
from tests.ui.screens import EVERY, SCREENS, axe_findings, name_keys, streamlit_english, texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRIED = EVERY if some(EVERY, 1) == EVERY else [("home", "fr"), ("gap", "nl")]
"""Two screens that have most of what there is: map, list, card, curves; a thorough run has all in each language."""


IN_A_MEETING = EVERY if some(EVERY, 1) == EVERY else [("gaps", "en")]
"""The type of a meeting is larger, and its line at the top another."""


@pytest.fixture(scope="module", autouse=True)
def keys(hostile_data) -> None:
    name_keys(assessed(hostile_data, "demo"))


@pytest.mark.parametrize(("screen", "language"), TRIED)
def test_everybody_can_use_it_in_their_language(visit: Visit, screen: str, language: str) -> None:
    SCREENS[screen].visit(visit, language)
    assert axe_findings(visit) == []
    said = streamlit_english(language)
    if language != "en":
        assert [each for each in texts(visit) if said(each[0])] == []


@pytest.mark.parametrize(("screen", "language"), IN_A_MEETING)
def test_everybody_can_use_it_in_a_meeting(visit: Visit, screen: str, language: str) -> None:
    SCREENS[screen].visit(visit, language, meeting=True)
    assert axe_findings(visit) == []


@thorough_only()
def test_without_our_words_streamlit_speaks_english(visit: Visit) -> None:
    """The test above would see it."""
    SCREENS["themes"].visit(visit, "fr")
    said = streamlit_english("fr")
    assert [each for each in texts(visit) if said(each[0])] == []
    visit.page.evaluate("() => window.maillageReads.disconnect()")
    SCREENS["themes"].visit(visit, "fr")
    visit.page.evaluate("() => window.maillageReads.disconnect()")
    visit.page.keyboard.press("Escape")
    visit.page.locator(".st-key-filters button").first.click()
    visit.page.wait_for_timeout(500)
    assert ("Open", "aria-label") in [each for each in texts(visit) if said(each[0])]


def test_axe_sees_what_is_wrong(visit: Visit) -> None:
    SCREENS["method"].visit(visit, "fr")
    visit.page.evaluate(
        "() => document.querySelector('.prose').insertAdjacentHTML('afterbegin',"
        " '<p style=\"color:#ccc;background:#fff\">gris</p><button></button>')"
    )
    assert {each.split(":")[0] for each in axe_findings(visit)} == {"color-contrast", "button-name"}
