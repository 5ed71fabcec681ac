"""The roster of aidants: first answer and proof, beside the model written out whole in HiGHS and a list of doors.

Run it with ``python -m benchmarks.roster``; ``--write`` puts the table into docs/performance.md. It works on the
demonstration city, built anew unless ``MAILLAGE_TEST_DEMO`` names a data folder that has it.
"""

import time

import numpy as np

from benchmarks._report import Row, asked_to_write, conditions, publish, table, timed
from benchmarks._roster_cases import FLOOR_SHARE, instances, most_people_first
from benchmarks.programme import demonstration
from config.settings_page import named
from geo.roster.instance import Instance
from geo.roster.need import UNIT
from geo.roster.placing import placed
from geo.roster.rules import broken_sums, floors_of
from geo.roster.search.coarse import coarse
from geo.roster.search.model import Model, helpers_are_limited
from geo.roster.search.search import Search
from geo.roster.transport import by_slot, transport
from geo.solving import Control, Found, Problem, relative_gap

LIMIT_S, REPEATS = 60.0, 5
"""Seconds a search may take, and how often it is measured: the median counts."""

DIRECT_LIMIT_S = 120.0

CLOCK = Control(time.perf_counter)


def helps(objective: float, bound: float) -> str:
    """Return what the table says of a roster: the help it gives, and how far it may be from the best possible."""
    if objective <= 0:
        return "none that helps anybody was found in that time"
    return f"{objective:,.1f} helps a week; the best gives at most {100 * relative_gap(objective, bound):.2f} % more"


def kept(instance: Instance, pairs: np.ndarray) -> tuple[float, str]:
    """Return the help that pairs give beside what is there, and whether they keep the rules."""
    given, before = transport(instance, by_slot(instance, pairs)), transport(instance, np.zeros_like(instance.most))
    keeps = not broken_sums(instance, pairs) and (given.floors_kept or not floors_of(instance).any())
    return (given.total - before.before) / UNIT, "" if keeps else ", **breaks a rule**"


def search_rows(instance: Instance, name: str) -> tuple[list[Row], Found]:
    """Measure the first answer and the search as a whole."""

    def whole() -> Found:
        return Search(instance, CLOCK, time_limit_s=LIMIT_S).prove()

    first_s, first = timed(lambda: Search(instance, CLOCK, time_limit_s=LIMIT_S).first(), REPEATS)
    whole_s, found = timed(whole, REPEATS)
    rows = [
        Row(f"**Maillage**, {name}", 0.0, whole_s, helps(found.objective, found.bound)),
        Row(f"Maillage, {name}, first answer", 0.0, first_s, helps(first.objective, found.bound)),
    ]
    return rows, found


def list_row(instance: Instance, name: str, bound: float) -> Row:
    """Measure the roster that a list of doors gives."""
    list_s, pairs = timed(lambda: most_people_first(instance))
    gives, broken = kept(instance, pairs)
    return Row(f"{name}: doors with most need around first, one pair each", 0.0, list_s, helps(gives, bound) + broken)


def direct_row(instance: Instance, name: str, best: Found) -> tuple[Row, str]:
    """Measure the model written out whole, and say whether it contradicts ours."""
    began = time.perf_counter()
    model = Model(instance, coarse(instance))
    problem = Problem(model.lp, instance.roster.seed)
    problem.make_whole(model.wholes, whole=True)
    run = problem.whole(lambda: False, DIRECT_LIMIT_S, lambda _run: None, gap=instance.roster.gap)
    seconds = time.perf_counter() - began
    before = transport(instance, np.zeros_like(instance.most)).before / UNIT
    title = f"{name}: model of {model.columns:,} columns in HiGHS, {DIRECT_LIMIT_S:g} s at the most"
    bound = run.bound - before
    if not len(run.point):
        said = "no roster found" + (f"; bound {bound:,.1f}" if np.isfinite(bound) else ", no bound")
        return Row(title, 0.0, seconds, said), agreement(best, None, bound)
    used, days = model.roster_of(run.point)
    pairs = placed(instance, used, days if helpers_are_limited(instance) else None)
    gives = kept(instance, pairs)[0] if pairs is not None else run.value - before
    return Row(title, 0.0, seconds, helps(gives, bound)), agreement(best, gives, bound)


def agreement(ours: Found, objective: float | None, bound: float) -> str:
    """Say whether each roster gives no more than what the other proves to be the most."""
    slack = 1e-3
    if (objective is None or objective <= ours.bound + slack) and ours.objective <= bound + slack:
        return "The two agree: neither roster gives more than what the other proves to be the most."
    return "**The two contradict each other.**"


def main(*, write: bool) -> None:
    """Measure, and show or write the table."""
    evidence = demonstration()
    cases = instances(evidence)
    rows, one = list[Row](), next(iter(cases.values()))
    found: dict[str, Found] = {}
    for name, instance in cases.items():
        measured, found[name] = search_rows(instance, name)
        rows += measured
    name = next(iter(cases))
    rows.append(list_row(one, name, found[name].bound))
    direct, agreed = direct_row(one, name, found[name])
    rows.append(direct)
    doors, half_days = one.open.shape
    text = f"""## Roster of aidants

The demonstration city: {named("roster.aidants")} aidants, {one.pairs} pairs a week, {doors} doors,
{half_days} half-days, {len(one.need.amount):,} classes of residents in {len(one.roster.profiles)} profiles; to
{named("roster.gap")} of the bound, for {LIMIT_S:g} s at the most. *10 half-days*: Monday to Friday by day, walks of
{named("reach.limit_m")}, whoever is at work coming in two of them. *Floors*: {100 * FLOOR_SHARE:.0f} % of the need of
every former commune. *Three times the size*: three such cities side by side, and three times the helpers. Of
Maillage's rows the median of {REPEATS} runs. One thread each.
{conditions("numpy", "scipy", "highspy")}

{table(rows, "ready", "roster")}

{agreed}
"""
    publish("roster", text, write=write)


if __name__ == "__main__":
    main(write=asked_to_write("Roster of aidants."))
