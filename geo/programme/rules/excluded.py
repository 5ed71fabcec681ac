"""Rule: some buildings are left out, and left out of what their sector of activity is owed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import Rule, Rules
from geo.programme.rules._kind import RuleKind
from geo.programme.search.layout import Layout
from geo.texts import N_


class Excluded(RuleKind):
    """Buildings that must not be in the plan."""

    kind = "excluded"
    settings = ("excluded",)
    subject = "building"
    single = N_("{subject} is left out")
    no_reason = "that a building is left out is told as why it waits, in geo.programme.instance.sites.REASONS"

    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Say which buildings."""
        return {"excluded": instance.excluded}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return one rule a building."""
        return [Rule(self.kind, key) for key in instance.sites.index[rules.excluded]]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules without that of a building, which then also counts for its sector's floor."""
        return replace(rules, excluded=rules.excluded & (instance.sites.index != rule.subject))

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Return the buildings that are equipped all the same."""
        return [Rule(self.kind, key) for key in instance.sites.index[rules.excluded & (state > 0).any(axis=1)]]

    def rows(self, layout: Layout) -> None:
        """Bound every option of each from above."""
        own = np.flatnonzero(layout.rules.excluded[layout.instance.option_site])
        for year in range(layout.years):
            layout.high[layout.u(own, year)] = 0

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say that a building is left out."""
        return N_("{name} is left out."), {"name": instance.sites.loc[rule.subject, "name"]}

    def priced(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return each building."""
        return self.listed(instance, rules)

    def takes_only_away(self, instance: Instance, rules: Rules, rule: Rule) -> bool:
        """Say whether no floor holds in its sector: with the building in it, a floor may ask for more."""
        return not rules.floor[instance.site_activity[instance.sites.index.get_loc(rule.subject)]].any()

    def held_back(self, instance: Instance, rules: Rules, state: np.ndarray, year: int) -> np.ndarray:
        """Leave them out."""
        return rules.excluded

    def tells_apart(self, instance: Instance) -> Sequence[np.ndarray]:
        """Look at each building that is named by itself."""
        return (np.where(instance.excluded, np.arange(len(instance.excluded)), -1),)


RULE = Excluded()
