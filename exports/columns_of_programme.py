"""Declarations of the exported columns of the Wi-Fi programme, of the files received, and of the declarations."""

from exports._column import Exported
from exports.columns_of_buildings import BUILDING_ID, BUILDING_NAME, EUR, EUR_A_YEAR
from exports.columns_of_people import PERSONS, SHARE

_COPIED = "as in `sites.csv`"
_BUILDING = (BUILDING_ID.of(_COPIED), BUILDING_NAME.of(_COPIED))
_ACTIVITY = Exported("activity", "Sector of activity of the building", _COPIED)
_YEAR = Exported("year", "Year of the programme", "from `programme.first_year` on, one for each budget", "year")

PROGRAMME_WIFI = (
    *_BUILDING,
    _ACTIVITY,
    Exported("section", "Name of the section it stands in", "`section_name` of `sites.csv`"),
    Exported("tier", "Tier it has from that year on", "the plan; a key of `programme.tiers`"),
    _YEAR,
    Exported(
        "access_points",
        "Access points added; empty where an offer does not say",
        "indoor and outdoor points of the tier, less those of the tier before",
        "access points",
    ),
    Exported(
        "capex_eur",
        "Paid once, in that year",
        "price of the tier's points, less that of the tier before; with the first, survey, switch, rack, fibre entry",
        EUR,
    ),
    Exported(
        "opex_eur_per_year", "Running cost added", "running cost of the tier, less that of the tier before", EUR_A_YEAR
    ),
    Exported(
        "people_gained",
        "People, times the share of their need, newly served that year by this purchase",
        "what is new in each place, shared between purchases in proportion to the share of need each adds there",
        PERSONS,
    ),
)

_ALL_ONLY = "only where `activity` is `all`"
_SECTORS_ONLY = "empty where `activity` is `all`"

PROGRAMME_SUMMARY = (
    _YEAR,
    Exported("activity", "Sector of activity, or `all` for the whole programme", _COPIED),
    Exported("budget_eur", f"The year's budget, {_ALL_ONLY}; empty without a limit", "`programme.budgets_eur`", EUR),
    Exported(
        "available_eur",
        f"What may be spent, {_ALL_ONLY}",
        "`budget_eur`, and with `programme.carry_over` what earlier years left",
        EUR,
    ),
    Exported("spent_eur", "First costs of the year", "sum of `capex_eur` of `programme_wifi.csv`", EUR),
    Exported("floor_eur", f"The sector's floor, {_SECTORS_ONLY}", "rules of the scenario", EUR),
    Exported(
        "left_eur",
        f"What is left to spend in the sector at the start of the year, {_SECTORS_ONLY}",
        "first cost of bringing every ready building of the sector from the tier it has to its dearest",
        EUR,
    ),
    Exported("owed_eur", f"What the sector is owed, {_SECTORS_ONLY}", "the lesser of `floor_eur` and `left_eur`", EUR),
    Exported(
        "opex_eur_per_year",
        f"Running cost of all that is there in that year, {_ALL_ONLY}",
        "sum of `opex_eur_per_year` of `programme_wifi.csv` up to that year",
        EUR_A_YEAR,
    ),
    Exported("buildings", "Buildings that begin that year", "buildings with their first row in that year", "buildings"),
    Exported("people_counted", f"People who count, {_ALL_ONLY}", "by `programme.who_counts`", PERSONS),
    Exported(
        "people_served",
        f"People times the share of their need met, existing Wi-Fi included, {_ALL_ONLY}",
        "sum over places of people * the lesser of 1 and the sum of the shares of what is within `programme.reach_m`",
        PERSONS,
    ),
    Exported("served_share", f"Share of the need met, {_ALL_ONLY}", "`people_served` / `people_counted`", SHARE),
    Exported(
        "people_gained",
        f"What the year adds, {_ALL_ONLY}",
        "`people_served` less that of the year before, or less what existing Wi-Fi serves",
        PERSONS,
    ),
)

PROGRAMME_WAITING = (
    *_BUILDING,
    _ACTIVITY,
    Exported(
        "reason",
        "Code of the first reason that holds",
        "a gate of the ranking, `floor_area_not_known`, `fibre_not_known`, `fibre_not_in_time`, "
        "`running_cost_not_known`, `excluded` or `not_chosen`",
    ),
)

_VERSION = "published version of the layer"
PROVENANCE = (
    Exported("layer", "Layer the file belongs to", "snapshot"),
    Exported("source", "Source of the layer, as the data dictionary has it", _VERSION),
    Exported("publisher", "Who published it", _VERSION),
    Exported("licence", "On which terms", _VERSION),
    Exported(
        "vintage",
        "Date, month or year the data describe, several separated by semicolons; `n.d.` or empty when nobody says",
        _VERSION,
    ),
    Exported(
        "stale_from",
        "First day on which its layer takes them for too old; empty where the vintage is unknown: nobody can say then "
        "whether they are up to date",
        "the last day of the oldest vintage, and the days its layer allows (data dictionary)",
    ),
    Exported("file_name", "Name of the file received", _VERSION),
    Exported("url", "Where it came from; empty for a file passed by hand", "kept when it was received"),
    Exported("sha256", "SHA-256 digest of its bytes", "computed when it was received"),
    Exported("size_bytes", "Size of the file", "counted", "bytes"),
    Exported("rows", "Rows its source gave to the layer, before lists are merged", _VERSION, "rows"),
)

COLUMNS = (
    Exported("file", "Exported file", "declared"),
    Exported("column", "Column of that file", "declared"),
    Exported("unit", "Unit; empty for text, codes, and true or false", "declared"),
    Exported("meaning", "What a cell says", "declared"),
    Exported("origin", "How it comes about: a layer, or a formula by the names of columns and settings", "declared"),
)
