"""The search for the best plan of an instance: a certified first plan in about a second, then the proof."""

import numpy as np

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import RULES, Rules, rules_of
from geo.programme.search import tolerances
from geo.programme.search.best import Best
from geo.programme.search.classes import everybody, merged
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.levels import level_of, state_of
from geo.programme.search.model import Model
from geo.programme.search.relaxed import Relaxed
from geo.programme.search.solver import Solver
from geo.solving import Control, EndedBy, Found, Phase, Progress, Run, SolverError, Status, relative_gap
from geo.texts import N_


class Search:
    """A search on one instance, in two calls: ``first`` and then ``prove``; how, says ``geo.programme.search``.

    Parameters
    ----------
    instance
        What is to be planned.
    control
        Clock, stop button and listener.
    rules, gap, time_limit_s
        Instead of the programme's own.
    starts
        Plans to begin with, states of the same instance; those that break a rule are passed over.

    Examples
    --------
    >>> found = Search(instance, control).prove()
    >>> found.status, found.ended_by, found.state.tolist()
    ('optimal', 'gap', [[0, 2], [0, 0], [2, 2]])
    """

    def __init__(
        self,
        instance: Instance,
        control: Control,
        *,
        rules: Rules | None = None,
        starts: tuple[np.ndarray, ...] = (),
        gap: float | None = None,
        time_limit_s: float | None = None,
    ) -> None:
        programme = instance.programme
        self.instance, self.control = instance, control
        self.rules = rules_of(instance) if rules is None else rules
        self.gap_asked = max(programme.gap if gap is None else gap, tolerances.PROVEN)
        self.time_limit_s = programme.time_limit_s if time_limit_s is None else time_limit_s
        self._begun = control.clock()
        self._base = instance.already / UNIT * sum(programme.weights)
        self._bound = self._base + everybody(instance) * sum(programme.weights)
        self._phase: Phase = "first"
        self._relaxed: Relaxed | None = None
        self._infeasible = self._exhausted = False
        self._rounds = 0
        self._best = Best(instance, self.rules)
        for state in starts:
            self._offer(state, "given")

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return self.control.clock() - self._begun

    def found(self) -> Found:
        """Return the best plan so far, and what is proven of it."""
        status: Status = "optimal" if self._gap <= self.gap_asked else "best_found"
        if self._infeasible or not self._best.known:
            status = "infeasible" if self._infeasible else "none_found"
        return Found(
            status=status,
            state=self._best.state,
            objective=self._best.objective,
            bound=np.nan if self._infeasible else self._best.limit(self._bound),
            method=self._best.method,
            seconds=self.seconds,
            rounds=self._rounds,
            cuts=0 if self._relaxed is None else self._relaxed.solver.cuts,
            ended_by=self._ended_by(),
        )

    def first(self) -> Found:
        """Find a plan quickly, with the bound of the relaxed problem as its certificate."""
        self._offer(greedy_plan(self.instance, self.rules), "greedy")
        # So that the listener can show a plan while the relaxed problem is solved.
        self._tell()
        if not len(self.instance.capex):
            self._settle_empty()
        elif not self._over():
            self._relax(tolerances.FIRST_ROUNDS)
            self._round()
            self._near()
        self._tell()
        return self.found()

    def prove(self) -> Found:
        """Close the gap as far as the time allows."""
        if self._phase == "first" and self._relaxed is None:
            self.first()
        self._phase = "proving"
        self._tell()
        if self._relaxed is not None and not self._over():
            self._relax(tolerances.ROUNDS)
            self._round()
        if self._relaxed is not None and not self._over():
            # While the last answer is still that of the relaxed problem.
            self._relaxed.solver.drop_slack(tolerances.SLACK)
            self._improve(self._relaxed.solver)
            self._settle(self._relaxed)
            if not self._over():
                self._whole(self._relaxed.solver)
        self._phase = "done"
        self._tell()
        return self.found()

    def give_up(self) -> Found:
        """Say that no plan can be, for a reason that lies outside the instance."""
        self._infeasible = True
        return self.found()

    def feasible(self) -> bool | None:
        """Say whether any plan keeps the rules; None when time was up before that was known."""
        self._offer(greedy_plan(self.instance, self.rules), "greedy")
        if not len(self.instance.capex):
            self._settle_empty()
        elif not self._best.known:
            self._seek(None, plans=1)
        if self._best.known:
            return True
        return False if self._infeasible else None

    @property
    def _gap(self) -> float:
        return relative_gap(self._best.objective, self._best.limit(self._bound)) if self._best.known else np.inf

    def _over(self) -> bool:
        return self._ended_by() != ""

    def _ended_by(self) -> EndedBy:
        """Say why there is nothing more to do; empty while there is."""
        if self._infeasible:
            return "conflict"
        if self._gap <= self.gap_asked:
            return "gap"
        if self.control.stop():
            return "stop"
        if self.seconds >= self.time_limit_s:
            return "time"
        return "precision" if self._exhausted else ""

    def _tell(self) -> None:
        worth = self._best.objective if self._best.known else 0.0
        self.control.report(Progress(self._phase, self.seconds, worth, self._best.limit(self._bound)))

    def _settle_empty(self) -> None:
        """Say what there is to say where no building can be planned."""
        self._bound = self._base
        self._infeasible = not self._best.known

    def _relax(self, rounds: int) -> None:
        """Solve the problem with options between 0 and 1, for so many rounds of facets at the most."""
        if self._relaxed is None:
            self._relaxed = Relaxed(self.instance, self.rules)
        relaxed = self._relaxed

        def enough(fell: float) -> bool:
            self._lower(relaxed.bound)
            return self._over() or fell < tolerances.FALL * self.gap_asked * abs(self._bound)

        if relaxed.tighten(rounds, lambda: self.time_limit_s - self.seconds, enough) == "infeasible":
            self._say_infeasible()

    def _round(self) -> None:
        """Take the options of the relaxed plan above a degree as bought, and let the greedy complete the plan."""
        if self._relaxed is None or self._relaxed.run is None or self._over():
            return
        for degree in tolerances.ROUNDING:
            taken = state_of(self.instance, self._relaxed.levels >= degree)
            self._offer(greedy_plan(self.instance, self.rules, taken), "rounded")

    def _near(self) -> None:
        """Seek the plan nearest to the relaxed one where rounding finds none that keeps the rules."""
        if self._over() or self._best.known:
            return
        run = None if self._relaxed is None else self._relaxed.run
        point = None if run is None else run.point
        self._seek(point, gap=tolerances.NEAREST_GAP, nodes=tolerances.NEAREST_NODES)
        if not self._best.known and not self._over():
            self._seek(None, plans=1)

    def _seek(
        self, point: np.ndarray | None, *, gap: float = 0.0, nodes: int | None = None, plans: int | None = None
    ) -> None:
        """Seek a plan that keeps the rules: the one nearest to a point, or any one that spares what is scarce.

        People are left out of this problem unless a rule asks for them, so that it is quickly solved. Where it has no
        answer, no plan keeps the rules.
        """
        counted = any(each.looks_at_people(self.rules) for each in RULES)
        classes = merged(self.instance) if counted else None
        model = Model(self.instance, self.rules, classes)
        solver = Solver(model, self.instance.programme.seed)
        solver.problem.change_costs(model.frugal() if point is None else model.nearest_to(point))
        run = self._run(solver, gap, nodes=nodes, plans=plans, method="nearest")
        if run.status == "infeasible":
            self._say_infeasible()
        elif self._best.known:
            self._offer(greedy_plan(self.instance, self.rules, self._best.state), "completed")

    def _improve(self, solver: Solver) -> None:
        """Better the plan part by part: buildings drawn with the seed are planned anew while the others stay."""
        rng, vain = np.random.default_rng(self.instance.programme.seed), 0
        buildings = len(self.instance.sites)
        share = min(tolerances.PART, tolerances.PART_BUILDINGS / buildings) if buildings else 0.0
        for _ in range(tolerances.PARTS):
            if not self._best.known or vain >= tolerances.VAIN_PARTS or self._over():
                return
            if self._gap <= max(tolerances.FAR, self.gap_asked):
                return
            before, left = self._best.objective, self._bound - self._best.objective
            free = rng.random(buildings) < share
            self._part(solver, np.tile(free[self.instance.option_site], solver.model.years))
            vain = vain + 1 if self._best.objective - before < tolerances.CLOSES * share / tolerances.PART * left else 0

    def _settle(self, relaxed: Relaxed) -> None:
        """Plan anew where the plan and the relaxed one differ: most of what a better plan does otherwise is there.

        Once, and only where these are few; the solver then answers in a second or two.
        """
        if relaxed.run is None or not self._best.known or self._over():
            return
        apart = np.abs(relaxed.levels - level_of(self.instance, self._best.state)) > tolerances.APART
        if np.count_nonzero(apart) <= tolerances.APART_OPTIONS:
            self._part(relaxed.solver, apart.ravel())

    def _part(self, solver: Solver, free: np.ndarray) -> None:
        """Plan some options anew while the others stay; ended by nodes, so that the same input gives the same plan."""
        self._run(solver, self.gap_asked / 5, free=free, nodes=tolerances.PART_NODES, method="part")

    def _whole(self, solver: Solver) -> None:
        """Solve the whole problem."""
        run = self._run(solver, self.gap_asked, method="proof")
        if run.status == "infeasible":
            self._say_infeasible()
            return
        self._lower(run.bound)
        self._exhausted = run.status == "optimal"

    def _run(
        self,
        solver: Solver,
        gap: float,
        *,
        method: str,
        free: np.ndarray | None = None,
        nodes: int | None = None,
        plans: int | None = None,
    ) -> Run:
        """Run the solver in whole numbers; offer every plan it finds."""
        self._rounds += 1
        whole = method == "proof"

        def look(state: np.ndarray, bound: float) -> None:
            if whole:
                self._lower(bound)
            self._offer(state, method)

        def stop() -> bool:
            # A part is looked at no longer than until the whole plan is good enough.
            return self.control.stop() or (self._best.known and (plans is not None or self._gap <= self.gap_asked))

        # The solver's gap is relative to its own objective, which leaves out what existing Wi-Fi serves: of any plan it
        # may find, that is no more than the bound says.
        own = self._bound - self._base
        scaled = min(gap * max(self._bound / own if own > 0 else 1.0, 1.0), 1.0)
        begin = self._best.state if self._best.known else None
        return solver.whole(
            stop, self.time_limit_s - self.seconds, begin, look, free=free, gap=scaled, nodes=nodes, plans=plans
        )

    def _lower(self, bound: float) -> None:
        """Take note of a bound on what the solver counts."""
        if bound + self._base < self._bound:
            self._bound = bound + self._base

    def _offer(self, state: np.ndarray, method: str) -> None:
        if self._best.offer(state, method) and self._phase == "proving":
            self._tell()

    def _say_infeasible(self) -> None:
        if self._best.known:
            message = N_("The solver finds no plan where one is known. Start again; if that does not help, report it.")
            raise SolverError(message)
        self._infeasible = True
