"""What a comparison comes to in one sentence, and the word for what becomes of a building."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from geo.comparison import Difference
from geo.texts import N_, NN_
from words.numbers import Numbers, is_unknown

if TYPE_CHECKING:
    from store.comparing import Kept

SUBJECT_TITLES: Mapping[str, str] = {
    "programme": N_("Wi-Fi programme"),
    "roster": N_("Roster of aidants"),
    "rank_wifi": N_("Ranking for Wi-Fi"),
    "rank_aidants": N_("Ranking for helpers"),
}
"""Subject -> its title."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "programme": {
        "only_before": N_("only in A"),
        "only_now": N_("only in B"),
        "earlier": N_("earlier in B"),
        "later": N_("later in B"),
        "other": N_("gets something else in B"),
        "same": N_("the same in both"),
    },
    "roster": {
        "only_before": N_("only in A"),
        "only_now": N_("only in B"),
        "other": N_("other half-days in B"),
        "same": N_("the same in both"),
    },
    "rank": {
        "only_before": N_("among the first ten in A only"),
        "only_now": N_("among the first ten in B only"),
        "earlier": N_("further up in B"),
        "later": N_("further down in B"),
        "other": N_("a place on one side only"),
        "same": N_("the same place"),
    },
}

_ENTERS, _LEAVES, _MOVES = (
    NN_("{count} building enters", "{count} buildings enter", "count"),
    NN_("{count} building leaves", "{count} buildings leave", "count"),
    NN_("{count} building changes", "{count} buildings change", "count"),
)
_ENTERS_TEN, _LEAVES_TEN, _MOVES_PLACE = (
    NN_("{count} building enters the first ten", "{count} buildings enter the first ten", "count"),
    NN_("{count} building leaves the first ten", "{count} buildings leave the first ten", "count"),
    NN_("{count} building has another place", "{count} buildings have another place", "count"),
)


_AMOUNTS: Mapping[str, str] = {
    "people_served": N_("people served: {variable}"),
    "capex_eur": N_("to install: {variable}"),
    "helps_per_week": N_("helps a week: {variable}"),
}
"""Figure -> said in the sentence, with the difference and its sign."""


SIDE = N_("{side}: {what}")
"""What stands behind a letter: ``A: Reference``."""


_KEPT_PLAN = NN_(
    "Plan at {euros}: {count} building {code}",
    "Plan at {euros}: {count} buildings {code}",
    "count",
)
_KEPT_ROSTER = NN_("Roster of {helpers}: {count} place {code}", "Roster of {helpers}: {count} places {code}", "count")


def kept_words(kept: "Kept", numbers: Numbers) -> str:
    """Return what a kept plan or roster is called: by its money or aidants, what it comes to, and its identity."""
    _, count, code = numbers.translate, numbers.number(kept.buildings), f"({kept.id[:6]})"
    if kept.programme is not None:
        euros = numbers.euros(sum(kept.programme.budgets_eur))
        return _(_KEPT_PLAN).format(euros=euros, count=count, code=code)
    helpers = numbers.number(None if kept.roster is None else kept.roster.aidants)
    return _(_KEPT_ROSTER).format(helpers=helpers, count=count, code=code)


def change_words(subject: str, change: str, numbers: Numbers) -> str:
    """Return the word for what becomes of a building, see ``geo.comparison.CHANGES``."""
    words = _WORDS["rank" if subject.startswith("rank_") else subject]
    return numbers.translate(words[change])


def answer_sentence(found: Difference, subject: str, numbers: Numbers) -> str:
    """Say how many buildings enter, leave and change in a subject, or that nothing differs, there or anywhere."""
    _ = numbers.translate
    if not found.differs:
        compared = ", ".join(_(SUBJECT_TITLES[each]) for each in found.subjects) or _(N_("people in gaps"))
        return _(N_("Nothing differs between A and B in what was compared ({kinds}).")).format(kinds=compared)
    title = _(SUBJECT_TITLES[subject])
    if subject not in found.subjects:
        return _(N_("{kind}: there are not two to compare.")).format(kind=title)
    rows = found.subjects[subject].rows["change"]
    if (rows == "same").all() and not len(found.subjects[subject].figures):
        return _(N_("{kind}: nothing differs between A and B.")).format(kind=title)
    enters, leaves = int((rows == "only_now").sum()), int((rows == "only_before").sum())
    others = int((rows != "same").sum())
    if subject.startswith("rank_"):
        counts = ((_ENTERS_TEN, enters), (_LEAVES_TEN, leaves), (_MOVES_PLACE, others))
    else:
        counts = ((_ENTERS, enters), (_LEAVES, leaves), (_MOVES, others - enters - leaves))
    said = [_(text).format(count=numbers.number(count)) for text, count in counts if count]
    figures = found.subjects[subject].figures
    said = [*(_amount(name, figures.loc[name], numbers) for name in _AMOUNTS if name in figures.index), *said]
    told = ", ".join(each for each in said if each)
    if not told:
        return _(N_("{kind}: the same buildings in A and B, other figures.")).format(kind=title)
    return _(N_("{kind}, from A to B: {changes}.")).format(kind=title, changes=told)


def _amount(name: str, row: pd.Series, numbers: Numbers) -> str:
    """Return how much more or less B has, with its sign; nothing where one side does not know."""
    more = float(row["now"]) - float(row["before"])
    if is_unknown(more):
        return ""
    write = {"people_served": numbers.people, "capex_eur": numbers.euros}.get(name, lambda each: numbers.fixed(each, 1))
    sign = "+" if more > 0 else "\u2212"
    return numbers.translate(_AMOUNTS[name]).format(variable=f"{sign}{write(abs(more))}")
