"""How measurements are taken, shown as a table and written between markers into docs/performance.md."""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"

OPENING = """# Speed

Every table on this page was measured and written by a program in `benchmarks/`: `make benchmark` measures and writes
them all again, `python -m benchmarks.reach` shows one without writing. All rows of one table were measured in one run.
Times depend on the machine; ratios should hold on others. `(x)` marks a time extrapolated from a part.
"""

Result = TypeVar("Result")


def timed(run: Callable[[], Result], repeats: int = 1) -> tuple[float, Result]:
    """Return the median seconds of so many runs, and what the last one returned."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


@dataclass(frozen=True)
class Row:
    """One method: seconds to get ready, seconds to answer, and what was found when its answer was compared."""

    method: str
    prepare_s: float
    answer_s: float
    agreement: str
    extrapolated: bool = False

    @property
    def total_s(self) -> float:
        return self.prepare_s + self.answer_s


def table(rows: Iterable[Row], prepare: str, answer: str) -> str:
    """Return a Markdown table whose ratios are to the first row; without getting ready where nobody needs it."""
    rows = list(rows)
    first = rows[0]
    if not any(row.prepare_s for row in rows):
        lines = [f"| method | {answer} | ratio | agreement |", "|---|---|---|---|"]
        lines += [
            f"| {row.method} | {duration(row.answer_s)} | {ratio(row.answer_s / first.answer_s)} | {row.agreement} |"
            for row in rows
        ]
        return "\n".join(lines)
    lines = [
        f"| method | {prepare} | {answer} | ratio | together | ratio | agreement |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        mark = " (x)" if row.extrapolated else ""
        lines.append(
            f"| {row.method} | {duration(row.prepare_s)} | {duration(row.answer_s)}{mark} "
            f"| {ratio(row.answer_s / first.answer_s)} | {duration(row.total_s)}{mark} "
            f"| {ratio(row.total_s / first.total_s)} | {row.agreement} |"
        )
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """Return seconds as people read them."""
    if seconds == 0:
        return "-"
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def ratio(value: float) -> str:
    """Return a ratio with two digits that matter."""
    return f"{value:.2g}" if value < 10 else f"{value:,.0f}"


def conditions(*packages: str) -> str:
    """Return the sentence that says where and with what the measurement was made."""
    used = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"Measured with {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {used}."


def asked_to_write(description: str) -> bool:
    """Read the command line of a measurement, and return whether it says ``--write``."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args().write


def publish(section: str, text: str, *, write: bool) -> None:
    """Print a part of the page, and write it there when asked to."""
    print(text)
    if write:
        write_section(PAGE, section, text)


def write_section(page: Path, section: str, text: str) -> None:
    """Put a part of the page between its markers, at the end when it has none yet; the rest stays as it is."""
    begin, end = f"<!-- begin {section} -->", f"<!-- end {section} -->"
    content = page.read_text("utf-8") if page.exists() else OPENING
    part = f"{begin}\n{text.strip()}\n{end}"
    if begin in content and end in content:
        before, rest = content.split(begin, 1)
        content = before + part + rest.split(end, 1)[1]
    else:
        content = f"{content.rstrip()}\n\n{part}\n"
    page.parent.mkdir(exist_ok=True)
    page.write_text(content, "utf-8")
