"""The board of the layers: what is published of each, how old it is, and what went wrong last."""

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from geo.texts import N_, NN_
from layers import Layer, layer
from store.ages import years_described
from store.status import LayerStatus
from ui.components.markup import joined, tag
from ui.context import Context
from words.marks import semicolons
from words.vintages import VINTAGE_UNKNOWN, vintage_words

STATES = {
    "fresh": N_("up to date"),
    "stale": N_("to be refreshed"),
    "undated": VINTAGE_UNKNOWN,
    "failed": N_("last refresh refused"),
    "absent": N_("absent"),
}

UNITS = {
    "m2": "m²",
    "persons": N_("people"),
    "h/week": N_("hours a week"),
    "requests/year": N_("requests a year"),
    "visits/year": N_("visits a year"),
}
"""Unit of a column -> its words."""

SEVERITIES = {
    "error": N_("error"),
    "row": N_("row set aside"),
    "warning": N_("warning"),
    "note": N_("note"),
}


_COUNTED = {
    "error": NN_("{count} error", "{count} errors", "count"),
    "row": NN_("{count} row set aside", "{count} rows set aside", "count"),
    "warning": NN_("{count} warning", "{count} warnings", "count"),
    "note": NN_("{count} note", "{count} notes", "count"),
}


def board(context: Context, statuses: Sequence[LayerStatus]) -> Markup:
    """Return the table of all layers."""
    _ = context.translate
    heads = (
        _("Layer"),
        _("State"),
        _("Describes"),
        _("Rows"),
        _("Received"),
        _("Publisher"),
        _("Licence"),
        _("Last attempt"),
    )
    rows = [_row(context, each) for each in statuses]
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
            tag("tbody", *rows),
            class_="board",
        ),
        class_="wide",
    )


def _row(context: Context, status: LayerStatus) -> Markup:
    _, numbers, declared = context.translate, context.numbers, layer(status.layer)
    publishers, licences = _who(context, status, declared)
    said = _(STATES[status.state])
    if status.state == "undated" and status.retrieved_at:
        said = _("received on {day}, vintage unknown").format(day=numbers.day(status.retrieved_at[:10]))
    state = [tag("span", class_=f"mark {status.state}", aria_hidden="true"), said]
    if status.stale_since:
        state.append(tag("div", _("since {day}").format(day=numbers.day(status.stale_since[:10])), class_="small"))
    if status.outdated:
        state.append(tag("div", _("published by an earlier version of the program"), class_="small"))
    cells = (
        joined(
            [tag("b", _(status.title)), tag("div", _("required") if status.required else _("optional"), class_="small")]
        ),
        joined(state),
        vintage_words(status.vintage, numbers) if status.vintage else "–",
        "–" if status.rows is None else numbers.number(status.rows),
        numbers.day(status.retrieved_at[:10]) if status.retrieved_at else "–",
        publishers,
        licences,
        _fault_counts(context, status),
    )
    return tag("tr", *(tag("td", each) for each in cells), data_layer=status.layer, data_state=status.state)


BOARD_YEARS = 12
"""Years of the board of vintages, up to this one; what is older stands together in the first column."""


def vintage_board(context: Context, statuses: Sequence[LayerStatus], today: date) -> Markup:
    """Return the layers over the years they describe, in the colours of their state: what is old is seen at once.

    The state is that of `store.ages.age_of`, counted from what data describe, however recently they were received.
    """
    _ = context.translate
    first = today.year - BOARD_YEARS + 1
    years = range(first, today.year + 1)
    before = _("before {year}").format(year=first)
    heads = [_("Layer"), before, *map(str, years), _("undated")]
    rows = []
    for each in statuses:
        declared = layer(each.layer)
        told = [source.vintage for source in each.sources]
        known = years_described(told, declared.stale_after_days, today)
        old = {year: age for year, age in known.items() if year < first}
        cells = [_mark(context, "stale" if "stale" in old.values() else "fresh", min(old)) if old else None]
        cells += [_mark(context, known[year], year) if year in known else None for year in years]
        undated = each.sources and any(not years_described([one], 0, today) for one in told)
        cells.append(_mark(context, "undated", None) if undated else None)
        name = tag("th", _(each.title), scope="row")
        # On a telephone, where the heads have no room, each mark says its own.
        marks = (tag("td", cell, data_year=head if cell else None) for cell, head in zip(cells, heads[1:], strict=True))
        rows.append(tag("tr", name, *marks, data_layer=each.layer))
    head = tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads)))
    table = tag("table", head, tag("tbody", *rows), class_="board years")
    legend = [
        tag("span", tag("span", class_=f"mark {state}", aria_hidden="true"), _(STATES[state]), class_="sign")
        for state in ("fresh", "stale", "undated")
    ]
    # It scrolls by keyboard too.
    region = tag("div", table, class_="scrolls", tabindex="0", role="region", aria_label=_("Years the layers describe"))
    return joined([region, tag("p", *legend, class_="small")])


def _mark(context: Context, state: str, year: int | None) -> Markup:
    said = context.translate(STATES[state])
    return tag("span", class_=f"mark {state}", role="img", aria_label=said if year is None else f"{year}, {said}")


def _who(context: Context, status: LayerStatus, declared: Layer) -> tuple[str, str]:
    """Return publishers and licences of what is published, else of what could be."""
    told = status.sources or declared.sources
    return tuple(  # type: ignore[return-value]
        semicolons(dict.fromkeys(context.translate(getattr(each, what)) for each in told), context.translate)
        for what in ("publisher", "licence")
    )


def _fault_counts(context: Context, status: LayerStatus) -> str:
    """Say how many faults of each severity the last attempt met."""
    if status.attempted_at is None:
        return "–"
    counted = [
        context.translate(_COUNTED[severity]).format(count=context.numbers.number(count))
        for severity, count in status.fault_counts.items()
        if count
    ]
    return ", ".join(counted) or context.translate(N_("nothing to report"))


def told_list(severity_and_text: Iterable[tuple[str, str]], context: Context) -> Markup:
    """Return what was found as a list, each entry with how grave it is."""
    entries = [
        tag(
            "li",
            tag("span", context.translate(SEVERITIES.get(severity, severity)), class_=f"grave {severity}"),
            " ",
            text,
        )
        for severity, text in severity_and_text
    ]
    return tag("ul", *entries, class_="told")


def columns_table(context: Context, declared: Layer) -> Markup:
    """Return what each column of a layer means."""
    _ = context.translate
    heads = (_("Column"), _("Meaning"), _("Unit"), _("Values"), _("Always there"))
    rows = []
    for column in declared.columns:
        allowed = semicolons((f"{code}: {_(word)}" for code, word in column.labels.items()), _)
        required = _("yes") if column.required else _("no")
        unit = _(UNITS.get(column.unit or "", column.unit or ""))
        cells = (tag("code", column.name), _(column.meaning), unit, allowed, required)
        rows.append(tag("tr", *(tag("td", each) for each in cells)))
    head = tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads)))
    return tag("div", tag("table", head, tag("tbody", *rows), class_="board"), class_="wide")
