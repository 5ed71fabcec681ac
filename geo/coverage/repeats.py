"""One place in two lists: found by its name and where it stands, and counted once."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

SAME_PLACE_M: Final = 30.0
"""Farthest apart two entries of one place lie: geocoders put a point at the gate, the letterbox or the roof."""

_FRENCH: Final = ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les")
_DUTCH: Final = ("een", "het", "van", "der", "den")
_LINKING: Final = frozenset((*_FRENCH, *_DUTCH, "the", "of"))


@dataclass(frozen=True)
class Repeat:
    """A place that stands in the lists twice. ``kept`` and ``other`` are keys; ``counted`` says how often it counts.

    Examples
    --------
    >>> Repeat("wifi", "building:b5-pool", "w7", "Pool", counted=1).counted
    1
    """

    layer: str
    kept: str
    other: str
    name: str
    counted: int


def once_each(
    places: gpd.GeoDataFrame, layer: str, same: Callable[[pd.Series, pd.Series], bool]
) -> tuple[gpd.GeoDataFrame, tuple[Repeat, ...]]:
    """Keep one of the places of one name within 30 m.

    Parameters
    ----------
    places
        Points in the commune's metres by key, with ``name``; of two that are one, the first in this order is kept.
    layer
        Name of their layer, for what is told.
    same
        Whether two of one name and place are one thing; else both count, and that is told as well.

    Notes
    -----
    Names are compared word by word, without accents, capitals and linking words, in any order.
    """
    names = places["name"].map(_words)
    dropped: list[str] = []
    found: list[Repeat] = []
    for words, keys in places.groupby(names, sort=True).groups.items():
        kept: list[str] = []
        for key in keys if words and len(keys) > 1 else ():
            here = places.loc[key]
            near = [each for each in kept if here.geometry.distance(places.loc[each].geometry) <= SAME_PLACE_M]
            twin = next((each for each in near if same(places.loc[each], here)), None)
            if twin is not None:
                dropped.append(key)
            else:
                kept.append(key)
            if near:
                found.append(Repeat(layer, twin or near[0], str(key), str(here["name"]), 1 if twin else 2))
    return places.drop(index=dropped), tuple(found)


def _words(name: object) -> str:
    if not isinstance(name, str):
        return ""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(sorted(word for word in words if word not in _LINKING) or sorted(words))
