"""The questions of a meeting in words."""

from collections.abc import Mapping

from config import Step
from geo.texts import N_
from words.numbers import Translate

QUESTIONS: Mapping[str, str] = {
    "left_out": N_("Who is left out?"),
    "there": N_("What is there today?"),
    "proposed": N_("What do we propose?"),
    "cost": N_("What does it cost?"),
    "what_if": N_("What changes if we decide otherwise?"),
    "missing": N_("What rests on missing data?"),
    "decided": N_("What do we decide?"),
}
"""What a step asks -> the question in its prepared words."""


def question_words(step: Step, language: str, translate: Translate) -> str:
    """Return the question of a step, in its own words or the prepared ones."""
    if step.question is not None:
        return step.question.in_language(language)
    return translate(QUESTIONS[step.asks])
