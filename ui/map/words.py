"""What there is today, in sentences: how many people are in difficulty, and what the public buildings offer."""

import math

from ui.components.markup import Content, filled, tag
from ui.context import Context


def difficulty_words(context: Context) -> list[Content]:
    """Say how many people are in difficulty, how many of them have nobody to turn to, and what the buildings offer."""
    _, numbers, totals = context.translate, context.numbers, context.assessment.totals
    parts: list[Content] = [
        filled(
            _("In {commune}, about {people} of {residents} residents are in digital difficulty."),
            commune=context.place_name,
            people=tag("b", numbers.people(totals["vulnerable_count"])),
            residents=numbers.number(totals["population"]),
        )
    ]
    if _known(totals.get("help_gap_vulnerable")):
        parts.append(
            filled(
                _("For about {people} of them there is no digital help within {limit} m on foot."),
                people=tag("b", numbers.people(totals["help_gap_vulnerable"])),
                limit=numbers.number(context.assessment.evidence.parameters.reach.limit_m),
            )
        )
    sites = context.assessment.evidence.sites
    public = sites[sites["public_access"].fillna(value=False)]
    if public["fibre_status"].notna().any():
        parts.append(
            filled(
                _("Public buildings that can have fibre today: {connected} of {buildings}."),
                connected=tag("b", numbers.number((public["fibre_status"] == "available").sum())),
                buildings=numbers.number(len(public)),
            )
        )
    else:
        parts.append(
            filled(
                _("Which of the public buildings ({buildings}) can have fibre is not known."),
                buildings=numbers.number(len(public)),
            )
        )
    return [each for part in parts for each in (part, " ")]


def _known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)
