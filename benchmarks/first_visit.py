"""How long the first visitor of a fresh server waits for the map, in a real Chromium.

Run it with ``python -m benchmarks.first_visit``; ``--write`` puts the table into docs/performance.md. It works on the
demonstration city, built anew unless ``MAILLAGE_TEST_DEMO`` names a data folder that has it.
"""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks._demo import demonstration_data
from benchmarks._report import asked_to_write, conditions, duration, publish
from benchmarks.slider_latency import PLAIN, WARM, free_port, opened_page, running_app

RUNS = 5
_DRAWN = "() => document.querySelector('.st-key-atlas iframe')?.contentWindow?.maillageReady"


@dataclass(frozen=True)
class Visit:
    """Seconds from the start of the server until it answers, and of its visitors until their map is drawn."""

    listens_s: float
    first_s: float
    second_s: float
    known_s: float
    """The first visitor of another fresh server at the same address, whose browser has been there before."""


def visit(environment: Mapping[str, str], command: Sequence[str]) -> Visit:
    """Start a server, visit it twice with a browser that has never been there, start it anew and visit it again."""
    seconds, port = [], free_port()
    with opened_page() as page:
        started = time.perf_counter()
        with running_app(environment, command, port) as address:
            listens_s = time.perf_counter() - started
            seconds += [_drawn_s(page, address), _drawn_s(page, address)]
        with running_app(environment, command, port) as address:
            seconds.append(_drawn_s(page, address))
    return Visit(listens_s, *seconds)


def _drawn_s(page: Page, address: str) -> float:
    """Return the seconds from going to the page until its map is drawn."""
    began = time.perf_counter()
    page.goto(f"{address}/carte?lang=en")
    page.wait_for_function(_DRAWN, timeout=120_000)
    took = time.perf_counter() - began
    page.goto("about:blank")
    return took


def row(method: str, visits: Sequence[Visit]) -> str:
    """Return a row of the table: medians, and the slowest first visit."""
    firsts = [each.first_s for each in visits]
    cells = (
        statistics.median(firsts),
        max(firsts),
        statistics.median(each.known_s for each in visits),
        statistics.median(each.second_s for each in visits),
        statistics.median(each.listens_s for each in visits),
    )
    return f"| {method} | {' | '.join(map(duration, cells))} |"


def main(*, write: bool) -> None:
    """Measure both ways to start the server, one after the other in turn."""
    with demonstration_data() as data:
        environment = {"MAILLAGE_DATA": str(data), "MAILLAGE_COMMUNE": "demo"}
        found: dict[tuple[str, ...], list[Visit]] = {WARM: [], PLAIN: []}
        for _run in range(RUNS):
            for command, visits in found.items():
                visits.append(visit(environment, command))
    publish(
        "first_visit",
        f"""## First visit

From going to the page until the map of the demonstration city is drawn, for the first visitor of a server just
started, in a Chromium that has never been there; for the first visitor of another fresh server at the same address,
in a Chromium that has; and for the second visitor. {RUNS} servers each, in turn.
{conditions("streamlit", "playwright")}

| server | first visit | slowest of {RUNS} | first visit, browser been there | second visit | answers after |
|---|---|---|---|---|---|
{row("**`maillage app`**: opens what the first page needs before it listens", found[WARM])}
{row("`streamlit run app.py`", found[PLAIN])}
""",
        write=write,
    )


if __name__ == "__main__":
    main(write=asked_to_write(__doc__))
