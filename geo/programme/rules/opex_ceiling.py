"""Rule: what is installed costs no more to run after the last year than a ceiling."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from geo.programme.instance.costs import cents
from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import UNLIMITED, Rule, Rules
from geo.programme.rules._kind import HALF_CENT, RuleKind, Said
from geo.programme.search.layout import Layout
from geo.programme.search.worth import THOUSAND_EUR
from geo.texts import N_


class OpexCeiling(RuleKind):
    """A ceiling on running costs."""

    kind = "opex_ceiling"
    settings = ("opex_ceiling_eur_per_year",)
    whole = N_("ceiling on running costs")

    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Return the cents a year."""
        ceiling = instance.programme.opex_ceiling_eur_per_year
        return {"opex_ceiling": UNLIMITED if ceiling is None else cents(ceiling)}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return the one rule there may be."""
        return [] if rules.opex_ceiling == UNLIMITED else [Rule(self.kind)]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules without the ceiling."""
        return replace(rules, opex_ceiling=UNLIMITED)

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Say whether running costs after the last year are too high."""
        running = int(instance.at_level(instance.opex, state[:, -1]).sum())
        return [Rule(self.kind)] if running > rules.opex_ceiling else []

    def rows(self, layout: Layout) -> None:
        """Add one row on the last year."""
        if layout.rules.opex_ceiling < UNLIMITED:
            column, step = layout.u(layout.every, layout.years - 1), layout.step(layout.instance.opex, 0)
            layout.rows.one(-np.inf, layout.rules.opex_ceiling / THOUSAND_EUR + HALF_CENT, column, step)

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say what running costs must not exceed."""
        facts = {"year": instance.programme.years[-1], "eur": rules.opex_ceiling / 100}
        return N_("Running costs after {year} must not exceed {eur} EUR a year."), facts

    def in_the_way(self, rule: Rule, year: int) -> Said:
        """Say that there is no room for one more."""
        return Said("opex_ceiling", N_("The ceiling on running costs leaves no room for it."), {})


RULE = OpexCeiling()
