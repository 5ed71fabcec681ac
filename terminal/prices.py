"""What the command line prints of prices: each rule in words, and the people it costs."""

from collections.abc import Sequence

from geo.programme import InEuros, Lifted, Plan, Price, in_euros, rule_kind
from geo.texts import N_
from terminal.tables import aligned
from words.numbers import Numbers, Translate, rounded
from words.sentences import activity_words

_OTHERS: dict[str, str] = {
    "carry_over": N_("no money left for later years"),
    "wait_for_fibre": N_("waiting for fibre"),
}
"""What can be lifted beside the rules."""

_VERDICTS: dict[str, str] = {
    "costs": N_("costs"),
    "nothing": N_("costs nothing"),
    "helps": N_("helps"),
    "too_wide": N_("not proven closely enough"),
    "possible": N_("without it, a plan is possible"),
    "impossible": N_("even without it, no plan is possible"),
    "not_known": N_("not found in the time given"),
}


def rule_words(lifted: Lifted, plan: Plan, translate: Translate) -> str:
    """Return a rule that is lifted in words."""
    if lifted.kind in _OTHERS:
        return translate(_OTHERS[lifted.kind])
    kind, subject = rule_kind(lifted.kind), lifted.subject or (str(lifted.year) if lifted.year else "")
    if not subject:
        return translate(kind.whole)
    if kind.subject == "activity":
        subject = activity_words(subject, translate)
    elif kind.subject == "building" and subject in plan.instance.sites.index:
        subject = str(plan.instance.sites.loc[subject, "name"])
    if lifted.subject and lifted.year:
        subject += f" ({lifted.year})"
    return translate(kind.single).format(subject=subject)


def price_lines(prices: Sequence[Price], plan: Plan, language: str, translate: Translate) -> list[str]:
    """Return the prices as a table: people fewer served on average over the years because of each rule."""
    _, numbers = translate, Numbers(language, translate)
    if not prices:
        return [_(N_("No rule of this programme can be lifted."))]
    known = {price: in_euros(price, prices, plan) for price in prices}
    some = any(known.values())
    rows = [
        {
            _(N_("rule")): rule_words(price.lifted, plan, _),
            _(N_("fewer people")): numbers.people(price.people),
            _(N_("at least")): numbers.people(price.people_low),
            _(N_("at most")): numbers.people(price.people_high),
            **({_(N_("as money, about")): _euros(known[price], numbers, _)} if some else {}),
            "": _(_VERDICTS[price.verdict]),
        }
        for price in prices
    ]
    title = _(N_("What each rule costs, in people served on average over the years, from planning again without it:"))
    note = _(
        N_(
            "As money, about: what would have to be added each year to serve as many, estimated from the people that a "
            "tenth more serves."
        )
    )
    return [title, "", *aligned(rows), *(["", note] if some else [])]


def _euros(found: InEuros | None, numbers: Numbers, translate: Translate) -> str:
    if found is None:
        return "–"
    euros, low, high = (numbers.euros(rounded(each)) for each in (found.eur_per_year, found.low, found.high))
    return translate(N_("{euros} ({low} to {high})")).format(euros=euros, low=low, high=high)
