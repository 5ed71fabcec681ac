"""What is said of the criteria of a ranking wherever their weights are shown: what they decide, and which overlap."""

from dataclasses import dataclass

import pandas as pd

from geo.ranking import CRITERIA
from geo.texts import N_
from words.marks import quoted
from words.numbers import Numbers, is_unknown

_TITLES = {criterion.key: criterion.title for criterion in CRITERIA}

WEIGHT, DECIDES, ALONE = N_("Weight"), N_("Decides"), N_("Alone")
"""Heads of the three figures of a criterion."""


@dataclass(frozen=True)
class Decides:
    """The figures of one criterion as they are shown."""

    key: str
    title: str
    weight: str
    decides: str
    alone: str


def decides_rows(told: pd.DataFrame, numbers: Numbers) -> list[Decides]:
    """Write what ``geo.ranking.influence`` tells, a row a criterion; a dash where there is no figure."""

    def percent(share: float) -> str:
        # Minus nothing is nothing.
        return "–" if is_unknown(share) else numbers.percent(round(float(share), 2) + 0.0)

    return [
        Decides(
            key=str(row.Index),
            title=numbers.translate(_TITLES[str(row.Index)]),
            weight=percent(row.weight_share),
            decides=percent(row.variance_share),
            alone=percent(row.correlation_ratio),
        )
        for row in told.itertuples()
    ]


def decides_sentences(told: pd.DataFrame, numbers: Numbers) -> list[str]:
    """Say which criterion decides most, which decide nothing or the contrary; or why there are no figures."""
    _ = numbers.translate
    if told.empty:
        return []
    count = int(told["sites"].iloc[0])
    if told["variance_share"].isna().all():
        if count < 3:
            return [_(N_("Too few buildings have known points to say what each criterion decides: three are needed."))]
        return [_(N_("All buildings have the same points: no criterion tells them apart."))]
    most = told["variance_share"].idxmax()
    share = float(told.loc[most, "variance_share"])
    text = (
        N_(
            "“{criterion}” decides most: {decides} of the differences in points between the {count} buildings whose "
            "points are known, for {weight} of the weights."
        )
        if share <= 1
        else N_(
            "“{criterion}” decides most of the differences in points between the {count} buildings whose points are "
            "known, for {weight} of the weights; others take back part of what it gives, so that it stands above 100 %."
        )
    )
    facts = {"decides": numbers.percent(share), "weight": numbers.percent(told.loc[most, "weight_share"])}
    said = [_(text).format(criterion=_(_TITLES[str(most)]), count=numbers.number(count), **facts)]
    same = [_(_TITLES[str(key)]) for key in told.index[told["constant"]]]
    if same:
        text = _(N_("The same for all of them, so that it decides nothing: {criteria}."))
        said.append(text.format(criteria=", ".join(quoted(title, _) for title in same)))
    return said


def explanation(numbers: Numbers) -> str:
    """Say what the figures mean."""
    return numbers.translate(
        N_(
            "Decides: the part of the differences in points that comes from the criterion; the parts add up to 100 %, "
            "and one is negative where the other criteria take more than it gives. Alone: the part of the differences "
            "one would know from this criterion alone (correlation ratio); these overlap and do not add up."
        )
    )


def related_sentences(pairs: pd.DataFrame, numbers: Numbers) -> list[str]:
    """Warn of each two criteria that say the same or the opposite, and say what can be done."""
    _ = numbers.translate
    said = []
    for pair in pairs[pairs["relation"] != ""].itertuples(index=False):
        text = (
            N_(
                "“{first}” and “{second}” say nearly the same (rank correlation {correlation}): together they count "
                "twice. Give one of them weight zero."
            )
            if pair.relation == "alike"
            else N_(
                "“{first}” and “{second}” work against each other (rank correlation {correlation}): with each point "
                "the first gives, the second takes {points} on average. What one gives, the other takes: choose which "
                "is to count."
            )
        )
        said.append(
            _(text).format(
                first=_(_TITLES[pair.first]),
                second=_(_TITLES[pair.second]),
                correlation=numbers.fixed(pair.correlation, 2),
                points=numbers.fixed(abs(pair.points)),
            )
        )
    return said
