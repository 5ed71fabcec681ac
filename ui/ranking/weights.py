"""The weights: a slider a criterion, and the ways back to the scenario's."""

import streamlit as st

from ui.address import session
from ui.address.session import tied
from ui.components.bars import BY_KEY, colour_of, criteria_of
from ui.components.markup import show, tag
from ui.context import Context
from ui.scenario import save_scenario

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
            tied(
                st.slider,
                _(criterion.title),
                0,
                HEAVIEST,
                help=_(criterion.question),
                key=_widget(ranking, key),
                value=weights[key],
                accept=lambda value, key=key: _changed(context, ranking, key, value),
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


def _changed(context: Context, ranking: str, key: str, value: object) -> dict[str, object]:
    """Return the state with one weight changed; a weight that is the scenario's own is not remembered."""
    former = context.state.weights
    chosen = {**former.get(ranking, {}), key: int(value)}
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
