"""The scenario of a page: choosing one, and keeping it with all the reader changed."""

import streamlit as st

from config import Scenario, broken_scenarios, scenario_toml, scenarios
from geo.place import LocalName
from geo.texts import N_
from store.decisions import in_force, laid_over, open_log, places_of
from ui.address.lots_choices import FIELDS, lots_with
from ui.address.programme_choices import Choices, programme_with
from ui.address.roster_choices import RosterChoices, roster_with
from ui.address.session import tied
from ui.address.state import State
from ui.components.markup import plain
from ui.context import Context
from ui.opening import REFERENCE


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
    known = scenarios()
    tied(
        st.selectbox,
        context.translate(N_("Scenario")),
        sorted(known, key=lambda name: (name != REFERENCE, name)),
        format_func=lambda name: known[name].title.in_language(context.language),
        key="scenario",
        value=context.scenario.name,
        accept=_starting_from,
    )
    if (asked := context.state.scenario) not in ("", *known):
        unknown = context.translate(N_("No scenario {name} can be used; the reference is shown."))
        st.caption(plain(unknown.format(name=asked)))
    for note in (*context.scenario.notes, *broken_scenarios()):
        st.caption(plain(note.render(context.translate)))


def own_scenario(context: Context) -> Scenario:
    """Return the scenario in force with the reader's weights and programme laid over it."""
    base = context.scenario
    weights = {ranking: context.weights(ranking) for ranking in base.parameters.weights}
    programme = programme_with(base.programme, context.state.programme)
    roster = roster_with(base.roster, context.state.roster)
    devices = lots_with(base.devices, context.state, context.assessment.evidence)
    if context.state.decided:
        # What is planned on the page with decisions is kept, and compared, with them.
        standing, evidence = in_force(open_log(context.store).entries()), context.assessment.evidence
        programme = laid_over(programme, standing, places_of(evidence, programme)).settings
        roster = laid_over(roster, standing, places_of(evidence, roster)).settings
        devices = laid_over(devices, standing, places_of(evidence, devices)).settings
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


def _starting_from(name: object) -> dict[str, object]:
    return {
        "scenario": "" if name == REFERENCE else str(name),
        "weights": {},
        "programme": Choices(),
        "roster": RosterChoices(),
        **{name: getattr(State(), name) for name in FIELDS},
    }
