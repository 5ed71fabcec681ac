"""The poster as plain data: a map of a district with numbered places of help and of public Wi-Fi, and their lists."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import geopandas as gpd
import pandas as pd
import shapely

from exports.dossier.maps import ground, sector_name
from exports.dossier.material import Material
from exports.dossier.pages import SYNTHETIC, district_of
from exports.maps.drawing import WIDTH, Ground
from geo.texts import N_
from words.names import address_words
from words.posters.opening import opening_words
from words.vintages import vintage_words

TEMPLATE = Path(__file__).with_name("poster.typ")

Paper = Literal["a3", "a4"]

NEAREST = 3
"""Places beyond the district that are named where it has none."""

_HELP, _WIFI = "help", "wifi"

_GROUND = "#f3ecd9"
"""Neighbourhoods of the district, between white lines."""

_TITLES = {_HELP: N_("Help with digital matters"), _WIFI: N_("Public Wi-Fi")}
_NONE = {
    _HELP: N_("No place of help is known here. The nearest:"),
    _WIFI: N_("No public Wi-Fi is known here. The nearest:"),
}
_NOWHERE = {_HELP: N_("No place of help is known."), _WIFI: N_("No public Wi-Fi is known.")}
_UNPUBLISHED = {
    _HELP: N_("Nobody has published where help is given: there may be places that are not on this poster."),
    _WIFI: N_("Nobody has published where public Wi-Fi is: there may be places that are not on this poster."),
}


def poster(material: Material, code: str, paper: Paper = "a3") -> dict[str, object]:
    """Return the poster of a district by its name, or of a section by its code or name.

    Only what is there today is on it: nothing that is merely planned. Help has numbers, Wi-Fi has letters.

    Raises
    ------
    MaillageError
        When there is no such district or section; the message lists those there are.
    """
    _ = material.translate
    name, codes, _row = district_of(material, code)
    shown = ground(material, codes)
    outline = shapely.union_all(shown.sectors.geometry.to_numpy())
    evidence = material.assessment.evidence
    columns, marks = [], []
    for kind, table in ((_HELP, evidence.support_places), (_WIFI, evidence.wifi)):
        column, there = _column(material, kind, table, outline)
        columns.append(column)
        marks += [_mark(shown, kind, *each) for each in there]
    inner = pd.Series(_GROUND, shown.sectors.index)
    several = len(shown.sectors["section_code_statbel"].drop_duplicates()) > 1
    drawing = shown.drawing(inner, (), material.water, named=several)
    labels = [{"text": each.text, "x": each.x, "y": each.y, "size": 9} for each in drawing.labels]
    labels = labels or _neighbourhoods(material, shown, marks)
    alt = _(N_("Map of {where} with the places listed beside it, by their numbers and letters.")).format(where=name)
    subtitle = _(N_("Where to find help and Wi-Fi"))
    synthetic = _(SYNTHETIC) if material.place.synthetic else ""
    return {
        "language": material.language,
        "title": name,
        "subtitle": subtitle,
        "author": "Maillage",
        "description": f"{subtitle}: {name}. {synthetic}".strip(),
        "keywords": [material.snapshot],
        "commune": material.place_name,
        "synthetic": synthetic,
        "paper": paper,
        "figure": {
            "svg": drawing.svg,
            "ratio": drawing.ratio,
            "alt": alt,
            "labels": labels,
        },
        "marks": marks,
        "columns": columns,
        "footer": _footer(material),
    }


def _neighbourhoods(material: Material, shown: Ground, marks: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the names of neighbourhoods, the largest first, none upon another or upon a mark."""
    taken = [shapely.Point(float(str(each["x"])), float(str(each["y"]))).buffer(0.02) for each in marks]
    found: list[dict[str, object]] = []
    order = shown.sectors.geometry.area.sort_values(ascending=False, kind="stable").index
    for _code, row in shown.sectors.loc[order].iterrows():
        middle = row.geometry.representative_point()
        x, y = shown.at(middle.x, middle.y)
        name = sector_name(material, row)
        across, down = x / WIDTH, y / shown.height
        wide, high = 0.0052 * len(name) + 0.01, 0.012
        room = shapely.box(across - wide, down - high, across + wide, down + high)
        if across > wide and across + wide < 1 and not any(room.intersects(each) for each in taken):
            taken.append(room)
            found.append({"text": name, "x": across, "y": down, "size": 7.5})
    return found


def _column(
    material: Material, kind: str, table: gpd.GeoDataFrame | None, outline: shapely.Geometry
) -> tuple[dict[str, object], list[tuple[str, float, float]]]:
    """Return the list of one kind, and the marks of those of its places that are in the district."""
    _ = material.translate
    told: dict[str, object] = {"kind": kind, "title": _(_TITLES[kind]), "note": "", "places": []}
    if table is None:
        return told | {"note": _(_UNPUBLISHED[kind])}, []
    placed = table[~(table.geometry.isna() | table.geometry.is_empty)]
    if kind == _WIFI and "access" in placed:
        placed = placed[placed["access"] == "public"]
    if placed.empty:
        return told | {"note": _(_NOWHERE[kind])}, []
    inside = placed[placed.geometry.intersects(outline)]
    listed = inside
    if inside.empty:
        away = placed.geometry.distance(outline)
        listed = placed.loc[away.sort_values(kind="stable").index[:NEAREST]]
        told["note"] = _(_NONE[kind])
    listed = listed.assign(_name=[_name(material, kind, row) for _key, row in listed.iterrows()])
    listed = listed.assign(_key=listed.index).sort_values(["_name", "_key"], kind="stable")
    signs = [_sign(kind, number) for number in range(len(listed))] if not inside.empty else [""] * len(listed)
    told["places"] = [
        {"sign": sign, "name": row["_name"], "where": _where(row), "hours": _hours(material, row)}
        for sign, (_key, row) in zip(signs, listed.iterrows(), strict=True)
    ]
    if inside.empty:
        return told, []
    return told, [(sign, each.x, each.y) for sign, each in zip(signs, listed.geometry.centroid, strict=True)]


def _sign(kind: str, number: int) -> str:
    """Return the number of a place of help from 1, the letter of one of Wi-Fi: A to Z, then AA."""
    if kind == _HELP:
        return str(number + 1)
    letters = ""
    while True:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
        if number < 0:
            return letters


def _mark(shown: Ground, kind: str, sign: str, x_m: float, y_m: float) -> dict[str, object]:
    x, y = shown.at(x_m, y_m)
    return {"kind": kind, "sign": sign, "x": x / WIDTH, "y": y / shown.height}


def _name(material: Material, kind: str, row: pd.Series) -> str:
    for column in ("name", "operator", "address"):
        if column in row and pd.notna(row[column]) and str(row[column]).strip():
            return str(row[column])
    return material.translate(_TITLES[kind])


def _where(row: Mapping[str, object] | pd.Series) -> str:
    return address_words({name: row.get(name) for name in ("address", "postal_code")})


def _hours(material: Material, row: pd.Series) -> str:
    text = row.get("opening_hours")
    if isinstance(text, str) and text.strip():
        return opening_words(text, material.numbers)
    return material.translate(N_("opening hours not known"))


def _footer(material: Material) -> str:
    """Return of when the lists are, for a poster hangs for a long time."""
    _ = material.translate
    used = material.provenance[material.provenance["layer"].isin(["support_places", "wifi"])]
    dated = {str(row["layer"]): vintage_words(row["vintage"], material.numbers) for row in used.to_dict("records")}
    day = material.numbers.day(material.created_at[:10])
    said = [_(N_("As known on {day}.")).format(day=day)]
    if any(dated.values()):
        said.append(_(N_("The lists are of: {dates}.")).format(dates=", ".join(dict.fromkeys(dated.values()))))
    return " ".join([*said, f"Maillage · {material.snapshot}"])
