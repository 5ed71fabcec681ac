"""The panel of what was carried out in a real Chromium: a row told by hand, published with who and why, and undone."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from config import place
from store.store import Store
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = "p.years=1&p.budget=150000"


@pytest.fixture
def address(own_address: str) -> str:
    """Return the address of an app in whose city something may be published."""
    return own_address


def test_a_row_told_by_hand_is_published_with_who_and_why_and_undone(visit: Visit, own_data: Path) -> None:
    store = Store(own_data, place("demo"))
    before = store.history("realised").current
    assert before is not None
    page = visit.page
    visit.open(f"/programme?lang=en&panel=realised&{SMALL}")
    visit.wait_for_map()
    panel = page.locator(".st-key-card")
    expect(panel).to_contain_text("Buildings by the end of 2027: kept", timeout=60_000)
    # Planned stands beside carried out, what differs first.
    expect(page.locator(".st-key-list_carried_out tbody tr").first).to_contain_text("planned:", timeout=60_000)
    page.get_by_text("Tell what was carried out in a building").click()
    publish = panel.get_by_role("button", name="Publish")
    expect(publish).to_be_disabled()
    box = panel.get_by_role("combobox", name="Building", exact=True)
    box.click()
    box.fill("BC0003")
    page.get_by_role("option").filter(has_text="(BC0003)").click()
    expect(publish).to_be_enabled(timeout=60_000)
    # Nobody said why: nothing is published, and what was filled in stays.
    _pressed(visit, publish, panel.get_by_role("alert"))
    expect(panel.get_by_role("alert")).to_contain_text("Say who tells it and why")
    assert store.history("realised").current == before
    for name, said in (("Who tells it", "Ann <b>"), ("Where this is known from, kept in the history", "seen on 3 May")):
        field = panel.get_by_label(name)
        field.fill(said)
        field.press("Tab")
    _pressed(visit, publish, page.locator(".st-key-realised_published"))
    now = store.history("realised").current
    assert now is not None
    assert (now.who, now.reason) == ("Ann <b>", "seen on 3 May")
    told = store.read("realised").set_index(["building_id", "year"]).loc[("BC0003", 2027)]
    # No tier was chosen: unknown, whatever was told before.
    assert (told["progress"], pd.isna(told["tier"])) == ("installed", True)
    page.locator(".st-key-realised_published").get_by_role("button", name="Undo").click()
    expect(page.locator(".st-key-realised_published")).to_have_count(0, timeout=60_000)
    assert store.history("realised").current.version == before.version  # type: ignore[union-attr]


def _pressed(visit: Visit, button: Locator, answer: Locator) -> None:
    """Press a button until its answer is there.

    The proof of the plan may end in that moment and the page be drawn again: the press is lost then, and a reader who
    sees no answer presses again.
    """
    for _press in range(4):
        visit.settle()
        button.click()
        try:
            expect(answer).to_be_visible(timeout=20_000)
        except AssertionError:
            continue
        return
    expect(answer).to_be_visible()
