"""Why a row of a roster's files cannot be."""

from geo.texts import N_

REASONS = {
    "unknown_door": N_("no list has such a door."),
    "no_door": N_("it cannot be a door."),
    "unknown_half_day": N_("the roster has no such half-day."),
    "shut": N_("the door is not surely open then."),
    "desks": N_("more pairs than its desks allow."),
    "pairs": N_("pairs must be whole numbers above 0."),
    "twice": N_("it appears twice."),
    "unknown_wave": N_("the roster has no such wave."),
    "unknown_workplace": N_("nobody comes from there."),
    "leave": N_("its helpers may not leave then."),
    "at_once": N_("more helpers at once than it has."),
    "sessions": N_("more half-days than its helpers have."),
    "no_pair": N_("no pair is there then."),
    "two": N_("two helpers must come for each pair."),
    "unknown_place": N_("no list has such a place."),
    "not_public": N_("the building is not open to the public, or nobody knows where it is."),
    "has_help": N_("there is help already, or it is left out."),
    "elsewhere": N_("the corner is not next to where these people live."),
    "no_walks": N_("how people walk there is not known."),
    "out_of_order": N_("it adds more than the place before it."),
    "bound": N_("no so many places can be bounded so: these add more, or each alone less."),
}
