"""What is said of a Wi-Fi plan wherever it is shown: its certificate and its cost."""

import math
from collections.abc import Iterable, Sequence

from geo.evidence import Evidence
from geo.programme import CostRange, InEuros, Plan, Recount
from geo.settings import Programme
from geo.texts import N_, NN_
from words.numbers import Numbers, Translate, rounded
from words.sentences import activity_words

METHODS: dict[str, str] = {
    "ranking": N_("down the ranking"),
    "greedy": N_("most people per euro next"),
    "optimum": N_("the plan"),
}

PROOF_HOLDS = N_(
    "The proof holds for these costs, walks, shares of need served, this reach and these rules, and for no others."
)
"""What stands beside every proof: it says nothing of a town with other figures."""

DIGITS = 4
"""Significant digits of people where three ways to spend are compared: two would hide what tells them apart."""


UNKNOWN = ("floor_area_not_known", "fibre_not_known", "running_cost_not_known")
"""Why a building cannot be planned though nothing forbids it: something of it is not known."""


def nothing_can_be_planned(plan: Plan) -> bool:
    """Say whether the plan had no building to choose: then it is no result, and nothing is proven of it."""
    return plan.has_plan and not len(plan.instance.sites)


def nothing_sentence(plan: Plan, evidence: Evidence, numbers: Numbers, translate: Translate) -> str:
    """Say that no building can be planned, and of how many public ones that is for want of knowing something."""
    public = int(evidence.sites["public_access"].fillna(value=False).sum())
    unknown = int(plan.waiting["reason"].isin(UNKNOWN).sum())
    text = translate(
        N_(
            "None of the public buildings ({public}) can be planned: the cost of {unknown} of them is not "
            "known. A floor area, an offer or a stated assumption would bring them in."
        )
    )
    return text.format(public=numbers.number(public), unknown=numbers.number(unknown))


def certificate_sentence(plan: Plan, language: str, translate: Translate) -> str:
    """Say in one sentence what is proven of a plan."""
    _, told = translate, plan.certificate
    numbers = Numbers(language, translate)
    if plan.status == "infeasible":
        return _(N_("These rules cannot hold together:"))
    if plan.status == "none_found":
        text = _(
            NN_(
                "No plan was found within {seconds} second, which does not mean that there is none.",
                "No plan was found within {seconds} seconds, which does not mean that there is none.",
                "seconds",
            )
        )
        return text.format(seconds=numbers.number(told["time_limit_s"], 1))
    if nothing_can_be_planned(plan):
        return _(N_("Nothing is planned, so that there is nothing to prove."))
    gap = told["gap"]
    facts = {
        "seconds": numbers.number(told["seconds"], 1),
        "solver": told["solver"],
        "asked": asked_words(plan.instance.programme.gap, numbers),
    }
    if not isinstance(gap, float) or not math.isfinite(gap):
        return _(N_("A plan was found in {seconds} s ({solver}); nothing is proven of it.")).format(**facts)
    # The solver stands in the panel of the proof, and in the files.
    if gap_up(gap) == 0:
        text = N_("No plan can be better on these data and assumptions (proven).")
    elif plan.status == "optimal":
        text = N_("On these data and assumptions, no plan can be better by more than {gap} (proven).")
    else:
        text = N_(
            "On these data and assumptions, no plan can be better than the best one found by more than {gap}: "
            "the {asked} asked for are not reached yet."
        )
    return _(text).format(gap=gap_words(gap, numbers), **facts)


def range_words(found: CostRange, language: str, translate: Translate) -> str:
    """Say what the plan would cost at the ends of the published prices."""
    numbers = Numbers(language, translate)
    text = translate(
        N_(
            "At the cheapest and the dearest published prices, the same purchases would cost {low} to {high}, and "
            "{opex_low} to {opex_high} a year to run."
        )
    )
    return text.format(
        low=numbers.euros(found.capex_low_eur),
        high=numbers.euros(found.capex_high_eur),
        opex_low=numbers.euros(found.opex_low_eur_per_year),
        opex_high=numbers.euros(found.opex_high_eur_per_year),
    )


def listed(parts: Iterable[str], translate: Translate) -> str:
    """Return parts of a sentence one after the other, apart as the language sets a semicolon."""
    return translate(N_("{one}; {other}")).format(one="", other="").join(parts)


def reach_sentence(found: Sequence[Recount], numbers: Numbers, translate: Translate) -> str | None:
    """Say what the same purchases would serve at other reaches; nothing where they were counted at none."""
    if not found:
        return None
    each = translate(
        NN_(
            "within {metres}, the equivalent of {served} person (today, {before})",
            "within {metres}, the equivalent of {served} people (today, {before})",
            "served",
        )
    )
    cut = translate(
        NN_(
            "within {metres}, as far as walks are known, the equivalent of {served} person (today, {before})",
            "within {metres}, as far as walks are known, the equivalent of {served} people (today, {before})",
            "served",
        )
    )
    said = [
        (cut if one.cut else each).format(
            metres=numbers.metres(one.reach_m),
            served=numbers.people(one.people_served),
            before=numbers.people(one.people_served_already),
        )
        for one in found
    ]
    return translate(N_("The same purchases serve, counted again: {list}.")).format(list=listed(said, translate))


def euros_words(found: InEuros | None, numbers: Numbers, translate: Translate) -> str:
    """Say how much money a year would serve as many people as a rule costs; nothing where nobody can say."""
    if found is None:
        return ""
    text = translate(N_("By estimate, as many would be served by about {euros} more a year ({low} to {high})."))
    euros, low, high = (numbers.euros(rounded(each)) for each in (found.eur_per_year, found.low, found.high))
    return text.format(euros=euros, low=low, high=high)


def stop_sentence(programme: Programme, numbers: Numbers, translate: Translate) -> str | None:
    """Say where the programme stops spending; nothing where it spends whatever serves anybody."""
    asked = programme.least_person_years_per_thousand_eur
    if not asked:
        return None
    text = translate(
        NN_(
            "no purchase by choice that serves fewer than {least} person-year per {euros}",
            "no purchase by choice that serves fewer than {least} person-years per {euros}",
            "least",
        )
    )
    return text.format(least=numbers.number(asked, 2), euros=numbers.euros(1000))


def floors_sentence(programme: Programme, numbers: Numbers, translate: Translate) -> str:
    """Say what each sector of activity gets at least, and in which years."""
    free = programme.years[-programme.last_years_without_floors :] if programme.last_years_without_floors else ()
    every = (
        programme.floor_share,
        *programme.floor_share_of_activity.values(),
        *programme.floor_eur_of_activity.values(),
    )
    if len(free) == len(programme.years) or not any(every):
        return translate(N_("no least share of the sectors"))
    text = N_("each sector at least {percent} of each year's budget")
    if free:
        text = N_("each sector at least {percent} of each year's budget until {year}")
    last = free[0] - 1 if free else programme.years[-1]
    return translate(text).format(percent=numbers.percent(programme.floor_share), year=last)


def upgrade_sentence(plan: Plan, numbers: Numbers, translate: Translate) -> str | None:
    """Say how many of the purchases are upgrades of a building begun in an earlier year; nothing where none is."""
    upgrades = int(plan.rows["building_id"].duplicated().sum())
    if not upgrades:
        return None
    text = translate(
        N_(
            "Purchases: {purchases}, of which {upgrades} to give more to a building begun earlier (buildings: "
            "{buildings})."
        )
    )
    return text.format(
        buildings=numbers.number(plan.rows["building_id"].nunique()),
        purchases=numbers.number(len(plan.rows)),
        upgrades=numbers.number(upgrades),
    )


def spent_out_sentences(plan: Plan, translate: Translate) -> list[str]:
    """Say of each sector of activity that has less left than its floor since when: the rule then owes it no more.

    ``left_eur`` is what was left to spend in the sector at the start of a year: under its floor, all of it is owed.
    """
    said, first = [], int(plan.years.index[0]) if len(plan.years) else 0
    for activity, years in plan.activities.reset_index("year").groupby("activity", sort=False):
        short = years[years["left_eur"] < years["floor_eur"]]
        if short.empty:
            continue
        year, left = int(short["year"].iloc[0]), float(short["left_eur"].iloc[0])
        facts = {"activity": activity_words(str(activity), translate), "year": year if left else year - 1}
        never = not left and year == first
        text = (
            N_("{activity}: no building of it is left to equip, so that the rule owes it nothing.")
            if never
            else N_("{activity}: all that can be equipped is equipped by the end of {year}; the rule owes it no more.")
        )
        said.append(translate(text).format(**facts))
    return said


def gap_up(gap: float) -> float:
    """Return a gap rounded up to the hundredth of a per cent: never less than it is, but for the noise of a sum."""
    return math.ceil(gap * 10_000 - 1e-9) / 10_000


def gap_words(gap: object, numbers: Numbers) -> str:
    """Write how far a plan may be from the best possible: the one figure of it wherever it is shown."""
    known = isinstance(gap, float) and math.isfinite(gap)
    return numbers.percent(gap_up(gap), 2) if known else numbers.unknown  # type: ignore[arg-type]


def asked_words(gap: float, numbers: Numbers) -> str:
    """Write the gap up to which a plan is called proven, with all the digits it was asked for with."""
    return numbers.percent(gap, 4)
