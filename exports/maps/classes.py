"""Sorting amounts into at most five classes for the eye, with breaks a reader can say aloud."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from typing import Literal

import numpy as np
import pandas as pd

Kind = Literal["share", "index", "people", "amount"]
"""share: 0-1, fixed fifths. index: 0-100, fixed fifths. people and amount: as many neighbourhoods in each class."""

COLOURS = ("#fdf4ab", "#d9d1ab", "#a8a7a4", "#747c90", "#2e4a6c")
"""Cividis from light to dark, thinned on paper; neighbours stay apart for colour-blind readers."""

UNKNOWN = "-"

_MANY_ZEROS = 0.2


@dataclass(frozen=True)
class Classes:
    """Values in classes: ``breaks`` are the lower ends of all classes but the first."""

    breaks: tuple[float, ...]
    digits: str
    """One character a value, in their order: ``0``-``4``, or ``-`` where unknown."""
    colours: tuple[str, ...]

    def labels(self, write: Callable[[float], str], below: str, between: str, above: str) -> list[str]:
        """Return what each class holds, in words with ``{low}`` and ``{high}``."""
        ends = [write(each) for each in self.breaks]
        if not ends:
            return []
        inner = [between.format(low=low, high=high) for low, high in pairwise(ends)]
        return [below.format(high=ends[0]), *inner, above.format(low=ends[-1])]


def classify(values: pd.Series, kind: Kind) -> Classes:
    """Sort values into classes."""
    known = values.dropna().to_numpy(dtype="float64")
    breaks = _breaks(known, kind)
    places = np.searchsorted(breaks, values.to_numpy(dtype="float64", na_value=np.nan), side="right")
    digits = "".join(UNKNOWN if missing else str(place) for place, missing in zip(places, values.isna(), strict=True))
    return Classes(breaks=tuple(breaks), digits=digits, colours=colours(len(breaks) + 1))


def colours(count: int) -> tuple[str, ...]:
    """Return so many colours, spread over the whole ramp."""
    last = len(COLOURS) - 1
    return (
        COLOURS if count > last else tuple(COLOURS[round(place * last / max(count - 1, 1))] for place in range(count))
    )


def wave_colours(count: int) -> tuple[str, ...]:
    """Return a colour a wave, the first the darkest; with more waves than colours neighbours share one."""
    last = len(COLOURS) - 1
    if count == 1:
        return (COLOURS[last],)
    return tuple(COLOURS[last - round(place * last / (count - 1))] for place in range(count))


def _breaks(known: np.ndarray, kind: Kind) -> list[float]:
    if kind == "share":
        return [0.2, 0.4, 0.6, 0.8]
    if kind == "index":
        return [20.0, 40.0, 60.0, 80.0]
    if len(np.unique(known)) < 2:
        return []
    positive = known[known > 0]
    if (known == 0).mean() >= _MANY_ZEROS and len(np.unique(positive)) > 1:
        # A neighbourhood without anybody concerned is a class of its own: that is what one looks for.
        quartiles = np.quantile(positive, (0.25, 0.5, 0.75))
        return _said_aloud([min(1.0, float(positive.min())), *quartiles])
    return _said_aloud(np.quantile(known, (0.2, 0.4, 0.6, 0.8)))


def _said_aloud(breaks: np.ndarray | list[float]) -> list[float]:
    """Round each break to two digits of its own size, without repeating one."""
    return sorted({_two_digits(float(each)) for each in breaks})


def _two_digits(value: float) -> float:
    if value == 0:
        return 0.0
    digits = 1 - floor(log10(abs(value)))
    return round(value, digits)
