"""How long the first visitor of a fresh server waits for the map, in a real Chromium.

Run it with ``python -m benchmarks.first_visit``; ``--write`` puts the table into docs/performance.md. It works on the
demonstration city, built anew unless ``MAILLAGE_TEST_DEMO`` names a data folder that has it.
"""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks._demo import demonstration_data
from benchmarks._report import asked_to_write, conditions, duration, publish
from benchmarks.slider_latency import PLAIN, WARM, opened_page, running_app

RUNS = 5
_DRAWN = "() => document.querySelector('.st-key-atlas iframe')?.contentWindow?.maillageReady"


@dataclass(frozen=True)
class Visit:
    """Seconds from the start of the server until it answers, and of its first two visitors until their map is drawn."""

    listens_s: float
    first_s: float
    second_s: float


def visit(environment: Mapping[str, str], command: Sequence[str]) -> Visit:
    """Start a server, and visit it twice with a browser that is open already and has never been there."""
    seconds = []
    with opened_page() as page:
        started = time.perf_counter()
        with running_app(environment, command) as address:
            listens_s = time.perf_counter() - started
            for _visitor in range(2):
                began = time.perf_counter()
                page.goto(f"{address}/carte?lang=en")
                page.wait_for_function(_DRAWN, timeout=120_000)
                seconds.append(time.perf_counter() - began)
                page.goto("about:blank")
    return Visit(listens_s, *seconds)


def row(method: str, visits: Sequence[Visit]) -> str:
    """Return a row of the table: medians, and the slowest first visit."""
    firsts = [each.first_s for each in visits]
    cells = (
        statistics.median(firsts),
        max(firsts),
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
started, in a Chromium that has never been there; then once more. {RUNS} servers each, in turn.
{conditions("streamlit", "playwright")}

| server | first visit | slowest of {RUNS} | second visit | answers after |
|---|---|---|---|---|
{row("**`maillage app`**: opens what the first page needs before it listens", found[WARM])}
{row("`streamlit run app.py`", found[PLAIN])}
""",
        write=write,
    )


if __name__ == "__main__":
    main(write=asked_to_write(__doc__))
