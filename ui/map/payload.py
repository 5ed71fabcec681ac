"""What the map is told at each change: a character a neighbourhood, one a building, and the words of the legend."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from geo.ranking import in_order
from geo.texts import N_
from layers import Drawing, Layer
from ui.components.ranks import NUMBERED, certain, rank_text, rank_words, records
from ui.context import RANKING_TITLES, Context
from ui.map.circles import AMONG_BUILDINGS_PX, legend_row, radii
from ui.map.classes import COLOURS, UNKNOWN
from ui.map.overlays import drawn_layers, legend_rows, names_of_nameless
from ui.map.themes import Theme
from words.marks import semicolons

HIDDEN, EXCLUDED = ".", "x"
STEPS = 5
"""Sizes of circles: fifths of the ranking, the largest for the best."""

_RADII = (2.8, 4.6, 7.0)


@dataclass(frozen=True)
class Sites:
    """How the buildings are drawn."""

    ranking: str
    table: pd.DataFrame
    """As ``rank`` returns it."""
    shown: pd.Series
    """Boolean by building: whether it passes the reader's filters."""
    coloured: bool
    """Whether the fill tells the place in the ranking; else only the size does."""


@dataclass(frozen=True)
class Swiped:
    """What is right of the divider: the same buildings in another state."""

    codes: str
    paint: str
    """Both as those of ``Marks``."""
    label: str
    """What the divider does, for those who hear the page."""
    ends: tuple[str, str]
    """The names of the states left and right."""


@dataclass(frozen=True)
class Marks:
    """Buildings drawn by something else than a ranking, ready for the map."""

    codes: str
    """A character a building: its size, or one of ``HIDDEN`` and ``EXCLUDED``."""
    tips: Sequence[str]
    """What is said of each building."""
    legend: Sequence[dict[str, object]] = ()
    colours: Sequence[str] | None = None
    paint: str = ""
    """A character a building: which of the colours fills it."""
    ringed: Sequence[int] = ()
    """Buildings with a thick outline."""
    swiped: Swiped | None = None
    """The other state of the buildings, on the right of a divider over the map."""

    @property
    def drawn(self) -> dict[str, object]:
        """The buildings as plain data."""
        fill: dict[str, object] = {"paint": self.paint, "ringed": list(self.ringed)} if self.paint else {}
        colours = None if self.colours is None else list(self.colours)
        if self.swiped is not None:
            fill["swipe"] = asdict(self.swiped)
        return {"codes": self.codes, "numbered": [], "numbers": [], "tips": list(self.tips), "colours": colours, **fill}


def payload(
    context: Context,
    theme: Theme | None,
    sites: Sites | Marks,
    overlays: Sequence[str],
    *,
    faint: bool = False,
    others: Sequence[dict[str, object]] = (),
) -> dict[str, object]:
    """Return everything the map draws, as plain data; ``others`` as ``ui.map.others`` has them."""
    _, state = context.translate, context.state
    evidence = context.assessment.evidence
    drawn = sites.drawn if isinstance(sites, Marks) else _ranked(context, sites)
    legend = sites.legend if isinstance(sites, Marks) else [_legend_of_ranked(context, sites, str(drawn["codes"]))]
    return {
        "language": context.language,
        "big": context.meeting,
        "faint": faint,
        "at": list(state.at) if state.at else None,
        "theme": None if theme is None else _theme(theme, context),
        "amounts": _amounts(theme),
        "sites": drawn,
        "site": _place_of(state.site, evidence.sites.index),
        "site_key": state.site or None,
        "sector": _place_of(state.sector, evidence.sectors.index),
        "sector_key": state.sector or None,
        "focus": _focus(context),
        "overlays": list(overlays),
        "others": list(others),
        "legend": [*_legend_of_theme(context, theme), *legend, *_legend_of_overlays(context, overlays)],
        "words": {
            "map": _("Map of {commune}").format(commune=context.place_name),
            "zoom_in": _("Zoom in"),
            "zoom_out": _("Zoom out"),
            "closer": _("visible from closer up"),
            "legend": _("Legend"),
            "keys": _("Arrows: next building · Enter: open · Space: neighbourhoods · Home: whole map · + and −: zoom"),
            "credit": _credit(context),
            "nameless": {
                layer.name: names_of_nameless(layer, drawing, _) for layer, drawing in _chosen(context, overlays)
            },
        },
    }


def _chosen(context: Context, overlays: Sequence[str]) -> list[tuple[Layer, Drawing]]:
    return [(layer, drawing) for layer, drawing in drawn_layers(context.store.layers) if layer.name in overlays]


def _place_of(key: str, index: pd.Index) -> int | None:
    return int(index.get_loc(key)) if key and key in index else None


def _credit(context: Context) -> str:
    """Say whose the streets are; nothing where none are drawn."""
    if context.streets is None:
        return ""
    licences = semicolons(map(context.translate, context.streets.licences), context.translate)
    return context.translate(N_("Streets: {licence}")).format(licence=licences)


def _focus(context: Context) -> list[int]:
    """Return the neighbourhoods of the former communes that are looked at; none when all are."""
    chosen = context.assessment.evidence.sectors["section_code_statbel"].isin(context.state.sections)
    return [int(place) for place in chosen.to_numpy().nonzero()[0]]


def _theme(theme: Theme, context: Context) -> dict[str, object]:
    _, classes = context.translate, theme.classes
    return {
        "digits": classes.digits,
        "colours": list(classes.colours),
        "values": [_("{what}: {value}").format(what=theme.title, value=said) for said in theme.written],
    }


def _amounts(theme: Theme | None) -> list[float] | None:
    """Return the radius of the circle in each neighbourhood, where the theme is a number of people."""
    if theme is None or theme.fill is None:
        return None
    return radii(theme.values, float(theme.values.max()), AMONG_BUILDINGS_PX)


def _ranked(context: Context, sites: Sites) -> dict[str, object]:
    """Return the buildings by their places in a ranking."""
    numbered, index = _numbered(sites), context.assessment.evidence.sites.index
    return {
        "codes": _codes(sites),
        "numbered": [int(index.get_loc(key)) for key in numbered],
        # A place that is not certain is no number: the mark alone says that the building is among the first.
        "numbers": [rank_words(row, context) if certain(row) else "" for row in records(sites.table.loc[numbered])],
        "tips": [rank_text(row, context) for row in records(sites.table)],
        "colours": list(COLOURS) if sites.coloured else None,
    }


def _numbered(sites: Sites) -> list[str]:
    """Return the first ten buildings in their order, as far as they are shown; the map marks them."""
    compared = in_order(sites.table[sites.table["status"] != "excluded"])
    return [key for key in compared.index[:NUMBERED] if sites.shown[key]]


def _codes(sites: Sites) -> str:
    """Return how each building is drawn: hidden, excluded, or its fifth, in letters where its place is an interval."""
    table = sites.table
    compared = max(int((table["status"] != "excluded").sum()), 1)
    place = table["rank"].astype("Float64").fillna((table["rank_low"] + table["rank_high"]) / 2)
    steps = ((compared - place) * STEPS // compared).clip(0, STEPS - 1)
    written = []
    for shown, status, step in zip(sites.shown.tolist(), table["status"].tolist(), steps.tolist(), strict=True):
        if not shown:
            written.append(HIDDEN)
        elif status == "excluded":
            written.append(EXCLUDED)
        else:
            written.append(chr(ord("0" if status == "ranked" else "a") + int(step)))
    return "".join(written)


def _legend_of_theme(context: Context, theme: Theme | None) -> Iterable[dict[str, object]]:
    _ = context.translate
    if theme is not None:
        classes = theme.classes
        words = (_("less than {high}"), _("{low} to {high}"), _("{low} and more"))
        by_fill = bool(theme.fill_unit)
        labels = classes.labels(theme.write_fill if by_fill else theme.write, *words)
        labels = labels or [theme.written[int(theme.values.notna().to_numpy().argmax())]]
        rows = [{"kind": "area", "colour": c, "text": text} for c, text in zip(classes.colours, labels, strict=True)]
        if UNKNOWN in classes.digits:
            rows.append({"kind": "area", "colour": "url(#unknown)", "text": _("unknown")})
        if theme.fill is not None:
            most = _("{unit} (largest: {number})").format(unit=theme.unit, number=theme.write(theme.values.max()))
            rows.append(legend_row(most))
        yield {"title": theme.title, "note": theme.fill_unit or theme.unit, "rows": rows}


def _legend_of_ranked(context: Context, sites: Sites, written: str) -> dict[str, object]:
    _, codes = context.translate, set(written)
    rows: list[dict[str, object]] = []
    if sites.coloured:
        rows.append({"kind": "scale", "colours": list(COLOURS), "text": _("from the last fifth to the first")})
    else:
        rows.append({"kind": "site", "sizes": _RADII, "text": _("the larger, the better placed")})
        first = sites.table[sites.table["rank_high"] == 1]
        number = {"number": "1"} if len(first) else {}
        rows.append({"kind": "site", "radius": 7, "colour": "#1f2328", **number, "text": _("the first ten")})
    if codes & set("abcde"):
        rows.append({"kind": "site", "radius": 5, "dash": "2 2", "text": _("place not certain: data missing")})
    if EXCLUDED in codes:
        rows.append({"kind": "site", "radius": 2, "colour": "#8d887c", "plain": True, "text": _("not compared")})
    return {"title": _("Municipal buildings"), "note": _(RANKING_TITLES[sites.ranking]), "rows": rows}


def _legend_of_overlays(context: Context, overlays: Sequence[str]) -> Iterable[dict[str, object]]:
    _ = context.translate
    if overlays:
        yield {
            "title": _("What is there today"),
            "rows": [row for chosen in _chosen(context, overlays) for row in legend_rows(*chosen, _)],
        }
