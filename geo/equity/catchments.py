"""How much of a service each resident can reach, shared with all the others who reach it: floating catchments."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from geo.errors import DataError
from geo.settings import Decay
from geo.texts import N_

Method = Literal["two_step", "balanced", "balanced_by_place"]


@dataclass(frozen=True, eq=False)
class Access:
    """Access of demand points and load of sites.

    Attributes
    ----------
    access
        Supply per resident at each demand point, in the order of the columns: hours a week per person, say.
    served
        People each site is shared by, weighted as the method does, in the order of the rows.
    level_of_service
        Supply per person so weighted at each site: ``supply / served``, 0 where it is shared by nobody.
    delivered
        Sum of the supply of the sites that reach anybody.
    undelivered
        Sum of the supply of the sites that reach nobody: it is in nobody's access.
    """

    access: np.ndarray
    served: np.ndarray
    level_of_service: np.ndarray
    delivered: float
    undelivered: float


def floating_catchment(
    reach: sparse.csr_array,
    supply: np.ndarray | pd.Series,
    population: np.ndarray | pd.Series,
    decay: Decay,
    method: Method = "two_step",
) -> Access:
    """Share the supply of each site among the people who reach it, and add up each person's shares.

    Parameters
    ----------
    reach
        Sites x demand points, metres walked; pairs out of reach absent.
    supply
        What each site offers, 0 or more, such as hours of help a week.
    population
        People at each demand point, 0 or more.
    decay
        Weight of each walk.
    method
        ``two_step``, ``balanced`` or ``balanced_by_place``: see the notes.

    Raises
    ------
    DataError
        When a supply or a population is missing, infinite or below zero, or their number does not fit the matrix.

    Notes
    -----
    With ``f`` the weight of the walk from demand point i to site j, ``S`` supply and ``P`` people:

    ``two_step``: ``L_j = S_j / sum_i P_i f_ij`` and ``A_i = sum_j f_ij L_j``. With a plain step it is the 2SFCA (Luo
    and Wang 2003, Environment and Planning B 30), with zones the E2SFCA (Luo and Qi 2009, Health & Place 15). Somebody
    within reach of three sites is counted as demand of all three.

    ``balanced``: the same with ``f`` divided by its sum over the sites a demand point reaches, so that everybody is
    counted once, over all sites. This is the first step of the balanced floating catchment (Paez, Higgins and Vivona
    2019, PLoS ONE 14(6), e0218773); the second step gives each site's supply back to the same people in the same
    shares. In both methods

        ``sum_i P_i A_i = sum of the supply of sites that reach anybody``

    and cutting a demand point in two changes nobody's access.

    ``balanced_by_place``: the balanced floating catchment as published. Its second step divides ``f`` by its sum over
    the demand points of a site, so that ``sum_i A_i = sum_j L_j``: it shares levels of service between places, whatever
    the number of people in each, and an access so defined falls when a place is cut in two. For comparison with the
    literature; figures per person rest on the other two.

    A site that reaches no people (only empty demand points, or none) delivers nothing; its supply is reported apart. An
    empty demand point has the access a person would find there.

    Examples
    --------
    >>> shared = floating_catchment(evidence.support_reach, [16.0], evidence.demand["population"], Decay(limit_m=100))
    >>> shared.served.tolist(), (1000 * shared.access.max()).round(2).item()
    ([900.0], 17.78)
    """
    supply, population = _amounts(supply, reach.shape[0], "supply"), _amounts(population, reach.shape[1], "population")
    weight = decay.weights(reach)
    shared = _divided(weight, by_column=True) if method != "two_step" else weight
    served = shared @ population
    level = np.divide(supply, served, out=np.zeros_like(supply), where=served > 0)
    given = _divided(weight, by_column=False) if method == "balanced_by_place" else shared
    return Access(
        access=given.T @ level,
        served=served,
        level_of_service=level,
        delivered=float(supply[served > 0].sum()),
        undelivered=float(supply[~(served > 0)].sum()),
    )


def _divided(weight: sparse.csr_array, *, by_column: bool) -> sparse.csr_array:
    """Return the weights divided by the sum of their column or row."""
    total = weight.sum(axis=0)[weight.indices] if by_column else np.repeat(weight.sum(axis=1), np.diff(weight.indptr))
    return sparse.csr_array((weight.data / total, weight.indices, weight.indptr), shape=weight.shape)


def _amounts(values: np.ndarray | pd.Series, count: int, name: str) -> np.ndarray:
    amounts = np.asarray(values, dtype=np.float64)
    if amounts.shape != (count,):
        raise DataError(
            N_("Values of {name}: {given}; places: {count}. Give one value for each place."),
            given=amounts.size,
            name=name,
            count=count,
        )
    wrong = np.flatnonzero(~(np.isfinite(amounts) & (amounts >= 0)))
    if len(wrong):
        label = values.index[wrong[0]] if isinstance(values, pd.Series) else int(wrong[0])
        raise DataError(
            N_(
                "Values of {name} that are missing or below 0: {wrong} (first at {place}: {value}). Leave these "
                "places out."
            ),
            wrong=len(wrong),
            name=name,
            place=label,
            value=amounts[wrong[0]],
        )
    return amounts
