"""What a Wi-Fi plan comes to, in sentences."""

from markupsafe import Markup

from geo.programme import Plan
from geo.texts import N_
from ui.components.markup import filled, tag
from words import Translator
from words.numbers import Numbers
from words.plan_result import RESULT, result_facts
from words.programme import floors_sentence, stop_sentence


def result_words(plan: Plan, translate: Translator, numbers: Numbers) -> Markup:
    """Say in one sentence what the plan does, for how many people, at which price."""
    facts: dict[str, str | Markup] = {**result_facts(plan, numbers, translate)}
    facts["equipped"] = tag("b", facts["equipped"])
    facts["served"] = tag("b", facts["served"], data_total="served")
    return filled(translate(RESULT), **facts)


def rests_on_words(plan: Plan, translate: Translator, numbers: Numbers) -> list[str]:
    """Say what the plan rests on that a reader must know."""
    programme = plan.instance.programme
    stop = stop_sentence(programme, numbers, translate)
    return [
        translate(N_("reach {metres}")).format(metres=numbers.metres(programme.reach_m)),
        floors_sentence(programme, numbers, translate),
        *([stop] if stop else []),
    ]
