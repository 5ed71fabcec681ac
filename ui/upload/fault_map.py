"""The rows that faults name, on the map: a point leads to its fault in the list, and an opened fault to its point."""

from collections.abc import Mapping, Sequence

from geo.texts import N_
from layers import Fault
from layers.recognition.preview import FileRow
from ui.components.markup import show, tag
from ui.context import Context
from ui.upload.difference_map import DECIMALS, draw_places
from words.faults import fault_on_screen

KEY = "fault_map"

SIGNS = {"error": "removed", "row": "removed", "warning": "changed", "note": "changed"}
"""Severity -> the sign it is drawn by, of `ui.upload.difference_map`."""

LEGEND = {"removed": N_("error, or row set aside"), "changed": N_("warning or note")}


def row_of(fault: Fault, rows: Mapping[tuple[str, int], FileRow]) -> FileRow | None:
    """Return the row a fault names; of one file alone it is told by its number, whatever the fault calls the file."""
    if fault.row is None:
        return None
    files = {file for file, _row in rows}
    return rows.get((next(iter(files)) if len(files) == 1 else fault.file, fault.row))


def draw_fault_map(
    context: Context, layer_name: str, faults: Sequence[Fault], rows: Mapping[tuple[str, int], FileRow]
) -> None:
    """Draw the faults whose rows have a place in or near the commune; nothing where none has, the others are counted.

    A fault is known to the list by its place in ``faults``.
    """
    _, numbers = context.translate, context.numbers
    west, south, east, north = context.place.frame_wgs84
    wide, high = east - west, north - south
    drawn: list[dict[str, object]] = []
    away = nowhere = 0
    for number, fault in enumerate(faults):
        row = row_of(fault, rows)
        if row is None:
            continue
        if row.at_wgs84 is None:
            nowhere += 1
            continue
        lon, lat = row.at_wgs84
        if not (west - wide < lon < east + wide and south - high < lat < north + high):
            away += 1
            continue
        drawn.append(
            {
                "colour": SIGNS[fault.severity],
                "said": fault_on_screen(fault, numbers, layer_name),
                "label": _("row {row}").format(row=row.row),
                "before": None,
                "after": {"point": [round(lon, DECIMALS), round(lat, DECIMALS)]},
                "fault": number,
            }
        )
    if not drawn:
        return
    counted = {sign: sum(each["colour"] == sign for each in drawn) for sign in LEGEND}
    legend = {sign: f"{_(text)} ({numbers.number(counted[sign])})" for sign, text in LEGEND.items()}
    draw_places(context, KEY, drawn, [], legend, _("Map of the rows with faults; the list says the same"), [])
    unseen = []
    if nowhere:
        unseen.append(_("Not on the map, for want of a place: {count}.").format(count=numbers.number(nowhere)))
    if away:
        unseen.append(_(N_("Too far from the commune to be drawn: {count}.")).format(count=numbers.number(away)))
    if unseen:
        show(tag("p", " ".join(unseen), class_="small"))
