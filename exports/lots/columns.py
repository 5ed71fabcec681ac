"""Declarations of the exported columns of device lots."""

from dataclasses import replace

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
    Exported(
        "district",
        "District, where devices are shared out by district; then quotas and largest remainder are those within it",
        "`district` of `sites.csv`, or its former commune where the commune has no districts; `–` in none",
    ),
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

DEVICE_DISTRICTS = (
    Exported("district", "District, or former commune", "as in `device_proof.csv`"),
    _KIND,
    Exported("places", "Places of the district that take the kind", "counted", "places"),
    _NEED.of("sum of `need_persons` of its places in `device_proof.csv`"),
    Exported("least", "Least its lots may be together", "sum of `least` of its places", _DEVICES),
    Exported("most", "Most its lots may be together", "sum of `most` of its places", _DEVICES),
    Exported(
        "district_total",
        "Devices of all kinds for the district",
        "`devices.district_totals`; else by Sainte-Lague from the sum of `need_persons`, between `least` and `most`",
        _DEVICES,
    ),
    Exported("kind_total", "Devices of the kind for all districts", "`given` of `device_summary.csv`", _DEVICES),
    Exported("district_divisor", "Divisor of the district, exact", "such that all totals come out"),
    Exported("kind_divisor", "Divisor of the kind, exact; that of PCs is 1", "such that all totals come out"),
    Exported(
        "quotient",
        "What is rounded to the lots",
        "`need_persons` / (`district_divisor` * `kind_divisor`)",
        _DEVICES,
    ),
    Exported(
        "lots",
        "Lots of its places together",
        "`quotient` rounded to the nearest whole number, kept between `least` and `most`",
        _DEVICES,
    ),
    Exported("held_by", "What keeps it from that number: `minimum` or `cap`", "`lots` is `least`, or `most`"),
    Exported("tied", "True where other lots would have equal right", "`quotient` stands halfway, on a round of such"),
    Exported("last_given", "Building that got the last device of the district", "least `last_quotient` of its places"),
    Exported("next_given", "Building that would get its next one", "greatest `next_quotient` of its places"),
    Exported("tied_places", "Its buildings that stood equal there, apart by blanks", "equal"),
)

_SITE = Exported("school_site_id", "Identifier of the school site", "layer `school_pupils`")
_LEVEL = Exported("level", "Level of education: `primary` or `secondary`", "layer `school_pupils`")
_WEIGHTED = "weighted pupils"
_PROOF_OF = {column.name: column for column in DEVICE_PROOF}
_SUMMARY_OF = {column.name: column for column in DEVICE_SUMMARY}
_PUPILS_NEED = Exported(
    "need",
    "Pupils, weighted by the class of their school; empty without a lot",
    "`pupils` * (1 + (`devices.schools.ise_weight` - 1) * (20 - `ise_class`) / 19)",
    _WEIGHTED,
)

SCHOOL_LOTS = (
    _SITE,
    _LEVEL,
    Exported("name", "Name", "layer `school_pupils`"),
    Exported("building_id", "Building of the inventory; empty where not said", "layer `school_pupils`"),
    Exported(
        "status",
        "Whether it `receives`, is `unmet` by a rule, `excluded`, or its level was `not_asked` for",
        "rules of the scenario",
    ),
    Exported("forced", "True where it takes part whatever it does not meet", "`devices.schools.forced`"),
    Exported("unmet", "Codes of the rules it does not meet", "`pupils`, `pupils_known`, `ise_known`"),
    Exported("assumed", "`ise` where its class is assumed by the scenario", "`devices.schools.assumed_ise_class`"),
    Exported("pupils", "Pupils enrolled; empty where not known", "layer `school_pupils`", "pupils"),
    Exported("ise_class", "Class of the socio-economic index, 1 the least favoured, to 20", "layer `school_pupils`"),
    Exported(
        "cap",
        "Most devices it can put to use; empty where not known",
        "`pupils` * `devices.schools.devices_per_pupil`, rounded down",
        _DEVICES,
    ),
    _PUPILS_NEED,
    _PROOF_OF["least"].of("`devices.schools.least_lot`, or last year's less `devices.schools.most_change`"),
    _PROOF_OF["most"].of("`cap`, or last year's and `devices.schools.most_change`"),
    _PROOF_OF["last_year"],
    _PROOF_OF["quota_by_need"].of("`given` of `school_summary.csv` * `need` / the sum of them"),
    _PROOF_OF["quota"].of("a factor, the same for all sites, * `need`, kept between `least` and `most`"),
    _PROOF_OF["lots"],
    _PROOF_OF["difference"],
    _PROOF_OF["held_by"],
    _PROOF_OF["largest_remainder"],
    replace(_PROOF_OF["next_quotient"], unit="weighted pupils per device", origin="`need` / (2 * `lots` + 1)"),
    replace(_PROOF_OF["last_quotient"], unit="weighted pupils per device", origin="`need` / (2 * `lots` - 1)"),
)

SCHOOL_SUMMARY = (
    _LEVEL,
    _SUMMARY_OF["devices"].of("`devices.schools.primary`, `devices.schools.secondary`"),
    _SUMMARY_OF["reserve"],
    _SUMMARY_OF["to_give"],
    _SUMMARY_OF["given"],
    _SUMMARY_OF["in_stock"],
    Exported("sites", "School sites that can take devices", "counted", "sites"),
    replace(_PUPILS_NEED, meaning="Pupils of these sites, weighted by class", origin="sum of `need`"),
    replace(_SUMMARY_OF["last_given"], meaning="School site that got the last device of the queue"),
    replace(_SUMMARY_OF["next_given"], meaning="School site that would get the next one"),
    replace(_SUMMARY_OF["tied"], meaning="School sites that stood equal there, apart by blanks"),
    replace(_SUMMARY_OF["cannot_take"], meaning="School sites whose cap is below the minimum lot", origin="`cap`"),
    _SUMMARY_OF["largest_remainder_differs"],
)
