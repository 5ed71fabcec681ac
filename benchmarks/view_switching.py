"""How long switching from one view to another takes, until the other is there with its map, in a real Chromium.

Run it with ``python -m benchmarks.view_switching``; ``--write`` puts the table into docs/performance.md. It works on
the demonstration city, built anew unless ``MAILLAGE_TEST_DEMO`` names a data folder that has it.
"""

import statistics

from playwright.sync_api import Page

from benchmarks._demo import demonstration_data
from benchmarks._report import asked_to_write, conditions, duration, publish
from benchmarks.slider_latency import WARM, measure, opened_page, running_app
from ui.views import VIEWS

ROUNDS = 5
FIRST = VIEWS[0].key
"""The view that is open when the rounds begin; a round ends with it."""

_THERE = """
([before, map]) => {
  const frame = document.querySelector('.st-key-atlas iframe')?.contentWindow;
  const answer = document.querySelector('.headline');
  if (!answer || answer.textContent === before || document.querySelector('[data-stale=true] .headline')) return false;
  return !map || (Boolean(frame?.maillageReady) && frame.maillageDrawn !== frame.drawnBefore);
}
"""

_BEFORE = """
() => {
  const frame = document.querySelector('.st-key-atlas iframe')?.contentWindow;
  if (frame) frame.drawnBefore = frame.maillageDrawn;
  return document.querySelector('.headline').textContent;
}
"""
"""The sentence of the open view; the frame of its map remembers how often it was drawn, if it is to stay."""


def switches(page: Page) -> dict[str, list[float]]:
    """Return for each view the seconds from the click on its link, of each round but the first."""
    keys = [view.key for view in VIEWS]
    maps = {view.key: view.has_map for view in VIEWS}
    turn = [key for key in keys if key != FIRST] + [FIRST]
    seconds: dict[str, list[float]] = {key: [] for key in turn}
    links = page.locator(".st-key-views a")
    for done in range(ROUNDS + 1):
        for view in turn:
            has_map = maps[view]
            before = page.evaluate(_BEFORE)
            link = links.nth(keys.index(view))
            began = page.evaluate("() => performance.now()")
            link.click()
            page.wait_for_function(_THERE, arg=[before, has_map], timeout=60_000)
            took = (page.evaluate("() => performance.now()") - began) / 1000
            if done:
                seconds[view].append(took)
            page.wait_for_timeout(1500)
    return seconds


def main(*, write: bool) -> None:
    """Measure the views in turn, then the slider."""
    with demonstration_data() as data:
        environment = {"MAILLAGE_DATA": str(data), "MAILLAGE_COMMUNE": "demo"}
        with running_app(environment, WARM) as address:
            with opened_page() as page:
                page.goto(f"{address}/carte?lang=fr")
                page.wait_for_selector(".headline", timeout=60_000)
                page.wait_for_timeout(3000)
                found = switches(page)
            near = measure(address, where="&at=50.41~4.44~15")
    rows = "\n".join(
        f"| {view} | {duration(statistics.median(took))} | {duration(max(took))} |" for view, took in found.items()
    )
    publish(
        "view_switching",
        f"""## Switching views, and a weight with the streets drawn

From the click on a view's link until its first sentence and its map are there, the {ROUNDS} rounds after the first. A
weight moved while the streets are drawn (zoom 15) is on the map after {near.median:.0f} ms (median of
{len(near.milliseconds)}; at most {max(near.milliseconds):.0f} ms).
{conditions("streamlit", "playwright")}

| view | median | slowest |
|---|---|---|
{rows}
""",
        write=write,
    )


if __name__ == "__main__":
    main(write=asked_to_write("Switching views."))
