"""Columns of the model, and what is spent and served as terms of its rows."""

from collections.abc import Callable, Iterable

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import Rules
from geo.programme.search.classes import Classes
from geo.programme.search.rows import Rows, Terms
from geo.programme.search.worth import THOUSAND_EUR


class Layout:
    """Columns and rows of a programme, open for what rules add.

    Columns: ``u[option, year]`` (the building has this option or a higher one in this year; 0 or 1), then
    ``x[class, year]`` (share of a person's need served, of classes that two buildings or more reach), then what rules
    add for themselves. Nothing is taken away again, so that u never falls from year to year, and what a year spends is
    the sum of the rises of u times what an option costs beyond the one before.

    Parameters
    ----------
    instance, rules
        What is to be planned, and what a plan must keep.
    classes
        Who is to be served; None leaves people out, so that only the rules remain.
    """

    def __init__(self, instance: Instance, rules: Rules, classes: Classes | None) -> None:
        self.instance, self.rules, self.classes = instance, rules, classes
        self.options, self.years = len(instance.capex), len(instance.programme.years)
        self.every, self.begin = np.arange(self.options), instance.first[:-1]
        self.wholes = self.options * self.years
        """How many columns, the first ones, are whole numbers."""
        self.shared = 0 if classes is None else len(classes.shared)
        self.columns = self.wholes + self.shared * self.years
        self.rows = Rows()
        self.low, self.high = np.zeros(self.columns), np.ones(self.columns)
        self.completions: list[Callable[[np.ndarray], np.ndarray]] = []

    def u(self, option: np.ndarray | int, year: int) -> np.ndarray:
        """Return the columns of having options in a year."""
        return np.atleast_1d(np.asarray(option)) + year * self.options

    def x(self, place: np.ndarray, year: int) -> np.ndarray:
        """Return the columns of what shared classes are served in a year."""
        return self.wholes + year * self.shared + np.asarray(place)

    def more_columns(self, count: int, complete: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Add columns between 0 and 1; ``complete`` gives their values for a plan."""
        added = np.arange(self.columns, self.columns + count)
        self.columns += count
        self.low, self.high = np.r_[self.low, np.zeros(count)], np.r_[self.high, np.ones(count)]
        self.completions.append(complete)
        return added

    def spent(self, year: int, options: np.ndarray) -> Terms:
        """Return what options take in a year, in thousand euros: what is new in it is paid."""
        step = self.step(self.instance.capex, self.instance.entry[:, year])[options]
        if not year:
            return self.u(options, 0), step
        return np.r_[self.u(options, year), self.u(options, year - 1)], np.r_[step, -step]

    def step(self, amounts: np.ndarray, once: np.ndarray | int) -> np.ndarray:
        """Return what each option takes beyond the one before, in thousand euros; ``once`` is added to the first."""
        step = np.diff(amounts, prepend=0)
        step[self.begin] = amounts[self.begin] + once
        return step / THOUSAND_EUR

    def summed(self, parts: Iterable[Terms]) -> Terms:
        """Return terms with one entry a column: what one year pays and the next takes back is added up."""
        total = np.zeros(self.columns)
        for column, value in parts:
            np.add.at(total, column, value)
        column = np.flatnonzero(total)
        return column, total[column]

    def served_in(self, area: int, year: int) -> Terms:
        """Return the people served in an area in a year, beyond existing Wi-Fi."""
        classes = self.classes
        assert classes is not None
        own = classes.area[classes.entry_class] == area
        alone = own & (classes.place[classes.entry_class] < 0)
        option, people = classes.entry_option[alone], classes.weight[classes.entry_class[alone]]
        together = np.flatnonzero(classes.area[classes.shared] == area)
        return self.summed(
            [
                (self.u(option, year), people * classes.gain[alone]),
                (self.x(together, year), classes.weight[classes.shared[together]]),
            ]
        )

    def levels_of(self, point: np.ndarray) -> np.ndarray:
        """Return u of a point, shape (years, options)."""
        return point[: self.wholes].reshape(self.years, self.options)
