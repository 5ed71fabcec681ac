"""How evenly help and Wi-Fi are spread over people: a curve for each, and one sentence for each figure."""

from base64 import b64encode
from collections.abc import Iterable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.equity import DISTANCE, WITHIN, EquityReview, access_review, curve_points, equity_review, readings
from geo.evidence import Evidence
from geo.gaps import Review
from geo.texts import N_, NN_
from geo.walking import Walking
from ui.components.markup import show, tag
from ui.context import Context
from ui.gaps.reviews import choices_of, identity_of, walk_of

SERVICES = {"help": N_("Digital help"), "wifi": N_("Public Wi-Fi")}

HELPER_HOURS = 3.0
"""Hours a week a helper is there, where the reader gives a building one: what the commune plans to release."""

ACCESS = "access_balanced"
"""The measure of access whose curve is drawn: everybody is counted once among those who share a place."""

_ORDERS = ("vulnerability_index", "median_income_eur")
"""What neighbourhoods are ordered by: the first that somebody published."""

_SIZE = 200
_INK, _BLUE, _ORANGE = "#1f2328", "#0072b2", "#d55e00"


def draw_equity(context: Context, review: Review) -> None:
    """Draw the sheet under the map."""
    _ = context.translate
    measured = measured_of(context, review)
    show(tag("h2", _("How evenly is it spread?"), class_="sheet"))
    parts = [part for service in SERVICES if (part := _service(context, measured, review, service)) is not None]
    if not parts:
        show(tag("p", _("Neither help nor public Wi-Fi is published: nothing can be compared."), class_="why"))
        return
    show(tag("div", *parts, class_="equity"))
    notes = [
        _("Everybody bears the figures of the neighbourhood they live in: they are not true of one person."),
        _("How people share a place does not depend on the moment chosen above."),
    ]
    if review.help_sites:
        hours = _(
            NN_(
                "A building given a helper counts for {hours} hour a week.",
                "A building given a helper counts for {hours} hours a week.",
                "hours",
            )
        )
        notes.append(hours.format(hours=context.numbers.number(HELPER_HOURS)))
    show(tag("p", " ".join(notes), class_="small"))


def measured_of(context: Context, review: Review) -> EquityReview:
    """Return how evenly what a review found is spread; computed once for the same review and parameters."""
    return _measured(
        identity_of(context),
        review.at.key if review.at is not None else "",
        choices_of(review),
        context.assessment.evidence,
        walk_of(context),
        review,
    )


def _service(context: Context, measured: EquityReview, review: Review, service: str) -> Markup | None:
    """Return curve and sentences of one service; None when nothing of it is published."""
    _ = context.translate
    order = next((each for each in _ORDERS if (service, ACCESS, "residents", each) in measured.measures), None)
    if order is None:
        return None
    said = list(_sentences(context, measured, review, service, order))
    return tag(
        "section",
        tag("h4", _(SERVICES[service])),
        tag("div", _picture(context, measured, service, order), tag("ul", *said), class_="side"),
    )


def _sentences(context: Context, measured: EquityReview, review: Review, service: str, order: str) -> Iterable[Markup]:
    """Return one sentence a figure, those about people first."""
    _ = context.translate
    wanted = (
        (WITHIN, ("poverty", "ends")),
        (DISTANCE, ("ends",)),
        (ACCESS, ("ends", "lorenz", "poverty", "concentration")),
    )
    for measure, names in wanted:
        key = (service, measure, "residents", order)
        if key not in measured.measures:
            continue
        found = readings(key, measured.figures.loc[key], measured.measures[key], review.limit_m)
        for name in names:
            if name in found:
                reading = found[name]
                values = {each: _written(context, each, value) for each, value in reading.parameters.items()}
                yield tag("li", _(reading.message).format(**values), data_reading=f"{measure}_{name}")
        unknown = float(measured.figures.loc[key, "people_unknown"])  # type: ignore[arg-type]
        if measure == WITHIN and unknown >= 1:
            said = _(
                NN_(
                    "{people} resident is not counted in this: something is not known of them.",
                    "{people} residents are not counted in this: something is not known of them.",
                    "people",
                )
            )
            yield tag("li", said.format(people=context.numbers.people(unknown)), class_="small")


def _written(context: Context, name: str, value: float) -> str:
    return context.numbers.people(value) if name == "persons" else context.numbers.number(value, 2)


def _picture(context: Context, measured: EquityReview, service: str, order: str) -> Markup:
    """Return the Lorenz curve and the concentration curve as a drawing."""
    _, equity = context.translate, measured.measures[service, ACCESS, "residents", order]
    lorenz, concentration = (curve_points(curve) for curve in (equity.lorenz, equity.concentration_curve))
    across = {
        "vulnerability_index": _("from the least to the most vulnerable neighbourhoods"),
        "median_income_eur": _("from the lowest to the highest incomes"),
    }[order]
    drawing = tag(
        "svg",
        tag("rect", x=0, y=0, width=_SIZE, height=_SIZE, fill="none", stroke="#cfc9bb"),
        tag("path", d=f"M0 {_SIZE}L{_SIZE} 0", stroke="#8d887c", stroke_dasharray="4 4", fill="none"),
        tag("path", d=_line(concentration), stroke=_ORANGE, stroke_width=2, fill="none"),
        tag("path", d=_line(lorenz), stroke=_BLUE, stroke_width=2.4, fill="none"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"-2 -2 {_SIZE + 4} {_SIZE + 4}",
    )
    # Streamlit strips drawings out of HTML; as the source of an image they stay, and cannot run anything.
    source = f"data:image/svg+xml;base64,{b64encode(str(drawing).encode()).decode()}"
    return tag(
        "figure",
        tag("img", src=source, alt=_("Curves of how access is shared")),
        tag(
            "figcaption",
            tag("p", _("Across: all residents. Upwards: all that is offered. The straight line: all have the same.")),
            tag("p", _line_mark(_BLUE), _("from those who have least to those who have most")),
            tag("p", _line_mark(_ORANGE), across),
        ),
    )


def _line_mark(colour: str) -> Markup:
    return tag("span", class_="stroke", style=f"background:{colour}", aria_hidden="true")


def _line(curve: pd.DataFrame) -> str:
    """Return a curve as the path of a drawing; an empty one when there is nothing to share."""
    if curve.empty or curve["value_share"].isna().any():
        return ""
    points = (
        f"{_SIZE * across:.1f} {_SIZE * (1 - up):.1f}"
        for across, up in zip(curve["people_share"], curve["value_share"], strict=True)
    )
    return "M" + "L".join(points)


@st.cache_resource(max_entries=12, show_spinner=False)
def _measured(
    identity: str,  # noqa: ARG001 - the key of the cache, with the two that follow
    moment: str,  # noqa: ARG001
    choices: tuple[object, ...],  # noqa: ARG001
    _evidence: Evidence,
    _walk: Walking,
    _review: Review,
) -> EquityReview:
    access = access_review(
        _evidence,
        _walk,
        limit_m=_review.limit_m,
        wifi_sites=_review.wifi_sites,
        help_hours=dict.fromkeys(_review.help_sites, HELPER_HOURS),
        help_places=_review.help_places,
    )
    return equity_review(_evidence, _review, access)
