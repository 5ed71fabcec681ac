"""The meeting in a real Chromium: run by keys alone or a remote, with a second window for the speaker."""

import pytest
from playwright.sync_api import Page, expect

from tests.laws import some
from tests.ui.conftest import Visit
from tests.ui.screens import read

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def shows(page: Page, place: int) -> None:
    """Wait until a question is on the screen and in the address."""
    expect(page.locator(f".question[data-step='{place}']")).to_be_visible(timeout=15_000)
    if place > 1:
        page.wait_for_url(f"**step={place}*", timeout=15_000)


def test_a_meeting_is_run_by_keys_with_notes_on_a_second_window(visit: Visit) -> None:
    page = visit.page
    visit.open("/reunion?lang=en&step=2")
    visit.wait_for_map()
    page.keyboard.press("PageDown")
    shows(page, 3)
    # A remote is heard in the frame of the map too, whose own arrows stay its own.
    page.frame_locator(".st-key-atlas iframe").locator("#map_div").focus()
    page.wait_for_timeout(700)
    page.keyboard.press("PageDown")
    shows(page, 4)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    shows(page, 4)
    page.locator(".question").click()
    page.keyboard.press("ArrowRight")
    shows(page, 5)
    page.keyboard.press("End")
    shows(page, 7)
    expect(page.locator(".turning .place")).to_have_text("7/7")
    page.go_back()
    shows(page, 5)
    # The speaker's window turns with the room's, and the room's with it.
    with page.context.expect_page() as opened:
        page.locator(".turning a.notes").click()
    notes = opened.value
    expect(notes.locator(".speaker .remember")).to_contain_text("one button", timeout=15_000)
    expect(notes.locator(".turning .place")).to_have_text("5/7", timeout=15_000)
    page.keyboard.press("ArrowLeft")
    shows(notes, 4)
    notes.keyboard.press("ArrowLeft")
    shows(page, 3)
    notes.locator(".turning .timer").click()
    expect(page.locator(".turning .timer")).to_contain_text("00:0", timeout=5000)
    # Its end is said in words, seen and heard, and the keyboard alone puts it back.
    clock = notes.locator(".turning .timer")
    notes.evaluate(
        "() => { const key = Object.keys(localStorage).find((each) => each.startsWith('maillage-clock-'));"
        " localStorage.setItem(key, String(Number(localStorage.getItem(key)) - 3600000)); }"
    )
    expect(page.locator(".turning .timer")).to_contain_text("The time is up", timeout=5000)
    expect(page.locator(".turning .told")).to_have_text("The time is up")
    clock.focus()
    notes.keyboard.press("Enter")
    expect(clock).to_have_text("Start the clock")
    expect(page.locator(".turning .told")).to_have_text("", timeout=5000)
    notes.close()
    # Why not this building: three letters, and the card answers; the next question leaves it behind.
    page.get_by_role("combobox", name="Why not this building?").press_sequentially("bib")
    expect(page.get_by_role("option").first).to_be_visible(timeout=15_000)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-card article h3")).to_be_visible(timeout=15_000)
    page.keyboard.press("PageDown")
    shows(page, 4)
    expect(page.locator(".st-key-card")).to_have_count(0)
    assert "site=" not in page.url
    assert visit.outside == []


@pytest.mark.parametrize("place", some([1, 3, 4, 5], everyday=1))
def test_the_map_is_large_and_its_legend_lies_beside_it(visit: Visit, place: int) -> None:
    visit.open(f"/reunion?lang=fr&step={place}")
    visit.wait_for_map()
    for width, height in ((1366, 768), (1920, 1080)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.settle(400)
        frame = visit.page.locator(".st-key-atlas iframe").bounding_box()
        assert frame["width"] * frame["height"] >= 0.45 * width * height
        assert frame["y"] + frame["height"] <= height
        boxes = visit.map(
            "['.legend', '#map_div'].map((e) => { const b = w.document.querySelector(e).getBoundingClientRect();"
            " return [b.left, b.right]; })"
        )
        legend, ground = boxes
        assert legend[1] <= ground[0] + 1, "the legend stands beside the map"
        size = read(visit, "parseFloat(getComputedStyle(document.querySelector('.st-key-told .answer')).fontSize)")
        assert size >= 22
