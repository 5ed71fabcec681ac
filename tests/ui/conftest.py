"""What the tests of the interface share: the app on the demonstration city, and a browser kept on this machine."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Request, sync_playwright
from streamlit.components.v2 import manifest_scanner

from benchmarks.slider_latency import ARGUMENTS, WARM, running_app
from config import place
from store.snapshots import make_snapshot
from store.store import Store
from tests.bus_stops import DECLARED, NOW, publish_stops
from tests.cities import HOSTILE, write_hostile
from tests.once import copy_of, once
from ui.map import map as map_drawing

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The browser's own word that there is no other machine."""


@pytest.fixture(scope="session", autouse=True)
def packages_are_looked_through_once() -> Iterator[None]:
    """Have Streamlit look for components among the installed packages once, not for each page a test runs.

    It reads the metadata of some 150 packages each time, which takes longer than most of our pages.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_without_a_browser_rest_for_none() -> Iterator[None]:
    """Draw the pages that a test runs without a browser in one go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(map_drawing, "OPENED_REST_S", 0.0)
        patch.setattr(map_drawing, "CHANGED_REST_S", 0.0)
        yield


@pytest.fixture(scope="session")
def hostile_data(run_folder: Path, demo_data: Path) -> Path:
    """Return a data folder with the demonstration city, in which some public buildings have hostile names."""
    return once(run_folder, "hostile", lambda data: write_hostile(demo_data, data))


@pytest.fixture(scope="session")
def address(hostile_data: Path) -> Iterator[str]:
    """Return the address of the app, running on the city with hostile names as ``maillage app`` runs it."""
    environment = {"MAILLAGE_DATA": str(hostile_data), "MAILLAGE_COMMUNE": "demo"}
    with running_app(environment, WARM) as at:
        yield at


STOPS = [
    *((f"h{number}", name, "shelter", 655_000 + 400 * number, 622_000) for number, name in enumerate(HOSTILE)),
    ("p", "", "post", 655_000, 623_000),
    ("u", "Somewhere", "", 656_000, 623_000),
]
"""Stops of buses as `publish_stops` takes them, some under hostile names."""


@pytest.fixture(scope="session")
def own_data(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demonstration city in which tests may publish; it has some bus stops too."""
    folder = tmp_path_factory.mktemp("own")
    data = copy_of(demo_data, folder / "data", "assessments")
    store = Store(data, place("demo"), DECLARED)
    publish_stops(store, folder, STOPS)
    make_snapshot(store, now=NOW)
    return data


@pytest.fixture(scope="session")
def own_address(own_data: Path) -> Iterator[str]:
    """Return the address of an app that publishes, and knows bus stops, on the city in which tests may publish.

    One for all tests that need either: an app takes some six seconds of a processor before its first page is drawn.
    """
    environment = {"MAILLAGE_DATA": str(own_data), "MAILLAGE_COMMUNE": "demo", "MAILLAGE_UPLOADS": "yes"}
    with running_app(environment, ("tests.ui.map.app_with_bus_stops",)) as at:
        yield at


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the Chromium of this machine; without one skip, or fail where REQUIRE_BROWSER=1 says there must be one."""
    names = (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    found = next((name for name in names if name), None)
    if found is None:
        message = "no Chromium here: install it, or name it with CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright, chromium: str) -> Iterator[BrowserContext]:
    with tempfile.TemporaryDirectory() as profile:
        context = playwright_driver.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=[*ARGUMENTS, ALONE], viewport={"width": 1366, "height": 768}
        )
        yield context
        context.close()


_QUIET = """
(quiet) => {
  const frame = document.querySelector(".st-key-atlas iframe")?.contentDocument ?? null;
  let seen = window.lastChanges;
  if (!seen || seen.frame !== frame) {
    seen?.observer.disconnect();
    seen = window.lastChanges = { frame, at: performance.now() };
    seen.observer = new MutationObserver(() => { seen.at = performance.now(); });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    [document, frame].filter(Boolean).forEach((each) => seen.observer.observe(each, all));
  }
  const app = document.querySelector("[data-testid=stApp]");
  if (app?.dataset.testScriptState !== "notRunning" || document.querySelector("[data-stale=true]")) return false;
  if (performance.now() - seen.at < quiet) return false;
  seen.observer.disconnect();
  delete window.lastChanges;
  return true;
}
"""


_LOOK_MS = 50
"""How often something is looked for. Playwright's own way, at every frame, has all frames drawn while it waits."""


@dataclass
class Visit:
    """A page of the app, and what it tried to fetch from elsewhere."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Every address the page fetched something from."""

    def open(self, path: str) -> None:
        """Go to a view and wait until its map, if it has one, is drawn."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector(".headline", timeout=60_000)

    def follow(self, view: str) -> None:
        """Go to another view by its link, and wait until nothing of the one before is left on the page.

        Streamlit takes the old elements away only once the new run has ended: until then a search box, a card or a
        sentence of the view before answers to the same name.
        """
        before = self.page.locator(".headline .answer").text_content()
        self.page.get_by_role("link", name=view, exact=True).click()
        self.page.wait_for_function(
            "(before) => { const said = document.querySelectorAll('.headline .answer');"
            " return said.length === 1 && said[0].textContent !== before"
            " && !document.querySelector('[data-stale=true]')"
            " && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'; }",
            arg=before,
            polling=_LOOK_MS,
            timeout=30_000,
        )

    def settle(self, quiet_ms: int = 250) -> None:
        """Wait until the run of the page has ended and neither it nor its map has changed for a while."""
        self.page.wait_for_function(_QUIET, arg=quiet_ms, polling=_LOOK_MS, timeout=30_000)

    def wait_for_map(self) -> None:
        """Wait until the geometry is there and painted."""
        self.page.wait_for_function(
            "() => document.querySelector('.st-key-atlas iframe')?.contentWindow?.maillageReady",
            polling=_LOOK_MS,
            timeout=60_000,
        )

    def map(self, expression: str) -> object:
        """Evaluate an expression in the frame of the map, as ``w``."""
        return self.page.evaluate(
            f"() => {{ const w = document.querySelector('.st-key-atlas iframe').contentWindow; return {expression}; }}"
        )

    def fills(self) -> dict[str, str]:
        """Return the fill of every building on the map."""
        return self.map(
            "(() => { const found = {};"
            " w.map.eachLayer((l) => { if (l.siteKey) found[l.siteKey] = l.options.fillColor; });"
            " return found; })()"
        )

    def go_to(self, key: str, zoom: int = 18) -> None:
        """Bring a building to the middle of the map, with its tooltip open."""
        self.page.evaluate(
            "([key, zoom]) => { const map = document.querySelector('.st-key-atlas iframe').contentWindow.map;"
            " map.eachLayer((l) => { if (l.siteKey !== key) return;"
            " map.setView(l.getLatLng(), zoom, {animate: false}); l.openTooltip(); }); }",
            [key, zoom],
        )

    def look_at(self, zoom: float) -> None:
        """Bring the middle of the city to the middle of the map."""
        self.map(f"(w.map.setView([50.41, 4.44], {zoom}, {{animate: false}}), 1)")
        self.settle()

    def view(self) -> str:
        """Return centre and zoom of the map."""
        return self.map("[w.map.getCenter(), w.map.getZoom()].join()")


@contextmanager
def visiting(browser: BrowserContext, address: str) -> Iterator[Visit]:
    """Give a fresh page that remembers every request that would leave the machine.

    None of them does: the browser knows no other machine. A route that asks here about each request would say so too,
    but a page with routes keeps nothing in the browser's memory, and loads all of Streamlit anew.
    """
    page = browser.new_page()
    seen = Visit(page, address)

    def note(request: Request) -> None:
        seen.asked.append(request.url)
        if not request.url.startswith((address, "data:", "blob:")):
            seen.outside.append(request.url)

    page.on("request", note)
    yield seen
    page.close()


@pytest.fixture
def visit(browser: BrowserContext, address: str) -> Iterator[Visit]:
    """Return a fresh page."""
    with visiting(browser, address) as seen:
        yield seen


@pytest.fixture(scope="module")
def map_in_french(browser: BrowserContext, address: str) -> Iterator[Visit]:
    """Return a page with the map, opened once for tests that only ask it something and put back what they change.

    To open a page costs several seconds of a processor, most questions hardly any.
    """
    with visiting(browser, address) as seen:
        seen.open("/carte?lang=fr")
        seen.wait_for_map()
        seen.settle()
        yield seen
