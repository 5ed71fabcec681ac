"""How long after a rule of the Wi-Fi programme changes the page shows a first plan, in a real Chromium.

Run it with ``python -m benchmarks.plan_latency [address]``. Without an address the app is started on the data of
``MAILLAGE_DATA`` and ``MAILLAGE_COMMUNE``, which must be built.
"""

import statistics
import sys

from playwright.sync_api import Page

from benchmarks.slider_latency import opened_page, running_app

FLOORS = (7, 13, 8, 12, 9)
"""Least shares of each sector, in percent, that are asked for one after the other: none is planned before."""

_WAIT = """
(before) => {
  const answer = document.querySelector('.headline .answer'), said = document.querySelector('.certificate');
  if (!answer || !said || !answer.querySelector('[data-total=served]')) return false;
  return answer.textContent + said.textContent !== before;
}
"""


def measure(address: str, floors: tuple[int, ...] = FLOORS) -> list[float]:
    """Return the seconds from each change to the first plan on the page."""
    with opened_page() as page:
        page.goto(f"{address}/programme?lang=en&p.floor=10")
        page.wait_for_selector(".certificate", timeout=120_000)
        page.wait_for_timeout(3000)
        return _changes(page, floors)


def _changes(page: Page, floors: tuple[int, ...]) -> list[float]:
    slider = page.locator(".st-key-plan_floor").get_by_role("slider")
    found, now = [], 10
    for wanted in floors:
        slider.focus()
        before = page.evaluate(
            "() => document.querySelector('.headline .answer').textContent + "
            "document.querySelector('.certificate').textContent"
        )
        started = page.evaluate("() => performance.now()")
        for _step in range(abs(wanted - now)):
            page.keyboard.press("ArrowRight" if wanted > now else "ArrowLeft")
        page.wait_for_function(f"() => location.search.includes('p.floor={wanted}')", timeout=30_000)
        page.wait_for_function(_WAIT, arg=before, timeout=30_000)
        found.append((page.evaluate("() => performance.now()") - started) / 1000)
        now = wanted
        page.wait_for_timeout(1500)
    return found


def main(arguments: list[str]) -> None:
    """Print median and maximum."""
    if arguments:
        seconds = measure(arguments[0])
    else:
        with running_app() as address:
            seconds = measure(address)
    middle, most = statistics.median(seconds), max(seconds)
    print(f"rule to first plan: median {middle:.1f} s, max {most:.1f} s ({len(seconds)} changes)")


if __name__ == "__main__":
    main(sys.argv[1:])
