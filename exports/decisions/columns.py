"""Declarations of the exported columns of the decision log."""

from exports._column import Exported
from exports.columns_of_buildings import EUR
from exports.columns_of_people import PERSONS
from store.decisions import GAPS, KINDS, PLANS, VERDICTS

_LOG = "the decision log, as entered"


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


DECISIONS = (
    Exported("number", "Place of the entry in the log of the commune, from 1", _LOG),
    Exported("at_utc", "When it was entered, in UTC", "clock of the machine"),
    Exported("kind", f"What was decided: {_codes(tuple(KINDS))}", _LOG),
    Exported(
        "about",
        f"The plan ({_codes(PLANS)}), the gap ({_codes(GAPS)}), or the fact reviewed; empty where `kind` says it",
        _LOG,
    ),
    Exported(
        "subject",
        "Key of the building, school site, place, sector, layer or scenario; empty in an entry that undoes",
        _LOG,
    ),
    Exported("value", f"The rank, year or wave decided, or the verdict: {_codes(VERDICTS)}", _LOG),
    Exported("who", "Who decided", _LOG),
    Exported("why", "The reason given", _LOG),
    Exported("evidence", "What it rests on; empty where nothing was given", _LOG),
    Exported("snapshot", "Snapshot that was on the table", _LOG),
    Exported("scenario", "Scenario that was on the table", _LOG),
    Exported(
        "scenario_hash",
        "SHA-256 of everything that scenario set",
        "JSON of all settings, defaults included, keys sorted",
    ),
    Exported(
        "people",
        "What it cost at that moment: fewer people served on average over the years; empty where it was not computed",
        "price of the building in the Wi-Fi programme, as `maillage price --building` finds it",
        PERSONS,
    ),
    Exported(
        "capex_eur",
        "First costs it added, negative where it freed money; empty where it was not computed",
        "least first cost of the building that was forced; what the plan spent on the building that was excluded",
        EUR,
    ),
    Exported(
        "files",
        "Photos and documents it rests on, a line each: SHA-256 and name. The files are not exported: people may be on "
        "them; `maillage decisions evidence --out` copies them",
        _LOG,
    ),
    Exported(
        "corrects",
        "Layer and column a review would have otherwise, in the row of the subject, as `buildings.wifi_now`",
        _LOG,
    ),
    Exported("before", "What that cell said when it was entered; empty where nothing was known", "the published layer"),
    Exported("after", "What it should say; empty where nothing is known", _LOG),
    Exported("version", "Version of the layer that has it right, of a review that is `corrected`", "the publication"),
    Exported(
        "helps_per_week",
        "Helps a week that the roster gave less for it at that moment; empty where it was not computed",
        "the roster kept of the scenario less the best one found with the door forced or excluded",
        "helps/week",
    ),
    Exported(
        "devices",
        "Devices of all kinds that the other places got less for it at that moment; empty where it was not computed",
        "the lots of the scenario shared out again with the place forced or excluded",
        "devices",
    ),
    Exported("undoes", "Number of the entry it undoes", _LOG),
    Exported("in_force", "Whether no entry in force undoes it", "computed from all entries"),
    Exported(
        "held",
        "Whether the plan it is about does what it asks; empty where it asks nothing of a plan of this export, or is "
        "not in force",
        "buildings and first years of `programme_wifi.csv`, doors and first waves of `roster_doors.csv`, lots of "
        "`device_lots.csv`",
    ),
    Exported("commune", "Key of the commune", _LOG),
    Exported("previous_hash", "`hash` of the entry before; empty in the first", "the chain of the log"),
    Exported(
        "hash",
        "SHA-256 of the entry, `previous_hash` included",
        "JSON of what was entered (not `in_force`, `held`), keys sorted, characters beyond ASCII escaped",
    ),
)
