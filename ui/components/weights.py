"""The weights: a slider a criterion, the scenario they start from, and the way to keep them."""

import streamlit as st

from config import Scenario, scenario_toml, scenarios
from geo.place import LocalName
from geo.texts import N_
from ui import session
from ui.components.bars import BY_KEY, colour_of, criteria_of
from ui.components.markup import show, tag
from ui.context import Context
from ui.opening import REFERENCE
from ui.programme_choices import Choices, programme_with
from ui.session import bound

HEAVIEST = 10

_NAME_OF_SLIDER = "[data-testid='stWidgetLabel'] p"


def draw_weights(context: Context, ranking: str) -> None:
    """Draw the sliders of a ranking; criteria that cannot be measured here are named with the reason."""
    _ = context.translate
    matrix = context.assessment.matrices[ranking]
    st.html(_chips(ranking))
    weights = context.weights(ranking)
    for key in criteria_of(ranking):
        if key not in matrix.switched_off:
            criterion = BY_KEY[key]
            st.slider(
                _(criterion.title),
                0,
                HEAVIEST,
                help=_(criterion.question),
                **bound(
                    _widget(ranking, key), weights[key], lambda value, key=key: _changed(context, ranking, key, value)
                ),
            )
    if matrix.switched_off:
        reasons = [
            tag("li", tag("b", _(BY_KEY[key].title)), " ", _(reason)) for key, reason in matrix.switched_off.items()
        ]
        show(tag("div", tag("p", _("Not counted here:")), tag("ul", *reasons), class_="off"))


def draw_keeping(context: Context, ranking: str) -> None:
    """Draw the ways back to the scenario's weights, and to a file of one's own."""
    _ = context.translate
    changed = bool(context.state.weights.get(ranking))
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Reset"),
            key="reset_weights",
            help=_("Back to the weights of the scenario."),
            disabled=not changed,
            on_click=lambda: session.change(weights={**context.state.weights, ranking: {}}),
        )
        save_scenario(context)


def save_scenario(context: Context) -> None:
    """Draw the button that saves the scenario in force, with all the reader changed in it, as a file."""
    _, own = context.translate, own_scenario(context)
    st.download_button(
        _("Save"),
        scenario_toml(own),
        file_name=f"{own.name}.toml",
        mime="application/toml",
        on_click="ignore",
        help=_("A scenario file to put into config/scenarios, or to give to the command line with --scenario."),
    )


def choose_scenario(context: Context) -> None:
    """Draw the choice of the scenario the weights start from."""
    known = scenarios()
    st.selectbox(
        context.translate(N_("Scenario")),
        sorted(known, key=lambda name: (name != REFERENCE, name)),
        format_func=lambda name: known[name].title.in_language(context.language),
        **bound("scenario", context.scenario.name, _starting_from),
    )


def own_scenario(context: Context) -> Scenario:
    """Return the scenario in force with the reader's weights and programme laid over it."""
    base = context.scenario
    weights = {ranking: context.weights(ranking) for ranking in base.parameters.weights}
    programme = programme_with(base.programme, context.state.programme)
    if weights == base.parameters.weights and programme == base.programme:
        return base
    titles = {"fr": "ajusté", "nl": "aangepast", "en": "adjusted"}
    title = {language: f"{base.title.in_language(language)} ({words})" for language, words in titles.items()}
    return Scenario(
        name=f"{base.name}_adjusted",
        title=LocalName(**title),
        parameters=base.parameters.model_copy(update={"weights": weights}),
        programme=programme,
    )


def _starting_from(name: object) -> dict[str, object]:
    return {"scenario": "" if name == REFERENCE else str(name), "weights": {}, "programme": Choices()}


def _changed(context: Context, ranking: str, key: str, value: object) -> dict[str, object]:
    """Return the state with one weight changed; a weight that is the scenario's own is not remembered."""
    former = context.state.weights
    chosen = {**former.get(ranking, {}), key: int(value)}  # type: ignore[call-overload]
    base = context.scenario.parameters.weights[ranking]
    kept = {each: weight for each, weight in chosen.items() if each in base and weight != base[each]}
    return {"weights": {**former, ranking: kept}}


def _widget(ranking: str, key: str) -> str:
    return f"w_{ranking}_{key}"


def _chips(ranking: str) -> str:
    """Return the style that puts before each slider's name the colour of its criterion in the bars."""
    rules = [
        f".st-key-{_widget(ranking, key)} {_NAME_OF_SLIDER}::before {{ background: {colour_of(ranking, key)}; }}"
        for key in criteria_of(ranking)
    ]
    return "<style>" + "\n".join(rules) + "</style>"
