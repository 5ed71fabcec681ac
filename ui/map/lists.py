"""The lists beside the map, which say what it says: buildings by rank, neighbourhoods by the theme."""

import pandas as pd

from geo.ranking import in_order
from ui.address import session
from ui.components import focus
from ui.components.ranks import rank_words, records, score_words
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.map.themes import Theme

SITES, SECTORS, FIRST = "site", "sector", "first_sites"
"""Names of the lists; the last is that of the first few buildings, where the whole list stands elsewhere."""


def first_sites(context: Context, table: pd.DataFrame, count: int) -> None:
    """Draw the buildings that stand first, as part of a panel that scrolls as a whole."""
    ordered = in_order(table[table["status"] != "excluded"]).head(count)
    _rows_of_sites(context, FIRST, ordered, fits_em=24, scrolls=False)


def site_list(context: Context, table: pd.DataFrame, shown: pd.Series) -> None:
    """Draw the buildings by rank; choosing a row opens the card."""
    _rows_of_sites(context, SITES, in_order(table[shown]), fits_em=18)


def _rows_of_sites(context: Context, name: str, ordered: pd.DataFrame, *, fits_em: float, scrolls: bool = True) -> None:
    _, sites = context.translate, context.assessment.evidence.sites
    sections = sites["section_name"].reindex(ordered.index).astype(object).fillna("")
    rows = [
        {
            "id": str(key),
            "rank": rank_words(record, context),
            "name": called,
            "under": section,
            "points": score_words(record, context),
        }
        for key, record, called, section in zip(
            ordered.index, records(ordered), context.building_names[ordered.index], sections, strict=True
        )
    ]
    columns = [
        Column("rank", _("Rank"), "4.6em", right=True),
        Column("name", _("Building"), "minmax(0, 1fr)"),
        Column("points", _("Points"), "5.2em", right=True),
    ]
    row_list(
        context,
        name,
        columns,
        rows,
        spoken=_("Buildings, from the best placed to the last"),
        choose=lambda key: open_site(name, key),
        fits_em=fits_em,
        scrolls=scrolls,
        answers=(focus.PANEL,),
    )


def sector_list(context: Context, theme: Theme | None) -> None:
    """Draw the neighbourhoods by the theme, the highest first, those of which nothing is known at the end."""
    _, sectors = context.translate, context.assessment.evidence.sectors
    if theme is None:
        order = sectors.index
    else:
        keys = pd.DataFrame({"value": theme.values.astype("float64"), "key": sectors.index}, index=sectors.index)
        order = keys.sort_values(["value", "key"], ascending=[False, True], na_position="last").index
    sections = sectors["section_name"].reindex(order).astype(object).fillna("")
    rows = [
        {"id": str(code), "name": context.sector_name(code), "under": section}
        for code, section in zip(order, sections, strict=True)
    ]
    columns = [Column("name", _("Neighbourhood"), "minmax(0, 1fr)")]
    if theme is not None:
        columns.append(Column("value", theme.unit, "7em", right=True, help=theme.title))
        for row, value in zip(rows, theme.values.loc[order], strict=True):
            row["value"] = theme.write(value)
    row_list(
        context,
        SECTORS,
        columns,
        rows,
        spoken=_("Neighbourhoods, from the highest figure to the lowest"),
        choose=lambda key: open_sector(SECTORS, key),
        fits_em=18,
        answers=(focus.PANEL,),
    )


def open_site(place: str, key: str, row: str = "") -> None:
    """Open the card of a building, from the row of a list."""
    session.change(site=key, sector="", school="")
    focus.open_card(place, row or key)


def open_sector(place: str, code: str) -> None:
    """Open the card of a neighbourhood, from the row of a list."""
    session.change(site="", sector=code, school="")
    focus.open_card(place, code)
