"""Floating catchments beside PySAL's access, on the walks of a synthetic city.

Run it with ``python -m benchmarks.catchments``; ``--write`` puts the table into docs/performance.md.
"""

import access as pysal
import numpy as np
import pandas as pd
from scipy import sparse

from benchmarks._city import city
from benchmarks._report import Row, asked_to_write, conditions, publish, table, timed
from config.settings_page import named
from geo.equity import floating_catchment
from geo.settings import Parameters
from geo.walking import snap, street_graph, street_reach

DECAY = Parameters().catchments.zoned(Parameters().reach.limit_m)
"""The zones of the program: by pairs of (up to so many metres, weight)."""


def by_pysal(walks: sparse.csr_array, supply: np.ndarray, people: np.ndarray) -> tuple[float, float, np.ndarray]:
    """Measure PySAL, from the table of pairs it needs to the access of every address."""

    def prepare() -> pysal.Access:
        entries = walks.tocoo()
        pairs = pd.DataFrame({"origin": entries.coords[1], "dest": entries.coords[0], "cost": entries.data})
        return pysal.Access(
            demand_df=pd.DataFrame({"people": people}, index=pd.RangeIndex(len(people), name="geoid")),
            demand_value="people",
            supply_df=pd.DataFrame({"hours": supply}, index=pd.RangeIndex(len(supply), name="geoid")),
            supply_value="hours",
            cost_df=pairs,
            cost_origin="origin",
            cost_dest="dest",
            cost_name="cost",
        )

    prepare_s, model = timed(prepare)
    weight = pysal.weights.step_fn(dict(DECAY.zones))
    answer_s, result = timed(lambda: model.enhanced_two_stage_fca(max_cost=DECAY.limit_m, weight_fn=weight))
    return prepare_s, answer_s, result.iloc[:, 0].reindex(range(len(people))).fillna(0).to_numpy()


def main(*, write: bool) -> None:
    """Measure, and show or write the table."""
    town = city(200, 550, 80_000)
    graph = street_graph(town.edges, town.nodes)
    walks = street_reach(graph, snap(graph, town.sites), snap(graph, town.addresses), DECAY.limit_m)
    rng = np.random.default_rng(2)
    supply, people = rng.uniform(1, 40, walks.shape[0]), rng.uniform(0.5, 6, walks.shape[1])

    ours_s, ours = timed(lambda: floating_catchment(walks, supply, people, DECAY), 7)
    balanced_s, balanced = timed(lambda: floating_catchment(walks, supply, people, DECAY, "balanced"), 7)
    prepare_s, theirs_s, theirs = by_pysal(walks, supply, people)
    apart = np.abs(ours.access - theirs).max() / theirs.max()
    kept = abs(people @ balanced.access / balanced.delivered - 1)
    rows = [
        Row("**Maillage**, E2SFCA in three zones", 0.0, ours_s, "-"),
        Row("PySAL access, the same", prepare_s, theirs_s, f"greatest difference {apart:.0e} of the greatest access"),
        Row("Maillage, balanced", 0.0, balanced_s, f"supply conserved to {max(kept, np.finfo(float).eps):.0e}"),
    ]
    text = f"""## Floating catchments

{walks.nnz:,} pairs of {walks.shape[0]} sites and {walks.shape[1]:,} addresses within
{named("reach.limit_m")}, measured before. "Ready" is the table of pairs PySAL starts from.
{conditions("numpy", "scipy", "pandas", "access")}

{table(rows, "ready", "access of every address")}
"""
    publish("catchments", text, write=write)


if __name__ == "__main__":
    main(write=asked_to_write("Floating catchments."))
