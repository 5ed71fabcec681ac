"""Figures of former sectors carried over to those of today: totals by share, rates as means."""

import numpy as np
import pandas as pd

from geo.succession.shares import Succession

LEAST_KNOWN_SHARE = 0.5
"""Of a sector's area: a mean over less is not said to be the sector's. A convention of ours."""


def carried_totals(values: pd.Series, between: Succession) -> pd.DataFrame:
    """Split what former sectors counted among those of today.

    Parameters
    ----------
    values
        By former code; NaN where withheld. A code without an outline goes nowhere.
    between
        The pieces.

    Returns
    -------
    DataFrame by today's code: ``value`` (NaN where any former sector that reaches into it is not known: a sum without a
    part of it would be too small), ``known_share`` (of its area that is known).

    Examples
    --------
    >>> people = town.population.set_index("sector_code_statbel")["population"]
    >>> carried_totals(people, succession(town.sectors, town.sectors))["value"].sum().item()
    4500.0
    """
    pieces = _with_values(values, between)
    sums = (pieces["value"] * pieces["old_share"]).groupby(pieces["new_code"]).sum()
    unknown = pieces["value"].isna().groupby(pieces["new_code"]).any()
    return pd.DataFrame({"value": sums.mask(unknown), "known_share": _known(pieces)})


def carried_rates(values: pd.Series, between: Succession) -> pd.DataFrame:
    """Make the rate of each sector of today of those of the former ones it consists of.

    Parameters
    ----------
    values
        By former code; NaN where withheld.
    between
        The pieces.

    Returns
    -------
    DataFrame by today's code: ``value``, the mean weighted by the area of the pieces that are known, NaN where these
    are less than half of the sector; ``known_share``.

    Examples
    --------
    >>> shares = town.indicators.query("indicator == 'share_65_plus'").set_index("sector_code_statbel")["value"]
    >>> carried = carried_rates(shares, succession(town.sectors, town.sectors))["value"]
    >>> bool((carried.reindex(shares.index).dropna() - shares.dropna()).abs().max() < 1e-12)
    True
    """
    pieces = _with_values(values, between)
    weight = pieces["area_m2"].where(pieces["value"].notna(), 0.0)
    sums = (pieces["value"].fillna(0.0) * weight).groupby(pieces["new_code"]).sum()
    weights = weight.groupby(pieces["new_code"]).sum()
    known = _known(pieces)
    return pd.DataFrame(
        {"value": (sums / weights.where(weights > 0)).where(known >= LEAST_KNOWN_SHARE), "known_share": known}
    )


def whole_numbers(values: pd.Series) -> pd.Series:
    """Round amounts so that their sum is the rounded sum: those with the largest remainders are rounded up.

    Examples
    --------
    >>> whole_numbers(wide(town.indicators, evidence.sectors.index)["poverty_share"] * 0 + 0.5).sum().item()
    4.0
    """
    known = values.dropna().sort_index()
    down = np.floor(known)
    missing = round(float(known.sum())) - int(down.sum())
    up = (known - down).sort_values(ascending=False, kind="stable").index[: max(missing, 0)]
    return (down + down.index.isin(up)).reindex(values.index)


def _with_values(values: pd.Series, between: Succession) -> pd.DataFrame:
    return between.pieces.assign(value=values.reindex(between.pieces["old_code"]).to_numpy(dtype="float64"))


def _known(pieces: pd.DataFrame) -> pd.Series:
    """Return the share of each sector of today whose former sectors are known."""
    return pieces["new_share"].where(pieces["value"].notna(), 0.0).groupby(pieces["new_code"]).sum().clip(upper=1.0)
