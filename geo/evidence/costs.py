"""What it costs to equip a building with public Wi-Fi, from its floor area and the fibre in front of it."""

import numpy as np
import pandas as pd

from geo.settings import Costs


def equipment(sites: pd.DataFrame, costs: Costs) -> pd.DataFrame:
    """Return access points, first cost and running cost of each site.

    Parameters
    ----------
    sites
        With ``floor_area_m2``, ``fibre_now`` and ``fibre_status``.
    costs
        Prices and how many square metres one access point serves.

    Returns
    -------
    DataFrame by the same index: ``access_points`` (Int64), ``capex_eur``, ``opex_eur_per_year``, and ``capex_low_eur``,
    ``capex_high_eur``. Without a floor area everything is missing; with a floor area, but where it is not known what
    fibre entry costs, only ``capex_eur`` is, and its two bounds take the cheapest and the dearest it may be.

    Notes
    -----
    access points = ceil(floor area / area per access point);
    first cost = access points * price + switch and rack + survey + fibre entry;
    running cost = access points * yearly price. Fibre only planned costs as much to enter as no fibre.
    """
    points = np.ceil(sites["floor_area_m2"].astype("float64") / costs.area_per_access_point_m2)
    cheapest, dearest = fibre_entry_eur(sites, costs)
    without_entry = points * costs.access_point_eur + costs.switch_and_rack_eur + costs.survey_eur
    return pd.DataFrame(
        {
            "access_points": points.astype("Int64"),
            "capex_eur": without_entry + cheapest.where(cheapest == dearest),
            "opex_eur_per_year": points * costs.opex_per_access_point_eur_per_year,
            "capex_low_eur": without_entry + cheapest,
            "capex_high_eur": without_entry + dearest,
        }
    )


def fibre_entry_eur(sites: pd.DataFrame, costs: Costs) -> tuple[pd.Series, pd.Series]:
    """Return the least and the most that bringing fibre in may cost: the same where both are known.

    Notes
    -----
    Nothing where the building is connected already, else what the state of fibre in front of it asks. Where it is not
    known whether it is connected, both are possible; where the state is not known, any.
    """
    by_status = {
        "available": costs.fibre_entry_available_eur,
        "building": costs.fibre_entry_building_eur,
        "planned": costs.fibre_entry_none_eur,
        "none": costs.fibre_entry_none_eur,
    }
    entry = sites["fibre_status"].map(by_status).astype("float64")
    connected = sites["fibre_now"].astype("boolean")
    # A price is never below nothing, so that a building that may be connected pays nothing at the least.
    cheapest = entry.fillna(min(by_status.values())).mask(connected.fillna(value=True).astype(bool), 0.0)
    dearest = entry.fillna(max(by_status.values())).mask(connected.fillna(value=False).astype(bool), 0.0)
    return cheapest, dearest
