"""Declarations of the exported columns of sectors and of the places where people live."""

from exports._column import Exported

PERSONS, METRES, SHARE = "persons", "m", "share (0-1)"

SECTOR = Exported(
    "sector_code_statbel",
    "Statbel's nine-character code of the sector",
    "layer `sectors`; of a place, the sector it lies in (the lowest code on a shared border)",
)
SECTION = Exported(
    "section_code_statbel", "Code of the section, the commune of before the 1977 mergers", "layer `sectors`"
)
SECTION_NAME = Exported(
    "section_name", "Name of the section", "as the commune's configuration has it, else the layer `sectors`"
)
DISTRICT = Exported(
    "district", "District the section belongs to; empty where the commune has none", "configuration of the commune"
)
SECTOR_NAMES = (
    Exported("sector_name_fr", "Name of the sector in French", "layer `sectors`"),
    Exported("sector_name_nl", "Name of the sector in Dutch", "layer `sectors`"),
)
X_M = Exported(
    "x_m",
    "Easting of the point, in the commune's system: Belgian Lambert 2008 (EPSG:3812) unless its file names another",
    "a point of the place's geometry",
    METRES,
)
Y_M = Exported("y_m", "Northing of the same point", "a point of the place's geometry", METRES)

DEMAND_ID = Exported(
    "demand_id",
    "Identifier of the place where people live; `sector:` and a code for a point that stands for a whole sector",
    "layer `residences`, else the code of the sector",
)
POPULATION = Exported(
    "population",
    "Residents",
    "`population` of the sector * weight of the residence / sum of the weights in the sector",
    PERSONS,
)
OF_AGE = Exported(
    "population_16_74",
    "Residents of 16 to 74 years; empty throughout unless they are known of every sector",
    "`population_16_74` of the sector * `population` of the place / `population` of the sector",
    PERSONS,
)
_COUNTED = "`population_16_74` (`population` where it is empty)"
VULNERABLE = Exported(
    "vulnerable_count",
    "Residents expected to be in digital difficulty",
    f"{_COUNTED} * `vulnerable_rate` of the sector",
    PERSONS,
)
VULNERABLE_BOUNDS = (
    Exported(
        "vulnerable_low",
        "The least `vulnerable_count` may be, for want of indicators only",
        f"{_COUNTED} * the rate at `index_low`; `vulnerable_count` where the index is complete or diplomas are known",
        PERSONS,
    ),
    Exported(
        "vulnerable_high",
        "The most `vulnerable_count` may be, for want of indicators only",
        f"{_COUNTED} * the rate at `index_high`; `vulnerable_count` where the index is complete or diplomas are known",
        PERSONS,
    ),
)
_WORLDS = {
    "vulnerable_if_rate_low": ("the rate of the survey were the lower one", "vulnerability.total_rate_low"),
    "vulnerable_if_rate_high": ("the rate of the survey were the higher one", "vulnerability.total_rate_high"),
    "vulnerable_if_gradient_low": ("neighbourhoods differed as little as may be", "vulnerability.gradient_low"),
    "vulnerable_if_gradient_high": ("neighbourhoods differed as much as may be", "vulnerability.gradient_high"),
}
VULNERABLE_IF = tuple(
    Exported(
        name,
        f"What `vulnerable_count` would be if {words}, in all sectors at once: sums of this column are those of that "
        "case; apart from what missing indicators could change; empty where that gradient cannot be reached",
        f"as `vulnerable_count`, with `{setting}` instead",
        PERSONS,
    )
    for name, (words, setting) in _WORLDS.items()
)
SENIORS = Exported(
    "seniors_count",
    "Residents aged 65 and over; empty where the share is not published",
    "`population` * `share_65_plus` of the sector",
    PERSONS,
)
MOBILE = (
    Exported(
        "mobile_5g_class_best",
        "Best class of 5G over the operators: 0 none, 1 outdoor, 2 indoor, 3 deep indoor; empty when not known",
        "highest class of each operator at the point, layer `mobile_5g`; the highest over the operators",
        "class",
    ),
    Exported(
        "mobile_5g_class_min",
        "Least class over the operators; empty when not known",
        "highest class of each operator at the point; the lowest over the operators",
        "class",
    ),
)
NEAREST = (
    Exported(
        "wifi_distance_m",
        "Walk to the nearest public Wi-Fi; `inf` when there is none, empty when not known",
        "shortest walk to public Wi-Fi that counts, as `docs/methods_people.md` says",
        METRES,
    ),
    Exported(
        "help_distance_m",
        "Walk to the nearest place of digital help; `inf` when there is none, empty when not known",
        "shortest walk to a place of help that counts, as `docs/methods_people.md` says",
        METRES,
    ),
)
HOME_GAP = Exported(
    "home_gap",
    "Whether neither fibre nor good 5G can be had; empty when not known",
    "not (`fibre_available` or best 5G class at least `coverage.home_5g_class`), in three-valued logic",
)
DOOR_GAPS = (
    Exported("public_gap", "Whether no public Wi-Fi is within the walk", "`wifi_distance_m` > `reach.limit_m`"),
    Exported("help_gap", "Whether no digital help is within the walk", "`help_distance_m` > `reach.limit_m`"),
)

DEMAND = (
    DEMAND_ID,
    SECTOR,
    X_M,
    Y_M,
    POPULATION,
    VULNERABLE,
    SECTION,
    OF_AGE,
    Exported(
        "located",
        "True on a residence, false where the sector has none and its people stand on a point inside it",
        "layer `residences`",
    ),
    *VULNERABLE_BOUNDS,
    *VULNERABLE_IF,
    Exported(
        "fibre_available",
        "Whether fibre can be ordered; empty when not known",
        "whether the point lies in an area of the layer `fibre` available on `coverage.as_of`",
    ),
    *MOBILE,
    HOME_GAP,
    *NEAREST,
    *DOOR_GAPS,
    SENIORS,
)

_SUMMED = "sum over the rows of `demand.csv` in the sector"
_WHOLE_SECTOR = "empty when it is not known of somebody there"


def _gap_columns() -> tuple[Exported, ...]:
    words = {"home": "in a gap at home", "public": "without public Wi-Fi", "help": "without digital help"}
    columns = []
    for gap, word in words.items():
        persons, vulnerable = (
            Exported(
                f"{gap}_gap_{what}",
                f"{who} {word}; {_WHOLE_SECTOR}",
                f"sum of `{amount}` where `{gap}_gap` is true, over the rows of `demand.csv` in the sector",
                PERSONS,
            )
            for what, who, amount in (
                ("persons", "Residents", "population"),
                ("vulnerable", "Residents expected to be in digital difficulty", "vulnerable_count"),
            )
        )
        bounds = (
            Exported(
                "home_gap_persons_low",
                "Residents who certainly are in a gap at home",
                "sum of `population` where `home_gap` is true",
                PERSONS,
            ),
            Exported(
                "home_gap_persons_high",
                "Residents who may be in a gap at home",
                "sum of `population` where `home_gap` is true or empty",
                PERSONS,
            ),
        )
        columns += [persons, *(bounds if gap == "home" else ()), vulnerable]
    return tuple(columns)


SECTORS = (
    SECTOR.of("layer `sectors`"),
    *SECTOR_NAMES,
    SECTION,
    SECTION_NAME,
    DISTRICT,
    Exported("area_m2", "Area of the outline", "layer `sectors`", "m2"),
    Exported("population", "Residents; empty where none are published", "layer `population`", PERSONS),
    OF_AGE.of("layer `population`"),
    Exported(
        "grid_persons",
        "People the cells of the population grid hold; empty where residences are addresses",
        "sum of `weight` of the layer `residences` in the outline",
        PERSONS,
    ),
    Exported(
        "grid_fit",
        "`none` (no cell with anybody), `under` (cells hold under half of the residents, who all stand in them), "
        "`over` (more than twice as many) or `fits`; empty without a grid or without residents",
        "`grid_persons` / `population`",
    ),
    Exported(
        "vulnerability_index",
        "Index of vulnerability, 0 least to 100 most; empty when not complete",
        "weighted mean of the indicators' scores",
        "points (0-100)",
    ),
    Exported("index_low", "The least the index may be", "the same with 0 for every missing score", "points (0-100)"),
    Exported("index_high", "The most the index may be", "the same with 100 for every missing score", "points (0-100)"),
    Exported(
        "index_status",
        "`complete`, `incomplete` (an indicator is missing) or `unknown` (all are)",
        "how many indicators the sector has",
    ),
    Exported(
        "vulnerable_rate",
        "Share expected to be in digital difficulty, of residents of 16 to 74 years where these are known, else of all",
        "by `vulnerable_method`, see the page of methods",
        SHARE,
    ),
    VULNERABLE.of(f"{_COUNTED} * `vulnerable_rate`"),
    *VULNERABLE_BOUNDS,
    Exported(
        "vulnerable_method",
        "What the rate rests on: `composition` (diplomas), `index`, or `commune_mean`",
        "the first of them that is known",
    ),
    *VULNERABLE_IF,
    Exported(
        "fibre_share",
        "Share of residents who can order fibre, among those of whom it is known",
        f"{_SUMMED} of `population` where `fibre_available` is true, over the same where it is known",
        SHARE,
    ),
    Exported(
        "fibre_area_share",
        "Share of the outline where fibre can be ordered",
        "area covered by at least one available area of the layer `fibre` / area of the outline",
        SHARE,
    ),
    Exported(
        "mobile_5g_class_best_mean",
        "Mean of the best 5G class by area, where a class is known",
        "sum over k = 1, 2, 3 of the area where the best class is at least k / area where it is known",
        "class",
    ),
    Exported(
        "mobile_5g_indoor_share",
        "Share of residents with 5G indoors or better, among those of whom it is known",
        f"{_SUMMED} of `population` where `mobile_5g_class_best` is at least 2, over the same where it is known",
        SHARE,
    ),
    Exported(
        "mobile_5g_indoor_area_share",
        "Share of the area with 5G indoors or better, where a class is known",
        "area where the best class is at least 2 / area where it is known",
        SHARE,
    ),
    *_gap_columns(),
    Exported(
        "inherited_indicators",
        "Indicators whose value is that of the sector this one was a part of, by key, separated by commas; empty where "
        "none is. Only rates are passed on, never totals",
        "the layer `indicators` has no row for the sector's code, and one for a code that begins with the same eight "
        "characters and is no sector of today",
    ),
)
"""Followed by a column for each indicator the commune has."""
