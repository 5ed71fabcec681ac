"""Declarations of the exported columns of device lots."""

from exports._column import Exported
from exports.columns_of_buildings import BUILDING_ID, BUILDING_NAME, EUR
from exports.columns_of_people import PERSONS
from geo.settings import DEVICE_KINDS

_COPIED = "as in `sites.csv`"
_DEVICES = "devices"
_KIND = Exported("device_kind", "Kind of device: `pc`, `laptop` or `tablet`", "rules of the scenario")
_NEED = Exported(
    "need_persons",
    "People in digital difficulty who count for the place",
    "sum over places where people live within `devices.reach_m` of `vulnerable_count` / the number of places taking "
    "the kind that reach them",
    PERSONS,
)

DEVICE_LOTS = (
    BUILDING_ID.of(_COPIED),
    BUILDING_NAME.of(_COPIED),
    Exported("activity", "Sector of activity of the building", _COPIED),
    Exported("section", "Name of the section it stands in", "`section_name` of `sites.csv`"),
    Exported("status", "Whether it `receives`, is `unmet` by a rule, or `excluded`", "rules of the scenario"),
    Exported("forced", "True where it takes part whatever it does not meet", "`devices.forced`"),
    Exported(
        "unmet",
        "Codes of the rules it does not meet, apart by blanks; unknown is not met",
        "the gates of the ranking for helpers; then `function_known`, `desks`, `desks_known`, `hours`, `hours_known`, "
        "`people`",
    ),
    Exported(
        "assumed",
        "What of it is assumed by the scenario: `function`, `desks`, `hours`",
        "`devices.assume_function`, `devices.assumed_desks`, `devices.assumed_hours_per_week`, where nothing is known",
    ),
    Exported("desks", "Desks for the public", "`public_desks` of `sites.csv`, or as assumed", "desks"),
    Exported("hours_per_week", "Opening hours", "`opening_hours_per_week` of `sites.csv`, or as assumed", "h/week"),
    *(
        Exported(
            f"cap_{kind}",
            f"Most {words} it can put to use; empty where that is not known",
            "`desks` * `devices.devices_per_desk` * the lesser of 1 and `hours_per_week` / "
            "`devices.full_hours_per_week`, rounded down",
            _DEVICES,
        )
        for kind, words in DEVICE_KINDS.items()
    ),
    *(
        Exported(f"lot_{kind}", f"Its lot of {words}", "`lots` of `device_proof.csv`; 0 without one", _DEVICES)
        for kind, words in DEVICE_KINDS.items()
    ),
)

DEVICE_PROOF = (
    _KIND,
    BUILDING_ID.of(_COPIED),
    BUILDING_NAME.of(_COPIED),
    _NEED,
    Exported(
        "least", "Least its lot may be", "`devices.least_lot`, or last year's less `devices.most_change`", _DEVICES
    ),
    Exported("most", "Most its lot may be", "its cap, or last year's and `devices.most_change`", _DEVICES),
    Exported("last_year", "Lot of the year before; empty where not known", "layer `devices`", _DEVICES),
    Exported(
        "quota_by_need",
        "Its exact part of what is given, by need alone",
        "`given` of `device_summary.csv` * `need_persons` / the sum of them",
        _DEVICES,
    ),
    Exported(
        "quota",
        "Its exact part, kept between least and most",
        "a factor, the same for all places, * `need_persons`; `least` where that is less, `most` where it is more",
        _DEVICES,
    ),
    Exported("lots", "Its lot", "Sainte-Lague from `least` on, up to `most`", _DEVICES),
    Exported("difference", "What the lot is above its part", "`lots` - `quota`", _DEVICES),
    Exported(
        "held_by",
        "What keeps the lot from what the queue alone would give: `minimum`, `cap`, `last_year` or `forced`",
        "`lots` is `least`, and its last device went before its turn; or it is `most`, and it would be the next",
    ),
    Exported("largest_remainder", "Lot by largest remainder, which is not used", "`quota`, rounded", _DEVICES),
    Exported(
        "next_quotient",
        "What puts it in the queue for one more",
        "`need_persons` / (2 * `lots` + 1)",
        "persons per device",
    ),
    Exported(
        "last_quotient",
        "What put it in the queue for its last one; empty without a lot",
        "`need_persons` / (2 * `lots` - 1)",
        "persons per device",
    ),
)

DEVICE_SUMMARY = (
    _KIND,
    Exported("year", "Year of the lots", "`devices.year`", "year"),
    Exported("devices", "Devices there are", "`devices.pcs`, or `budget_eur` / `price_eur` rounded down", _DEVICES),
    Exported("reserve", "Kept for breakdowns", "`devices` * `devices.reserve_share`, rounded up", _DEVICES),
    Exported("to_give", "Devices to give", "`devices` - `reserve`", _DEVICES),
    Exported("given", "Devices given", "sum of `lots`", _DEVICES),
    Exported("in_stock", "Devices no place has room for", "`to_give` - `given`", _DEVICES),
    Exported("places", "Places that can take the kind", "counted", "places"),
    Exported("price_eur", "Price of one", "`devices.laptop_eur`, `devices.tablet_eur`; PCs cost nothing", EUR),
    Exported("budget_eur", "Money for the kind", "`devices.budget_eur` and `devices.laptop_budget_share`", EUR),
    Exported("spent_eur", "What is spent, the reserve included", "`devices` * `price_eur`", EUR),
    Exported("left_eur", "What is left", "`budget_eur` - `spent_eur`", EUR),
    Exported("need_persons", "People in digital difficulty whom its places reach", "sum of `need_persons`", PERSONS),
    Exported("unreached_persons", "People in digital difficulty whom none of them reaches", "the rest", PERSONS),
    Exported("last_given", "Building that got the last device of the queue", "least `last_quotient`"),
    Exported("next_given", "Building that would get the next one", "greatest `next_quotient`"),
    Exported("tied", "Buildings that stood equal there, apart by blanks; the first by identifier goes first", "equal"),
    Exported(
        "cannot_take", "Buildings that meet the rules, but whose cap is below the minimum lot", "`cap_` of the kind"
    ),
    Exported(
        "largest_remainder_differs",
        "Places where largest remainder gives another lot",
        "`lots` and the other",
        "places",
    ),
)
