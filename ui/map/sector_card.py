"""The card of a neighbourhood: its residents, who lacks what, and every figure known of it."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.population import INHERITED
from layers import indicator_definitions
from ui.components.doubts import sector_doubts
from ui.components.markup import tag
from ui.context import Context
from ui.map.themes import themes
from words.marks import semicolons
from words.numbers import is_unknown


def sector_card(context: Context, code: str) -> Markup:
    """Return the card of one neighbourhood."""
    _, row = context.translate, context.assessment.evidence.sectors.loc[code]
    section = "" if is_unknown(row["section_name"]) else str(row["section_name"])
    return tag(
        "article",
        tag(
            "header",
            tag("h3", context.sector_name(code)),
            tag(
                "p",
                " · ".join(each for each in (section, _("statistical sector {code}").format(code=code)) if each),
                class_="where",
            ),
        ),
        tag("p", _method(context, str(row["vulnerable_method"])), class_="small"),
        *(tag("p", said, class_="small") for said in sector_doubts(context, code)),
        *([tag("p", passed_on, class_="small")] if (passed_on := _passed_on(context, code)) else []),
        tag("dl", *_facts(context, code), class_="facts"),
        class_="card",
        data_sector=code,
    )


def _passed_on(context: Context, code: str) -> str:
    """Name the figures that are those of a sector this one was a part of; empty where none is."""
    keys = context.assessment.evidence.sectors.loc[code, INHERITED]
    if is_unknown(keys):
        return ""
    known = indicator_definitions(context.place)
    names = [known[key].name.in_language(context.language) for key in str(keys).split(", ")]
    _ = context.translate
    return _("These figures are those of the sector this one was a part of, not its own: {figures}.").format(
        figures=semicolons(names, _)
    )


def _facts(context: Context, code: str) -> Iterable[Markup]:
    for theme in themes(context).values():
        value = theme.values.loc[code]
        written = context.numbers.number(value) if theme.kind == "people" else theme.write(value)
        unit = theme.unit if theme.kind == "amount" and not is_unknown(value) else None
        said = f"{written} {unit}" if unit else written
        yield tag("div", tag("dt", theme.title), tag("dd", said, data_fact=theme.key))


def _method(context: Context, method: str) -> str:
    """Say how the number of residents in difficulty was come by here."""
    _ = context.translate
    return {
        "composition": _("Residents in digital difficulty: estimated from the diplomas of the people living here."),
        "index": _("Residents in digital difficulty: estimated from the vulnerability index of the neighbourhood."),
        "commune_mean": _(
            "Residents in digital difficulty: too little is known here, the mean of the commune is used."
        ),
    }[method]
