"""Rule: in every district, or former commune, so much of the need is met after the last year."""

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.instance.rules import Rule, Rules
from geo.programme.rules._kind import RuleKind, Said
from geo.programme.search.layout import Layout
from geo.texts import N_


class DistrictMinimum(RuleKind):
    """A least part of the need met everywhere."""

    kind = "district_minimum"
    settings = ("district_minimum",)
    subject = "area"
    whole = N_("least part of the need met everywhere")
    single = N_("least part of the need met in {subject}")

    def demand(self, instance: Instance) -> Mapping[str, object]:
        """Return what must be served by area."""
        least = instance.programme.district_minimum
        share = Fraction(0) if least is None else Fraction(str(float(least.served_share)))
        area_least = [math.ceil(share * int(total)) for total in instance.area_total]
        return {"area_least": np.array(area_least, dtype=np.int64)}

    def listed(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return one rule an area."""
        return [Rule(self.kind, name) for name in instance.area_names]

    def without(self, instance: Instance, rules: Rules, rule: Rule) -> Rules:
        """Return the rules without the minimum of an area."""
        least = rules.area_least.copy()
        least[slice(None) if rule.subject == "" else instance.area_names.index(rule.subject)] = 0
        return replace(rules, area_least=least)

    def broken(self, instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
        """Return the areas that are served too little after the last year."""
        if not len(rules.area_least):
            return []
        served = instance.area_already.copy()
        by_class = instance.served_units(state[:, -1:])[:, 0]
        np.add.at(served, instance.area[instance.area >= 0], by_class[instance.area >= 0])
        return [Rule(self.kind, instance.area_names[area]) for area in np.flatnonzero(served < rules.area_least)]

    def rows(self, layout: Layout) -> None:
        """Add a row an area on the last year."""
        if layout.classes is None:
            return
        for area, least in enumerate(layout.rules.area_least):
            wanted = (int(least) - int(layout.instance.area_already[area])) / UNIT
            if wanted > 0:
                column, value = layout.served_in(area, layout.years - 1)
                layout.rows.one(wanted - 1e-7, np.inf, column, value)

    def says(self, instance: Instance, rules: Rules, rule: Rule) -> tuple[str, Mapping[str, object]]:
        """Say how much of the need must be met in an area."""
        programme = instance.programme
        least = programme.district_minimum
        percent = 0.0 if least is None else round(100 * least.served_share, 2)
        facts = {"area": rule.subject, "percent": percent, "year": programme.years[-1]}
        return N_("In {area}, at least {percent} % of the need must be met after {year}."), facts

    def needed(self, rule: Rule) -> Said:
        """Say that the area would fall short."""
        message = N_("{area} would not reach its minimum without it.")
        return Said("district_minimum", message, {"area": rule.subject})

    def priced(self, instance: Instance, rules: Rules) -> list[Rule]:
        """Return the minimum of all areas, where it asks for anything."""
        return [Rule(self.kind)] if rules.area_least.any() else []

    def looks_at_people(self, rules: Rules) -> bool:
        """Say whether there is anything to count."""
        return bool(rules.area_least.any())


RULE = DistrictMinimum()
