"""What can fill the neighbourhoods of the map, one theme at a time."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from geo.texts import N_
from layers import indicator_definitions
from ui.context import Context
from ui.map.classes import Classes, Kind, classify

NOTHING = "none"
"""Key of the theme that leaves the neighbourhoods blank."""

_DIGITAL = (
    ("vulnerable_count", "people", N_("Residents in digital difficulty"), N_("residents, estimated")),
    ("vulnerability_index", "index", N_("Digital vulnerability index"), N_("0: least, 100: most vulnerable")),
    ("population", "people", N_("Residents"), N_("residents")),
    ("fibre_share", "share", N_("Fibre"), N_("share of residents who can order it")),
    ("mobile_5g_indoor_share", "share", N_("5G indoors"), N_("share of residents, from one operator at least")),
    (
        "home_gap_persons",
        "people",
        N_("Without a good connection at home"),
        N_("residents: neither fibre nor 5G indoors"),
    ),
    ("public_gap_persons", "people", N_("Without public Wi-Fi within a walk"), N_("residents")),
    ("help_gap_persons", "people", N_("Without digital help within a walk"), N_("residents")),
)
"""Column of the neighbourhoods, kind, title, unit: what the engine computes."""

_UNITS = {
    "EUR": N_("euros"),
    "score": N_("points"),
    "decile": N_("decile"),
    "share": N_("share"),
    "declarations": N_("declarations"),
    "persons": N_("residents"),
    "cars/household": N_("cars per household"),
}

_KINDS: dict[str, Kind] = {"share": "share", "persons": "people"}


@dataclass(frozen=True)
class Theme:
    """One way to fill the neighbourhoods."""

    key: str
    title: str
    unit: str
    kind: Kind
    values: pd.Series
    """By neighbourhood, NA where unknown."""
    write: Callable[[object], str]
    """Writes one value in the reader's language, rounded as it deserves."""
    fill: pd.Series | None = None
    """A share or density that fills the neighbourhoods where ``values`` are numbers of people, which circles show."""
    fill_unit: str = ""
    write_fill: Callable[[object], str] = str

    @cached_property
    def classes(self) -> Classes:
        """The values in classes, or what fills the neighbourhoods in their stead."""
        return classify(self.values, self.kind) if self.fill is None else classify(self.fill, "amount")

    @cached_property
    def written(self) -> list[str]:
        """Every value as it is said, with the share or density beside it that fills the neighbourhood."""
        if self.fill is None:
            return [self.write(value) for value in self.values]
        pairs = zip(self.values, self.fill, strict=True)
        return [
            self.write(value) if pd.isna(value) or pd.isna(share) else f"{self.write(value)} ({self.write_fill(share)})"
            for value, share in pairs
        ]


def themes(context: Context) -> dict[str, Theme]:
    """Return the themes of which something is known here, the engine's first, then the indicators of the data."""
    _, sectors = context.translate, context.assessment.evidence.sectors
    found = {
        key: Theme(
            key,
            _(title),
            _(unit),
            kind,
            sectors[key].astype("Float64"),
            _writer(kind, context),
            **_filled(key, context),
        )
        for key, kind, title, unit in _DIGITAL
        if sectors[key].notna().any()
    }
    for definition in indicator_definitions(context.place).values():
        if definition.key in sectors and sectors[definition.key].notna().any():
            kind: Kind = _KINDS.get(definition.unit, "amount")
            found[definition.key] = Theme(
                key=definition.key,
                title=definition.name.in_language(context.language),
                unit=_(_UNITS.get(definition.unit, definition.unit)),
                kind=kind,
                values=sectors[definition.key].astype("Float64"),
                write=_writer(kind, context),
                **(_filled(definition.key, context) if kind == "people" else {}),
            )
    return found


def _filled(key: str, context: Context) -> dict[str, object]:
    """Return how neighbourhoods are filled for a number of people: by their share, or by how many live on a km2."""
    _, numbers, sectors = context.translate, context.numbers, context.assessment.evidence.sectors
    # As bare numbers, NaN where unknown: nullable columns take ten times as long, in every theme of every page.
    people = sectors[key].to_numpy("float64", na_value=math.nan)
    if key == "population":
        # Of the bare geometries: asking whether the CRS is one of metres takes longer than the areas.
        density = pd.Series(people / (shapely.area(sectors.geometry.to_numpy()) / 1e6), sectors.index)
        write = _("{number} per km²")
        return {
            "fill": density,
            "fill_unit": _("residents per km²"),
            "write_fill": lambda value: write.format(number=numbers.people(value)),
        }
    residents = sectors["population"].to_numpy("float64", na_value=math.nan)
    share = np.divide(people, residents, out=np.full(len(people), math.nan), where=residents > 0)
    return {
        "fill": pd.Series(share, sectors.index),
        "fill_unit": _("share of residents"),
        "write_fill": numbers.percent,
    }


def _writer(kind: Kind, context: Context) -> Callable[[object], str]:
    numbers = context.numbers
    if kind == "share":
        return numbers.percent
    if kind == "people":
        return numbers.people
    if kind == "index":
        return lambda value: numbers.number(value, 0)
    return lambda value: numbers.number(value, 0 if not isinstance(value, float) or abs(value) >= 100 else 1)
