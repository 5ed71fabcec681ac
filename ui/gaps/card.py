"""The card of a neighbourhood in the review of gaps: who lives there, what is missing, what is near and how far."""

import math
from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.evidence import Evidence
from geo.gaps import Review, nearest_places
from geo.texts import N_, NN_
from geo.walking import Walking
from ui.components.doubts import sector_doubts
from ui.components.markup import Content, filled, tag
from ui.context import Context
from ui.gaps.reviews import choices_of, identity_of, walk_of
from ui.gaps.words import GAPS, bounds, people_between, people_said
from words.numbers import is_unknown

KIND_TITLES = {
    "wifi": N_("Public Wi-Fi"),
    "help": N_("Digital help"),
    "building": N_("Municipal buildings open to the public"),
}

_SHOWN = 3
"""How many places of each kind are named."""


def gap_card(context: Context, review: Review, code: str) -> Markup:
    """Return the card of one neighbourhood."""
    _, row = context.translate, review.totals["sector"].loc[code].to_dict()
    section = "" if is_unknown(row["section_name"]) else str(row["section_name"])
    return tag(
        "article",
        tag("header", tag("h3", context.sector_name(code)), tag("p", section, class_="where") if section else None),
        tag("p", *_who(context, row), class_="why"),
        *(tag("p", said, class_="small") for said in sector_doubts(context, code)),
        tag("section", tag("h4", _("What is missing")), tag("dl", *_missing(context, row), class_="facts")),
        *_nearest(context, review, code),
        class_="card",
        data_sector=code,
    )


def _who(context: Context, row: Mapping[str, object]) -> list[Content]:
    """Say who lives in the neighbourhood."""
    _, numbers = context.translate, context.numbers
    if is_unknown(row["population"]):
        return [_("How many people live here is not published: nothing can be said of who is left out.")]
    vulnerable = (row["vulnerable_low"], row["vulnerable_high"])
    if not is_unknown(row["vulnerable_count"]):
        vulnerable = (row["vulnerable_count"], row["vulnerable_count"])
    said: list[Content] = [
        filled(
            _(
                NN_(
                    "{residents} person lives here, {vulnerable} of them in digital difficulty (estimated).",
                    "{residents} people live here, {vulnerable} of them in digital difficulty (estimated).",
                    "residents",
                )
            ),
            residents=tag("b", numbers.number(row["population"]), data_fact="population"),
            vulnerable=tag("b", people_said(context, *(float(each) for each in vulnerable))),  # type: ignore[arg-type]
        )
    ]
    if not is_unknown(row["seniors_count"]):
        said.append(
            " "
            + _(
                NN_(
                    "{seniors} is 65 or older.",
                    "{seniors} are 65 or older.",
                    "seniors",
                )
            ).format(seniors=numbers.people(row["seniors_count"]))
        )
    return said


def _missing(context: Context, row: Mapping[str, object]) -> Iterable[Markup]:
    """Return for each gap how many people are in it."""
    _ = context.translate
    for key in ("home", "public", "help", "all"):
        gap = GAPS[key]
        persons, vulnerable = (bounds(row, f"{gap.column}_{amount}") for amount in ("persons", "vulnerable"))
        if math.isnan(persons[0]):
            written = context.numbers.unknown
        elif persons[1] == 0:
            written = _("nobody")
        else:
            written = _("{residents}, of whom {vulnerable} in difficulty").format(
                residents=people_between(context, *persons), vulnerable=people_between(context, *vulnerable)
            )
        yield tag("div", tag("dt", _(gap.theme)), tag("dd", written, data_fact=gap.column))


def _nearest(context: Context, review: Review, code: str) -> Iterable[Markup]:
    """Return the nearest places of each kind, and how far the residents walk to them."""
    _ = context.translate
    found = places_of(context, review, code)
    for kind, title in KIND_TITLES.items():
        places = _distinct(found[found["kind"] == kind])
        if places.empty:
            continue
        rows = [_place(context, review, place) for place in places.to_dict("records")]
        yield tag("section", tag("h4", _(title)), tag("ul", *rows, class_="nearest"))
    if found.empty:
        yield tag("p", _("Nothing is known of walks from here."), class_="why")
    else:
        yield tag("p", _("Distances are means over the people who live here."), class_="small")


def places_of(context: Context, review: Review, code: str) -> pd.DataFrame:
    """Return the places nearest to a neighbourhood; computed once for the same review and parameters."""
    return _places(
        identity_of(context),
        review.at.key if review.at is not None else "",
        choices_of(review),
        code,
        context.assessment.evidence,
        walk_of(context),
        review,
    )


def _distinct(places: pd.DataFrame) -> pd.DataFrame:
    """Return the first places, one that two layers name alike and put in the same spot only once."""
    where = places["distance_m"].round(-1)
    return places[~places.assign(where=where).duplicated(["name", "where"])].head(_SHOWN)


def _place(context: Context, review: Review, place: Mapping[str, object]) -> Markup:
    _, numbers = context.translate, context.numbers
    name = _("without a name") if is_unknown(place["name"]) else str(place["name"])
    if is_unknown(place["distance_m"]):
        far = _("not everybody can walk there")
    else:
        far = _("{metres} m, {minutes} min").format(
            metres=numbers.number(10 * round(float(place["distance_m"]) / 10)),  # type: ignore[arg-type]
            minutes=numbers.number(float(place["distance_m"]) / 60 / _speed(context)),  # type: ignore[arg-type]
        )
    unsure = _("perhaps open: hours not known, or not every week") if is_unknown(place["open"]) else None
    within = float(place["distance_m"]) <= review.limit_m if not is_unknown(place["distance_m"]) else False  # type: ignore[arg-type]
    return tag(
        "li",
        tag("span", name, tag("em", f" · {unsure}") if unsure else None, class_="what"),
        tag("span", far, class_="far" if within else "far beyond"),
    )


def _speed(context: Context) -> float:
    profile = context.state.profile or "normal"
    return context.scenario.parameters.walk.speed_m_s(profile)  # type: ignore[arg-type]


@st.cache_resource(max_entries=64, show_spinner=False)
def _places(
    identity: str,  # noqa: ARG001 - the key of the cache, with the three that follow
    moment: str,  # noqa: ARG001
    choices: tuple[object, ...],  # noqa: ARG001
    code: str,
    _evidence: Evidence,
    _walk: Walking,
    _review: Review,
) -> pd.DataFrame:
    return nearest_places(_evidence, _walk, _review, code, most=2 * _SHOWN)
