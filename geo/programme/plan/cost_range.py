"""What a Wi-Fi plan would cost at the two ends of the published intervals of prices."""

from dataclasses import dataclass

import pandas as pd

from geo.evidence import Evidence
from geo.programme.instance.costs import entry_cents, offers, with_assumptions
from geo.programme.plan.plan import Plan
from geo.settings import Costs, Programme

_THE_MORE_THE_CHEAPER = "area_per_access_point_m2"
"""The one price of which more means less to pay: the floor area that one access point serves."""


@dataclass(frozen=True)
class CostRange:
    """A plan's cost between its cheapest and its dearest: what is paid once, and each year after the last.

    Examples
    --------
    >>> cost_range(plan, evidence).opex_high_eur_per_year
    3000.0
    """

    capex_low_eur: float
    capex_high_eur: float
    opex_low_eur_per_year: float
    opex_high_eur_per_year: float


def cost_range(plan: Plan, evidence: Evidence) -> CostRange:
    """Return what the plan's purchases, unchanged, would cost with all prices at their cheapest and at their dearest.

    Parameters
    ----------
    plan
        A plan that is there; its programme's ``price_ranges`` say which prices move and how far.
    evidence
        What it was made on.

    Notes
    -----
    Another plan might be better at other prices; this one may then cost more than its budgets. Offers do not move.

    Examples
    --------
    >>> spread = cost_range(plan, evidence)
    >>> spread.capex_low_eur, spread.capex_high_eur
    (15800.0, 16800.0)
    """
    low, high = (_total(plan, evidence, dear=dear) for dear in (False, True))
    return CostRange(low[0] / 100, high[0] / 100, low[1] / 100, high[1] / 100)


def _total(plan: Plan, evidence: Evidence, *, dear: bool) -> tuple[int, int]:
    """Return the plan's first cost in cents and its running cost in cents a year."""
    programme, costs = _moved(plan.instance.programme, evidence.parameters.costs, dear=dear)
    sites = with_assumptions(evidence.sites.loc[plan.instance.sites.index], programme)
    offered = offers(sites, programme, costs).set_index(["building_id", "tier"])
    entry = entry_cents(sites, programme, costs)
    last = plan.rows.drop_duplicates("building_id", keep="last").set_index("building_id")["tier"]
    tiers = [tier.key for tier in programme.tiers]
    has = pd.MultiIndex.from_arrays([last.index, [tiers.index(tier) for tier in last]])
    begun = plan.rows.drop_duplicates("building_id")
    year = begun["year"].to_numpy() - programme.first_year
    once = entry.to_numpy()[entry.index.get_indexer(pd.Index(begun["building_id"])), year]
    bought = offered.loc[has]
    return int(bought["capex_cents"].sum()) + int(once.sum()), int(bought["opex_cents"].sum())


def _moved(programme: Programme, costs: Costs, *, dear: bool) -> tuple[Programme, Costs]:
    """Return the programme and the costs with every price that has an interval at one end of it."""
    ends = {
        name: interval[dear != (name == _THE_MORE_THE_CHEAPER)] for name, interval in programme.price_ranges.items()
    }
    own = {name: value for name, value in ends.items() if name in Costs.model_fields}
    outdoors = {name: value for name, value in ends.items() if name not in own}
    return programme.model_copy(update=outdoors), costs.model_copy(update=own)
