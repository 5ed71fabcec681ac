"""What is said of a Wi-Fi programme carried out, wherever it is shown: beside the plan, the rest, how evenly."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.programme import OUTCOMES, Plan, Present, Realised
from geo.texts import N_, NN_
from words.numbers import Numbers, Translate
from words.sentences import sentence, tier_words

SHORT: Mapping[str, str] = {
    "kept": N_("kept"),
    "lower": N_("lower tier"),
    "late": N_("late"),
    "dropped": N_("dropped"),
    "to_come": N_("to come"),
    "unplanned": N_("outside the plan"),
}
"""Outcome -> its words in a table; ``geo.programme.OUTCOMES`` explains them."""

STATES: Mapping[str, str] = {
    "before": N_("before the programme"),
    "now": N_("now"),
    "after": N_("after the rest"),
}
"""State of the city -> its words, where equity is compared."""


SHOWN = 5
"""Names said in a sentence; all of them stand in the table."""

WITHIN_WALK = N_("Residents with public Wi-Fi within a walk of {metres}:")
"""What heads the comparison of equity."""


def realised_sentences(found: Realised, numbers: Numbers, translate: Translate) -> list[str]:
    """Return what became of the plan: buildings, people, money, and what nobody told."""
    _, year = translate, str(found.until)
    counts = found.buildings["outcome"].value_counts()
    number = {outcome: numbers.number(int(counts.get(outcome, 0))) for outcome in OUTCOMES}
    text = N_(
        "Buildings by the end of {year}: kept {done}, of a lower tier {lower}, late {late}, dropped {dropped}; still "
        "to come: {to_come}; outside the plan: {unplanned}."
    )
    said = [_(text).format(year=year, done=number.pop("kept"), **number)]
    if len(found.years):
        last, sums = found.years.iloc[-1], found.years.sum(numeric_only=True)
        text = N_("People served at the end of {year}: {people}; by the plan: {others}.")
        people = {"people": numbers.people(last["people_served"]), "others": numbers.people(last["people_planned"])}
        said.append(_(text).format(year=year, **people))
        text = N_("Spent in those years: {spent}; by the plan: {euros}.")
        said.append(_(text).format(spent=numbers.euros(sums["spent_eur"]), euros=numbers.euros(sums["planned_eur"])))
        if unknown := int(sums["spent_unknown"]):
            text = NN_(
                "Of {count} row nobody says what was paid: it may be more.",
                "Of {count} rows nobody says what was paid: it may be more.",
                "count",
            )
            said.append(_(text).format(count=numbers.number(unknown)))
        if not found.years["connections"].isna().all():
            text = N_("Connections counted in those years: {count}.")
            said.append(_(text).format(count=numbers.number(int(found.years["connections"].sum()))))
    if len(names := found.buildings.loc[found.buildings["lower_tier"].fillna(value=False).astype(bool), "name"]):
        text = NN_(
            "{count} building has a lower tier than planned: {names}.",
            "{count} buildings have a lower tier than planned: {names}.",
            "count",
        )
        said.append(_(text).format(count=numbers.number(len(names)), names=_few(names, _)))
    if unsaid := int(found.buildings["tier_assumed"].sum()):
        text = NN_(
            "Which tier stands in {count} building is not told: the least is counted.",
            "Which tier stands in {count} buildings is not told: the least is counted.",
            "count",
        )
        said.append(_(text).format(count=numbers.number(unsaid)))
    dearer = found.buildings["dearer_eur"][found.buildings["dearer_eur"] > 0]
    if len(dearer):
        text = NN_(
            "{count} building cost more than planned: {euros} in all.",
            "{count} buildings cost more than planned: {euros} in all.",
            "count",
        )
        said.append(_(text).format(count=numbers.number(len(dearer)), euros=numbers.euros(float(dearer.sum()))))
    if found.strangers:
        text = NN_(
            "{count} building of the follow-up is not in the inventory and counts for nothing: {names}.",
            "{count} buildings of the follow-up are not in the inventory and count for nothing: {names}.",
            "count",
        )
        said.append(_(text).format(count=numbers.number(len(found.strangers)), names=_few(found.strangers, _)))
    return said


def became_sentence(found: Realised, key: str, numbers: Numbers, translate: Translate) -> str:
    """Return what became of one building by the last year compared; nothing where there is nothing to tell of it."""
    _ = translate
    if key not in found.buildings.index or found.buildings.loc[key, "outcome"] == "to_come":
        return ""
    row = found.buildings.loc[key]
    outcome = _(SHORT[row.outcome])
    said = _(N_("What became of it by the end of {year}: {outcome}.")).format(year=str(found.until), outcome=outcome)
    if pd.isna(row["installed_year"]):
        return said
    text = _(N_("Wi-Fi is there since {year} ({tier}); spent: {euros}."))
    tier = tier_said(row["tier"], assumed=row["tier_assumed"], translate=_)
    euros = numbers.euros(row["spent_eur"]) if row["spent_known"] else numbers.unknown
    return f"{said} {text.format(year=str(row['installed_year']), tier=tier, euros=euros)}"


def _few(names: Sequence[str] | pd.Series, translate: Translate) -> str:
    """Return some names, and that there are more."""
    shown = ", ".join(str(name) for name in names[:SHOWN])
    return translate(N_("{names} and others")).format(names=shown) if len(names) > SHOWN else shown


def tier_said(tier: object, *, assumed: bool, translate: Translate) -> str:
    """Say which tier stands; where nobody does, say so instead of the one that is counted."""
    if pd.isna(tier):
        return ""
    return translate(N_("not told")) if assumed else tier_words(str(tier), translate)


def rest_sentences(rest: Present, plan: Plan, found: Realised, numbers: Numbers, translate: Translate) -> list[str]:
    """Return what the rest of the programme comes to: the money left, what its plan does, what it rests on."""
    until, installed = found.until, found.installed
    text = translate(N_("Planned again from what stands at the end of {year}; money left: {euros}."))
    said = [text.format(year=str(until), euros=numbers.euros(rest.left_eur))]
    if plan.has_plan:
        said.append(_rest_result(plan, installed, numbers, translate))
    else:
        said.append(translate(N_("These rules cannot hold together:")))
        said += [sentence(each, numbers) for each in plan.conflict]
    return [*said, *(sentence(each, numbers, {"euros": numbers.euros}) for each in rest.notes)]


def _rest_result(plan: Plan, installed: tuple[str, ...], numbers: Numbers, translate: Translate) -> str:
    """Say what the plan of the rest costs and whom it serves; a building raised to a higher tier begins nothing."""
    bought = set(plan.rows["building_id"])
    raised, last = len(bought & set(installed)), plan.years.iloc[-1]
    text = NN_(
        "{count} building gets Wi-Fi (raised to a higher tier: {upgrades}) for {euros}; people served at the end of "
        "{year}: {people}.",
        "{count} buildings get Wi-Fi (raised to a higher tier: {upgrades}) for {euros}; people served at the end of "
        "{year}: {people}.",
        "count",
    )
    said = translate(text).format(
        count=numbers.number(len(bought) - raised),
        upgrades=numbers.number(raised),
        euros=numbers.euros(float(plan.years["spent_eur"].sum())),
        year=str(plan.years.index[-1]),
        people=numbers.people(last["people_served"]),
    )
    if plan.status == "optimal":
        return said
    unproven = translate(N_("Whether there is a better plan is not proven yet."))
    return f"{said} {unproven}"
