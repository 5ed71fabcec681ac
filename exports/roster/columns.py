"""Declarations of the exported columns of the aidants' roster."""

from exports._column import Exported

_HELPS, _HOURS, _SHARE = "helps/week", "h/week", "0-1"
_NEW, _FLOW = "new places, see `docs/methods_roster.md`", "maximum flow"
_PLANNED = "search of the roster, see `docs/methods_roster.md`"
_HALF_DAY = Exported("half_day", "Half-day of the week, such as `wed_afternoon`", "`roster.days` and `roster.parts`")
_DOOR = Exported("door_id", "Identifier of the door: a building's, or a partner's place", "`buildings`, `workplaces`")
_PAIRS = Exported("pairs", "Pairs of aidants", _PLANNED, "pairs")
_AIDANTS = Exported("aidants", "Aidants after the wave", "`roster.wave_aidants`, `roster.aidants`", "persons")
_GIVES = Exported("helps_per_week", "Helps that the aidants of the wave give", "maximum flow", _HELPS)

ROSTER_DOORS = (
    _DOOR,
    Exported("name", "Name of the door", "`buildings`, `workplaces`"),
    Exported("belongs_to", "Whether it is the `city`'s or a `partner`'s", "`workplaces`"),
    Exported("activity", "Sector of activity of the building", "as in `sites.csv`"),
    Exported("section_name", "Section it stands in", "as in `sites.csv`; of a partner's place, the nearest resident's"),
    Exported("district", "District it stands in", "configuration of the commune"),
    _HALF_DAY,
    Exported("wave", "Wave with which the pairs come, 1 the first", "order of growth, see `docs/methods_roster.md`"),
    _PAIRS,
    Exported("helps_per_week", "Helps given at the door, in all its half-days", "maximum flow", _HELPS),
    Exported("utilisation", "Share of the time of its pairs in use", "`helps_per_week` / what its pairs can", _SHARE),
    Exported("by_appointment", "Whether it works by appointment only", "`roster.utilisation_by_appointment`"),
    Exported("lost_without_helps_per_week", "Helps lost without the door", "maximum flow without it", _HELPS),
)

ROSTER_SUMMARY = (
    Exported("scope", "`all`, an area, or a fifth of the need: `fifth:1` least, `fifth:5` most vulnerable", _PLANNED),
    Exported("measure", "What is measured; the unit stands in its name", "`docs/plan_files.md`"),
    Exported("value", "The figure, or a word", "`docs/methods_roster.md`"),
)

ROSTER_WAVES = (
    _AIDANTS,
    _PAIRS,
    _GIVES,
    Exported("bound_helps_per_week", "What no roster of so many aidants exceeds", "relaxed problem", _HELPS),
    Exported("next_ten_helps_per_week", "What ten aidants more bring", "order of growth, then greedy", _HELPS),
    Exported("next_ten_most_helps_per_week", "What no ten aidants more exceed", "bounds, submodular", _HELPS),
)

ROSTER_MOVES = (
    Exported("workplace_id", "Identifier of the workplace, never a person's", "`workplaces`"),
    Exported("workplace_name", "Name of the workplace", "`workplaces`"),
    _DOOR,
    _HALF_DAY,
    Exported("helpers", "Helpers who go there", "transport with the least travel", "persons"),
    Exported("travel_m", "Way, one direction", "straight line times `reach.detour_factor`", "m"),
)

ROSTER_NEW_PLACES = (
    Exported(
        "place_id",
        "A building's identifier; of a corner, `corner:` and the place where people live next to it",
        "`buildings`, `demand.csv`",
    ),
    Exported("name", "Name of the building; of a corner, its neighbourhood", "`buildings`, `sectors`"),
    Exported("kind", "`building`, or `corner`: a street corner for a place to rent", _NEW),
    Exported("section_name", "Section it stands in", "as in `sites.csv`; of a corner, that of who lives next to it"),
    Exported("x_m", "Where it is, eastings", "as in `sites.csv`; the nearest place where three streets meet", "m"),
    Exported("y_m", "Where it is, northings", "likewise", "m"),
    Exported("vulnerable_in_walk", "Residents in digital difficulty within the walk", "`roster.walk_m`", "persons"),
    Exported("helps_gained_per_week", "Helps it adds beyond the roster and the places before it", _FLOW, _HELPS),
    Exported("people_gained", "Residents in difficulty whose requests these are", "helps / requests of one", "persons"),
    Exported("hours_gained_per_week", "Hours of help that these are", "helps x time of one", _HOURS),
    Exported("eur_per_year", "What it costs a year: hours, computers, rent at a corner", "`roster.new_place_*`", "EUR"),
    Exported("bound_helps_per_week", "What no so many places together add more than", "submodular bound", _HELPS),
)

ROSTER_HOURS = (
    Exported("hours_per_week_each", "Hours a week of each aidant", "steps of half an hour", _HOURS),
    _PAIRS,
    Exported("aidants_hours", "Hours that all aidants bring", "pairs x 2 x `roster.session_hours`", _HOURS),
    Exported("helps_per_week", "Helps that they give", "order of growth", _HELPS),
    Exported("share_of_missing", "Share of what is missing that they meet", "`helps_per_week` / missing", _SHARE),
    Exported("symbolic", "Whether a plan of so few hours is called symbolic", "`roster.symbolic_hours_per_week`"),
)
