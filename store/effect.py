"""What a file would change in the decisions: gaps, rankings and the plan computed on it without publishing it."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from geo.comparison import moved_buildings, moved_gaps, moved_ranks
from geo.programme import Plan, build_instance, plan_instance
from geo.ranking import assess, rank
from geo.settings import Parameters, Programme
from geo.solving import Control
from geo.tables import Tables
from store._publishing.publish import Candidate
from store._publishing.table_files import conform, signal_rasters
from store.apart import apart
from store.assessments import open_assessment
from store.plans import open_plan
from store.snapshots import published_state
from store.store import Store


@dataclass(frozen=True)
class Effect:
    """What differs between the decisions on the published layers and on those with the candidate in them."""

    gaps: pd.DataFrame
    """As `moved_gaps` returns it."""
    ranks: Mapping[str, pd.DataFrame]
    """Ranking -> as `moved_ranks` returns it."""
    names: Mapping[str, str]
    """Name of each building, before or now."""
    buildings: pd.DataFrame | None
    """As `moved_buildings` returns it; None where no plan was asked for, or there is none to compare."""
    capex_eur: tuple[float, float]
    """Euros of the whole plan before and now; NaN without plans."""
    gaps_of_plans: tuple[float, float]
    """How far each plan may be from the best possible, as a share; NaN without plans."""

    @property
    def empty(self) -> bool:
        """True when no gap, place or building of the plan differs."""
        moved = len(self.gaps) + sum(map(len, self.ranks.values()))
        return moved == 0 and (self.buildings is None or self.buildings.empty)

    def first(self, ranking: str, places: int) -> tuple[list[str], list[str]]:
        """Return the buildings that enter and those that leave the first places of a ranking."""
        inside = (self.ranks[ranking] <= places).fillna(value=False).astype(bool)
        came, left = inside["now"] & ~inside["before"], inside["before"] & ~inside["now"]
        return list(inside.index[came]), list(inside.index[left])


def effect_of(
    store: Store, candidate: Candidate, parameters: Parameters, programme: Programme | None, control: Control
) -> Effect:
    """Assess and plan on what is published and on a candidate; nothing is published.

    Parameters
    ----------
    store, candidate
        Where, and what `store.refresh.propose` returned.
    parameters
        Of both assessments; their weights are those of both rankings.
    programme
        What is planned on both; None for no plan.
    control
        Clock and stop button of the searches.

    Raises
    ------
    NothingPublishedError
        When a layer is missing without which nothing can be computed.
    DataError
        When the layers do not belong together.
    """
    layer = candidate.change.layer
    table = conform(candidate.whole.table, layer)
    return effect_of_table(store, layer.name, table, candidate.whole.rasters, parameters, programme, control)


def effect_of_table(
    store: Store,
    layer: str,
    table: pd.DataFrame,
    rasters: Mapping[str, bytes],
    parameters: Parameters,
    programme: Programme | None,
    control: Control,
) -> Effect:
    """Return the effect of a table in the place of what is published of a layer; otherwise as `effect_of`."""
    state = published_state(store)
    before = open_assessment(store, state, parameters)
    now = assess(_with(store.tables(state), layer, table, rasters), store.place, parameters)
    weights: Mapping[str, Mapping[str, int]] = {str(ranking): each for ranking, each in parameters.weights.items()}
    ranks = {
        ranking: moved_ranks(
            rank(before.matrices[ranking], weights[ranking]),
            rank(now.matrices[ranking], weights[ranking]),
        )
        for ranking in before.matrices
    }
    names = {**before.evidence.sites["name"].to_dict(), **now.evidence.sites["name"].to_dict()}
    unknown = float("nan")
    found = Effect(moved_gaps(before, now), ranks, names, None, (unknown, unknown), (unknown, unknown))
    if programme is None:
        return found
    old = open_plan(store, state, before, programme, control)
    new = plan_instance(build_instance(now.evidence, programme), control, where=apart)
    if not (old.has_plan and new.has_plan):
        return found
    euros = (float(old.rows["capex_eur"].sum()), float(new.rows["capex_eur"].sum()))
    return replace(found, buildings=moved_buildings(old, new), capex_eur=euros, gaps_of_plans=(_gap(old), _gap(new)))


def _gap(plan: Plan) -> float:
    gap = plan.certificate.get("gap")
    return float(gap) if isinstance(gap, int | float) else float("nan")


def _with(tables: Tables, layer: str, table: pd.DataFrame, rasters: Mapping[str, bytes]) -> Tables:
    if layer != "mobile_5g":
        tabled: dict[str, Any] = {layer: table}
        return replace(tables, **tabled)
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        for name, content in rasters.items():
            Path(folder, name).write_bytes(content)
        return replace(tables, mobile_5g=table, mobile_5g_rasters=signal_rasters(table, Path(folder)))
