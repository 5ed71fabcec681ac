"""A server that is restarted under an open page, in a real Chromium: the page says so and opens again by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from benchmarks.slider_latency import free_port, running_app
from tests.laws import thorough_only

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@thorough_only()
@pytest.mark.parametrize(
    ("language", "gone"),
    [
        ("fr", "Le serveur ne répond pas. La page se rouvrira d’elle-même dès qu’il répondra."),
        ("nl", "De server antwoordt niet. De pagina opent vanzelf opnieuw zodra hij antwoordt."),
    ],
)
def test_a_page_whose_server_was_restarted_opens_again_in_its_language(
    browser: BrowserContext, hostile_data: Path, language: str, gone: str
) -> None:
    environment = {"MAILLAGE_DATA": str(hostile_data), "MAILLAGE_COMMUNE": "demo"}
    port = free_port()
    page = browser.new_page()
    try:
        with running_app(environment, port=port):
            page.goto(f"http://127.0.0.1:{port}/donnees?lang={language}")
            page.wait_for_selector(".headline", timeout=60_000)
            said = page.locator(".headline .answer").inner_text()
            page.evaluate("() => { window.former = true; }")
        expect(page.locator(".server-gone")).to_have_text(gone, timeout=20_000)
        with running_app(environment, port=port):
            page.wait_for_function("() => !window.former && document.querySelector('.headline')", timeout=60_000)
            assert page.locator(".headline .answer").inner_text() == said
            expect(page.locator(".server-gone")).to_have_count(0)
            assert f"lang={language}" in page.url
    finally:
        page.close()
