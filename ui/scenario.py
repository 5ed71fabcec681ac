"""The scenario of a page: choosing one, and keeping it with all the reader changed."""

import streamlit as st

from config import Scenario, broken_scenarios, scenario_toml, scenarios
from geo.place import LocalName
from geo.texts import N_
from store.decisions import in_force, open_log, scenario_laid_over
from ui.address import session
from ui.address.lots_choices import FIELDS, lots_with
from ui.address.programme_choices import Choices, programme_with
from ui.address.roster_choices import RosterChoices, roster_with
from ui.address.session import tied
from ui.address.state import State
from ui.components.markup import plain, plain_lines
from ui.context import Context
from ui.opening import REFERENCE
from words.decisions.adopted import standing_words

_ADOPTED = ""
"""Stands in the list for what was adopted where no scenario of a file says the same."""


def save_scenario(context: Context) -> None:
    """Draw the button that saves the scenario in force, with all the reader changed in it, as a file."""
    _, own = context.translate, own_scenario(context)
    st.download_button(
        _("Save"),
        scenario_toml(own),
        file_name=f"{own.name}.toml",
        mime="application/toml",
        on_click="ignore",
        help=_("The scenario as a file, to keep or to hand to whoever runs Maillage."),
    )


def choose_scenario(context: Context) -> None:
    """Draw the choice of the scenario the weights start from."""
    _, known, in_force = context.translate, scenarios(), context.in_force
    names = sorted(known, key=lambda name: (name != REFERENCE, name))
    titles = {name: known[name].title.in_language(context.language) for name in names}
    first = REFERENCE
    if in_force.adopted:
        # What was adopted comes first, and stands in the place of the scenario of a file that says the same.
        first = next((name for name in names if in_force.is_in_force(known[name])), _ADOPTED)
        title = in_force.scenario.title.in_language(context.language)
        titles[first] = _(N_("{title} (adopted)")).format(title=title)
        names = [first, *(name for name in names if name != first)]
    asked = context.state.scenario
    tied(
        st.selectbox,
        _(N_("Scenario")),
        names,
        format_func=lambda name: titles[name],
        key="scenario",
        value=asked if asked in names else first,
        accept=lambda name: _starting_from("" if name == first else str(name)),
    )
    if said := standing_words(in_force, context.scenario, context.numbers):
        st.caption(plain(said[:1].upper() + said[1:]))
    if asked not in ("", *known):
        unknown = _(N_("No scenario {name} can be used; {title} is shown."))
        st.caption(plain(unknown.format(name=asked, title=context.scenario.title.in_language(context.language))))
    for note in (*context.scenario.notes, *in_force.notes, *broken_scenarios()):
        st.caption(plain_lines(note.render(_)))


def own_scenario(context: Context) -> Scenario:
    """Return the scenario in force with the reader's weights and programme laid over it."""
    base = context.scenario
    weights = {ranking: context.weights(ranking) for ranking in base.parameters.weights}
    programme = programme_with(base.programme, context.state.programme)
    roster = roster_with(base.roster, context.state.roster)
    devices = lots_with(base.devices, context.state, context.assessment.evidence)
    if context.state.decided:
        # What is planned on the page with decisions is kept, and compared, with them.
        asked = base.model_copy(update={"programme": programme, "roster": roster, "devices": devices})
        laid = with_decisions(context, asked)
        programme, roster, devices = laid.programme, laid.roster, laid.devices
    same = (programme, roster, devices) == (base.programme, base.roster, base.devices)
    if same and weights == base.parameters.weights:
        return base
    titles = {"fr": "ajusté", "nl": "aangepast", "en": "adjusted"}
    title = {language: f"{base.title.in_language(language)} ({words})" for language, words in titles.items()}
    return Scenario(
        name=f"{base.name}_adjusted",
        title=LocalName(**title),
        parameters=base.parameters.model_copy(update={"weights": weights}),
        programme=programme,
        devices=devices,
        roster=roster,
    )


def with_decisions(context: Context, scenario: Scenario) -> Scenario:
    """Return a scenario with the decisions in force laid over it."""
    standing = in_force(open_log(context.store).entries())
    return scenario_laid_over(scenario, standing, context.assessment.evidence)


def start_from(name: str) -> None:
    """Show a scenario as it is, without what the reader changed in another; nothing for the one in force."""
    session.change(**_starting_from(name))


def _starting_from(name: str) -> dict[str, object]:
    return {
        "scenario": name,
        "weights": {},
        "programme": Choices(),
        "roster": RosterChoices(),
        **{name: getattr(State(), name) for name in FIELDS},
    }
