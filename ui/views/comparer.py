"""The view that compares two scenarios, kept plans, kept rosters or states of the data: the difference first."""

import streamlit as st

from geo.comparison import SUBJECTS, Compared, Difference
from geo.texts import N_
from ui.address import session
from ui.comparison.controls import SIDES, choose_shown, choose_subject, draw_sides, draw_state, title_of
from ui.comparison.map import comparison_payload, not_on_the_map
from ui.comparison.planning import watch
from ui.comparison.sides import Told, chosen, differs, told
from ui.comparison.tables import COMPARED, comparison_list, draw_file
from ui.comparison.words import cell
from ui.components.headline import absences, distance_words, headline, vintages
from ui.components.markup import plain, show, tag
from ui.components.site_card import site_card
from ui.context import Context
from ui.errors import shown_errors
from ui.gaps.walk_areas import with_areas
from ui.map.choosers import close_card
from ui.map.map import draw_map, hear_map
from ui.map.stage import set_stage
from ui.views._view import View
from words.comparison import SIDE, answer_sentence, change_words, changes_said, settings_said, snapshots_said, titled


def render(context: Context) -> None:
    """Draw the view."""
    with shown_errors(context.translate):
        _live(context)


@st.fragment
def _live(context: Context) -> None:
    hear_map()
    stage = set_stage("compare_controls", "panel", "sheet")
    controls, panel, sheet = stage.beside
    with controls:
        one, other, wrong = chosen(context)
        for each in wrong:
            st.caption(plain(each.render(context.translate)))
        draw_sides(context, (one, other))
    with stage.opening, st.spinner(context.translate(N_("Opening both sides"))):
        sides = told(context, one), told(context, other)
        found = differs(sides)
    subject = _subject(context, found)
    compared = found.subjects.get(subject)
    with controls:
        choose_subject(context, subject)
        draw_state(context, subject, sides)
    with stage.opening:
        _answer(context, found, subject, sides)
    session.write_address()
    with stage.above:
        choose_shown(context)
    with stage.atlas:
        drawn = comparison_payload(context, subject, compared, context.state.compared_side)
        draw_map(context, with_areas(context, drawn))
    with panel:
        _panel(context, found, subject, sides)
    with sheet:
        if compared is not None and len(compared.rows):
            show(tag("h2", context.translate(N_("Building by building")), class_="sheet"))
            comparison_list(context, subject, compared)
        if found.differs:
            draw_file(context, found)
    watch([each for side in sides for each in side.questions.values()])


def _subject(context: Context, found: Difference) -> str:
    """Return what the map shows: the reader's choice, else the first subject that differs."""
    if context.state.compared:
        return context.state.compared
    return next((each for each in SUBJECTS if each in found.subjects and found.subjects[each].differs), SUBJECTS[0])


def _answer(context: Context, found: Difference, subject: str, sides: tuple[Told, Told]) -> None:
    """Say what changes from A to B, what they are, and that they rest on other data where they do."""
    _, numbers = context.translate, context.numbers
    names = [
        _(SIDE).format(side=letter.upper(), what=title_of(context, side.chosen.name))
        for letter, side in _lettered(sides)
    ]
    other = snapshots_said(sides[0].chosen.snapshot, sides[1].chosen.snapshot, context.store.layers, numbers)
    same = _(N_("A and B are the same choice.")) if sides[0].chosen.name == sides[1].chosen.name else ""
    compared = found.subjects.get(subject)
    gone = not_on_the_map(context, compared) if compared is not None else ""
    missing = absences(context)
    headline(
        answer_sentence(found, subject, numbers),
        also=[". ".join(names) + ".", *(each for each in (same, other, gone) if each)],
        rests_on=[
            *vintages(context, "population", "buildings"),
            distance_words(context),
            *([missing] if missing else []),
        ],
    )


def _panel(context: Context, found: Difference, subject: str, sides: tuple[Told, Told]) -> None:
    _ = context.translate
    if context.state.site in context.assessment.evidence.sites.index:
        close_card(context, COMPARED)
        with st.container(key="card"):
            if (compared := found.subjects.get(subject)) is not None:
                show(_of_building(context, subject, compared))
            show(site_card(context, context.state.site))
        return
    names = context.building_names.to_dict()
    said = changes_said(found, (sides[0].side, sides[1].side), names, context.numbers)
    first = [subject] if subject in said else []
    with st.container(key="card"):
        for each in dict.fromkeys([*first, "gaps", *said]):
            if said[each]:
                _list(titled(each, context.numbers), said[each], each)
        asked = settings_said(sides[0].chosen.asked, sides[1].chosen.asked, names, context.numbers)
        if asked:
            _list(_(N_("Asked otherwise")), asked, "settings")
        elif not found.differs:
            show(tag("p", _(N_("Both ask for the same.")), class_="why"))


def _list(title: str, said: list[str], key: str) -> None:
    show(tag("section", tag("h4", title), tag("ul", *(tag("li", each) for each in said), class_="told"), data_said=key))


def _of_building(context: Context, subject: str, compared: Compared) -> object:
    """Return what A and B say of the building whose card is open."""
    _, key = context.translate, context.state.site
    if key not in compared.rows.index:
        return tag("p", _(N_("This building is on neither side.")), class_="why")
    row = compared.rows.loc[key].to_dict()
    ends = [
        (letter.upper(), cell(context, subject, row, end)) for letter, end in zip(SIDES, ("before", "now"), strict=True)
    ]
    facts = [tag("div", tag("dt", letter), tag("dd", said)) for letter, said in ends]
    words = change_words(subject, row["change"], context.numbers)
    return tag(
        "div", tag("p", tag("b", words), class_="why"), tag("dl", *facts, class_="facts"), data_compared=row["change"]
    )


def _lettered(sides: tuple[Told, Told]) -> list[tuple[str, Told]]:
    return list(zip(SIDES, sides, strict=True))


VIEW = View(key="comparer", title=N_("Compare"), render=render)
