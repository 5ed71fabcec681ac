"""Indicators brought to the sectors there are: their own, and rates of the sector they were a part of."""

from dataclasses import dataclass

import pandas as pd

from geo.place import Place
from geo.sector_codes import is_rate, join_codes

_CODE = "sector_code_statbel"
INHERITED = "inherited_indicators"


@dataclass(frozen=True)
class JoinedIndicators:
    """Indicators by the sectors that have an outline.

    Attributes
    ----------
    table
        Rows of the layer ``indicators`` with the codes of these sectors, one a sector and indicator.
    inherited
        One row a sector and indicator that is a former sector's: ``sector_code_statbel``, ``indicator``,
        ``from_code``. Its row in ``table`` has the same value as the others of that code.
    totals_left_out
        Indicators that add up, or of which nobody says whether they do, which a split sector has and its parts
        therefore lack.

    Examples
    --------
    >>> before = town.indicators.head(1).assign(sector_code_statbel="52011A11-")
    >>> after = before["sector_code_statbel"].str[:8] + "1"
    >>> joined_indicators(before, after, place).inherited["sector_code_statbel"].tolist()
    ['52011A111']
    """

    table: pd.DataFrame
    inherited: pd.DataFrame
    totals_left_out: tuple[str, ...]

    def by_sector(self, sectors: pd.Index) -> pd.Series:
        """Return, by sector, the keys of its inherited indicators, separated by commas; NA where none is."""
        listed = self.inherited.sort_values([_CODE, "indicator"]).groupby(_CODE)["indicator"].agg(", ".join)
        return listed.reindex(sectors).astype("str").rename(INHERITED)


def joined_indicators(indicators: pd.DataFrame | None, sectors: pd.Index, place: Place) -> JoinedIndicators:
    """Join indicators to the sectors: on nine characters, then on eight where the publisher cut or split sectors.

    Parameters
    ----------
    indicators
        The layer, one row a code and indicator; None when nobody published it.
    sectors
        The codes that have an outline.
    place
        Says of the commune's own indicators whether they add up.

    Returns
    -------
    JoinedIndicators
        Each indicator is joined by itself, since its publisher may have followed the cut where another has not. A
        sector that has a row of its own, withheld or not, inherits nothing.

    Examples
    --------
    >>> joined_indicators(town.indicators, evidence.sectors.index, place).inherited.empty
    True
    """
    nothing = pd.DataFrame({_CODE: pd.Series(dtype="str"), "indicator": pd.Series(dtype="str"), "from_code": []})
    if indicators is None or indicators.empty:
        empty = pd.DataFrame(columns=[_CODE, "indicator", "value", "unit", "vintage", "status"])
        return JoinedIndicators(empty if indicators is None else indicators, nothing.astype("str"), ())
    tables: list[pd.DataFrame] = []
    passed_on: list[pd.DataFrame] = []
    left_out: list[str] = []
    for key, rows in indicators.groupby("indicator", sort=True):
        join = join_codes(rows[_CODE], sectors)
        codes = rows[_CODE].map(lambda code, join=join: join.completed.get(code, code))
        tables.append(rows.assign(**{_CODE: codes})[codes.isin(sectors)])
        if not join.parents:
            continue
        if not is_rate(str(key), str(rows["unit"].iloc[0]), place):
            left_out.append(str(key))
            continue
        heirs = pd.DataFrame({_CODE: list(join.parents), "from_code": list(join.parents.values())})
        made = heirs.merge(
            rows.rename(columns={_CODE: "from_code"}), on="from_code", how="left", validate="many_to_one"
        )
        passed_on.append(made)
        tables.append(made[list(rows.columns)])
    table = pd.concat(tables, ignore_index=True).sort_values([_CODE, "indicator"], ignore_index=True)
    made = pd.concat(passed_on, ignore_index=True)[[_CODE, "indicator", "from_code"]] if passed_on else nothing
    return JoinedIndicators(table.astype(indicators.dtypes.to_dict()), made.astype("str"), tuple(left_out))
