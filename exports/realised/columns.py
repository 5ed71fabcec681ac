"""Declarations of the exported columns of a Wi-Fi programme carried out."""

from exports._column import Exported
from exports.columns_of_buildings import BUILDING_ID, BUILDING_NAME, EUR
from exports.columns_of_people import PERSONS
from exports.columns_of_programme import PROGRAMME_SUMMARY, PROGRAMME_WIFI

_TOLD = "layer `realised`, rows up to the year compared"
_PLANNED = "`programme_wifi.csv`"

REALISED = (
    BUILDING_ID.of("the plan and the layer `realised`"),
    BUILDING_NAME.of("as in `sites.csv`"),
    Exported(
        "outcome",
        "`kept` (there in the year planned, or sooner), `lower` (the same with a lower tier than planned), `late` "
        "(planned by now, and not there or come later), "
        "`dropped`, `to_come` (planned for a later year), `unplanned` (not in the plan)",
        "`installed_year` against `planned_year`, at the end of the last year compared",
    ),
    Exported("progress", "The last word on it: `installed`, `under_way`, `dropped`; empty where there is none", _TOLD),
    Exported("planned_year", "First year in which the plan buys something there; empty where it never does", _PLANNED),
    Exported("planned_tier", "Tier the plan has there by then, or in its first year there if that is later", _PLANNED),
    Exported(
        "planned_eur", "First costs the plan has there up to the same year", f"sum of `capex_eur` of {_PLANNED}", EUR
    ),
    Exported("installed_year", "Year since which Wi-Fi of the programme stands there; empty where none does", _TOLD),
    Exported("tier", "Tier that stands; the least of the programme where nobody says which", _TOLD),
    Exported("tier_assumed", "True where nobody says which tier stands", _TOLD),
    Exported(
        "lower_tier",
        "True where less stands than the plan has there by the last year compared; empty where nothing stands, nothing "
        "is planned by then, or nobody says which tier stands",
        "`tier` against `planned_tier`",
    ),
    Exported("spent_eur", "First costs paid so far, as far as they are told", _TOLD, EUR),
    Exported("spent_known", "False where a row says nothing of money: then `spent_eur` is the least it was", _TOLD),
    Exported(
        "dearer_eur",
        "What it cost more than planned, negative where less; empty where something of it is not known",
        "`spent_eur` - `planned_eur`",
        EUR,
    ),
)

REALISED_YEARS = (
    Exported("year", "Year of the programme, up to the last that the layer tells of", "rules of the scenario"),
    Exported("planned_eur", "First costs of the plan in that year", "`programme_summary.csv`", EUR),
    Exported("spent_eur", "First costs paid in that year, as far as they are told", "layer `realised`", EUR),
    Exported("spent_unknown", "Rows of that year without an amount", "layer `realised`", "rows"),
    Exported("planned_buildings", "Buildings the plan begins in that year", "`programme_summary.csv`", "buildings"),
    Exported("installed_buildings", "Buildings in which Wi-Fi came that year", "layer `realised`", "buildings"),
    Exported("people_planned", "People served at the end of the year by the plan", "`programme_summary.csv`", PERSONS),
    Exported(
        "people_served",
        "People served at the end of the year by what stands, existing Wi-Fi included",
        "as the plan counts them, from the tiers that stand",
        PERSONS,
    ),
    Exported("connections", "Connections counted in that year; empty where nobody counted", "layer `realised`"),
)

_OF_THE_REST = {
    "access_points": "points of the tier, less those of the tier that stands or was bought before",
    "capex_eur": "price of the tier, less that of the tier before; entry only where nothing stands",
    "opex_eur_per_year": "running cost added to that of what stands",
    "budget_eur": "`programme.budgets_eur`, less what was overspent, with what may be carried over",
    "people_served": "as `programme_summary.csv`, with what stands counted as existing Wi-Fi",
    "spent_eur": "sum of `capex_eur` of `rest_wifi.csv`",
}


def _of_the_rest(columns: tuple[Exported, ...]) -> tuple[Exported, ...]:
    """Return the columns of a plan as the rest of one has them."""
    return tuple(each.of(_OF_THE_REST[each.name]) if each.name in _OF_THE_REST else each for each in columns)


REST_WIFI, REST_SUMMARY = _of_the_rest(PROGRAMME_WIFI), _of_the_rest(PROGRAMME_SUMMARY)
"""Columns of a plan's tables, for the years that are left: paid and served beyond what stands."""
