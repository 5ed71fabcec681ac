"""Declarations of the exported columns of municipal buildings and of their rankings."""

from exports._column import Exported, bounded
from exports.columns_of_people import (
    DISTRICT,
    METRES,
    MOBILE,
    NEAREST,
    PERSONS,
    SECTION,
    SECTION_NAME,
    SECTOR,
    X_M,
    Y_M,
)
from geo.ranking import CRITERIA, Criterion
from layers import layer

EUR, EUR_A_YEAR = "EUR", "EUR/year"

_OF_LAYER = tuple(
    Exported(
        column.name,
        column.meaning + ("; " + ", ".join(f"`{code}`" for code in column.labels) if column.labels else ""),
        "layer `buildings`",
        column.unit or "",
    )
    for column in layer("buildings").columns
)
BUILDING_ID, BUILDING_NAME = _OF_LAYER[:2]

SITES = (
    BUILDING_ID,
    BUILDING_NAME,
    X_M.of("a point inside the geometry of the layer `buildings`"),
    Y_M.of("a point inside the geometry of the layer `buildings`"),
    *_OF_LAYER[2:],
    Exported(
        "public_access_assumed",
        "True where `public_access` is assumed: a school of which no list says whether the public may enter",
        "on the list of schools alone, or without a value in the inventory; assumed is `schools.public_access`",
    ),
    SECTOR.of("sector the building stands in, or the nearest at most 25 m away; empty when in none"),
    SECTION.of("the sector's"),
    SECTION_NAME.of("the sector's"),
    DISTRICT.of("the sector's"),
    Exported(
        "location_status",
        "`located`, `no_coordinates` or `outside_commune`",
        "`outside_commune` when more than 25 m from every sector",
    ),
    Exported("distance_outside_m", "How far outside the commune; 0 when located", "to the nearest outline", METRES),
    Exported(
        "opening_hours_per_week",
        "Hours open in a week; empty when not known",
        "`opening_hours` read as the methods say under Opening hours: the mean over the ordinary weeks of a year",
        "h/week",
    ),
    Exported(
        "fibre_status",
        "Furthest state of fibre there: `available`, `building`, `planned`, `none`; empty when not known",
        "furthest of the areas of the layer `fibre` the point lies in, on `coverage.as_of`",
    ),
    Exported("fibre_operator", "All operators in that state, by name", "the same areas"),
    Exported("fibre_available_from", "Earliest day of those areas; empty without a date", "the same areas", "date"),
    *MOBILE,
    *NEAREST,
    Exported(
        "population_in_reach",
        "Residents within the walk; empty where no walk is known",
        "sum of `population` of `demand.csv` over the building's rows of `reach.csv`",
        PERSONS,
    ),
    Exported(
        "vulnerable_in_reach",
        "Residents expected to be in digital difficulty within the walk; empty where no walk is known",
        "sum of `vulnerable_count` of `demand.csv` over the building's rows of `reach.csv`",
        PERSONS,
    ),
    Exported(
        "access_points",
        "Indoor access points for the whole building; empty without a floor area",
        "`floor_area_m2` / `costs.area_per_access_point_m2`, rounded up",
        "access points",
    ),
    Exported(
        "capex_eur",
        "First cost of Wi-Fi in the whole building; empty when not known",
        "`access_points` * `costs.access_point_eur` + switch and rack + survey + fibre entry by `fibre_status`",
        EUR,
    ),
    Exported(
        "opex_eur_per_year",
        "Running cost of Wi-Fi in the whole building",
        "`access_points` * `costs.opex_per_access_point_eur_per_year`",
        EUR_A_YEAR,
    ),
    Exported(
        "capex_low_eur",
        "The least `capex_eur` may be",
        "fibre entry at the least it may be: nothing where the building is, or may be, connected",
        EUR,
    ),
    Exported(
        "capex_high_eur",
        "The most `capex_eur` may be",
        "fibre entry at the most it may be: nothing where connected, else by `fibre_status`, the dearest if not known",
        EUR,
    ),
    Exported(
        "walks_doubtful",
        "True where another street is nearly as near but far away on foot, so that walks may be too long; "
        "empty where walks are straight lines",
        "the layer `streets`, as the methods say under Streets",
    ),
)

MEASURED = {
    "vulnerable_in_reach": "sum of `vulnerable_count` of `demand.csv` over the building's rows of `reach.csv`",
    "vulnerable_without_help": "the same, over the rows where `help_gap` is true",
    "gap_in_reach": "sum of `population` where `home_gap` is true, over the building's rows of `reach.csv`",
    "seniors_in_reach": "sum of `seniors_count`; residents of unknown age count with the mean share of the others",
    "expressed_demand": "`requests_per_year` of `sites.csv`",
    "fibre_at_building": (
        "by `fibre_status` of `sites.csv`: `available` 1, `building` 0.6, `planned` 0.3, `none` 0; 1 where "
        "`fibre_now`; empty where that is not known and the state is not `available`"
    ),
    "mobile_5g_at_building": "`mobile_5g_class_best` of `sites.csv`",
    "connectivity": (
        "0.5 * the share of `fibre_at_building` + 0.3 where `wifi_now` is `staff` or `public` + 0.2 where the best 5G "
        "class is at least `coverage.home_5g_class`"
    ),
    "existing_help": "sum of the weekly hours of the places of help within the walk of the building",
    "opening_hours": "`opening_hours_per_week` of `sites.csv`",
    "contact_staff": "`contact_staff` of `sites.csv`",
    "cost_per_person": (
        "(`capex_eur` + `costs.years_counted` * `opex_eur_per_year`) / `population_in_reach`, at least 1 resident"
    ),
}
"""Criterion -> how its raw value comes about."""

_POINTS = "points (0-100)"


def ranking_columns(ranking: str) -> tuple[Exported, ...]:
    """Return the columns of the table of a ranking, ``wifi`` or ``aidants``."""
    criteria = [criterion for criterion in CRITERIA if ranking in criterion.ranks]
    raw = [column for criterion in criteria for column in _raw(criterion)]
    return (*_FIRST, *map(_contribution, criteria), *raw, *_LAST)


def _contribution(criterion: Criterion) -> Exported:
    return Exported(
        f"contribution_{criterion.key}",
        f"Points from: {criterion.title}; empty when not known, excluded, or switched off",
        f"100 * weight / sum of the weights * place of `{criterion.column}` between its goalposts, 0 to 1",
        _POINTS,
    )


def _raw(criterion: Criterion) -> tuple[Exported, ...]:
    value = Exported(criterion.column, criterion.question, MEASURED[criterion.key], criterion.unit_text)
    return bounded(
        value,
        "the same with what is not known at its least; empty when nothing is known",
        "the same with what is not known at its most; empty when nothing is known",
    )


_FIRST = (
    BUILDING_ID,
    BUILDING_NAME,
    Exported(
        "rank",
        "Place, 1 the best; empty for an interval or an excluded building",
        "1 + ranked buildings before it (higher score, or the same and a lower identifier) + interval buildings that "
        "have more points at these goalposts with every value at its worst",
        "place",
    ),
    Exported(
        "score", "Score; empty for an interval or an excluded building", "sum of the columns `contribution_`", _POINTS
    ),
    Exported(
        "score_low",
        "The least the score may be",
        "every value that is not known, or only estimated, at its worst, goalposts included",
        _POINTS,
    ),
    Exported(
        "score_high",
        "The most the score may be",
        "every value that is not known, or only estimated, at its best, goalposts included",
        _POINTS,
    ),
    Exported(
        "status",
        "`ranked` (all known), `interval` (something weighed is not known) or `excluded` (a gate fails)",
        "gates, then which values are known",
    ),
)
_LAST = (
    Exported(
        "rank_low",
        "The best place it may have; empty when excluded",
        "1 + buildings compared that are surely before it: see Places in docs/methods_ranking.md",
        "place",
    ),
    Exported(
        "rank_high",
        "The worst place it may have; empty when excluded",
        "buildings compared - those that are surely behind it",
        "place",
    ),
    Exported(
        "gates_failed",
        "Codes of the gates it fails, a space between; empty when it passes all",
        "`located`, `in_commune`, `public_access`, `public_access_known`, `ready`, `not_equipped`",
    ),
    Exported(
        "full_score_low",
        "The least the score may be if the criteria switched off counted too",
        "as `score_low` over all criteria with a weight; no points from those that are switched off",
        _POINTS,
    ),
    Exported(
        "full_score_high",
        "The most the score may be if the criteria switched off counted too",
        "as `score_high` over all criteria with a weight; all points from those that are switched off",
        _POINTS,
    ),
    Exported(
        "full_rank_low",
        "The best place it may have if the criteria switched off counted too; empty when excluded",
        "as `rank_low`; what is switched off may speak for any building and against any other",
        "place",
    ),
    Exported(
        "full_rank_high",
        "The worst place it may have if the criteria switched off counted too; empty when excluded",
        "as `rank_high`; what is switched off may speak for any building and against any other",
        "place",
    ),
    Exported("criteria_counted", "Criteria with a weight that can be measured", "those that are not switched off"),
    Exported("criteria_weighed", "Criteria with a weight", "weights above 0"),
    Exported(
        "holds_if",
        "What all scores, places and bounds assume: no building compared has more; empty when nothing",
        "raw columns without an upper bound at some building whose highest value is a goalpost; the highest value or "
        "upper bound of any building compared",
    ),
)
