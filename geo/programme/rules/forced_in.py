"""Rule: some buildings must be equipped by the last year, with whatever tier."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import Rule, Rules
from geo.programme.rules._kind import Ask, RuleKind, Said
from geo.programme.search.layout import Layout
from geo.texts import N_

MUST = N_("{name} must be equipped.")


class ForcedIn(RuleKind):
    """Buildings that must be in the plan."""

    kind = "forced_in"
    settings = ("forced_in",)
    subject = "building"
    single = N_("{subject} must be equipped")

    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Say which of the buildings that can be planned; of others, ``geo.programme.conflict.impossible`` tells."""
        return {"forced": instance.sites.index.isin(list(instance.programme.forced_in))}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return one rule a building."""
        return [Rule(self.kind, key) for key in instance.sites.index[rules.forced]]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules without that of a building; one that cannot be planned has none."""
        return replace(rules, forced=rules.forced & (instance.sites.index != rule.subject))

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Return the buildings that are never equipped."""
        return [Rule(self.kind, key) for key in instance.sites.index[rules.forced & (state[:, -1] == 0)]]

    def rows(self, layout: Layout) -> None:
        """Bound the lowest option of each in the last year from below."""
        layout.low[layout.u(layout.begin[layout.rules.forced], layout.years - 1)] = 1

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say that a building must be equipped."""
        return MUST, {"name": instance.sites.loc[rule.subject, "name"]}

    def needed(self, rule: Rule) -> Said:
        """Say that the programme asks for it."""
        return Said("forced_in", N_("The programme says that it must be equipped."), {})

    def priced(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return each building."""
        return self.listed(instance, rules)

    def asks(self, instance: Instance, rules: Rules, state: np.ndarray, year: int) -> Iterator[Ask]:
        """Ask for each that is not there yet, as soon as there is money for it."""
        for site in np.flatnonzero(rules.forced & (state[:, year] == 0)):
            yield Ask(np.array([site]), 1)

    def tells_apart(self, instance: Instance) -> Sequence[np.ndarray]:
        """Look at each building that is named by itself."""
        named = instance.sites.index.isin(list(instance.programme.forced_in))
        return (np.where(named, np.arange(len(named)), -1),)


RULE = ForcedIn()
