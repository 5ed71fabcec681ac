"""What the command line prints of the Wi-Fi programme: its certificate, its money by year and sector, its check."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import pandas as pd

from geo.audit import Verdict
from geo.evidence import Finding
from geo.programme import Contender, CostRange, Plan, cost_range, three_way_table
from geo.ranking import Assessment
from geo.settings import TIER_NAMES
from geo.solving import Progress
from geo.texts import N_
from ui.numbers import Numbers, is_unknown, rounded
from ui.terminal import Translate, aligned, place_lines, progress

_METHODS: dict[str, str] = {
    "ranking": N_("down the ranking"),
    "greedy": N_("most people per euro next"),
    "optimum": N_("the plan"),
}

_DIGITS = 4
"""Significant digits of people where three ways to spend are compared: two would hide what tells them apart."""


@contextmanager
def searching(seconds: float, translate: Translate) -> Iterator[Callable[[Progress], None]]:
    """Show on standard error how far a search is; yields what is told of its progress."""
    with progress(translate(N_("Wi-Fi programme")), translate) as advance:

        def tell(at: Progress) -> None:
            if math.isfinite(at.gap):
                text = translate(N_("at most {percent} % from the best possible")).format(percent=_percent_up(at.gap))
            else:
                text = translate(N_("looking for a plan"))
            advance(min(int(at.seconds), int(seconds)), int(seconds), text)

        yield tell


def certificate_sentence(plan: Plan, language: str, translate: Translate) -> str:
    """Say in one sentence what is proven of a plan."""
    _, told = translate, plan.certificate
    numbers = Numbers(language, translate)
    if plan.status == "infeasible":
        return _(N_("These rules cannot hold together:"))
    if plan.status == "none_found":
        text = _(N_("No plan was found within {seconds} seconds, which does not mean that there is none."))
        return text.format(seconds=numbers.number(told["time_limit_s"], 1))
    gap = told["gap"]
    facts = {
        "seconds": numbers.number(told["seconds"], 1),
        "solver": told["solver"],
        "asked": numbers.number(100 * float(str(told["gap_asked"])), 3),
    }
    if not isinstance(gap, float) or not math.isfinite(gap):
        return _(N_("A plan was found in {seconds} s ({solver}); nothing is proven of it.")).format(**facts)
    percent = numbers.number(float(_percent_up(gap)), 2)
    if gap == 0:
        text = N_("No plan can be better: proven in {seconds} s ({solver}).")
    elif plan.status == "optimal":
        text = N_("The plan is at most {percent} % from the best possible: proven in {seconds} s ({solver}).")
    else:
        text = N_(
            "The best plan found in {seconds} s is at most {percent} % from the best possible, more than the {asked} % "
            "asked for ({solver})."
        )
    return _(text).format(percent=percent, **facts)


def conflict_lines(conflict: Sequence[Finding], language: str, translate: Translate) -> list[str]:
    """Return the rules that cannot hold together, a sentence each."""
    return [f"- {sentence(finding, language, translate)}" for finding in conflict]


def sector_words(sector: str, translate: Translate) -> str:
    """Return the words of a sector of activity; a city's own is shown by its key."""
    from layers.buildings import SECTORS_OF_ACTIVITY

    return translate(SECTORS_OF_ACTIVITY[sector]) if sector in SECTORS_OF_ACTIVITY else sector


def tier_words(tier: str, translate: Translate) -> str:
    """Return the words of a tier; a city's own is shown by its key."""
    return translate(TIER_NAMES[tier]) if tier in TIER_NAMES else tier


def sentence(finding: Finding, language: str, translate: Translate) -> str:
    """Return a finding of the programme as people say it: sectors of activity by their words, years without a comma."""
    facts = {name: str(value) if name in ("year", "row") else value for name, value in finding.parameters.items()}
    if "sector" in facts:
        facts["sector"] = sector_words(str(facts["sector"]), translate)
    return Numbers(language, translate).sentence(finding.message, facts)


def plan_lines(
    plan: Plan, contenders: Sequence[Contender], assessment: Assessment, language: str, translate: Translate
) -> list[str]:
    """Return a plan as text: what is proven, by year, by sector of activity, and beside simpler ways to spend."""
    _ = translate
    lines = [
        *place_lines(assessment.evidence.place, language, _),
        certificate_sentence(plan, language, _),
        *conflict_lines(plan.conflict, language, _),
        *(sentence(finding, language, _) for finding in plan.notes),
    ]
    if plan.has_plan:
        lines += ["", *_by_year(plan, language, _)]
        lines += ["", _(N_("Spent by sector of activity (euros):")), *_by_sector(plan, language, _)]
        lines += ["", range_words(cost_range(plan, assessment.evidence), language, _)]
        lines += ["", _(N_("On the same budget:")), *_three_ways(plan, contenders, language, _)]
    return lines


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


def verdict_lines(found: Verdict, language: str, translate: Translate) -> list[str]:
    """Return every difference a check found, or that everything holds."""
    numbers = Numbers(language, translate)
    count = numbers.number(found.figures)
    if not found.findings:
        return [translate(N_("Everything holds: {count} figures recomputed without the solver.")).format(count=count)]
    text = translate(N_("The plan does not hold: {wrong} differences in {count} figures recomputed."))
    lines = [translate(finding.message).format(**finding.parameters) for finding in found.findings]
    return [*lines, text.format(wrong=numbers.number(len(lines)), count=count)]


def _by_year(plan: Plan, language: str, translate: Translate) -> list[str]:
    _, numbers = translate, Numbers(language, translate)
    rows = [
        {
            _(N_("year")): str(year),
            _(N_("may be spent")): numbers.euros(row["available_eur"]),
            _(N_("spent")): numbers.euros(row["spent_eur"]),
            _(N_("running cost a year")): numbers.euros(row["opex_eur_per_year"]),
            _(N_("new buildings")): numbers.number(row["buildings"]),
            _(N_("people served")): numbers.people(row["people_served"]),
            _(N_("of those who count")): numbers.percent(row["served_share"], 1),
            _(N_("newly served")): numbers.people(row["people_gained"]),
        }
        for year, row in plan.years.iterrows()
    ]
    return _table(rows)


def _by_sector(plan: Plan, language: str, translate: Translate) -> list[str]:
    numbers = Numbers(language, translate)
    spent = plan.sectors["spent_eur"].unstack("year")  # noqa: PD010 - a year a column
    rows = [
        {
            translate(N_("sector")): sector_words(str(sector), translate),
            **{str(year): numbers.number(value) for year, value in row.items()},
            translate(N_("together")): numbers.number(row.sum()),
        }
        for sector, row in spent.iterrows()
    ]
    return _table(rows)


def _three_ways(plan: Plan, contenders: Sequence[Contender], language: str, translate: Translate) -> list[str]:
    _, numbers = translate, Numbers(language, translate)
    rows = []
    for method, row in three_way_table(plan, contenders).iterrows():
        words = _(_METHODS[str(method)])
        if not is_unknown(row["tier"]):
            words += f" ({tier_words(row['tier'], _)})"
        rows.append(
            {
                "": words,
                _(N_("person-years gained")): numbers.number(rounded(row["person_years_gained"], _DIGITS)),
                _(N_("served in the last year")): numbers.number(rounded(row["served_last_year"], _DIGITS)),
                _(N_("mean share served")): numbers.percent(row["mean_served_share"], 1),
                _(N_("spent")): numbers.euros(row["spent_eur"]),
                _(N_("buildings")): numbers.number(row["buildings"]),
                _(N_("rules broken")): numbers.number(row["rules_broken"]),
            }
        )
    return _table(rows)


def _table(rows: Iterable[dict[str, str]]) -> list[str]:
    return aligned(pd.DataFrame(rows))


def _percent_up(gap: float) -> str:
    """Return a gap in per cent, rounded up: never less than it is."""
    return f"{math.ceil(gap * 10_000 - 1e-9) / 100:.2f}"
