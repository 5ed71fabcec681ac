"""How long after a weight moves the map shows it, in a real Chromium against the running app.

Run it with ``python -m benchmarks.slider_latency [address]``. Without an address the app is started on the data of
``MAILLAGE_DATA`` and ``MAILLAGE_COMMUNE``, which must be built.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHANGES = 15
PLAIN = ("streamlit", "run", str(ROOT / "app.py"))
WARM = ("ui.serving",)
"""Modules that serve the app, with their first arguments: as Streamlit does alone, and as ``maillage app`` does."""
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

_WATCH = """
() => {
  const frame = document.querySelector('.st-key-atlas iframe').contentWindow;
  const paths = () => [...frame.document.querySelectorAll('.leaflet-sites-pane path')];
  const fills = () => paths().map((each) => each.getAttribute('fill')).join();
  window.seen = [];
  window.started = null;
  document.addEventListener('keydown', () => { window.started = performance.now(); window.before = fills(); }, true);
  const look = () => {
    if (window.started !== null && fills() !== window.before) {
      window.seen.push(performance.now() - window.started);
      window.started = null;
    }
    requestAnimationFrame(look);
  };
  look();
}
"""

_VIEW = """
() => {
  const map = document.querySelector('.st-key-atlas iframe').contentWindow.map;
  return [map.getCenter(), map.getZoom()].join();
}
"""


@dataclass(frozen=True)
class Latency:
    """Milliseconds from the key that moves a slider to the first frame with other colours."""

    milliseconds: tuple[float, ...]
    view_kept: bool

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.milliseconds)


def free_port() -> int:
    """Return a port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_app(
    environment: Mapping[str, str] = MappingProxyType({}), command: Sequence[str] = PLAIN, port: int | None = None
) -> Iterator[str]:
    """Start the app on this port, or a free one, with more in its environment, and yield its address."""
    port = port or free_port()
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    process = subprocess.Popen(
        [sys.executable, "-m", *command, *options],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _attempt in range(480):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            # On a busy machine the web server may wait for ever for a page that is gone already.
            process.kill()
            process.wait(10)


@contextmanager
def opened_page() -> Iterator[Page]:
    """Yield a page of a Chromium of our own, the size of a laptop's."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise SystemExit("No Chromium found: install it, or name it with CHROMIUM.")
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=list(ARGUMENTS), viewport={"width": 1366, "height": 768}
        )
        yield browser.pages[0]
        browser.close()


def measure(address: str, changes: int = CHANGES, where: str = "") -> Latency:
    """Move the first weight of the ranking so many times, and time each change; ``where`` is added to the address."""
    with opened_page() as page:
        page.goto(f"{address}/classement?lang=en{where}")
        page.wait_for_function(
            "() => document.querySelector('.st-key-atlas iframe')?.contentWindow.maillageReady", timeout=120_000
        )
        page.wait_for_timeout(3000)
        return _moves(page, changes)


def _moves(page: Page, changes: int) -> Latency:
    slider = page.get_by_role("slider").first
    slider.focus()
    page.evaluate(_WATCH)
    before = page.evaluate(_VIEW)
    # Down to 0, up to 10 and back again: each key gives weights not seen just before.
    now, step = int(slider.input_value()), -1
    for done in range(changes):
        if now + step not in range(11):
            step = -step
        now += step
        page.keyboard.press("ArrowRight" if step > 0 else "ArrowLeft")
        page.wait_for_function("count => window.seen.length >= count", arg=done + 1, timeout=20_000)
        page.wait_for_timeout(700)
    return Latency(tuple(page.evaluate("() => window.seen")), view_kept=page.evaluate(_VIEW) == before)


def main(arguments: list[str]) -> None:
    """Print median and maximum."""
    if arguments:
        latency = measure(arguments[0])
    else:
        with running_app() as address:
            latency = measure(address)
    kept = "kept" if latency.view_kept else "LOST"
    print(
        f"weight to map: median {latency.median:.0f} ms, max {max(latency.milliseconds):.0f} ms "
        f"({len(latency.milliseconds)} changes; view {kept})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
