"""How the roster of aidants is made, in words, with the settings in force and where they come from."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.texts import N_
from ui.components.method_text import formula, heading, paragraph
from ui.context import Context
from ui.roster.rosters import roster_of


def roster_method(context: Context) -> Iterable[Markup]:
    """Yield the title, texts and formulas of the section."""
    _, numbers, roster = context.translate, context.numbers, roster_of(context)
    yield heading(_(N_("Roster of aidants")))
    yield paragraph(
        _(
            N_(
                "Need: {requests} requests for help a year for 1,000 residents (Ghent's Digipoints, 2023), all taken "
                "to come from residents in digital difficulty, over {weeks} weeks. One help takes {minutes} minutes, "
                "and {overhead} of that again for welcome and notes: assumptions."
            )
        ),
        requests=numbers.number(roster.requests_per_1000_residents_per_year, 1),
        weeks=numbers.number(roster.weeks_per_year),
        minutes=numbers.number(roster.minutes_per_help),
        overhead=numbers.percent(roster.overhead_share),
    )
    yield formula(
        _(N_("helps of two aidants in a half-day = 2 × {hours} h × 60 ÷ ({minutes} min × {factor}) = {helps}")).format(
            hours=numbers.number(roster.session_hours, 1),
            minutes=numbers.number(roster.minutes_per_help),
            factor=numbers.number(1 + roster.overhead_share, 2),
            helps=numbers.number(roster.helps_per_pair, 2),
        )
    )
    yield paragraph(
        _(
            N_(
                "Aidants work two by two, in places open to the public for {hours} h within the half-day, with two "
                "desks. Unknown opening hours make no place: the page names them. Seniors come by day, who is at work "
                "in the evening or on Saturday, all others at any time: assumptions, as settings have them."
            )
        ),
        hours=numbers.number(roster.session_hours, 1),
    )
    yield paragraph(
        _(
            N_(
                "The help that is there serves first. Then the roster that gives most help within the walk is looked "
                "for: a first one at once, the place and half-day with most need next, then pairs are moved as long as "
                "it helps, and a solver says what no roster exceeds. Floors, places forced in and left out always hold."
            )
        )
    )
    yield paragraph(
        _(
            N_(
                "A wave takes from the roster the pairs that add most to those before: each wave lies inside the next. "
                "From {percent} of its time in use, a place works by appointment only (an assumption). Aidants go from "
                "workplaces to places with the least travel in all; nobody's name is known to the program."
            )
        ),
        percent=numbers.percent(roster.utilisation_by_appointment),
    )
