"""Declarations of the exported columns of the review: walks, gaps, access and equity."""

from collections.abc import Iterator

from exports._column import Exported, bounded
from exports.columns_of_buildings import BUILDING_ID
from exports.columns_of_people import (
    DEMAND_ID,
    DISTRICT,
    DOOR_GAPS,
    HOME_GAP,
    METRES,
    NEAREST,
    PERSONS,
    POPULATION,
    SECTION,
    SECTION_NAME,
    SECTOR,
    SECTOR_NAMES,
    SENIORS,
    SHARE,
    VULNERABLE,
    VULNERABLE_BOUNDS,
)

REACH = (
    BUILDING_ID,
    DEMAND_ID,
    Exported(
        "distance_m",
        "Metres walked, at most `reach.limit_m`; 0.001 stands for 0",
        "way to the street + shortest way along streets + way from the street",
        METRES,
    ),
)

_COPIED = "as in `demand.csv`"
_WHO = (
    DEMAND_ID.of(_COPIED),
    SECTOR.of(_COPIED),
    SECTION.of(_COPIED),
    POPULATION.of(_COPIED),
    VULNERABLE.of(_COPIED),
)


def _nearest(column: Exported) -> tuple[Exported, ...]:
    """Return the walk to the nearest place with its bounds, whose unit stands at the end of their names."""
    service = column.name.removesuffix("_distance_m")
    unknown = "when the walk is not known"
    return (
        column.of(_COPIED),
        Exported(
            f"{service}_distance_low_m", "The least that walk may be", f"`{column.name}`, and 0 {unknown}", METRES
        ),
        Exported(
            f"{service}_distance_high_m", "The most that walk may be", f"`{column.name}`, and `inf` {unknown}", METRES
        ),
    )


_BETWEEN = (
    "by the two bounds of the walk: true where both are over `reach.limit_m`, false where neither is, empty otherwise"
)

GAPS = (
    *_WHO,
    *(column.of(_COPIED) for column in (*VULNERABLE_BOUNDS, SENIORS, HOME_GAP)),
    *(column.of(_BETWEEN) for column in DOOR_GAPS),
    Exported("any_gap", "Whether in at least one of the three gaps; empty when not known", "or, in three-valued logic"),
    Exported("all_gaps", "Whether in all three gaps; empty when not known", "and, in three-valued logic"),
    Exported("severity", "How many of the three gaps; empty when not known", "gaps that are true", "gaps"),
    Exported("severity_low", "How many at the least", "gaps that are true", "gaps"),
    Exported("severity_high", "How many at the most", "gaps that are true or empty", "gaps"),
    *(column for nearest in NEAREST for column in _nearest(nearest)),
)

_GAPS = {
    "home_gap": "in a gap at home",
    "public_gap": "without public Wi-Fi within the walk",
    "help_gap": "without digital help within the walk",
    "any_gap": "in at least one of the three gaps",
    "all_gaps": "in all three gaps",
}
_AMOUNTS = {
    "persons": ("Residents", "population", "population", "population"),
    "vulnerable": (
        "Residents expected to be in digital difficulty",
        "vulnerable_count",
        "vulnerable_low",
        "vulnerable_high",
    ),
    "seniors": ("Residents aged 65 and over", "seniors_count", "seniors_count", "seniors_count"),
}


def _counts() -> Iterator[Exported]:
    for kind, words in _GAPS.items():
        for amount, (who, value, low, high) in _AMOUNTS.items():
            column = Exported(
                f"{kind}_{amount}",
                f"{who} {words}; empty when it is not known of somebody",
                f"sum of `{value}` over the rows of `gaps.csv` where `{kind}` is true",
                PERSONS,
            )
            least = f"sum of `{low}` where `{kind}` is true; an empty number counts 0"
            most = f"sum of `{high}` where `{kind}` is true or empty; an empty number counts all residents"
            yield from bounded(column, least, most)


_SUM = "sum over the rows of `gaps.csv`"
_TOTALS = (
    POPULATION.of(_SUM),
    VULNERABLE.of(_SUM),
    *(column.of(_SUM) for column in VULNERABLE_BOUNDS),
    SENIORS.of(f"{_SUM}; empty when it is not known of somebody"),
    *_counts(),
    Exported(
        "unknown_persons",
        "Residents of whom at least one of the three gaps is not known",
        "sum of `population` over the rows of `gaps.csv` where one of the three is empty",
        PERSONS,
    ),
    Exported(
        "rests_on_unknown",
        "Whether something is not known of somebody there",
        "`unknown_persons` is over 0, or a sector has no published population",
    ),
)
GAPS_BY_SECTOR = (SECTOR.of("layer `sectors`"), *SECTOR_NAMES, SECTION_NAME, *_TOTALS)
GAPS_BY_SECTION = (SECTION, SECTION_NAME, *_TOTALS)
GAPS_BY_DISTRICT = (DISTRICT, *_TOTALS)

_METHOD_WORDS = {"2sfca": "a plain limit", "e2sfca": "zones", "balanced": "everybody counted once"}
_SERVICES = {
    "wifi_places_per_1000": ("Places of public Wi-Fi", "places/1,000 people"),
    "help_hours_per_week_per_1000": ("Hours of help a week", "h/week/1,000 people"),
}

ACCESS = (
    *_WHO,
    *(
        Exported(
            f"{column}_{method}",
            f"{what} within the walk, per 1,000 people they are shared with; empty when not known",
            f"1,000 * access by floating catchments with {_METHOD_WORDS[method]} ({method}), see the page of methods",
            unit,
        )
        for column, (what, unit) in _SERVICES.items()
        for method in _METHOD_WORDS
    ),
    Exported(
        "help_hours_incomplete",
        "Whether a place of unknown hours is within the walk, so that access to help is at least the figure shown",
        "a place of the layer `support_places` without hours lies within the walk",
    ),
)

_UNIT_OF_MEASURE = "unit of the measure"
EQUITY = (
    Exported("service", "`wifi` or `help`", "what people walk to"),
    Exported(
        "measure",
        "`distance_m`, `within_walk` (1 or 0), `access_2sfca`, `access_e2sfca` or `access_balanced`",
        "columns of `gaps.csv` and `access.csv`",
    ),
    Exported("people", "`residents` or `vulnerable`: over whom", "`population` or `vulnerable_count`"),
    Exported("rank_by", "`vulnerability_index` or `median_income_eur`: by what people are ordered", "their sector's"),
    Exported("people_counted", "People with a value and a rank", "sum", PERSONS),
    Exported("people_unknown", "People of whom no value or no rank is known: left out", "sum", PERSONS),
    Exported("people_without", "People with nowhere to walk to: left out of distances", "sum", PERSONS),
    Exported("mean", "Mean over people", "sum of people * value / people", _UNIT_OF_MEASURE),
    Exported(
        "mean_worse_off",
        "Mean of the fifth of people in the most vulnerable, or poorest, neighbourhoods",
        "read off the concentration curve",
        _UNIT_OF_MEASURE,
    ),
    Exported(
        "mean_better_off",
        "Mean of the fifth at the other end",
        "read off the concentration curve",
        _UNIT_OF_MEASURE,
    ),
    Exported("concentration", "Concentration index", "2 cov(value, rank) / mean", "-1 to 1"),
    Exported("erreygers", "Erreygers' index, of `within_walk` only", "8 cov(value, rank) / (1 - 0)", "-1 to 1"),
    Exported("gini", "Gini index", "the concentration index, ranked by the value itself", "0 to 1"),
    Exported("theil", "Theil's T", "mean of s log s, s = value / mean, 0 for s = 0", "nats"),
    Exported("palma", "What the top tenth have over what the lower four tenths have", "Lorenz curve", "ratio"),
    Exported(
        "poverty_line",
        "Under it, or for distances over it, one is poor",
        "distances: `reach.limit_m`; `within_walk`: 1; access: `catchments.poverty_share` * mean",
        _UNIT_OF_MEASURE,
    ),
    Exported("poor_share", "Share of people who are poor (FGT0)", "`poor_persons` / people", SHARE),
    Exported("poverty_depth", "Mean shortfall, or excess, as a share of the line (FGT1)", "mean over people", "share"),
    Exported("poor_persons", "People who are poor", "sum, those with nowhere to walk to included", PERSONS),
)
