"""How far an estimate of residents in digital difficulty may be trusted, in sentences a reader can follow."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.population import AGES, ASSUMPTIONS, assumed
from geo.texts import N_
from ui.context import Context
from words.marks import semicolons
from words.numbers import is_unknown, rounded

_BY_GRID = {
    "none": N_(
        "No cell of the population grid has anybody here: all residents ({residents}) stand on one point, "
        "and walks from here may be wrong."
    ),
    "under": N_(
        "The cells of the population grid hold too few people here ({held}): all residents ({residents}) "
        "stand in them, and walks from here may be wrong."
    ),
    "over": N_(
        "The cells of the population grid hold more than twice as many people here ({held}) as the "
        "residents published ({residents}): these are kept."
    ),
}


def sector_doubts(context: Context, code: str) -> list[str]:
    """Say what the number of residents in difficulty of a neighbourhood rests on, and how far it may move."""
    _, numbers, row = context.translate, context.numbers, context.assessment.evidence.sectors.loc[code]
    if is_unknown(row["population"]) or row["population"] == 0:
        return []
    said = [difficulty_range(context, row)]
    low, high = float(row["vulnerable_low"]), float(row["vulnerable_high"])
    if rounded(low) != rounded(high):
        said.append(
            _("Apart from that, between {low} and {high} because indicators are missing here.").format(
                low=numbers.people(low), high=numbers.people(high)
            )
        )
    said.append(_ages(context, row))
    if (by_grid := _BY_GRID.get(row["grid_fit"])) is not None:
        said.append(
            _(by_grid).format(held=numbers.number(row["grid_persons"]), residents=numbers.number(row["population"]))
        )
    return [each for each in said if each]


def reach_doubts(context: Context, site: str) -> str:
    """Say how far the residents in difficulty within the walk of a building may move; empty where none are known."""
    evidence = context.assessment.evidence
    if is_unknown(evidence.sites.loc[site, "vulnerable_in_reach"]):
        return ""
    reach = evidence.reach
    place = evidence.sites.index.get_loc(site)
    near = reach.indices[reach.indptr[place] : reach.indptr[place + 1]]
    return difficulty_range(context, evidence.demand[["vulnerable_count", *ASSUMPTIONS]].iloc[near].sum(skipna=False))


def difficulty_range(context: Context, people: "pd.Series | Mapping[str, float]") -> str:
    """Say between what a number of residents in difficulty lies, by the rate and by the gradient.

    Parameters
    ----------
    context
        The language and the settings.
    people
        ``vulnerable_count`` and the same under each of ``geo.population.ASSUMPTIONS``, summed over the area.

    Notes
    -----
    The rate is another one everywhere at once, so that the ends of an area are the sums of the ends; and so is the
    gradient. The two are told apart, and neither is what missing indicators could change.
    """
    _, numbers = context.translate, context.numbers
    settings = context.assessment.evidence.parameters.vulnerability
    ends = {column: assumed(settings, column) for column in ASSUMPTIONS}
    said = []
    for setting, text in (
        ("rate", N_("between {low} and {high} by the rate ({least} to {most})")),
        ("gradient", N_("between {low} and {high} by the gap between neighbourhoods ({least} to {most} times)")),
    ):
        columns = [f"vulnerable_if_{setting}_{end}" for end in ("low", "high")]
        amounts = [float(people[column]) for column in ("vulnerable_count", *columns)]
        if np.isnan(amounts).any() or rounded(min(amounts)) == rounded(max(amounts)):
            continue
        write = numbers.percent if setting == "rate" else numbers.number
        said.append(
            _(text).format(
                low=numbers.people(min(amounts)),
                high=numbers.people(max(amounts)),
                least=write(ends[columns[0]], 1),
                most=write(ends[columns[1]], 1),
            )
        )
    if not said:
        return ""
    return _("Residents in digital difficulty: {ranges}.").format(ranges=semicolons(said, _))


def _ages(context: Context, row: pd.Series) -> str:
    """Say whom the rate is applied to."""
    _, numbers = context.translate, context.numbers
    if is_unknown(row[AGES]):
        return _("The rate is one of 16 to 74 years; for want of ages it is applied to everybody.")
    return _("Residents of 16 to 74 years, counted: {counted}; of other ages, not counted: {others}.").format(
        counted=numbers.number(row[AGES]), others=numbers.number(row["population"] - row[AGES])
    )
