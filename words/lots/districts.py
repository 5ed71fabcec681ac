"""Device lots by district, in words: where their totals come from, and which could as well be others."""

from geo.lots import LotsPlan
from geo.texts import N_
from words.marks import semicolons
from words.numbers import Numbers


def tied_words(plan: LotsPlan, numbers: Numbers) -> list[str]:
    """Say which districts would have equal right to other lots, and where totals of districts come from."""
    _, told = numbers.translate, plan.districts
    if told is None:
        return []
    given = list(plan.settings.district_totals)
    text = N_("The totals of districts follow the need of their places, within the room there is (Sainte-Laguë).")
    if told.fixed:
        text = N_("The totals of all districts are given, by you or by the scenario.")
    elif given:
        text = N_(
            "Total given by you or by the scenario: {names}. The others share the rest by the need of their places, "
            "within the room there is (Sainte-Laguë)."
        )
    said = [_(text).format(names=semicolons(given, _))]
    if names := list(dict.fromkeys(told.table.loc[told.table["tied"], "district"])):
        text = _(N_("Other lots would have equal right; the first district by name goes first: {names}."))
        said.append(text.format(names=semicolons(names, _)))
    return said
