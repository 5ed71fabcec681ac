"""The choices of the review of gaps: what is lacking, how far one walks, when, and which buildings are equipped."""

from collections.abc import Mapping

import streamlit as st

from geo.hours import PERHAPS_OPEN, SHORT_DAYS
from geo.texts import N_, NN_
from ui.address.session import tied
from ui.address.state import FIRST, PROFILES, REACH_M
from ui.components.markup import show, tag
from ui.context import Context
from ui.gaps.reviews import limit_m
from ui.gaps.words import GAPS, chosen_gap, times_named

PROFILE_TITLES = {"normal": N_("Most people"), "slow": N_("Slow walkers")}

_TIMES = tuple(f"{hour:02d}:{minute:02d}" for hour in range(7, 22) for minute in (0, 30))
_FIRST_TIME = "15:00"


def draw_gap_controls(context: Context, done: Mapping[str, str]) -> None:
    """Draw all choices, one under the other; ``done``: what can be taken to be done, each with its title."""
    _choose_gap(context)
    _choose_walk(context)
    _choose_moment(context)
    _choose_done(context, done)
    if not context.state.after:
        _choose_equipped(context)


def choose_profile(context: Context, key: str, label: str, field: str, chosen: str) -> None:
    """Draw the choice of who walks; a second click takes it back."""
    tied(
        st.segmented_control,
        label,
        list(PROFILES),
        format_func=lambda profile: context.translate(PROFILE_TITLES[profile]),
        key=key,
        value=chosen or None,
        accept=lambda profile: _profile_changes(field, profile),
    )


def _profile_changes(field: str, profile: object) -> dict[str, object]:
    changes: dict[str, object] = {field: profile or ""}
    # A profile has its own distance.
    return {**changes, "reach": 0} if field == "profile" else changes


def _choose_gap(context: Context) -> None:
    _ = context.translate
    tied(
        st.selectbox,
        _("What people lack"),
        list(GAPS),
        format_func=lambda key: _(GAPS[key].title),
        key="gap",
        value=chosen_gap(context),
        accept=lambda key: {"gap": "" if key == next(iter(GAPS)) else key},
    )


def _choose_walk(context: Context) -> None:
    _, numbers, walk = context.translate, context.numbers, context.scenario.parameters.walk
    limit = limit_m(context)
    tied(
        st.slider,
        _("How far one walks, in metres"),
        REACH_M[0],
        REACH_M[1],
        step=10,
        key="reach",
        value=round(limit / 10) * 10,
        accept=lambda metres: {"reach": int(metres), "profile": ""},
    )
    minutes = {name: numbers.number(limit / 60 / walk.speed_m_s(name)) for name in PROFILES}  # type: ignore[arg-type]
    said = _("{normal} min for most people, {slow} min for slow walkers.").format(**minutes)
    show(tag("p", said, class_="small"))
    label = _(
        NN_(
            "Or what {minutes} minute on foot allows",
            "Or what {minutes} minutes on foot allow",
            "minutes",
        )
    ).format(minutes=numbers.number(walk.minutes))
    choose_profile(context, "profile", label, "profile", "" if context.state.reach else context.state.profile)


def _choose_moment(context: Context) -> None:
    _, state = context.translate, context.state
    names = times_named(context)
    day, _blank, time = state.when.partition(" ")
    chosen = day if day in names else ""
    exact = chosen in SHORT_DAYS
    with st.container(horizontal=True, gap="small", key="moment"):
        tied(
            st.selectbox,
            _("When they come"),
            ["", *names],
            format_func=lambda key: names[key].capitalize() if key else _("At any time"),
            key="when_day",
            value=chosen,
            accept=lambda key: {"when": _moment(str(key), time)},
        )
        if exact:
            tied(
                st.selectbox,
                _("At"),
                sorted({*_TIMES, time}),
                format_func=lambda hour: context.numbers.time(60 * int(hour[:2]) + int(hour[3:])) if hour else "",
                width=145 if context.meeting else 105,
                key="when_time",
                value=time,
                accept=lambda hour: {"when": f"{chosen} {hour}"},
            )
    if state.when:
        show(tag("p", _(PERHAPS_OPEN), class_="small"))


def _moment(day: str, time: str) -> str:
    return f"{day} {time or _FIRST_TIME}" if day in SHORT_DAYS else day


def _choose_done(context: Context, done: Mapping[str, str]) -> None:
    chosen = context.state.after
    tied(
        st.selectbox,
        context.translate(N_("What is taken to be done")),
        list(done),
        format_func=lambda key: done[key],
        key="gaps_after",
        value=chosen if chosen in done else "",
        accept=lambda key: {"after": str(key)},
    )


def _choose_equipped(context: Context) -> None:
    _ = context.translate
    tied(
        st.slider,
        _("With the first buildings of the ranking given Wi-Fi"),
        0,
        FIRST,
        key="wifi_first",
        value=context.state.wifi_first,
        accept=lambda count: {"wifi_first": int(count)},
    )
    tied(
        st.slider,
        _("With the first buildings of the ranking given a helper"),
        0,
        FIRST,
        key="help_first",
        value=context.state.help_first,
        accept=lambda count: {"help_first": int(count)},
    )
