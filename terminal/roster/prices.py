"""What the command line prints of a roster's prices: each rule in words, and the helps a week it costs."""

from collections.abc import Sequence

from geo.roster import RosterPrice
from geo.texts import N_
from terminal.tables import aligned
from words.numbers import Numbers, Translate
from words.roster import VERDICTS, rule_words


def price_lines(
    prices: Sequence[RosterPrice], names: dict[str, str], numbers: Numbers, translate: Translate
) -> list[str]:
    """Return the prices as a table; ``names`` are those of doors by their keys."""
    _ = translate
    if not prices:
        return [_(N_("The roster has no rule that could be lifted."))]
    rows = [
        {
            _(N_("rule")): rule_words(each.rule, names, _),
            _(N_("helps a week, about")): numbers.fixed(each.helps_per_week, 1),
            _(N_("at least")): numbers.fixed(each.low, 1),
            _(N_("at most")): numbers.fixed(each.high, 1),
            "": _(VERDICTS[each.verdict]),
        }
        for each in prices
    ]
    return [_(N_("What each rule costs in helps a week, from planning again without it:")), "", *aligned(rows)]
