"""The Wi-Fi programme solved: a certified first plan in about a second, then the proof, with the best plan kept."""

from dataclasses import dataclass, replace

import numpy as np

from geo.evidence import Evidence
from geo.programme_conflict import conflict
from geo.programme_cover import Cover, Cut, CutPool
from geo.programme_greedy import greedy_plan
from geo.programme_instance import UNIT, Instance, build_instance
from geo.programme_master import Layout, level_of, objective_of, state_of
from geo.programme_model import Programme
from geo.programme_plan import Certificate, Plan, Status
from geo.programme_progress import Control, Phase, Progress, relative_gap
from geo.programme_rules import Rules, broken, rules_of
from geo.programme_solver import VERSION, Answer, Solver
from geo.programme_ties import first_keys_first

PROVEN = 1e-6
"""Relative gap below which floating-point numbers cannot tell a plan from its bound."""

CLAIM_TOLERANCE = 1e-6
"""People by which the solver's claim of what is served may exceed the truth unnoticed."""

LP_TOLERANCE = 0.05
LP_FEWEST_CUTS = 12
LP_ROUNDS = 40
"""In the relaxed problem: people by which a cut must be violated, the number of cuts below which another round is not
worth its time, and rounds at the most."""

ROUNDING = (0.999, 0.9, 0.75, 0.6, 0.5)
"""Degrees from which an option of the relaxed plan is taken as bought before the greedy completes it."""


def plan_programme(evidence: Evidence, programme: Programme, control: Control) -> Plan:
    """Return the best plan of a programme, with its certificate; infeasible rules come back as a named conflict."""
    search = Search(build_instance(evidence, programme), control)
    search.first()
    return search.prove()


@dataclass(frozen=True, eq=False)
class _Best:
    state: np.ndarray
    objective: float
    method: str


class Search:
    """The search for the best plan of one instance, in two calls: ``first`` and then ``prove``.

    Parameters
    ----------
    instance
        What is to be planned.
    control
        Clock, stop button and listener.
    rules
        Those of the programme, unless one is lifted.
    pool
        Cuts of an earlier search on the same instance, whatever its rules; new ones are added to it.
    starts
        Plans to begin with, states of the same instance; those that break a rule are passed over.

    Notes
    -----
    First the problem with options between 0 and 1 is solved with cuts (``geo.programme_cover``) until few are
    violated: no plan is worth more than its optimum. Its options above a degree are taken as bought, and the greedy
    completes the plan: the first plan, certified by that bound. Then the problem in whole numbers is solved, cuts are
    added at every plan found, and so on until the gap is small enough. A plan's worth is always computed from the plan,
    never taken from the solver's claim, and a plan counts only when it keeps every rule to the cent.
    """

    def __init__(
        self,
        instance: Instance,
        control: Control,
        rules: Rules | None = None,
        pool: CutPool | None = None,
        starts: tuple[np.ndarray, ...] = (),
    ) -> None:
        self.instance, self.control = instance, control
        self.rules = rules_of(instance) if rules is None else rules
        self.pool = CutPool() if pool is None else pool
        self.bound = np.inf
        self.infeasible = False
        self.rounds = 0
        self._begun = control.clock()
        self._first_seconds = 0.0
        self._best: _Best | None = None
        self._cover = Cover(instance)
        self._base = instance.already * sum(instance.programme.weights) / UNIT
        for state in starts:
            self._offer(state, "earlier")
        self._phase: Phase = "first"
        self._solver: Solver | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return self.control.clock() - self._begun

    @property
    def gap(self) -> float:
        """How far the best plan may be from the best possible, as a share of its own worth."""
        return np.inf if self._best is None else relative_gap(self._best.objective, self.bound)

    def first(self) -> Plan:
        """Return a plan found quickly, with the bound of the relaxed problem as its certificate."""
        self._offer(greedy_plan(self.instance, self.rules), "greedy")
        if self._trivial():
            return self.plan()
        self._solver = Solver(Layout(self.instance, self.rules, self._cover.group_most), self.instance.programme.seed)
        self._solver.add(self.pool.cuts)
        if self._best is not None:
            self._solver.add(self._cuts_at(level_of(self.instance, self._best.state)))
        relaxed = self._relax(self._solver)
        if relaxed.has_point:
            for degree in ROUNDING:
                taken = state_of(self.instance, relaxed.level >= degree)
                self._offer(greedy_plan(self.instance, self.rules, taken), "rounded")
        self._first_seconds = self.seconds
        return self.plan()

    def prove(self) -> Plan:
        """Return the best plan, its gap closed as far as the time allows."""
        if self._solver is None and not self.infeasible and not self._trivial():
            self.first()
        self._phase = "proving"
        while self._solver is not None and not self._over():
            self.rounds += 1
            self._whole(self._solver)
        self._phase = "done"
        self._tell()
        return self.plan()

    def plan(self) -> Plan:
        """Return the best plan so far."""
        programme, best = self.instance.programme, self._best
        status: Status = "none_found"
        if self.infeasible:
            status = "infeasible"
        elif best is not None:
            status = "optimal" if self.gap <= max(programme.gap, PROVEN) else "best_found"
        state = np.zeros(self.instance.shape, dtype=np.int64) if best is None else best.state
        certificate = Certificate(
            status=status,
            method="" if best is None else best.method,
            objective=np.nan if best is None else best.objective,
            bound=np.nan if self.infeasible else max(self.bound, -np.inf if best is None else best.objective),
            gap=self.gap,
            gap_asked=programme.gap,
            seconds=self.seconds,
            first_seconds=self._first_seconds or self.seconds,
            solver=VERSION,
            seed=programme.seed,
            rounds=self.rounds,
            cuts=len(self.pool.cuts),
        )
        clash = conflict(self.instance, self.rules, self.control) if self.infeasible else None
        return Plan(self.instance, self.rules, first_keys_first(self.instance, state), certificate, clash)
