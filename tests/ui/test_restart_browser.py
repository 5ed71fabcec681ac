"""A server that is restarted under an open page, in a real Chromium: the page says so and opens again by itself."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import BrowserContext, expect

from benchmarks.slider_latency import PLAIN, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def served(port: int, environment: dict[str, str]) -> Iterator[None]:
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-m", *PLAIN, *options], cwd=ROOT, env=environment, **quiet)
    try:
        for _attempt in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                sleep(0.25)
        yield
    finally:
        process.kill()
        process.wait(10)


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
    environment = {**os.environ, "MAILLAGE_DATA": str(hostile_data), "MAILLAGE_COMMUNE": "demo"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = browser.new_page()
    try:
        with served(port, environment):
            page.goto(f"http://127.0.0.1:{port}/donnees?lang={language}")
            page.wait_for_selector(".headline", timeout=60_000)
            said = page.locator(".headline .answer").inner_text()
            page.evaluate("() => { window.former = true; }")
        expect(page.locator(".server-gone")).to_have_text(gone, timeout=20_000)
        with served(port, environment):
            page.wait_for_function("() => !window.former && document.querySelector('.headline')", timeout=60_000)
            assert page.locator(".headline .answer").inner_text() == said
            expect(page.locator(".server-gone")).to_have_count(0)
            assert f"lang={language}" in page.url
    finally:
        page.close()
