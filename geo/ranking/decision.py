"""Evidence -> decision matrix: gates, criteria measured in raw units, and the values that score 0 and 1."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence, gates
from geo.ranking.criteria import Criterion, criteria_of
from geo.texts import N_

ABSENT = {
    "fibre": N_("Nobody has published where fibre is, so this cannot be measured."),
    "mobile_5g": N_("Nobody has published 5G reception, so this cannot be measured."),
    "wifi": N_("Nobody has published the existing public Wi-Fi, so this cannot be measured."),
    "support_places": N_("Nobody has published the places of digital help, so this cannot be measured."),
    "indicators": N_("Nobody has published neighbourhood indicators, so this cannot be measured."),
    "residences": N_("Nobody has published the residences, so this cannot be measured."),
}
"""Layer -> why a criterion that needs it is switched off."""

NO_VALUE = N_("The data do not say it of any building that can be considered.")


@dataclass(frozen=True)
class DecisionMatrix:
    """Sites by criteria for one ranking, before weights.

    ``values``, ``low`` and ``high`` are DataFrames indexed by ``building_id`` (all sites, sorted) with one column per
    criterion key, in raw units; ``switched_off`` maps a criterion key to the reason (an English ``N_`` text) why it
    cannot be measured here; ``gates`` is a boolean DataFrame (columns: gate codes; True = passes, False = fails or is
    not known to pass), ``feasible`` their conjunction; ``goalposts`` maps criterion key -> (raw value scored 0, raw
    value scored 1), both ends resolved to numbers; ``open_ends`` names the criteria whose higher goalpost is the
    highest value of the feasible sites: a value that is not known may lie beyond it.

    Examples
    --------
    >>> matrix.values["expressed_demand"].head(2).to_dict()
    {'b1-library': 300.0, 'b2-hall': 100.0}
    >>> matrix.feasible[matrix.feasible].index.tolist()
    ['b1-library', 'b2-hall', 'b3-school']
    """

    ranking: str
    values: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    switched_off: dict[str, str]
    gates: pd.DataFrame
    feasible: pd.Series
    goalposts: dict[str, tuple[float, float]]
    open_ends: tuple[str, ...] = ()


def decision_matrix(evidence: Evidence, ranking: str) -> DecisionMatrix:
    """Measure every criterion of a ranking on every site, and settle which sites are compared.

    Raises
    ------
    DataError
        When goalposts asked for are equal.
    """
    passed = gates(evidence.sites, ranking, evidence.parameters.programme_end)
    feasible = passed.all(axis=1).rename("feasible")
    measured: dict[str, pd.DataFrame] = {}
    switched_off: dict[str, str] = {}
    goalposts: dict[str, tuple[float, float]] = {}
    open_ends: list[str] = []
    for criterion in criteria_of(ranking):
        lacking = [layer for layer in criterion.needs if layer in evidence.absent_layers]
        if lacking:
            switched_off[criterion.key] = ABSENT[lacking[0]]
            continue
        table = criterion.measure(evidence).reindex(evidence.sites.index)
        declared = evidence.parameters.goalposts.get(criterion.key)
        opened = declared is None and None in criterion.goalposts
        posts = resolve_goalposts(criterion, at_least(table[feasible]), declared)
        if table.loc[feasible, "value"].isna().all() and (opened or not _bounded(table[feasible], posts)):
            switched_off[criterion.key] = NO_VALUE
            continue
        measured[criterion.key] = table
        goalposts[criterion.key] = posts
        open_ends += [criterion.key] if opened else []
    index = evidence.sites.index
    columns = {
        part: pd.DataFrame({key: table[part] for key, table in measured.items()}, index=index)
        for part in ("value", "low", "high")
    }
    return DecisionMatrix(
        ranking=ranking,
        values=columns["value"],
        low=columns["low"],
        high=columns["high"],
        switched_off=switched_off,
        gates=passed,
        feasible=feasible,
        goalposts=goalposts,
        open_ends=tuple(open_ends),
    )


def with_feasible(matrix: DecisionMatrix, feasible: pd.Series) -> DecisionMatrix:
    """Return the matrix where other sites are compared: goalposts that are the highest value among them follow."""
    goalposts = dict(matrix.goalposts)
    for key in matrix.open_ends:
        closed, _ = sorted(goalposts[key])
        table = pd.DataFrame({"value": matrix.values[key], "low": matrix.low[key]})[feasible]
        highest = _beyond(closed, at_least(table))
        goalposts[key] = (closed, highest) if goalposts[key][0] < goalposts[key][1] else (highest, closed)
    return replace(matrix, feasible=feasible, goalposts=goalposts)


def at_least(table: pd.DataFrame) -> pd.Series:
    """Return what is known of each site: its ``value``, or at least ``low``; sites of which nothing is are left out."""
    return table["value"].fillna(table["low"]).dropna()


def _bounded(table: pd.DataFrame, goalposts: tuple[float, float]) -> bool:
    """Say whether bounds tell anything of any site that the goalposts do not."""
    lowest, highest = sorted(goalposts)
    return bool(((table["low"] > lowest) | (table["high"] < highest)).any())


def _beyond(closed: float, values: pd.Series) -> float:
    """Return the highest value, one unit beyond the other goalpost where nobody is above that."""
    highest = float(values.max()) if len(values) else closed
    return highest if highest > closed else closed + 1.0


def resolve_goalposts(
    criterion: Criterion, values: pd.Series, override: tuple[float, float] | None
) -> tuple[float, float]:
    """Return the raw values that score 0 and 1, two different numbers.

    Parameters
    ----------
    criterion
        Its own goalposts, and which way is better.
    values
        What is known of the sites compared, as ``at_least`` has it.
    override
        Goalposts that a scenario declares.

    Notes
    -----
    An open end is the highest of ``values``. Where nobody is above the other end (nobody has any), it lies one unit
    beyond it, so that all sites score the same: nothing where more is better, all where less is.
    """
    if override is not None:
        if override[0] == override[1] or not np.isfinite(override).all():
            raise DataError(
                N_("The goalposts of {criterion} are {low} and {high}: give two different numbers."),
                criterion=criterion.key,
                low=override[0],
                high=override[1],
            )
        return float(override[0]), float(override[1])
    zero, one = criterion.goalposts
    if zero is None or one is None:
        # Only the higher end is ever open.
        closed = float(zero if one is None else one)  # type: ignore[arg-type]
        return (closed, _beyond(closed, values)) if one is None else (_beyond(closed, values), closed)
    return float(zero), float(one)
