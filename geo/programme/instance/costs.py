"""What each tier of service costs in each building, in whole cents, and what bringing fibre in costs year by year."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache

import numpy as np
import pandas as pd

from geo.settings import Costs, Programme, Quote, Tier

NEVER = 9999
"""Year that stands for never."""


def cents(euros: float) -> int:
    """Return an amount in whole cents: the decimal number as written, rounded half to even."""
    return int(Decimal(str(float(euros))).scaleb(2).to_integral_value(ROUND_HALF_EVEN))


@lru_cache(maxsize=4096)
def _as_written(number: float) -> Fraction:
    """Return the decimal number as written; floor areas and shares come again for every tier and year of prices."""
    return Fraction(str(number))


def access_points(floor_area_m2: float, tier: Tier, area_per_access_point_m2: float) -> tuple[int, int]:
    """Return the indoor and outdoor access points of a tier.

    Notes
    -----
    indoor = max(least points, floor share * floor area / area per access point, rounded up). Computed on the decimal
    numbers as written, so that 0.4 * 375 m2 / 150 m2 is one access point and not two.
    """
    wanted = _as_written(float(tier.floor_share)) * _as_written(float(floor_area_m2))
    indoor = -(-wanted // _as_written(float(area_per_access_point_m2)))
    return max(tier.least_points, int(indoor)), tier.outdoor_points


def with_assumptions(sites: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Return the buildings with what the programme assumes of them where nothing is known: floor area, and no fibre."""
    known = sites
    if programme.assumed_floor_area_m2 is not None:
        known = known.assign(
            floor_area_m2=known["floor_area_m2"].astype("float64").fillna(programme.assumed_floor_area_m2)
        )
    if programme.assume_no_fibre:
        known = known.assign(fibre_status=known["fibre_status"].fillna("none"))
    return known


def offers(sites: pd.DataFrame, programme: Programme, costs: Costs) -> pd.DataFrame:
    """Return what is offered to each building: one row a tier, from the least to the most.

    Parameters
    ----------
    sites
        By ``building_id``, with ``floor_area_m2``.
    programme
        Tiers and quotes.
    costs
        Prices; each is rounded to the cent before it is multiplied.

    Returns
    -------
    DataFrame with ``building_id``, ``tier`` (position in ``programme.tiers``), ``access_points``, ``capex_cents``,
    ``opex_cents`` (per year) and ``quoted``, ordered by building and tier. A building of unknown floor area without
    quotes has no row; neither has a tier quoted without its running cost where that cannot be computed.

    Notes
    -----
    capex = indoor points * price + outdoor points * price; what is paid once (fibre, switch, survey) is in ``entry``.
    A quote includes it.
    """
    rows = []
    areas = sites["floor_area_m2"].astype("float64")
    prices = _Prices(
        indoor=cents(costs.access_point_eur),
        outdoor=cents(programme.outdoor_point_eur),
        indoor_a_year=cents(costs.opex_per_access_point_eur_per_year),
        outdoor_a_year=cents(programme.outdoor_opex_eur_per_year),
    )
    for building, area in zip(sites.index, areas, strict=True):
        quoted = programme.quotes.get(building)
        for position, tier in enumerate(programme.tiers):
            computed = None if np.isnan(area) else _computed(area, tier, costs.area_per_access_point_m2, prices)
            if quoted is None:
                offer = computed
            else:
                offer = _quoted(quoted[tier.key], computed, costs) if tier.key in quoted else None
            if offer is not None:
                rows.append((building, position, *offer, quoted is not None))
    columns = ["building_id", "tier", "access_points", "capex_cents", "opex_cents", "quoted"]
    return pd.DataFrame(rows, columns=columns).astype(
        {"tier": "int64", "access_points": "Int64", "capex_cents": "int64", "opex_cents": "int64", "quoted": "bool"}
    )


@dataclass(frozen=True)
class _Prices:
    """What an access point costs, in cents: once, and each year."""

    indoor: int
    outdoor: int
    indoor_a_year: int
    outdoor_a_year: int


def _computed(area: float, tier: Tier, area_per_point: float, prices: _Prices) -> tuple[int | None, int, int]:
    indoor, outdoor = access_points(area, tier, area_per_point)
    capex = indoor * prices.indoor + outdoor * prices.outdoor
    opex = indoor * prices.indoor_a_year + outdoor * prices.outdoor_a_year
    return indoor + outdoor, capex, opex


def _quoted(
    quote: Quote, computed: tuple[int | None, int, int] | None, costs: Costs
) -> tuple[int | None, int, int] | None:
    points = quote.access_points
    if quote.opex_eur_per_year is not None:
        opex = cents(quote.opex_eur_per_year)
    elif points is not None:
        opex = points * cents(costs.opex_per_access_point_eur_per_year)
    elif computed is not None:
        opex = computed[2]
    else:
        return None
    if points is None and computed is not None:
        points = computed[0]
    return points, cents(quote.capex_eur), opex


def fibre_year(sites: pd.DataFrame) -> pd.Series:
    """Return the year from which fibre can be ordered in front of each building (``NEVER``: no date), NaN not known."""
    year = sites["fibre_available_from"].dt.year.astype("float64").fillna(NEVER)
    year = year.mask(sites["fibre_status"] == "available", 0).mask(sites["fibre_status"].isna(), np.nan)
    return year.mask(sites["fibre_now"].fillna(value=False).astype(bool), 0).rename("fibre_year")


def entry_cents(sites: pd.DataFrame, programme: Programme, costs: Costs) -> pd.DataFrame:
    """Return what equipping a building costs once, whatever the tier, if it begins in each year; NaN where not known.

    Returns
    -------
    DataFrame, sites x years: survey, switch and rack, and the fibre entry; nothing for a building with quotes.

    Notes
    -----
    From the year in which fibre can be ordered, entry costs what it does where fibre is available; before, what its
    status says. Fibre only planned costs as much to enter as none. A building connected already pays no fibre entry.
    """
    before = {
        "available": costs.fibre_entry_available_eur,
        "building": costs.fibre_entry_building_eur,
        "planned": costs.fibre_entry_none_eur,
        "none": costs.fibre_entry_none_eur,
    }
    once = cents(costs.survey_eur) + cents(costs.switch_and_rack_eur)
    connected = sites["fibre_now"].fillna(value=False).astype(bool)
    quoted = sites.index.isin(list(programme.quotes))
    early = sites["fibre_status"].map({status: cents(euros) for status, euros in before.items()}).astype("float64")
    from_year = fibre_year(sites)
    columns = {}
    for year in programme.years:
        fibre = early.mask(from_year <= year, float(cents(costs.fibre_entry_available_eur))).mask(connected, 0.0)
        columns[year] = (once + fibre).mask(quoted, 0.0)
    return pd.DataFrame(columns, index=sites.index)
