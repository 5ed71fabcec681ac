"""The card of a building: what it is, its places in the rankings, what surrounds it; and the reader's say about it."""

import math
from collections.abc import Callable, Collection, Iterable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.hours import MARKS, hours_marks
from geo.texts import N_, NN_
from layers import layer
from layers.mobile_5g import CLASSES
from ui.components.bars import contribution_bars, parts_of
from ui.components.cells import cell
from ui.components.doubts import reach_doubts
from ui.components.markup import joined, tag
from ui.components.ranks import building_words, compared_count, rank_text, records, score_words
from ui.context import RANKING_TITLES, Context
from words.names import address_words
from words.numbers import is_unknown
from words.units import with_unit

FIBRE_WORDS = {
    "available": N_("available"),
    "building": N_("under construction"),
    "planned": N_("planned"),
    "none": N_("not foreseen"),
}

_IN_THE_HEAD = ("building_id", "name", "activity", "kind", "address", "postal_code")

Fact = tuple[str, str, str]
"""Name of the column, what it is, its value in words."""


def site_card(context: Context, key: str) -> Markup:
    """Return the card of one building."""
    site = context.assessment.evidence.sites.loc[key]
    _ = context.translate
    return tag(
        "article",
        _head(context, site),
        _places(context, key),
        _section(_("Around it"), _surroundings(context, site)),
        tag("p", doubts, class_="small") if (doubts := reach_doubts(context, key)) else None,
        _section(_("The building"), _attributes(context, site)),
        _section(_("Equipping it with Wi-Fi"), _equipment(context, site)),
        class_="card",
        data_site=key,
    )


def site_score(context: Context, key: str) -> Markup | None:
    """Return how the building's score in the present ranking is made up; None when it is not compared."""
    ranking = context.state.ranking
    if context.ranked(ranking).loc[key, "status"] == "excluded":
        return None
    title = context.translate(N_("How its score is made up")) + " · " + context.translate(RANKING_TITLES[ranking])
    bars = contribution_bars(context, ranking, parts_of(context, ranking, key), beside_first=True)
    return tag("section", tag("h4", title), bars)


def site_head(context: Context, key: str) -> Markup:
    """Return name, kind and place of a building."""
    return _head(context, context.assessment.evidence.sites.loc[key])


def _head(context: Context, site: pd.Series) -> Markup:
    columns = layer("buildings")
    kinds = [cell(columns.column(name), site[name], context) for name in ("kind", "activity") if pd.notna(site[name])]
    return tag(
        "header",
        tag("h3", str(site["name"])),
        tag("p", " · ".join(_without_repeats(kinds)), class_="kind"),
        tag("p", address_words(site), class_="where"),
    )


def _without_repeats(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def _places(context: Context, key: str) -> Markup:
    """Return the building's place in both rankings, or what it lacks."""
    _, rows = context.translate, []
    for ranking, title in RANKING_TITLES.items():
        table = context.ranked(ranking)
        record = records(table.loc[[key]])[0]
        if record["status"] == "excluded":
            said = joined([tag("strong", rank_text(record, context)), *_lacks(context, table, key)])
        else:
            of = _(
                NN_(
                    "of {count}, with {score} point out of 100",
                    "of {count}, with {score} points out of 100",
                    "score",
                )
            ).format(count=context.numbers.number(compared_count(table)), score=score_words(record, context))
            basis = [tag("span", " " + each, class_="small") for each in building_words(record, context, ranking)]
            said = joined([tag("strong", rank_text(record, context), data_rank=ranking), " ", of, *basis])
        rows.append(tag("div", tag("dt", _(title)), tag("dd", said)))
    return tag("dl", *rows, class_="places")


def _lacks(context: Context, table: pd.DataFrame, key: str) -> list[Markup]:
    return [tag("span", " " + lack) for lack in context.gates(str(table.loc[key, "gates_failed"]), key)]


def _section(title: str, facts: Iterable[Fact]) -> Markup:
    rows = [
        tag("div", tag("dt", what), tag("dd", value, data_fact=name, class_=None if value else "unknown"))
        for name, what, value in facts
    ]
    return tag("section", tag("h4", title), tag("dl", *rows, class_="facts"))


def _attributes(context: Context, site: pd.Series) -> Iterable[Fact]:
    for column in layer("buildings").columns:
        if column.name not in _IN_THE_HEAD and column.name in site.index:
            value = cell(column, site[column.name], context)
            if column.name == "public_access" and site["public_access_assumed"]:
                value = context.translate(N_("{value} (assumed: no list says so)")).format(value=value)
            yield column.name, context.translate(column.meaning), value
    _, numbers = context.translate, context.numbers
    marks = hours_marks(site["opening_hours"]) if isinstance(site["opening_hours"], str) else ()
    week = numbers.number(site["opening_hours_per_week"], 1)
    if not is_unknown(site["opening_hours_per_week"]):
        week = with_unit(week, "hours", _)
    if marks:
        week = f"{week} ({', '.join(_(MARKS[mark]) for mark in marks)})"
    yield "opening_hours_per_week", _("Open in an ordinary week"), week


def _surroundings(context: Context, site: pd.Series) -> Iterable[Fact]:
    _, numbers = context.translate, context.numbers
    limit = numbers.number(context.assessment.evidence.parameters.reach.limit_m)
    within = _("{what} within {limit} m on foot")
    yield (
        "population_in_reach",
        within.format(what=_("Residents"), limit=limit),
        numbers.number(site["population_in_reach"]),
    )
    vulnerable = within.format(what=_("Residents in digital difficulty"), limit=limit)
    yield "vulnerable_in_reach", vulnerable, numbers.number(site["vulnerable_in_reach"])
    yield "fibre_status", _("Fibre at the building"), _coded(FIBRE_WORDS, site["fibre_status"], context)
    if pd.notna(site["fibre_operator"]):
        yield "fibre_operator", _("Fibre operator"), str(site["fibre_operator"])
    if pd.notna(site["fibre_available_from"]):
        yield "fibre_available_from", _("Fibre from"), numbers.day(site["fibre_available_from"])
    yield "mobile_5g_class_best", _("5G, best operator"), _coded(CLASSES, site["mobile_5g_class_best"], context)
    yield "mobile_5g_class_min", _("5G, weakest operator"), _coded(CLASSES, site["mobile_5g_class_min"], context)
    yield "wifi_distance_m", _("Nearest public Wi-Fi"), _walk(context, site["wifi_distance_m"])
    yield "help_distance_m", _("Nearest digital help"), _walk(context, site["help_distance_m"])
    if pd.notna(site["walks_doubtful"]) and site["walks_doubtful"]:
        doubt = _("perhaps too long: another street is nearly as near, and far away on foot")
        yield "walks_doubtful", _("Walks from here"), doubt
    yield "sector_code_statbel", _("Neighbourhood"), context.sector_name(site["sector_code_statbel"])


def _equipment(context: Context, site: pd.Series) -> Iterable[Fact]:
    _, numbers = context.translate, context.numbers
    yield "access_points", _("Access points"), numbers.number(site["access_points"])
    yield "capex_eur", _("To install"), _euros(context, site, "capex")
    yield "opex_eur_per_year", _("To run, a year"), _euros(context, site, "opex")


def _euros(context: Context, site: pd.Series, kind: str) -> str:
    """Return an amount, or its bounds where they are all that is known."""
    _, numbers = context.translate, context.numbers
    suffix = "eur" if kind == "capex" else "eur_per_year"
    low, high = site.get(f"{kind}_low_{suffix}"), site.get(f"{kind}_high_{suffix}")
    if is_unknown(site[f"{kind}_{suffix}"]) and not is_unknown(low) and not is_unknown(high):
        return _("between {low} and {high}").format(low=numbers.euros(low), high=numbers.euros(high))
    return numbers.euros(site[f"{kind}_{suffix}"])


def _coded(words: dict, value: object, context: Context) -> str:
    return context.numbers.unknown if is_unknown(value) else context.translate(words[value])


def _with_unit(text: str, unit: str, value: object) -> str:
    return text if is_unknown(value) else f"{text}\u00a0{unit}"


def _walk(context: Context, value: object) -> str:
    """Return a walked distance; none at all when there is no such place."""
    if not is_unknown(value) and math.isinf(float(value)):  # type: ignore[arg-type]
        return context.translate(N_("none in the commune or around it"))
    return _with_unit(context.numbers.number(value), "m", value)


def draw_say(
    context: Context,
    key: str,
    forced: Collection[str],
    excluded: Collection[str],
    say: Callable[[Context, str, str], None],
) -> None:
    """Draw the buttons that force a building in, leave it out, or take that back.

    ``say`` is told of the building ``forced``, ``excluded`` or, to take that back, nothing.
    """
    _ = context.translate
    with st.container(horizontal=True, gap="small", key="say"):
        if key in forced or key in excluded:
            st.button(_(N_("Take this back")), key="free_site", on_click=lambda: say(context, key, ""))
        if key not in forced:
            st.button(_(N_("Force it in")), key="force_site", on_click=lambda: say(context, key, "forced"))
        if key not in excluded:
            st.button(_(N_("Leave it out")), key="exclude_site", on_click=lambda: say(context, key, "excluded"))
