"""Two readers of one programme in a real Chromium: one stops waiting, and the other's search goes on to its end."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from benchmarks.slider_latency import running_app
from tests.laws import thorough_only

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAMME = "lang=en&p.years=4&p.budget=250000"
"""A programme that a minute does not prove, on whatever machine: scipy leaves 0.8 % after as long, we 0.2 %."""

STOPPED, GOES_ON = "The search was stopped.", "The search for a better plan and its proof go on."


@pytest.fixture(scope="module")
def address(demo_data: Path) -> Iterator[str]:
    """Return the address of an app of our own, which plans nothing else."""
    with running_app({"MAILLAGE_DATA": str(demo_data), "MAILLAGE_COMMUNE": "demo"}) as at:
        yield at


_GAP = re.compile(r"by more than ([\d.]+)%")


def _stop(page: Page) -> Locator:
    return page.get_by_role("button", name="Stop here")


def _gap(page: Page) -> float:
    """Return by how much a plan may still be better than the one on the page, in per cent."""
    said = page.locator(".certificate")
    expect(said).to_contain_text(_GAP, timeout=60_000)
    found = _GAP.search(said.inner_text())
    assert found is not None
    return float(found[1])


@thorough_only()
def test_one_reader_stops_and_the_search_of_the_other_goes_on(browser: BrowserContext, address: str) -> None:
    first, second = browser.new_page(), browser.new_page()
    try:
        for page in (first, second):
            page.goto(f"{address}/programme?{PROGRAMME}")
        for page in (first, second):
            expect(_stop(page)).to_be_visible(timeout=60_000)
        _stop(first).click()
        expect(first.locator(".certificate")).to_contain_text(STOPPED, timeout=60_000)
        expect(first.get_by_role("button", name="Go on")).to_be_visible(timeout=60_000)
        expect(second.locator(".certificate")).to_contain_text(GOES_ON)
        before = _gap(second)
        # Until the search has taken all the time it is given: the other's page ends by itself, with its plan.
        expect(_stop(second)).to_have_count(0, timeout=120_000)
        expect(second.locator(".certificate")).not_to_contain_text(STOPPED)
        assert _gap(second) < before, "it was searched for to the end"
        assert second.locator(".headline [data-total=served]").count() == 1
    finally:
        first.close()
        second.close()
