"""What a Wi-Fi plan comes to, in sentences."""

from markupsafe import Markup

from geo.programme import Plan
from geo.texts import N_
from ui.components.markup import filled, tag
from words import Translator
from words.numbers import Numbers

SERVED = {
    "vulnerable": N_("residents in digital difficulty"),
    "in_a_gap": N_("residents without a good connection"),
    "all": N_("residents"),
}


def result_words(plan: Plan, translate: Translator, numbers: Numbers) -> Markup:
    """Say in one sentence what the plan does, for how many people, at which price."""
    programme = plan.instance.programme
    last = plan.years.iloc[-1]
    served, already = float(last["people_served"]), plan.certificate["person_years_already"]
    before = float(already) / sum(programme.weights)  # type: ignore[arg-type]
    return filled(
        translate(
            N_(
                "For {euros} over {years}, {buildings} get public Wi-Fi. By the end of {year} it serves the "
                "equivalent of {served} of {counted} {who} ({percent}); today, {before}."
            )
        ),
        euros=numbers.euros(plan.certificate["spent_eur"]),
        years=translate.ngettext("{count} year", "{count} years", len(plan.years)).format(
            count=numbers.number(len(plan.years))
        ),
        buildings=tag(
            "b",
            translate.ngettext(
                "{count} building",
                "{count} buildings",
                plan.certificate["buildings"],  # type: ignore[arg-type]
            ).format(count=numbers.number(plan.certificate["buildings"])),
        ),
        year=str(plan.years.index[-1]),
        served=tag("b", numbers.people(served), data_total="served"),
        counted=numbers.people(last["people_counted"]),
        who=translate(SERVED[programme.who_counts]),
        percent=numbers.percent(last["served_share"]),
        before=numbers.people(before),
    )


def rests_on_words(plan: Plan, translate: Translator, numbers: Numbers) -> list[str]:
    """Say what the plan rests on that a reader must know."""
    programme = plan.instance.programme
    return [
        translate(N_("reach {metres}")).format(metres=numbers.metres(programme.reach_m)),
        translate(N_("each sector at least {percent} of each year's budget")).format(
            percent=numbers.percent(programme.floor_share)
        ),
    ]
