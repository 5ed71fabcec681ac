"""What a Wi-Fi plan comes to, in one sentence: what it costs to begin and to run, and whom it serves."""

from geo.programme import Plan
from geo.texts import N_, NN_
from words import Translator
from words.numbers import Numbers

SERVED = {
    "vulnerable": N_("residents in digital difficulty"),
    "in_a_gap": N_("residents without a good connection"),
    "all": N_("residents"),
}

RESULT = N_(
    "For {euros} over {years}, plus {opex} to run it over that time ({opex_per_year} a year at the end), {equipped}. "
    "By the end of {year} public Wi-Fi serves the equivalent of {served} of {counted} {who} ({percent}); today, "
    "{before}."
)


def result_facts(plan: Plan, numbers: Numbers, translate: Translator) -> dict[str, str]:
    """Return what fills ``RESULT``, for a plan that is there."""
    programme, told = plan.instance.programme, plan.certificate
    last = plan.years.iloc[-1]
    before = float(str(told["person_years_already"])) / sum(programme.weights)
    years, buildings = len(plan.years), int(str(told["buildings"]))
    return {
        "euros": numbers.euros(told["spent_eur"]),
        "opex": numbers.euros(told["opex_eur"]),
        "opex_per_year": numbers.euros(told["opex_eur_per_year"]),
        "years": translate(NN_("{count} year", "{count} years", "count")).format(count=numbers.number(years)),
        "equipped": translate(
            NN_("{count} building gets public Wi-Fi", "{count} buildings get public Wi-Fi", "count")
        ).format(count=numbers.number(buildings)),
        "year": str(plan.years.index[-1]),
        "served": numbers.people(last["people_served"]),
        "counted": numbers.people(last["people_counted"]),
        "who": translate(SERVED[programme.who_counts]),
        "percent": numbers.percent(last["served_share"]),
        "before": numbers.people(before),
    }


def result_sentence(plan: Plan, numbers: Numbers, translate: Translator) -> str:
    """Say in one sentence what a plan that is there costs, to begin and to run, and how many people it serves."""
    return translate(RESULT).format(**result_facts(plan, numbers, translate))
