"""Why a building is in its wave of a Wi-Fi plan, or why it is not in the plan: sentences with figures."""

import numpy as np

from geo.evidence import Finding
from geo.programme.instance.instance import Instance
from geo.programme.instance.sites import REASONS
from geo.programme.plan.margin import Purchase, added_by, last_purchases, purchases_of_year, servers_of
from geo.programme.plan.plan import Plan
from geo.programme.rules import UNLIMITED, Rule, Said, broken, rule_kind
from geo.programme.search.worth import THOUSAND_EUR
from geo.texts import N_, NN_

NAMED = 3
"""Buildings named at the most in one sentence."""


def reasons(plan: Plan, building: str) -> tuple[Finding, ...]:
    """Say why a building is in its wave, or why it is not in the plan.

    Parameters
    ----------
    plan
        A plan that is there.
    building
        Identifier of a building of the inventory.

    Returns
    -------
    Findings in the order in which they are read, ``subject`` the building. ``tier`` in their parameters is the key of a
    tier, ``activity`` that of a sector of activity, amounts are in euros.

    Raises
    ------
    KeyError
        When the inventory has no such building, or there is no plan.

    Notes
    -----
    What a purchase is worth is told at the margin: what the finished plan would lose without it, or would gain with one
    more. Plans are not made one building at a time, so that this explains a plan and does not prove it: the certificate
    does.

    Examples
    --------
    >>> [each.message for each in reasons(plan, "b5-pool")]
    ['It has public Wi-Fi already.']
    """
    if not plan.has_plan:
        raise KeyError(building)
    if building not in plan.instance.sites.index:
        return (_said(f"reason.{_code(plan, building)}", REASONS[_code(plan, building)], building),)
    site = int(np.flatnonzero(plan.instance.sites.index == building)[0])
    if plan.state[site, -1] > 0:
        return tuple(_why_then(plan, site))
    code = _code(plan, building)
    told = [_said(f"reason.{code}", REASONS[code], building)]
    return tuple(told if code != "not_chosen" else told + _why_not(plan, site))


def _code(plan: Plan, building: str) -> str:
    return str(plan.waiting.at[building, "reason"])


def _said(code: str, message: str, building: str, **facts: object) -> Finding:
    return Finding(code, "note", message, facts, building)


def _why_then(plan: Plan, site: int) -> list[Finding]:
    """Return what is bought for a building, where it stands among its year's purchases, and what held it back."""
    instance = plan.instance
    key = str(instance.sites.index[site])
    told = []
    rows = plan.rows[plan.rows["building_id"] == key]
    for row in rows.to_dict("records"):
        year = int(row["year"])
        message = NN_(
            "{name} gets {tier} in {year}: {eur} EUR, {persons} more person served.",
            "{name} gets {tier} in {year}: {eur} EUR, {persons} more people served.",
            "persons",
        )
        facts = {"name": row["name"], "tier": row["tier"], "year": year}
        facts |= {"eur": row["capex_eur"], "persons": row["people_gained"]}
        told.append(_said("reason.bought", message, key, **facts))
        told += _standing(plan, site, year)
    return told + _held_back(plan, site, int(rows["year"].iloc[0]) - instance.programme.first_year)


def _standing(plan: Plan, site: int, year: int) -> list[Finding]:
    """Say how many people the purchase serves per 1,000 EUR, and where that stands among those of its year."""
    key = str(plan.instance.sites.index[site])
    line = purchases_of_year(plan, year - plan.instance.programme.first_year)
    own = next(each for each in line if each.site == site)
    told = []
    if own.cents:
        message = NN_(
            "Without it, {persons} fewer person would be served in {year}: {rate} per 1,000 EUR, place {place} "
            "of {count} among the purchases of that year.",
            "Without it, {persons} fewer people would be served in {year}: {rate} per 1,000 EUR, place {place} "
            "of {count} among the purchases of that year.",
            "persons",
        )
        place = 1 + sum(each.rate > own.rate for each in line)
        facts = {"persons": own.persons, "year": year, "rate": own.rate, "place": place, "count": len(line)}
        told.append(_said("reason.rate", message, key, **facts))
    for rule in own.needed_by:
        if needed := rule_kind(rule.kind).needed(rule):
            told.append(_said(f"reason.{needed.code}", needed.message, key, **needed.facts))
    return told


def _held_back(plan: Plan, site: int, when: int) -> list[Finding]:
    """Say, for each year before the first purchase, why it was not made then."""
    instance, programme = plan.instance, plan.instance.programme
    key, told = str(instance.sites.index[site]), []
    cost = int(instance.spending(plan.state)[site, when])
    for early in range(when):
        year = programme.years[early]
        if not instance.ready[site, early]:
            told.append(_said("reason.not_ready", N_("It is not ready in {year}."), key, year=year))
            continue
        dearer = int(instance.entry[site, early]) - int(instance.entry[site, when])
        if dearer > 0:
            message = N_("In {year} it would cost {eur} EUR more, since fibre can be ordered there only later.")
            told.append(_said("reason.fibre_later", message, key, year=year, eur=dearer / 100))
        sooner = plan.state.copy()
        sooner[site, early:when] = plan.state[site, when]
        clashes = broken(instance, plan.rules, sooner)
        left = _left(plan, early)
        if any(rule.kind == "budget" for rule in clashes):
            message = N_("In {year}, {left_eur} EUR were left of the budget; it would have cost {eur} EUR.")
            facts = {"year": year, "left_eur": left / 100, "eur": (cost + dearer) / 100}
            told.append(_said("reason.budget_full", message, key, **facts))
        elif clashes:
            told.append(_in_the_way(clashes[0], key, year))
        else:
            gain, asked = _gain(plan, sooner), programme.least_person_years_per_thousand_eur
            # What being sooner adds may not be worth what it costs more, which is said already.
            if dearer <= 0 or gain * THOUSAND_EUR >= asked * dearer:
                told.append(_said("reason.could_be_sooner", _SOONER, key, person_years=gain, year=year))
    return told


_SOONER = NN_(
    "Nothing stood in the way of {year}: it would have added {person_years} person-year, which lies "
    "within the gap of the plan.",
    "Nothing stood in the way of {year}: it would have added {person_years} person-years, which lies "
    "within the gap of the plan.",
    "person_years",
)
_ANOTHER = N_("Another rule of the programme forbids it in {year}.")
_ONE_MORE = NN_(
    "There is money left for {tier} in {year}: it would add {person_years} person-year, which lies "
    "within the gap of the plan.",
    "There is money left for {tier} in {year}: it would add {person_years} person-years, which lies "
    "within the gap of the plan.",
    "person_years",
)


_TOO_FEW = NN_(
    "There is money left for {tier} in {year}: it would serve {rate} person-year per 1,000 EUR, and "
    "the programme spends none on less than {least}.",
    "There is money left for {tier} in {year}: it would serve {rate} person-years per 1,000 EUR, and "
    "the programme spends none on less than {least}.",
    "rate",
)


def _in_the_way(rule: Rule, key: str, year: int) -> Finding:
    """Say which rule other than a budget forbids a change."""
    found = rule_kind(rule.kind).in_the_way(rule, year) or Said("rule", _ANOTHER, {"year": year})
    return _said(f"reason.{found.code}", found.message, key, **found.facts)


def _left(plan: Plan, year: int) -> int:
    """Return the cents that could still be spent in a year without taking them from another."""
    spent = plan.instance.spending(plan.state).sum(axis=0)
    if plan.rules.carry_over:
        return int((plan.rules.available - np.cumsum(spent))[year:].min())
    return int(min(plan.rules.budget[year], UNLIMITED) - spent[year])


def _gain(plan: Plan, other: np.ndarray) -> float:
    """Return the person-years by which another plan serves more, from figures rounded as people read them."""
    return round(plan.instance.person_years(other), 3) - round(plan.instance.person_years(plan.state), 3)


def _why_not(plan: Plan, site: int) -> list[Finding]:
    """Say what a building that was not chosen would add to the finished plan, and what it would need."""
    instance, last = plan.instance, plan.state.shape[1] - 1
    key, year = str(instance.sites.index[site]), instance.programme.years[-1]
    offers = [added_by(plan, site, level) for level in range(1, int(instance.levels[site]) + 1)]
    useful = [each for each in offers if each.persons > 0]
    if not useful:
        return [_nobody(plan, site)]
    told, left = [], _left(plan, last)
    affordable = [each for each in useful if each.cents <= left]
    if allowed := [each for each in affordable if not each.breaks]:
        return [_could_be_added(plan, key, allowed)]
    if affordable:
        told.append(_in_the_way(affordable[0].breaks[0], key, year))
    nearest = max(useful, key=lambda each: (each.rate, -each.cents))
    if not affordable:
        cheapest = min(useful, key=lambda each: each.cents)
        message = N_("{left_eur} EUR are left in {year}; {tier}, its cheapest tier of use, costs {eur} EUR.")
        facts: dict[str, object] = {"left_eur": left / 100, "year": year}
        facts |= {"tier": _tier(instance, cheapest), "eur": cheapest.cents / 100}
        told.append(_said("reason.money_left", message, key, **facts))
    return [*told, *_against_the_least(plan, key, nearest)]


def _could_be_added(plan: Plan, key: str, allowed: list[Purchase]) -> Finding:
    """Say what could still be bought for a building in the last year, or that it serves too few for its price."""
    instance, year = plan.instance, plan.instance.programme.years[-1]
    asked = instance.programme.least_person_years_per_thousand_eur
    rates = [_gain(plan, each.state) * THOUSAND_EUR / each.cents if each.cents else np.inf for each in allowed]
    if max(rates) < asked:
        tier, rate = _tier(instance, allowed[int(np.argmax(rates))]), round(max(rates), 3)
        return _said("reason.serves_too_few", _TOO_FEW, key, tier=tier, year=year, rate=rate, least=asked)
    gain = _gain(plan, allowed[0].state)
    return _said(
        "reason.could_be_added", _ONE_MORE, key, person_years=gain, tier=_tier(instance, allowed[0]), year=year
    )


def _against_the_least(plan: Plan, key: str, nearest: Purchase) -> list[Finding]:
    """Compare what a building would add with the least that money bought by choice in the last year of purchases."""
    instance = plan.instance
    message = NN_(
        "In {year}, {tier} would add {persons} person to the finished plan: {rate} per 1,000 EUR.",
        "In {year}, {tier} would add {persons} people to the finished plan: {rate} per 1,000 EUR.",
        "persons",
    )
    facts: dict[str, object] = {"year": instance.programme.years[-1], "tier": _tier(instance, nearest)}
    facts |= {"persons": nearest.persons, "rate": nearest.rate}
    told = [_said("reason.margin", message, key, **facts)]
    chosen = [each for each in last_purchases(plan) if not each.needed_by and 0 < each.rate < np.inf]
    if not chosen:
        message = N_("There is no purchase to compare it with: all that the plan bought last is asked for by a rule.")
        return [*told, _said("reason.nothing_to_compare", message, key)]
    least = min(chosen, key=lambda each: (each.rate, each.site))
    name = str(instance.sites["name"].iloc[least.site])
    if nearest.rate >= least.rate:
        message = N_(
            "That is no less than {name} does ({rate} per 1,000 EUR), the least of the last purchases; but the plan is "
            "chosen as a whole, to the euro, and one cannot simply take the place of the other."
        )
        return [*told, _said("reason.not_less", message, key, name=name, rate=least.rate)]
    message = NN_(
        "The least of the last purchases, {name}, does {rate} per 1,000 EUR. At a cost below {eur} EUR, or "
        "with more than {persons} person gained, this one would do as much: an estimate at the margin, "
        "since plans are not made one building at a time.",
        "The least of the last purchases, {name}, does {rate} per 1,000 EUR. At a cost below {eur} EUR, or "
        "with more than {persons} people gained, this one would do as much: an estimate at the margin, "
        "since plans are not made one building at a time.",
        "persons",
    )
    facts = {"name": name, "rate": least.rate}
    facts |= {"eur": round(1000 * nearest.persons / least.rate, 2)}
    facts |= {"persons": round(least.rate * nearest.cents / 100_000, 3)}
    return [*told, _said("reason.would_need", message, key, **facts)]


def _nobody(plan: Plan, site: int) -> Finding:
    """Say that a building would add nobody, and who serves those it reaches."""
    key = str(plan.instance.sites.index[site])
    servers = servers_of(plan, site)
    if not servers:
        message = N_("It would add nobody: nobody within its reach counts whose need is not met already.")
        return _said("reason.nobody_in_reach", message, key)
    names = ", ".join(str(plan.instance.sites["name"].iloc[each]) for each in servers[:NAMED])
    message = N_("It would add nobody: those within its reach are served by {names}.")
    return _said("reason.served_by_others", message, key, names=names, count=len(servers))


def _tier(instance: Instance, purchase: Purchase) -> str:
    option = instance.first[purchase.site] + purchase.level - 1
    return instance.programme.tiers[int(instance.option_tier[option])].key
