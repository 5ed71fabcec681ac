"""Rule: no year spends more than its budget, or than all budgets so far where they carry over."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from geo.programme.instance.costs import cents
from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import UNLIMITED, Rule, Rules
from geo.programme.rules._kind import HALF_CENT, RuleKind
from geo.programme.search.layout import Layout
from geo.programme.search.worth import THOUSAND_EUR
from geo.texts import N_


class Budget(RuleKind):
    """A budget in each year."""

    kind = "budget"
    settings = ("budgets_eur", "carry_over")
    whole = N_("budget not raised by 10 %")
    single = N_("budget of {subject}")
    no_price = "without any budget everything is bought; what is told is what a tenth more would serve"
    no_reason = "plan/reasons.py tells what is left of the money, whatever else is in the way"

    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Return the cents of each year, and whether they carry over."""
        programme = instance.programme
        budget = np.array([cents(each) for each in programme.budgets_eur], dtype=np.int64)
        return {"budget": budget, "carry_over": programme.carry_over}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return one rule a year."""
        return [Rule(self.kind, "", year) for year in instance.programme.years]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules without the limit of a year; where budgets carry over, later years keep their own."""
        when = range(len(rules.budget)) if not rule.year else (rule.year - instance.programme.first_year,)
        if rules.carry_over:
            return replace(rules, lifted=(*rules.lifted, *when))
        budget = rules.budget.copy()
        budget[list(when)] = UNLIMITED
        return replace(rules, budget=budget)

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Return the years in which too much is spent."""
        spent = instance.spending(state).sum(axis=0)
        over = np.cumsum(spent) > rules.available if rules.carry_over else spent > rules.budget
        return [Rule(self.kind, "", instance.programme.years[year]) for year in np.flatnonzero(over)]

    def rows(self, layout: Layout) -> None:
        """Add a row a year that has a limit."""
        rules = layout.rules
        for year in range(layout.years):
            limit = int(rules.available[year] if rules.carry_over else rules.budget[year])
            if limit < UNLIMITED:
                parts = [layout.spent(each, layout.every) for each in (range(year + 1) if rules.carry_over else [year])]
                column, value = layout.summed(parts)
                layout.rows.one(-np.inf, limit / THOUSAND_EUR + HALF_CENT, column, value)

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say how much may be spent in a year, or by its end."""
        when = rule.year - instance.programme.first_year
        message, amount = N_("No more than {eur} EUR may be spent in {year}."), rules.budget[when]
        if rules.carry_over:
            message = N_("No more than {eur} EUR may have been spent by the end of {year}.")
            amount = rules.available[when]
        return message, {"eur": int(amount) / 100, "year": rule.year}


RULE = Budget()
