"""`maillage correspondence`: former sectors against those of today, and tables of the former carried over."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.opening import Settings, layer_called, say, source_called, tell
from terminal.tables import progress

if TYPE_CHECKING:
    import pandas as pd

    from geo.place import Place
    from geo.succession import Succession

_CODE = "sector_code_statbel"
_NAMED = 5


def correspondence(
    context: typer.Context,
    old: Annotated[Path, typer.Option("--old", help=N_("File of the former sectors, as its publisher delivers it."))],
    to: Annotated[Path, typer.Option("--to", help=N_("Folder to write into."))],
    carry: Annotated[
        Path | None, typer.Option(help=N_("Table of the former sectors to carry over to those published."))
    ] = None,
    layer: Annotated[
        Literal["indicators", "population"], typer.Option(help=N_("What the table holds: indicators or population."))
    ] = "indicators",
    source: Annotated[str, typer.Option(help=N_("Source of the table."))] = "table",
) -> None:
    """Hold former sectors against those published: shares by area, and by where people live, written as CSV."""
    from exports.csv_files import write_csv
    from geo.succession import succession
    from store.refresh import read_only
    from terminal.faults import fault_lines

    settings: Settings = context.obj
    _ = settings.translate
    store = settings.store()
    if store.published("sectors") is None:
        raise MaillageError(N_("No sectors are published. Refresh them first: maillage refresh sectors --from FILE."))
    with progress(_("Sectors"), _):
        outlines = layer_called("sectors")
        before = read_only(store.place, outlines, outlines.sources[0], [old])
        residences = store.read("residences") if store.published("residences") is not None else None
        between = succession(before.table, store.read("sectors"), residences)  # type: ignore[arg-type]
        carried = None
        if carry is not None:
            spec = layer_called(layer)
            named = source_called(spec, source if layer == "indicators" or source != "table" else "statbel")
            assert named is not None
            read = read_only(store.place, spec, named, [carry])
            say(fault_lines([each for each in read.faults if each.severity != "note"], _))
            carried = (_indicators if layer == "indicators" else _population)(read.table, between, store.place)
    to.mkdir(parents=True, exist_ok=True)
    write_csv(between.pieces, to / "correspondence.csv")
    tell(_("Written: {file}").format(file=to / "correspondence.csv"))
    pieces = between.pieces
    message = N_(
        "Former sectors: {old}; of today: {new}; unchanged: {same}; pieces shared out by addresses: {addresses}."
    )
    told = {
        "old": pieces["old_code"].nunique(),
        "new": pieces["new_code"].nunique(),
        "same": int(pieces["unchanged"].sum()),
        "addresses": int((pieces["by"] == "addresses").sum()),
    }
    tell(_(message).format(**told))
    if between.uncovered:
        message = N_("Former sectors that lie outside those of today in part: {count} ({examples}).")
        listed = [f"{code}: {share:.0%}" for code, share in sorted(between.uncovered.items())]
        tell(_(message).format(count=len(listed), examples=", ".join(listed[:_NAMED])))
    if carried is None:
        return
    path = to / f"{layer}_carried.csv"
    write_csv(carried, path)
    tell(_("Written: {file}").format(file=path))
    lost = int(carried["value" if layer == "indicators" else "population"].isna().sum())
    tell(
        _(
            "Figures: {count}, of which unknown: {lost}. Carried over, not published: say so where they are shown."
        ).format(count=len(carried), lost=lost)
    )
    text = N_("Publish it with: maillage refresh {layer} --source {source} --from {file}")
    tell(_(text).format(layer=layer, source="table" if layer == "indicators" else "city", file=path))


def _indicators(table: "pd.DataFrame", between: "Succession", place: "Place") -> "pd.DataFrame":
    """Return the indicators of today's sectors: those that did not change as published, the others marked."""
    import pandas as pd

    from geo.sector_codes import is_rate
    from geo.succession import carried_rates, carried_totals

    same = set(between.pieces.loc[between.pieces["unchanged"], "new_code"])
    parts = []
    for key, rows in table.groupby("indicator", sort=True):
        unit = str(rows["unit"].iloc[0])
        values = rows.set_index(_CODE)["value"]
        carry = carried_rates if is_rate(str(key), unit, place) else carried_totals
        made = carry(values, between).rename_axis(_CODE).reset_index()
        asked = between.pieces.loc[between.pieces["old_code"].isin(values.index), "new_code"]
        made = made[made[_CODE].isin(asked)]
        status = made[_CODE].isin(same).map({True: "published", False: "transferred"})
        made = made.assign(indicator=key, unit=unit, vintage=rows["vintage"].max())
        parts.append(made.assign(status=status.mask(made["value"].isna(), "suppressed")))
    columns = [_CODE, "indicator", "value", "unit", "vintage", "status", "known_share"]
    return pd.concat(parts, ignore_index=True)[columns]


def _population(table: "pd.DataFrame", between: "Succession", place: "Place") -> "pd.DataFrame":
    """Return the residents of today's sectors in whole persons, as many as there were; those placed nowhere stay so."""
    import pandas as pd

    from geo.sector_codes import UNLOCALISED
    from geo.succession import carried_totals, whole_numbers

    del place
    values = table.set_index(_CODE)
    nowhere = values[values.index.str.endswith(UNLOCALISED)]
    columns = ["population", "population_16_74"]
    made = {each: whole_numbers(carried_totals(values[each].astype("float64"), between)["value"]) for each in columns}
    whole = pd.DataFrame(made).rename_axis(_CODE).assign(reference_date=values["reference_date"].max())
    return (
        pd.concat([whole, nowhere[[*columns, "reference_date"]]]).astype(dict.fromkeys(columns, "Int64")).reset_index()
    )
