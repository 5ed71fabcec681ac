"""The Wi-Fi programme: our proof beside scipy's on the model written out whole, greedy, and spopt's maximal cover.

Run it with ``python -m benchmarks.programme``; ``--write`` puts the tables into docs/performance.md. It works on the
demonstration city, built anew unless ``MAILLAGE_TEST_DEMO`` names a data folder that has it.
"""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np

import config
from benchmarks._demo import demonstration_data
from benchmarks._direct_programme import DirectModel
from benchmarks._report import Row, asked_to_write, conditions, publish, table, timed
from config.settings_page import named
from geo.evidence import Evidence
from geo.programme import UNIT, Instance, Search, broken, build_instance, greedy_plan, objective_of, rules_of, within
from geo.settings import Parameters, Programme, Quote, Tier
from geo.solving import Control, Found, relative_gap
from store.assessments import open_assessment
from store.store import Store

# Others may not be able to install it: then its rows are left out, and the page says so.
try:
    import pulp
    from spopt.locate import MCLP
except ImportError:
    MCLP = None

ROOT = Path(__file__).resolve().parent.parent
GAP = Programme().gap
DIRECT_LIMIT_S = 120.0
PLACES, CHOSEN = (1_000, 4_000), 40
"""Places where people live that spopt is given, and buildings it may choose."""

CLOCK = Control(time.perf_counter)


def demonstration() -> Evidence:
    """Open the demonstration city, and build it first where it is not at hand."""
    with demonstration_data() as data:
        store = Store(data, config.place("demo"))
        snapshot = store.current_snapshot()
        assert snapshot is not None
        return open_assessment(store, snapshot, Parameters()).evidence


def worth(objective: float, bound: float) -> str:
    """Return what the table says of a plan: its worth, and how far it may be from the best possible."""
    return f"{objective:,.0f} person-years, at most {100 * relative_gap(objective, bound):.2f} % from the best possible"


def four_years(instance: Instance) -> tuple[list[Row], str]:
    """Measure the programme as a city plans it, and say whether the two solvers agree."""
    search = Search(instance, CLOCK, gap=GAP)
    first_s, first = timed(search.first)
    rest_s, proven = timed(search.prove)
    greedy_s, greedy = timed(lambda: greedy_plan(instance), 5)
    greedy_worth = objective_of(instance, greedy)
    kept = "keeps every rule" if not broken(instance, rules_of(instance), greedy) else "**breaks a rule**"
    build_s, model = timed(lambda: DirectModel(instance))
    direct_s, direct = timed(lambda: model.solve(DIRECT_LIMIT_S, GAP))
    best = min(proven.bound, direct.bound)
    asked = named("programme.gap")
    rows = [
        Row(f"**Maillage**, proof to {asked}", 0.0, first_s + rest_s, worth(proven.objective, proven.bound)),
        Row("Maillage, first plan", 0.0, first_s, worth(first.objective, first.bound)),
        Row(
            "greedy per euro alone",
            0.0,
            greedy_s,
            f"{greedy_worth:,.0f} person-years, {kept}, "
            f"at most {100 * relative_gap(greedy_worth, best):.2f} % from the best possible",
        ),
        Row(
            f"`scipy.optimize.milp`, model written out whole, {DIRECT_LIMIT_S:g} s at the most",
            0.0,
            build_s + direct_s,
            worth(direct.objective, direct.bound),
        ),
    ]
    return rows, agreement(proven, direct.objective, direct.bound)


def agreement(ours: Found, objective: float, bound: float) -> str:
    """Say whether each solver's plan is worth no more than the other's bound."""
    slack = 1 + 1e-7
    if objective <= ours.bound * slack and ours.objective <= bound * slack:
        return "The two agree: neither plan is worth more than what the other solver proves to be the most."
    return "**The two solvers contradict each other.**"


def one_cover(evidence: Evidence, places: int, programme: Programme) -> list[Row]:
    """Measure the plain maximal cover spopt knows, on the places where most people live."""
    chosen = np.sort(np.argsort(-evidence.demand["vulnerable_count"].to_numpy(), kind="stable")[:places])
    part = replace(evidence, demand=evidence.demand.iloc[chosen], reach=evidence.reach[:, chosen])
    build_s, instance = timed(lambda: build_instance(part, programme), 3)
    solve_s, ours = timed(lambda: Search(instance, CLOCK, gap=0).prove())
    served = instance.served_total(ours.state)[0] / UNIT
    rows = [Row(f"**Maillage**, {places:,} places", build_s, solve_s, f"{served:,.1f} people, {ours.status}")]
    if MCLP is not None:
        rows.append(by_spopt(part, instance, served, f"spopt `MCLP`, {places:,} places"))
    return rows


def by_spopt(part: Evidence, instance: Instance, ours: float, name: str) -> Row:
    """Measure spopt, its dense matrix included."""
    sites = part.sites.index.get_indexer(instance.sites.index)
    near = within(part.reach[sites], instance.programme.reach_m).T
    weight = np.rint(part.demand["vulnerable_count"].to_numpy() * 1e6) / 1e6

    def build() -> "MCLP":
        return MCLP.from_cost_matrix(1.0 - near.toarray(), weight, service_radius=0.5, p_facilities=CHOSEN)

    build_s, model = timed(build)
    solver = pulp.HiGHS(msg=False, threads=1, gapRel=0)
    solve_s, _ = timed(lambda: model.solve(solver, results=False))
    theirs = pulp.value(model.problem.objective)
    same = "the same" if abs(theirs - ours) <= 1e-5 * ours else "**differs**"
    return Row(name, build_s, solve_s, f"{theirs:,.1f} people, {same}")


def as_spopt(evidence: Evidence) -> Programme:
    """Return the programme that is spopt's problem: one year, one tier that meets all need, and so many buildings."""
    tier = Tier(key="there", floor_share=1.0, served_share=1.0)
    quotes = {key: {"there": Quote(capex_eur=1, opex_eur_per_year=0, access_points=1)} for key in evidence.sites.index}
    return Programme(budgets_eur=(float(CHOSEN),), tiers=(tier,), quotes=quotes, floor_share=0.0, existing_share=0.0)


def main(*, write: bool) -> None:
    """Measure, and show or write the tables."""
    evidence = demonstration()
    build_s, instance = timed(lambda: build_instance(evidence, Programme()), 3)
    rows, agreed = four_years(instance)
    plain = as_spopt(evidence)
    covers = [table(one_cover(evidence, places, plain), "ready", "solved") for places in PLACES]
    buildings, years = instance.shape
    missing = "" if MCLP else "\nspopt was not installed: `pip install -e '.[bench]'` puts it beside the program.\n"
    used = ["numpy", "scipy", "highspy", *(["spopt", "pulp"] if MCLP else [])]
    text = f"""## Wi-Fi programme

The demonstration city: {buildings} buildings with {len(instance.capex)} tiers to choose from over {years} years, with
{named("programme.budgets_eur")} and floors of {named("programme.floor_share")} for
{len(instance.activities)} sectors of activity; {len(evidence.demand):,} places where people live,
merged into {len(instance.weight):,} classes in {1000 * build_s:.0f} ms. One thread each.
{conditions(*used)}

{table(rows, "ready", "plan")}

{agreed}

spopt's maximal cover knows neither budgets nor years, tiers or floors: {CHOSEN} buildings of {buildings}, each of which
serves all people within {named("programme.reach_m")}, solved to the end. It is given the places where most people
live, as many as its dense matrix can be built for in seconds; "ready" is building the model. Both use HiGHS.
{missing}
{(chr(10) * 2).join(covers)}
"""
    publish("programme", text, write=write)


if __name__ == "__main__":
    main(write=asked_to_write("Wi-Fi programme."))
