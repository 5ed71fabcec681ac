"""What changes if it is decided otherwise: two plans on the same data side by side, the difference first."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from config import Alternative, Step
from geo.comparison import moved_buildings
from geo.errors import MaillageError, SettingsError
from geo.programme import Plan
from geo.settings import Programme
from geo.texts import N_
from ui.components.markup import filled, tag
from ui.context import Context
from ui.home.advice import NO_PROGRAMME, NOT_KEPT, wifi_advice
from ui.map.payload import EXCLUDED, Marks, payload
from ui.meeting.screen import Control, Screen, bare_map
from ui.planning import progress, readers
from ui.planning.readers import Question
from ui.planning.standing import Standing
from ui.programme.planning import Planning
from ui.programme.plans import known_answer, programme_of, question_about
from ui.programme.progress import PHASES
from words.numbers import Translate
from words.plan_result import result_facts
from words.programme import certificate_sentence

KIND = "what_if"
"""Keeps the plans of a meeting apart from the one of the Wi-Fi programme's view."""

_ASKED = "what_if_asked"

COLOURS = ("#009e73", "#d55e00", "#e69f00", "#a8a7a4")
"""Comes in, goes out, at another time or with another tier, the same in both (Okabe and Ito, and a grey)."""

LEGEND = (
    N_("comes in"),
    N_("goes out"),
    N_("other year or equipment"),
    N_("the same in both"),
)

MOVED = N_(
    "With {title}, people served in the end: {served} instead of {before}; to install: {euros} instead of {eur}. "
    "Buildings coming in: {entering}; going out: {leaving}; at another time or equipped otherwise: {changes}."
)


@dataclass(eq=False)
class PlanAlone(Planning):
    """A programme of which the plan alone is wanted: no other budgets, no prices."""

    def surround(self, plan: Plan) -> None:
        """Compute nothing more."""


def what_if(context: Context, step: Step) -> Screen:
    """Compare the plan in force with the alternative chosen; one nobody has planned is offered, and planned beside."""
    _ = context.translate
    place = int(context.state.pick) if context.state.pick in map(str, range(len(step.alternatives))) else 0
    words = {str(nth): each.title.in_language(context.language) for nth, each in enumerate(step.alternatives)}
    control = Control(_(N_("What is decided otherwise")), words, str(place)) if len(words) > 1 else None
    advice, alternative = wifi_advice(context), step.alternatives[place]
    if not isinstance(advice.plan, Plan):
        return Screen([advice.said], bare_map(context), control=control, link=(advice.view, advice.link))
    programme = _other(context, alternative)
    question = question_about(context, programme, KIND, PlanAlone)
    title = words[str(place)]
    if question.identity in st.session_state.get(_ASKED, ()):
        standing, _drawn = readers.standing_of(question)
        other = standing.plan

        def offer() -> None:
            progress.draw_progress(context, _line(question), standing)
    else:
        other = known_answer(context, question, programme)

        def offer() -> None:
            st.button(_(N_("Work it out")), key="work_it_out", on_click=_ask, args=(question,))

    beside = offer if other is None or question.identity in st.session_state.get(_ASKED, ()) else None
    if other is None:
        said = _(N_("What the programme would be with {title} has not been worked out yet.")).format(title=title)
        return Screen([said], bare_map(context), control=control, offer=beside)
    if not other.has_plan:
        said = _(NOT_KEPT) if other.status == "infeasible" else _(NO_PROGRAMME)
        return Screen([f"{title[:1].upper()}{title[1:]}. {said}"], bare_map(context), control=control, offer=beside)
    moved = moved_buildings(advice.plan, other)
    return Screen(
        [_moved_words(context, advice.plan, other, title, moved)],
        difference_payload(context, advice.plan, other, moved),
        [tag("div", _side_by_side(context, advice.plan, other, title), class_="wide")],
        certificate_sentence(other, context.language, _),
        control,
        offer=beside,
    )


def _other(context: Context, alternative: Alternative) -> Programme:
    try:
        return alternative.over(programme_of(context))
    except SettingsError as error:
        raise refused(alternative.title.in_language(context.language), error, context.translate) from error


def refused(title: str, error: SettingsError, translate: Translate) -> MaillageError:
    """Return what is said of a choice that contradicts the programme in force, each reason in the reader's language."""
    message = N_("The story's choice {title} does not go together with the programme in force: {reason}.")
    # In the language of the page, as the title: an error says what fills it in as it is.
    reason = " ".join(each.render(translate) for each in error.faults)
    return MaillageError(message, title=title, reason=reason.removesuffix("."))


def _ask(question: Question) -> None:
    st.session_state[_ASKED] = {*st.session_state.get(_ASKED, ()), question.identity}


def _line(question: Question) -> progress.Line:
    def certificate(context: Context, standing: Standing) -> str:
        del context, standing
        # It stands under the answer.
        return ""

    return progress.Line(
        ask=lambda _context: question,
        certificate=certificate,
        phases=PHASES,
        stop_help=N_("Keeps the best plan so far; the search goes on while others wait for it."),
    )


def kinds(moved: pd.DataFrame) -> Mapping[str, pd.Index]:
    """Return the buildings that come in, those that go out, and those bought at another time or otherwise."""
    before, now = moved["year_before"].notna(), moved["year_now"].notna()
    return {"in": moved.index[~before & now], "out": moved.index[before & ~now], "other": moved.index[before & now]}


def _moved_words(context: Context, plan: Plan, other: Plan, title: str, moved: pd.DataFrame) -> Markup:
    """Say in one sentence what differs: people, euros, and buildings in and out."""
    _, numbers, found = context.translate, context.numbers, kinds(moved)
    now, then = (result_facts(each, numbers, _) for each in (plan, other))
    names = {"entering": "in", "leaving": "out", "changes": "other"}
    counts = {name: numbers.number(len(found[key])) for name, key in names.items()}
    served, euros = tag("b", then["served"], data_total="served"), tag("b", then["euros"])
    told = {"served": served, "before": now["served"], "euros": euros, "eur": now["euros"]}
    return filled(_(MOVED), title=title, **told, **counts)


def _side_by_side(context: Context, plan: Plan, other: Plan, title: str) -> Markup:
    """Return what both plans come to, in the figures their own view says."""
    _, numbers = context.translate, context.numbers
    both = [result_facts(each, numbers, _) for each in (plan, other)]
    rows = [
        (N_("To install"), "euros"),
        (N_("To run, a year"), "opex_per_year"),
        (N_("People served in the end"), "served"),
        (N_("Share of those who count"), "percent"),
    ]
    buildings = [numbers.number(int(str(each.certificate["buildings"]))) for each in (plan, other)]
    lines = [(_(N_("Buildings")), buildings), *((_(text), [facts[name] for facts in both]) for text, name in rows)]
    return tag(
        "table",
        tag("thead", tag("tr", tag("td"), *(tag("th", each, scope="col") for each in (_(N_("proposed")), title)))),
        tag(
            "tbody",
            *(tag("tr", tag("th", what, scope="row"), *(tag("td", each) for each in told)) for what, told in lines),
        ),
        class_="figures",
        data_difference="table",
    )


def difference_payload(context: Context, plan: Plan, other: Plan, moved: pd.DataFrame) -> dict[str, object]:
    """Return the map of what differs: buildings that come in, go out, change, and stay."""
    _, index = context.translate, context.assessment.evidence.sites.index
    found = kinds(moved)
    words = [_(text) for text in LEGEND]
    place = {key: nth for nth, keys in enumerate((found["in"], found["out"], found["other"])) for key in keys}
    either = {*plan.rows["building_id"], *other.rows["building_id"]}
    drawn = {key: place.get(key, 3) for key in either}
    counts = [sum(each == nth for each in drawn.values()) for nth in range(len(LEGEND))]
    rows: list[dict[str, object]] = []
    for nth, count in enumerate(counts):
        text = f"{words[nth]} ({context.numbers.number(count)})"
        rows.append({"kind": "site", "radius": 6 if nth < len(words) - 1 else 4, "colour": COLOURS[nth], "text": text})
    rows.append({"kind": "site", "radius": 2, "colour": "#8d887c", "plain": True, "text": _(N_("in neither"))})
    marks = Marks(
        codes="".join(EXCLUDED if key not in drawn else "3" if drawn[key] < 3 else "1" for key in index),
        paint="".join("." if key not in drawn else str(drawn[key]) for key in index),
        tips=[words[drawn[key]] if key in drawn else _(N_("in neither")) for key in index],
        colours=COLOURS,
        legend=[{"title": _(N_("The difference")), "note": "", "rows": rows}],
    )
    return payload(context, None, marks, [], faint=True)
