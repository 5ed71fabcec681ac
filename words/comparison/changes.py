"""Each change between two sides as a sentence of its own: people, euros, buildings, doors, places in a ranking."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo.comparison import Difference, Side
from geo.texts import N_, NN_
from words.comparison.answer import SUBJECT_TITLES
from words.marks import semicolons
from words.numbers import Numbers, is_unknown
from words.plan_result import SERVED

NAMED = 5
"""Buildings named one by one; the table has them all."""

_GAPS: Mapping[str, str] = {
    "population": N_("Residents"),
    "home_gap_persons": N_("Residents without a good connection at home"),
    "public_gap_persons": N_("Residents without public Wi-Fi within a walk"),
    "help_gap_persons": N_("Residents without digital help within a walk"),
}

_FIGURES: Mapping[str, tuple[str, str, str]] = {
    "people_served": (
        N_("People served at the end: {number} more in B ({first} in A, {second} in B)."),
        N_("People served at the end: {number} fewer in B ({first} in A, {second} in B)."),
        "people",
    ),
    "capex_eur": (
        N_("Cost of installing: {eur} more in B ({first} in A, {second} in B)."),
        N_("Cost of installing: {eur} less in B ({first} in A, {second} in B)."),
        "euros",
    ),
    "opex_eur_per_year": (
        N_("Cost of running, a year at the end: {eur} more in B ({first} in A, {second} in B)."),
        N_("Cost of running, a year at the end: {eur} less in B ({first} in A, {second} in B)."),
        "euros",
    ),
    "helps_per_week": (
        N_("Helps a week: {number} more in B ({first} in A, {second} in B)."),
        N_("Helps a week: {number} fewer in B ({first} in A, {second} in B)."),
        "tenths",
    ),
    "pairs": (
        N_("Half-days a week with a pair: {number} more in B ({first} in A, {second} in B)."),
        N_("Half-days a week with a pair: {number} fewer in B ({first} in A, {second} in B)."),
        "number",
    ),
    "left_hours": (
        N_("Hours of help a week still missing: {number} more in B ({first} in A, {second} in B)."),
        N_("Hours of help a week still missing: {number} fewer in B ({first} in A, {second} in B)."),
        "number",
    ),
}
"""Figure -> said where B has more, where B has less, and how it is written; others speak for themselves elsewhere."""

_BEFORE = N_("People, before any measure")
_MORE = N_("{what}: {number} more in B ({first} in A, {second} in B).")
_FEWER = N_("{what}: {number} fewer in B ({first} in A, {second} in B).")
_UNKNOWN = N_("{what}: known on one side only ({first} in A, {second} in B).")

_BUILDINGS: Mapping[str, Mapping[str, str]] = {
    "programme": {
        "only_now": NN_(
            "{count} building is equipped in B only: {list}.",
            "{count} buildings are equipped in B only: {list}.",
            "count",
        ),
        "only_before": NN_(
            "{count} building is equipped in A only: {list}.",
            "{count} buildings are equipped in A only: {list}.",
            "count",
        ),
        "earlier": NN_(
            "{count} building is equipped earlier in B: {list}.",
            "{count} buildings are equipped earlier in B: {list}.",
            "count",
        ),
        "later": NN_(
            "{count} building is equipped later in B: {list}.",
            "{count} buildings are equipped later in B: {list}.",
            "count",
        ),
        "other": NN_(
            "{count} building gets something else in B: {list}.",
            "{count} buildings get something else in B: {list}.",
            "count",
        ),
    },
    "roster": {
        "only_now": NN_(
            "{count} place has helpers in B only: {list}.", "{count} places have helpers in B only: {list}.", "count"
        ),
        "only_before": NN_(
            "{count} place has helpers in A only: {list}.", "{count} places have helpers in A only: {list}.", "count"
        ),
        "other": NN_(
            "{count} place has helpers at other half-days in B: {list}.",
            "{count} places have helpers at other half-days in B: {list}.",
            "count",
        ),
    },
    "rank": {
        "only_now": NN_(
            "{count} building is among the first ten in B only: {list}.",
            "{count} buildings are among the first ten in B only: {list}.",
            "count",
        ),
        "only_before": NN_(
            "{count} building is among the first ten in A only: {list}.",
            "{count} buildings are among the first ten in A only: {list}.",
            "count",
        ),
    },
}


def changes_said(
    found: Difference, sides: tuple[Side, Side], names: Mapping[Any, str], numbers: Numbers
) -> dict[str, list[str]]:
    """Return a sentence for each change, by subject; ``gaps`` are the people, whatever is decided.

    Parameters
    ----------
    found, sides
        The difference, and A and B.
    names
        Name of each building as its readers tell them apart; others are called as the data call them.
    numbers
        The language, and how it writes numbers.
    """
    said = {"gaps": [_moved(_GAPS[str(gap)], row, numbers) for gap, row in found.gaps.iterrows()]}
    for subject, compared in found.subjects.items():
        told = [_figure(str(name), row, numbers) for name, row in compared.figures.iterrows() if name in _FIGURES]
        if subject == "programme":
            told = [*_not_alike(sides, numbers), *told]
        kinds = _BUILDINGS["rank" if subject.startswith("rank_") else subject]
        told += [
            _listed(text, rows, names, numbers) for change, text in kinds.items() if len(rows := compared.of(change))
        ]
        if subject.startswith("rank_"):
            told += _further(compared.rows, names, numbers)
        if told and not compared.sure:
            told.append(
                numbers.translate(
                    N_("Neither side need be the only best plan: some of these moves may come from the search alone.")
                )
            )
        said[subject] = told
    return said


def _moved(what: str, row: pd.Series, numbers: Numbers) -> str:
    """Say how many people more or fewer; where one side does not know, that."""
    _, before, now = numbers.translate, row["before"], row["now"]
    ends = {"what": _(what), "first": numbers.people(before), "second": numbers.people(now)}
    if is_unknown(before) or is_unknown(now):
        return _(_UNKNOWN).format(**ends)
    text = _MORE if now > before else _FEWER
    return _(text).format(number=numbers.people(abs(now - before)), **ends)


def _figure(name: str, row: pd.Series, numbers: Numbers) -> str:
    more, less, kind = _FIGURES[name]
    ways = {
        "people": numbers.people,
        "euros": numbers.euros,
        "tenths": lambda value: numbers.fixed(value, 1),
        "number": numbers.number,
    }
    write, before, now = ways[kind], row["before"], row["now"]
    told = numbers.translate(more if now > before else less)
    apart = {"eur" if kind == "euros" else "number": write(abs(now - before))}
    return told.format(first=write(before), second=write(now), **apart)


def _not_alike(sides: tuple[Side, Side], numbers: Numbers) -> list[str]:
    """Say where the two programmes count other people, or end in other years: then they are served of other kinds."""
    _ = numbers.translate
    first, second = (side.plan.instance.programme for side in sides if side.plan is not None)
    said = []
    if first.who_counts != second.who_counts:
        text = N_("The people served are not of the same kind: A counts {kind}, B counts {kinds}.")
        said.append(_(text).format(kind=_(SERVED[first.who_counts]), kinds=_(SERVED[second.who_counts])))
    if first.years[-1] != second.years[-1]:
        text = N_("A ends in {first_year}, B in {year}: people served and running costs are those of these years.")
        said.append(_(text).format(first_year=first.years[-1], year=second.years[-1]))
    if first.reach_m != second.reach_m:
        text = N_("Wi-Fi is reached within {distance_m} m in A and {limit_m} m in B.")
        said.append(_(text).format(distance_m=numbers.number(first.reach_m), limit_m=numbers.number(second.reach_m)))
    return said


def _listed(text: str, rows: pd.DataFrame, names: Mapping[Any, str], numbers: Numbers) -> str:
    _ = numbers.translate
    return _(text).format(count=numbers.number(len(rows)), list=_some(rows, names, numbers))


def _some(rows: pd.DataFrame, names: Mapping[Any, str], numbers: Numbers) -> str:
    """Name the first of some buildings, and say how many more there are."""
    _ = numbers.translate
    named = [str(names.get(key, name)) for key, name in zip(rows.index, rows["name"], strict=True)][:NAMED]
    if left := len(rows) - len(named):
        named.append(_(N_("and {count} more")).format(count=numbers.number(left)))
    return semicolons(named, _)


def _further(rows: pd.DataFrame, names: Mapping[Any, str], numbers: Numbers) -> list[str]:
    """Say how many buildings have another place, and which one goes furthest up and down."""
    _ = numbers.translate
    moved = rows[rows["change"] != "same"]
    if moved.empty:
        return []
    text = NN_("{count} building has another place in B.", "{count} buildings have another place in B.", "count")
    said = [_(text).format(count=numbers.number(len(moved)))]
    steps = (moved["rank_before"] - moved["rank_now"]).dropna().astype("int64")
    ends: Sequence[tuple[str, bool]] = (
        (N_("Furthest up in B: {name}, from place {first} to place {second}."), True),
        (N_("Furthest down in B: {name}, from place {first} to place {second}."), False),
    )
    for end, up in ends:
        of_it = steps[steps > 0] if up else -steps[steps < 0]
        if len(of_it):
            key = of_it.idxmax()
            row = moved.loc[key]
            name = names.get(key, row["name"])
            first, second = numbers.number(row["rank_before"]), numbers.number(row["rank_now"])
            said.append(_(end).format(name=name, first=first, second=second))
    return said


def titled(subject: str, numbers: Numbers) -> str:
    """Return the title over the sentences of a subject, or of the people in gaps."""
    return numbers.translate(SUBJECT_TITLES.get(subject, _BEFORE))
