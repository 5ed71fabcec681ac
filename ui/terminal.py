"""What the command line prints: faults, findings, status, rankings and progress, as lines of text."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import MaillageError
from geo.ranking import Assessment
from geo.texts import N_
from layers import Fault, describe
from words.numbers import Numbers, Translate

if TYPE_CHECKING:
    from geo.place import Place
    from store.store import Store

Advance = Callable[[int, int | None, str], None]

FAULTS_SHOWN = 30
"""Faults printed before the rest is only counted; `validate` prints them all."""

_SEVERITIES: dict[str, str] = {
    "error": N_("error"),
    "row": N_("row set aside"),
    "warning": N_("warning"),
    "note": N_("note"),
}

_STATES: dict[str, str] = {
    "fresh": N_("fresh"),
    "stale": N_("stale"),
    "failed": N_("last refresh refused"),
    "absent": N_("absent"),
}


@contextmanager
def progress(title: str, translate: Translate) -> Iterator[Advance]:
    """Show a progress bar on standard error while the block runs; yields ``advance(done, total, what)``.

    ``total`` is None when nobody knows how much there is; ``what`` is an ``N_`` text or a name.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int | None, what: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{title}: {translate(what)}")

        yield advance


def fault_lines(faults: Sequence[Fault], translate: Translate, *, most: int | None = FAULTS_SHOWN) -> list[str]:
    """Return a line a fault, the gravest first, and how many were left out."""
    order = {severity: place for place, severity in enumerate(_SEVERITIES)}
    sorted_faults = sorted(faults, key=lambda fault: order[fault.severity])
    shown = sorted_faults if most is None else sorted_faults[:most]
    lines = [f"[{translate(_SEVERITIES[fault.severity])}] {describe(fault, translate)}" for fault in shown]
    if left_out := len(sorted_faults) - len(shown):
        lines.append(translate(N_("... and {count} more; `maillage validate` lists them all.")).format(count=left_out))
    return lines


def fault_record(fault: Fault, translate: Translate) -> dict[str, object]:
    """Return a fault as JSON data, its sentence included."""
    return {
        "code": fault.code,
        "severity": fault.severity,
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "parameters": {name: str(value) for name, value in fault.parameters.items()},
        "text": describe(fault, translate),
    }


def error_lines(error: MaillageError, translate: Translate) -> list[str]:
    """Return the error, and a line for each fault it carries."""
    faults: Sequence[Fault] = getattr(error, "faults", ())
    return [error.render(translate), *fault_lines(faults, translate)]


def finding_lines(assessment: Assessment, language: str, translate: Translate) -> list[str]:
    """Return what a reader must know of the data behind the numbers, a line a finding."""
    numbers = Numbers(language, translate)
    return [
        f"[{translate(_SEVERITIES.get(finding.severity, finding.severity))}] "
        + numbers.sentence(finding.message, finding.parameters)
        for finding in assessment.findings
    ]


def status_records(store: "Store", today: date, translate: Translate) -> list[dict[str, object]]:
    """Return the status of every layer as JSON data."""
    from store.status import status

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
                translate(N_("licence")): "; ".join(map(translate, each.licences)),
                translate(N_("publisher")): "; ".join(map(translate, each.publishers)),
            }
        )
    return [*lines, *aligned(pd.DataFrame(rows))]


def place_lines(place: "Place", language: str, translate: Translate) -> list[str]:
    """Return the name of the commune, and that its data are invented where they are."""
    lines = [place.name.in_language(language)]
    if place.synthetic:
        lines.append(translate(N_("Synthetic demonstration data: the contents are invented.")))
    return lines


def ranking_lines(
    table: pd.DataFrame, assessment: Assessment, ranking: str, language: str, translate: Translate
) -> list[str]:
    """Return the ranking as a table: place, name, sector of activity, section, score, or the gates a building fails."""
    from layers.buildings import SECTORS_OF_ACTIVITY

    sites = assessment.evidence.sites[["sector_of_activity", "section_name"]].to_dict("index")
    lines = place_lines(assessment.evidence.place, language, translate)
    lines += [
        translate(N_("Switched off: {criterion}. {reason}")).format(criterion=key, reason=translate(reason))
        for key, reason in assessment.matrices[ranking].switched_off.items()
    ]
    rows = [
        {
            translate(N_("rank")): value_or_bounds(row.rank, row.rank_low, row.rank_high),
            translate(N_("score")): value_or_bounds(row.score, row.score_low, row.score_high, digits=1),
            translate(N_("building")): row.name_,
            translate(N_("sector")): translate(SECTORS_OF_ACTIVITY[sites[row.building_id]["sector_of_activity"]]),
            translate(N_("section")): text_or_blank(sites[row.building_id]["section_name"]),
            translate(N_("remark")): row.gates_failed if row.status == "excluded" else "",
        }
        for row in table.rename(columns={"name": "name_"}).itertuples(index=False)
    ]
    return [*lines, "", *aligned(pd.DataFrame(rows))]


def value_or_bounds(value: object, low: object, high: object, *, digits: int = 0) -> str:
    """Return the value, or its bounds where it is not known, or nothing where there are none."""
    if not pd.isna(value):
        return f"{value:.{digits}f}"
    if pd.isna(low) or pd.isna(high):
        return ""
    least, most = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return least if least == most else f"{least}-{most}"


def text_or_blank(value: object) -> str:
    """Return the text, or nothing where it is missing."""
    return "" if pd.isna(value) else str(value)


def aligned(table: pd.DataFrame) -> list[str]:
    """Return the table as text lines with columns as wide as they need, header underlined."""
    if table.empty:
        return []
    cells = [list(table.columns), *table.astype(str).to_numpy().tolist()]
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def _plain(value: object) -> object:
    """Return a date as text; JSON has no other types of ours."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
