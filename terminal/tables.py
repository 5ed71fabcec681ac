"""What the command line prints everywhere: progress, the status of the layers, rows as aligned text."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

from geo.texts import N_
from terminal.decisions.adopted import adopted_lines, in_force_of
from terminal.opening import behind_lines
from words.marks import semicolons
from words.numbers import Translate, is_unknown
from words.printable import printable
from words.vintages import VINTAGE_UNKNOWN

if TYPE_CHECKING:
    from geo.place import Place
    from store.store import Store

Advance = Callable[[int, int | None, str], None]

_STATES: dict[str, str] = {
    "fresh": N_("fresh"),
    "stale": N_("stale"),
    "undated": VINTAGE_UNKNOWN,
    "failed": N_("last refresh refused"),
    "absent": N_("absent"),
}


_MARKS = {"fresh": "+", "stale": "!", "undated": "?"}
_EARLIER, _YEARS_SHOWN = "<", 12
"""Years before those that have a column of their own share one."""


@contextmanager
def progress(title: str, translate: Translate) -> Iterator[Advance]:
    """Show a progress bar on standard error while the block runs; yields ``advance(done, total, what)``.

    ``total`` is None when nobody knows how much there is; ``what`` is an ``N_`` text or a name.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    # Beneath what writes control characters out: a bar is drawn with them.
    console = Console(file=getattr(sys.stderr, "beneath", sys.stderr))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(printable(title), total=None)

        def advance(done: int, total: int | None, what: str) -> None:
            bar.update(task, completed=done, total=total, description=printable(f"{title}: {translate(what)}"))

        yield advance


def status_records(store: "Store", today: date, translate: Translate) -> list[dict[str, object]]:
    """Return the status of every layer as JSON data."""
    from store.status import status
    from terminal.faults import fault_record

    records = []
    for each in status(store, today=today):
        record = asdict(each)
        record["faults"] = [fault_record(fault, translate) for fault in each.faults]
        records.append(json.loads(json.dumps(record, default=_plain)))
    return records


def status_lines(store: "Store", today: date, language: str, translate: Translate) -> list[str]:
    """Return a table of the layers: state, rows, vintage, date, licence, publisher."""
    from store.status import status

    lines = place_lines(store.place, language, translate)
    snapshot = store.current_snapshot()
    lines += [
        translate(N_("Snapshot {id}.")).format(id=snapshot.id) if snapshot else translate(N_("Nothing is built yet.")),
        *(behind_lines(store, snapshot, translate) if snapshot else []),
        *adopted_lines(in_force_of(store), translate),
        "",
    ]
    rows = []
    for each in status(store, today=today):
        state = translate(_STATES[each.state])
        if each.stale_since:
            state += translate(N_(", stale since {day}")).format(day=str(each.stale_since)[:10])
        rows.append(
            {
                translate(N_("layer")): each.layer,
                translate(N_("state")): state,
                translate(N_("rows")): "" if each.rows is None else str(each.rows),
                translate(N_("vintage")): each.vintage or "",
                translate(N_("retrieved")): str(each.retrieved_at or "")[:10],
                translate(N_("faults")): str(sum(each.fault_counts.values()) or ""),
                translate(N_("licence")): semicolons(map(translate, each.licences), translate),
                translate(N_("publisher")): semicolons(map(translate, each.publishers), translate),
            }
        )
    return [*lines, *aligned(rows), *year_lines(store, today, translate)]


def year_lines(store: "Store", today: date, translate: Translate) -> list[str]:
    """Return which years the published layers describe, a column a year, as the board of the screen shows it."""
    from layers import layer
    from store.ages import years_described
    from store.status import status

    described: dict[str, dict[int, str]] = {}
    for each in status(store, today=today):
        told = [source.vintage for source in each.sources]
        if told:
            described[each.layer] = dict(years_described(told, layer(each.layer).stale_after_days, today))
    years = sorted({year for ages in described.values() for year in ages})[-_YEARS_SHOWN:]
    if not years:
        return []
    rows = []
    for name, ages in described.items():
        row = {translate(N_("layer")): name, _EARLIER: "!" if any(year < years[0] for year in ages) else ""}
        rows.append(row | {str(year): _MARKS[ages[year]] if year in ages else "" for year in years})
    if not any(row[_EARLIER] for row in rows):
        rows = [{head: cell for head, cell in row.items() if head != _EARLIER} for row in rows]
    legend = translate(N_("Years the layers describe: + up to date, ! to be refreshed."))
    return ["", legend, *aligned(rows)]


def place_lines(place: "Place", language: str, translate: Translate) -> list[str]:
    """Return the name of the commune, and that its data are invented where they are."""
    lines = [place.name.in_language(language)]
    if place.synthetic:
        lines.append(translate(N_("Synthetic demonstration data: the contents are invented.")))
    return lines


def value_or_bounds(value: object, low: object, high: object, *, digits: int = 0) -> str:
    """Return the value, or its bounds where it is not known, or nothing where there are none."""
    if not is_unknown(value):
        return f"{value:.{digits}f}"
    if is_unknown(low) or is_unknown(high):
        return ""
    least, most = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return least if least == most else f"{least}-{most}"


def text_or_blank(value: object) -> str:
    """Return the text, or nothing where it is missing."""
    return "" if is_unknown(value) else str(value)


def aligned(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Return rows of the same columns as text lines, each column as wide as it needs, the header underlined."""
    if not rows:
        return []
    cells = [[printable(cell) for cell in row] for row in (rows[0], *(row.values() for row in rows))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def _plain(value: object) -> object:
    """Return a date as text; JSON has no other types of ours."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
