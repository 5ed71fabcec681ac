"""What the command line prints of a Wi-Fi programme carried out: buildings, the rest by year, how evenly."""

import pandas as pd

from exports.realised.tables import told_buildings
from geo.programme import Plan, Realised
from geo.texts import N_
from terminal.tables import aligned, text_or_blank
from words.numbers import Numbers
from words.realised import SHORT, STATES, WITHIN_WALK, tier_said
from words.sentences import tier_words


def building_lines(found: Realised, numbers: Numbers) -> list[str]:
    """Return the buildings by the last year compared, those to come left out."""
    _ = numbers.translate
    shown = told_buildings(found)
    rows = [
        {
            _(N_("building")): f"{row['name']} ({key})",
            _(N_("became")): _(SHORT[row.outcome]),
            _(N_("planned")): text_or_blank(row.planned_year),
            _(N_("there since")): text_or_blank(row.installed_year),
            _(N_("tier")): tier_said(row.tier, assumed=row.tier_assumed, translate=_),
            _(N_("tier planned")): "" if pd.isna(row.planned_tier) else tier_words(row.planned_tier, _),
            _(N_("by the plan")): "" if pd.isna(row.planned_eur) else numbers.euros(row.planned_eur),
            _(N_("spent")): numbers.euros(row.spent_eur) if row.spent_known else numbers.unknown,
            _(N_("dearer by")): "" if pd.isna(row.dearer_eur) else numbers.euros(row.dearer_eur),
        }
        for key, row in shown.iterrows()
    ]
    return aligned(rows)


def rest_lines(plan: Plan, numbers: Numbers) -> list[str]:
    """Return the rest of the programme by year."""
    _ = numbers.translate
    rows = [
        {
            _(N_("year")): str(year),
            _(N_("budget")): numbers.euros(row["available_eur"]),
            _(N_("spent")): numbers.euros(row["spent_eur"]),
            _(N_("buildings")): numbers.number(row["buildings"]),
            _(N_("people served")): numbers.people(row["people_served"]),
        }
        for year, row in plan.years.iterrows()
    ]
    return ["", *aligned(rows)] if rows else []


def equity_lines(table: pd.DataFrame, reach_m: float, numbers: Numbers) -> list[str]:
    """Return how many residents have public Wi-Fi within the walk, overall and at both ends, state by state."""
    _ = numbers.translate
    rows = [
        {
            _(N_("state")): _(STATES[str(state)]),
            _(N_("residents")): numbers.percent(row["mean"], 1),
            _(N_("most vulnerable fifth")): numbers.percent(row["mean_worse_off"], 1),
            _(N_("least vulnerable fifth")): numbers.percent(row["mean_better_off"], 1),
            _(N_("Erreygers")): numbers.fixed(row["erreygers"], 3),
        }
        for state, row in table.iterrows()
    ]
    return [_(WITHIN_WALK).format(metres=numbers.metres(reach_m)), *aligned(rows)] if rows else []
