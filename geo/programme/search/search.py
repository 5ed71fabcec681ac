"""The search for the best plan of an instance: a certified first plan in about a second, then the proof."""

import numpy as np

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import Rules, broken, rules_of
from geo.programme.search import tolerances
from geo.programme.search.cover import Cover, CutPool
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.master import Layout, level_of, objective_of, state_of
from geo.programme.search.solver import Answer, Solver
from geo.programme.search.ties import first_keys_first, interchangeable
from geo.programme.search.waste import without_waste
from geo.solving import Control, Found, Phase, Progress, SolverError, Status, relative_gap
from geo.texts import N_


class Search:
    """A search on one instance, in two calls: ``first`` and then ``prove``; how, says ``geo.programme.search``.

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
    gap, time_limit_s
        Instead of the programme's own.

    Examples
    --------
    >>> found = Search(instance, control).prove()
    >>> found.status, found.state.tolist()
    ('optimal', [[0, 2], [0, 0], [2, 2]])
    """

    def __init__(
        self,
        instance: Instance,
        control: Control,
        *,
        rules: Rules | None = None,
        pool: CutPool | None = None,
        starts: tuple[np.ndarray, ...] = (),
        gap: float | None = None,
        time_limit_s: float | None = None,
    ) -> None:
        programme = instance.programme
        self.instance, self.control = instance, control
        self.rules = rules_of(instance) if rules is None else rules
        self.pool = CutPool() if pool is None else pool
        self.gap_asked = max(programme.gap if gap is None else gap, tolerances.PROVEN)
        self.time_limit_s = programme.time_limit_s if time_limit_s is None else time_limit_s
        self._begun = control.clock()
        self._cover = Cover(instance)
        self._alike = interchangeable(instance)
        self._base = instance.already / UNIT * sum(programme.weights)
        self._bound = self._base + float(self._cover.group_most.sum()) * sum(programme.weights)
        self._phase: Phase = "first"
        self._solver: Solver | None = None
        self._mip_share = 0.5
        self._infeasible = self._stalled = False
        self._rounds = 0
        self._state, self._objective, self._method = np.zeros(instance.shape, dtype=np.int64), np.nan, ""
        for state in starts:
            self._offer(state, "given")

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return self.control.clock() - self._begun

    def found(self) -> Found:
        """Return the best plan so far, and what is proven of it."""
        status: Status = "optimal" if self._gap <= self.gap_asked else "best_found"
        if self._infeasible or not self._method:
            status = "infeasible" if self._infeasible else "none_found"
        limit = np.nan if self._infeasible else self._limit
        effort = self._method, self.seconds, self._rounds, len(self.pool.cuts)
        return Found(status, self._state, self._objective, limit, *effort)

    def first(self) -> Found:
        """Find a plan quickly, with the bound of the relaxed problem as its certificate."""
        self._offer(greedy_plan(self.instance, self.rules), "greedy")
        # So that the listener can show a plan while the relaxed problem is solved.
        self._tell()
        if not len(self.instance.capex):
            self._settle_empty()
        elif not self._over():
            relaxed = self._relax(self._open_solver())
            for degree in tolerances.ROUNDING if relaxed.has_point else ():
                taken = state_of(self.instance, relaxed.level >= degree)
                self._offer(greedy_plan(self.instance, self.rules, taken), "rounded")
        self._tell()
        return self.found()

    def prove(self) -> Found:
        """Close the gap as far as the time allows."""
        if self._phase == "first" and self._solver is None:
            self.first()
        self._phase = "proving"
        if self._solver is not None:
            self._find_any()
            self._improve(self._solver)
        while self._solver is not None and not self._over():
            self._whole(self._solver)
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
        else:
            self._find_any()
        if self._method:
            return True
        return False if self._infeasible else None

    @property
    def _limit(self) -> float:
        """What no plan exceeds; the best plan's own worth where rounding alone is between them."""
        if not self._method:
            return self._bound
        apart = self._bound - self._objective
        return self._objective if apart <= tolerances.ROUNDING_ERROR * max(1.0, abs(self._objective)) else self._bound

    @property
    def _gap(self) -> float:
        return relative_gap(self._objective, self._limit) if self._method else np.inf

    def _over(self) -> bool:
        settled = self._infeasible or self._stalled or self._gap <= self.gap_asked
        return settled or self.control.stop() or self.seconds >= self.time_limit_s

    def _tell(self) -> None:
        worth = self._objective if self._method else 0.0
        self.control.report(Progress(self._phase, self.seconds, worth, self._limit))

    def _settle_empty(self) -> None:
        """Say what there is to say where no building can be planned."""
        self._bound = self._base
        self._infeasible = not self._method

    def _new_solver(self) -> Solver:
        layout = Layout(self.instance, self.rules, self._cover.group_most)
        solver = Solver(layout, self.instance.programme.seed)
        solver.add(self.pool)
        return solver

    def _open_solver(self) -> Solver:
        """Set up the problem, with the cuts known so far and those of the best plan."""
        self._solver = self._new_solver()
        if self._method:
            endless = np.full((len(self.instance.programme.years), len(self.instance.groups)), np.inf)
            self._cut(level_of(self.instance, self._state), endless, 0.0)
            self._solver.add(self.pool)
        return self._solver

    def _relax(self, solver: Solver) -> Answer:
        """Solve the relaxed problem with cuts until few are violated."""
        # A round brings one cut a statistical sector and year at the most: of few, all are worth their time.
        fewest = min(
            tolerances.LP_FEWEST_CUTS,
            1 + len(self.instance.groups) * len(self.instance.programme.years) // tolerances.LP_FEW_PARTS,
        )
        for _ in range(tolerances.LP_ROUNDS):
            answer = solver.relaxed(self.time_limit_s - self.seconds)
            if answer.status == "infeasible":
                self._say_infeasible()
                break
            if answer.status == "stopped":
                break
            self._lower(answer.bound)
            self._cut(answer.level, answer.served, tolerances.LP_TOLERANCE)
            if solver.add(self.pool) < fewest or self._over():
                break
        return answer

    def _find_any(self) -> None:
        """Find a plan that keeps the rules, however little it serves, where none is known yet."""
        if self._method or self._over():
            return
        solver = self._new_solver()
        solver.seek_frugal()
        while not self._method and not self._over():
            answer = self._run(solver, 0.0, any_plan=True)
            self._infeasible = answer.status == "infeasible" and not self._method
            # A point that breaks a rule without violating a cut yields no new cut.
            self._stalled = not solver.add(self.pool)
        self._stalled = False
        if self._method:
            self._offer(greedy_plan(self.instance, self.rules, self._state), "completed")

    def _improve(self, solver: Solver) -> None:
        """Better the plan part by part: a few buildings at random are planned anew while the others stay.

        The solver answers such parts in a second where the whole takes minutes; what they find also makes its proof
        shorter. Drawn with the programme's seed, so that the same input gives the same plan.
        """
        rng, vain = np.random.default_rng(self.instance.programme.seed), 0
        while (
            self._method
            and len(self.instance.capex) >= tolerances.WORTH_PARTS
            and vain < tolerances.VAIN_PARTS
            and not self._over()
        ):
            before = self._objective
            free = rng.random(len(self.instance.sites)) < tolerances.PART
            self._run(solver, self.gap_asked / 5, free[self.instance.option_site])
            solver.add(self.pool)
            vain = vain + 1 if self._objective - before < self.gap_asked / 20 * before else 0

    def _whole(self, solver: Solver) -> None:
        """Solve the whole problem once, and add cuts at the plans found."""
        answer = self._run(solver, self._mip_share * self.gap_asked)
        if answer.status == "infeasible":
            self._say_infeasible()
            return
        self._lower(answer.bound)
        if not solver.add(self.pool) and answer.status == "optimal":
            # The solver's claim holds: only its own gap remains, unless that was 0 already.
            self._stalled = self._mip_share == 0.0
            self._mip_share = 0.0

    def _run(self, solver: Solver, gap: float, free: np.ndarray | None = None, *, any_plan: bool = False) -> Answer:
        """Run the solver in whole numbers; offer every plan it finds, and put the cuts they violate into the pool."""
        self._rounds += 1

        def look(answer: Answer) -> None:
            if free is None and not any_plan:
                self._lower(answer.bound)
            self._offer(state_of(self.instance, answer.level), "proof")
            self._cut(np.rint(answer.level), answer.served, tolerances.CLAIM_TOLERANCE)

        def stop() -> bool:
            return self.control.stop() or (any_plan and bool(self._method))

        # The solver's gap is relative to its own objective, which leaves out what existing Wi-Fi serves.
        own = max(self._objective - self._base, 0.0) if self._method else 0.0
        scaled = min(gap * (self._objective / own if own > 0 else 1.0), 1.0)
        answer = solver.whole(stop, self.time_limit_s - self.seconds, scaled, self._start(solver), look, free)
        if answer.has_point:
            look(answer)
        return answer

    def _start(self, solver: Solver) -> np.ndarray | None:
        if not self._method:
            return None
        level = level_of(self.instance, self._state)
        served = np.array([self._cover.served(each) for each in level])
        return solver.layout.point_of(self._state, served)

    def _cut(self, level: np.ndarray, claimed: np.ndarray, tolerance: float) -> None:
        """Put into the pool the cuts that a point violates."""
        for year, (reached, said) in enumerate(zip(level, claimed, strict=True)):
            for cut in self._cover.cuts(year, reached, said, tolerance):
                self.pool.add(cut)

    def _lower(self, bound: float) -> None:
        """Take note of a bound on what the solver counts."""
        if bound + self._base < self._bound:
            self._bound = bound + self._base

    def _keeps(self, state: np.ndarray) -> bool:
        return not broken(self.instance, self.rules, state)

    def _offer(self, state: np.ndarray, method: str) -> None:
        """Take a plan if it keeps every rule and is worth more than the best so far."""
        objective = objective_of(self.instance, state)
        if self._method and objective <= self._objective:
            return
        if not self._keeps(state):
            return
        spared = without_waste(self.instance, self.rules, state)
        tidied = first_keys_first(self._alike, spared, self._keeps)
        # Every plan comes through here, and the rules have the last word on it: what breaks one is not taken.
        state = next(each for each in (tidied, spared, state) if self._keeps(each))
        self._state, self._objective, self._method = state, objective_of(self.instance, state), method
        if self._phase == "proving":
            self._tell()

    def _say_infeasible(self) -> None:
        if self._method:
            message = N_("The solver finds no plan where one is known. Start again; if that does not help, report it.")
            raise SolverError(message)
        self._infeasible = True
