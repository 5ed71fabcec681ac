"""What a file would change in the decisions: gaps, rankings and the plan computed on it without publishing it."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from geo.comparison import moved_buildings, moved_gaps, moved_ranks
from geo.evidence import Evidence
from geo.programme import Plan, build_instance, plan_instance
from geo.ranking import assess, rank
from geo.roster import plan_roster
from geo.settings import Parameters, Programme, Roster
from geo.solving import Control, Progress
from geo.tables import Tables
from store._publishing.publish import Candidate
from store._publishing.table_files import conform, signal_rasters
from store.apart import apart
from store.assessments import open_assessment
from store.plans import open_plan
from store.rosters import AT_ONCE_S
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
    doors: pd.DataFrame | None = None
    """Doors of helpers that come, go or have other half-days, by ``door_id``: ``name``, ``pairs_before`` and
    ``pairs_now`` (pairs a week, NA where it is no door); None where no roster was asked for, or there is none."""

    @property
    def empty(self) -> bool:
        """True when no gap, place, building of the plan or door of the roster differs."""
        moved = len(self.gaps) + sum(map(len, self.ranks.values()))
        planned = [each for each in (self.buildings, self.doors) if each is not None]
        return moved == 0 and all(each.empty for each in planned)

    def first(self, ranking: str, places: int) -> tuple[list[str], list[str]]:
        """Return the buildings that enter and those that leave the first places of a ranking."""
        inside = (self.ranks[ranking] <= places).fillna(value=False).astype(bool)
        came, left = inside["now"] & ~inside["before"], inside["before"] & ~inside["now"]
        return list(inside.index[came]), list(inside.index[left])


def effect_of(
    store: Store,
    candidate: Candidate,
    parameters: Parameters,
    programme: Programme | None,
    control: Control,
    roster: Roster | None = None,
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
    roster
        What helpers are asked for on both; None for no roster. The first roster found is compared with the first one
        found, both at once and in the same way: what a longer search could still change is not the file's doing.

    Raises
    ------
    NothingPublishedError
        When a layer is missing without which nothing can be computed.
    DataError
        When the layers do not belong together.
    """
    layer = candidate.change.layer
    table = conform(candidate.whole.table, layer)
    return effect_of_table(store, layer.name, table, candidate.whole.rasters, parameters, programme, control, roster)


def effect_of_table(
    store: Store,
    layer: str,
    table: pd.DataFrame,
    rasters: Mapping[str, bytes],
    parameters: Parameters,
    programme: Programme | None,
    control: Control,
    roster: Roster | None = None,
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
    doors = None if roster is None else _moved_doors(before.evidence, now.evidence, roster, control)
    found = Effect(moved_gaps(before, now), ranks, names, None, (unknown, unknown), (unknown, unknown), doors)
    if programme is None:
        return found
    old = open_plan(store, state, before, programme, control)
    new = plan_instance(build_instance(now.evidence, programme), control, where=apart)
    if not (old.has_plan and new.has_plan):
        return found
    euros = (float(old.rows["capex_eur"].sum()), float(new.rows["capex_eur"].sum()))
    return replace(found, buildings=moved_buildings(old, new), capex_eur=euros, gaps_of_plans=(_gap(old), _gap(new)))


def _moved_doors(before: Evidence, now: Evidence, roster: Roster, control: Control) -> pd.DataFrame | None:
    """Return the doors whose pairs a week differ between the first rosters found; None where one has none."""
    quiet = replace(control, report=_unheard)
    plans = [plan_roster(each, roster, quiet, time_limit_s=AT_ONCE_S) for each in (before, now)]
    if any(plan.certificate["status"] in ("infeasible", "none_found") for plan in plans):
        return None
    old, new = (plan.doors for plan in plans)
    both = old.index.union(new.index)
    table = pd.DataFrame(
        {
            "name": new["name"].reindex(both).fillna(old["name"].reindex(both)),
            "pairs_before": old["pairs_per_week"].reindex(both).astype("Int64"),
            "pairs_now": new["pairs_per_week"].reindex(both).astype("Int64"),
        }
    ).rename_axis("door_id")
    return table[table["pairs_before"].fillna(0) != table["pairs_now"].fillna(0)]


def _unheard(_progress: Progress) -> None:
    """Hear nothing: how the search goes on is not shown beside that of the plan."""


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
