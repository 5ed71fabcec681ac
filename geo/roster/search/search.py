"""The search for a roster: a greedy one at once, bounds from sums, then the solver, with the gap always known."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from geo.roster.floors.clash import excluded
from geo.roster.floors.most import LADDER, out_of_reach
from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT
from geo.roster.placing import placed
from geo.roster.rules import broken_sums, floors_of
from geo.roster.search.coarse import Coarse, coarse
from geo.roster.search.cover import Cover
from geo.roster.search.floors_first import floors_first_roster
from geo.roster.search.greedy import greedy_roster, rounded
from geo.roster.search.model import Model, columns_of, helpers_are_limited
from geo.roster.search.nearby import least_help_first, some_placed_anew, swapped
from geo.roster.transport import by_slot, total_help, transport
from geo.solving import Control, EndedBy, Found, Phase, Problem, Progress, Run, Status, relative_gap

MOST_SWAPS = 400
"""Pairs swapped one by one at the most before the solver is asked."""

MOST_NODES = 5_000
"""Nodes of the solver's tree at the most."""

MOST_COLUMNS = 60_000
"""Columns of a model that the solver is asked to solve in whole numbers; larger ones are only bounded, by ``Cover``."""

ROUNDED = (0.9, 0.7, 0.5, 0.3)
"""Fractions of a pair from which on it is taken for a whole one, to see what rosters come of it."""

VAIN = 300
"""Improvements tried in vain before the search ends."""

PRECISION = 1e-4
"""Helps a week between roster and bound that nobody can tell apart."""

FLOAT = 1e-6
"""Helps a week that may be lost to the solver's precision."""


class Search:
    """One search: ``first`` returns a roster at once, ``prove`` goes on until the gap is closed or time is up.

    All figures are helps a week that aidants add to the help that is there.
    """

    def __init__(
        self,
        instance: Instance,
        control: Control,
        *,
        starts: tuple[np.ndarray, ...] = (),
        time_limit_s: float | None = None,
        gap: float | None = None,
    ) -> None:
        self.instance, self.control = instance, control
        self.time_limit_s = instance.roster.time_limit_s if time_limit_s is None else time_limit_s
        self.gap_asked = instance.roster.gap if gap is None else gap
        self._began = control.clock()
        self._floors = bool(floors_of(instance).any())
        self._limited = helpers_are_limited(instance)
        self._best: np.ndarray | None = None
        self._objective, self._method = -np.inf, ""
        self._phase: Phase = "first"
        self._infeasible = self._stopped = self._exhausted = False
        self.before = transport(instance, np.zeros_like(instance.most)).before
        self._bound = self._simple_bound()
        self._starts = starts

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return self.control.clock() - self._began

    @property
    def gap(self) -> float:
        """How far the best roster may be from the best possible, as a share of its own help."""
        return relative_gap(self._objective, self._bound) if self._best is not None else np.inf

    def first(self) -> Found:
        """Return the greedy roster, unless floors are beyond reach: a flow says so sooner."""
        if self._floors and not self._starts:
            self._infeasible = out_of_reach(self.instance)
        for start in self._starts:
            self.offer(start, "given")
        if not self._infeasible:
            self.offer(greedy_roster(self.instance), "greedy")
        self._tell()
        return self.found()

    def prove(self) -> Found:
        """Return the best roster once the gap is closed, time is up or the search is stopped."""
        if self._phase == "first":
            self.first()
        self._phase = "proving"
        if not self._done():
            self._rule_out()
        if not self._done() and self._large:
            self._cover()
        if not self._done():
            self._swap()
        if not self._done():
            self._solve()
        if not self._done():
            self._improve()
        self._phase = "done"
        self._tell()
        return self.found()

    @cached_property
    def _classes(self) -> Coarse:
        return coarse(self.instance)

    @cached_property
    def _large(self) -> bool:
        return columns_of(self.instance, self._classes) > MOST_COLUMNS

    def give_up(self) -> Found:
        """Return that no roster keeps the rules, where that is known before any search."""
        self._infeasible, self._phase = True, "done"
        return self.found()

    def feasible(self) -> bool | None:
        """Say whether any roster keeps the rules; None when time is up before it is known."""
        self.first()
        if not self._done():
            self._rule_out()
        if self._best is None and not self._done():
            self._solve(any_one=True)
        return True if self._best is not None else (False if self._infeasible else None)

    def offer(self, pairs: np.ndarray, method: str) -> bool:
        """Take a roster (doors x half-days) where it keeps the rules and helps more than the best one."""
        if int(pairs.sum()) > self.instance.pairs or broken_sums(self.instance, pairs):
            return False
        used = by_slot(self.instance, pairs)
        objective = (total_help(self.instance, used) - self.before) / UNIT
        if objective <= self._objective or (self._floors and not transport(self.instance, used).floors_kept):
            return False
        self._best, self._objective, self._method = pairs.copy(), objective, method
        self._bound = max(self._bound, objective)
        if self._phase == "proving":
            self._tell()
        return True

    def found(self) -> Found:
        """Return the outcome so far."""
        none = self._best is None
        status: Status = "infeasible" if self._infeasible and none else "none_found" if none else "best_found"
        if not none and self._closed:
            status = "optimal"
        ended: EndedBy = "" if self._phase != "done" else "conflict" if status == "infeasible" else self._ended()
        state = np.zeros(self.instance.open.shape, dtype=np.int64) if self._best is None else self._best
        return Found(
            status=status,
            state=state,
            objective=np.nan if none else self._objective,
            bound=self._bound,
            method=self._method,
            seconds=self.seconds,
            rounds=0,
            cuts=0,
            ended_by=ended,
        )

    def _ended(self) -> EndedBy:
        if self._closed:
            return "gap"
        if self._stopped:
            return "stop"
        if self.seconds >= self.time_limit_s:
            return "time"
        return "precision" if self._exhausted else "work"

    def _done(self) -> bool:
        self._stopped = self._stopped or self.control.stop()
        return self._stopped or self._closed or self._exhausted or self._infeasible or self.seconds >= self.time_limit_s

    @property
    def _closed(self) -> bool:
        """Whether the gap asked for is reached, or what is left of it is beyond the solver's precision."""
        if self._best is None:
            return False
        return self.gap <= self.gap_asked or self._bound - self._objective <= PRECISION

    def _simple_bound(self) -> float:
        """Return what no roster exceeds: every pair busy all the time, every door with all its pairs."""
        instance = self.instance
        every = transport(instance, instance.most)
        return min((every.total - self.before) / UNIT, instance.pairs * instance.per_pair / UNIT)

    def _lower(self, bound: float) -> None:
        if np.isfinite(bound):
            lower = bound - self.before / UNIT + FLOAT
            self._bound = max(min(self._bound, lower), self._objective if self._best is not None else -np.inf)

    def _rule_out(self) -> None:
        """Where no roster is known, look for sums that exclude all; between quick and slow ones make one for floors."""
        self._infeasible = self._best is None and excluded(self.instance, self.control, LADDER[:1])
        if self._floors and self._best is None and not self._done():
            self.offer(floors_first_roster(self.instance, self._done), "floors first")
        if self._best is None and not self._done():
            self._infeasible = excluded(self.instance, self.control, LADDER[1:])

    def _swap(self) -> None:
        """Swap pairs one by one, as long as it helps."""
        better, tried = True, 0
        while self._best is not None and better:
            best, better = self._best, False
            for door, half_day in least_help_first(self.instance, best):
                if self._done() or tried >= MOST_SWAPS:
                    return
                if self._best[door, half_day]:
                    tried += 1
                    better = self.offer(swapped(self.instance, self._best, door, half_day), "swaps") or better

    def _improve(self) -> None:
        """Place a few neighbouring pairs anew, drawn with the roster's seed, until nothing gets better for long."""
        rng, vain = np.random.default_rng(self.instance.roster.seed), 0
        while self._best is not None and self._best.any() and vain < VAIN and not self._done():
            anew = some_placed_anew(self.instance, self._best, rng)
            vain = 0 if self.offer(anew, "improved") else vain + 1

    def _cover(self) -> None:
        """Bound a large problem by who is near a pair, and offer the rosters that its fractions suggest.

        First as if there were no floors: that takes a tenth of the time, and is seldom a worse bound.
        """
        instance = self.instance
        free = replace(instance, lifted=instance.lifted | {Rule("floor", "")})
        for each in (free, instance) if self._floors else (instance,):
            for found in Cover(each, self._classes).bounds(self.control, self.time_limit_s - self.seconds):
                if found.most == -np.inf:
                    self._infeasible = self._best is None
                    return
                self._lower(found.most)
                self._tell()
                for share in ROUNDED:
                    if self._done():
                        return
                    self.offer(greedy_roster(instance, rounded(instance, found.used, share)), "rounded")
                if self._done():
                    return

    def _solve(self, *, any_one: bool = False) -> None:
        """Relax the problem for a bound, then solve it in whole numbers."""
        classes = self._classes
        if self._large and any_one:
            self._cover()
        if self._large and (self._best is not None or self._infeasible):
            return
        model = Model(self.instance, classes)
        problem = Problem(model.lp, self.instance.roster.seed)
        relaxed = problem.relaxed(self.time_limit_s - self.seconds)
        if relaxed.status == "infeasible":
            self._infeasible = self._best is None
            return
        self._lower(relaxed.bound)
        self._tell()
        if self._done() and not any_one:
            return
        problem.make_whole(model.wholes, whole=True)
        if self._best is not None:
            problem.begin_with(model.point_of(by_slot(self.instance, self._best), self._best.sum(axis=0)))

        def look(run: Run) -> None:
            if not any_one:
                self._lower(run.bound)
            if len(run.point):
                self._take(model, run.point)

        def stop() -> bool:
            return self._done() or (any_one and self._best is not None)

        # The solver's own gap counts the help that is there as well.
        gap = self.gap_asked * self._bound / max(self._bound + self.before / UNIT, 1e-9) / 2
        limits = {"nodes": MOST_NODES, "plans": 1 if any_one else None}
        run = problem.whole(stop, self.time_limit_s - self.seconds, look, gap=gap, **limits)
        if run.status == "infeasible":
            self._infeasible = self._best is None
            return
        look(run)
        self._exhausted = run.status == "optimal" and classes.exact and not any_one

    def _take(self, model: Model, point: np.ndarray) -> None:
        """Offer what the solver found, its pairs put into half-days."""
        used, by_half_day = model.roster_of(point)
        if not self._limited:
            by_half_day = None
        pairs = placed(self.instance, used, by_half_day)
        if pairs is not None:
            self.offer(pairs, "solver")

    def _tell(self) -> None:
        worth = (0.0, np.inf) if self._best is None else (self._objective, self._bound)
        self.control.report(Progress(self._phase, self.seconds, *worth))
