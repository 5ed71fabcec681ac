"""In words: which scenario was adopted, when and by whom, and whether the one at hand is that one."""

from config import Scenario
from geo.texts import N_
from store.decisions import PLANS, Entry, InForce
from words.decisions.entries import about_words
from words.marks import semicolons
from words.numbers import Numbers


def in_force_sentence(found: InForce, numbers: Numbers) -> str:
    """Say which scenario is in force and by which decision; nothing where none was adopted."""
    if not found.adopted:
        return ""
    _ = numbers.translate
    title = found.scenario.title.in_language(numbers.language)
    text = _(N_("Scenario in force: {title} ({adopted})."))
    return text.format(title=title, adopted=adopted_words(found, numbers))


def adopted_words(found: InForce, numbers: Numbers) -> str:
    """Say by whom and when what is in force was adopted; plan by plan where decisions differ or some plan has none."""
    entries = found.entries
    if len(entries) == 1 and set(found.adopted) == set(PLANS):
        return _one(entries[0], numbers)
    _ = numbers.translate
    told = []
    for entry in entries:
        plans = ", ".join(about_words(plan, _) for plan in PLANS if found.adopted.get(plan) == entry)
        told.append(_(N_("{plans}: {adopted}")).format(plans=plans, adopted=_one(entry, numbers)))
    return semicolons(told, _)


def standing_words(found: InForce, scenario: Scenario, numbers: Numbers) -> str:
    """Say how a scenario stands to what was adopted: by whom it was, or which one was instead; nothing where none was.

    Parameters
    ----------
    found
        What is in force.
    scenario
        The scenario that is shown.
    numbers
        The language.
    """
    if not found.adopted:
        return ""
    if found.is_in_force(scenario):
        return adopted_words(found, numbers)
    text = numbers.translate(N_("not the one in force, which is {title}, {adopted}"))
    title = found.scenario.title.in_language(numbers.language)
    return text.format(title=title, adopted=adopted_words(found, numbers))


def standing_line(found: InForce, scenario: Scenario, numbers: Numbers) -> str:
    """Say which scenario is shown and how it stands to what was adopted, in a line of its own."""
    _, title = numbers.translate, scenario.title.in_language(numbers.language)
    return _(N_("Scenario shown: {title}, {standing}.")).format(
        title=title, standing=standing_words(found, scenario, numbers)
    )


def _one(entry: Entry, numbers: Numbers) -> str:
    text = numbers.translate(N_("adopted on {day} by {who}, decision {entry}"))
    return text.format(day=numbers.day(entry.at_utc[:10]), who=entry.who, entry=entry.number)
