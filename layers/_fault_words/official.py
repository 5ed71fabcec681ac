"""What the faults of the official tables say: sectors, figures per sector, and where people live."""

from geo.texts import N_
from layers._fault_words.text import FaultText

_NOTHING_TO_DO = N_("Nothing to do if that is right.")

OFFICIAL: dict[str, FaultText] = {
    # ---- rows of one commune
    "rows.other_communes": FaultText(
        N_("Rows of {file} about other communes, left out: {count}."),
        N_("Nothing to do."),
    ),
    "rows.not_meant": FaultText(
        N_("Rows of {file} the configuration of the commune does not ask for (only), left out: {count} of {total}."),
        N_("Nothing to do."),
    ),
    "rows.none_meant": FaultText(
        N_("None of the rows of {file} ({count}) is one the configuration of the commune asks for ({asked})."),
        N_("Correct the words under only in the mapping; they stand in the file as they are written there."),
    ),
    "rows.no_commune": FaultText(
        N_("{file} has no row about commune {nis_code}; the communes found are: {found}."),
        N_("Pass the file that covers the commune, or correct the code of the commune in its configuration."),
    ),
    "rows.commune_from_code": FaultText(
        N_("{file} does not say in which commune its sectors lie; those whose code begins with {nis_code} were taken."),
        N_(
            "Check the number of sectors: since 2019 a sector may lie in another commune than the beginning of its "
            "code says."
        ),
    ),
    "rows.not_sectors": FaultText(
        N_("Rows of {file} that are not statistical sectors, left out: {count} ({examples})."),
        _NOTHING_TO_DO,
    ),
    "sector.bad_code": FaultText(
        N_("This is not the code of a statistical sector."),
        N_("A code has nine characters, such as 52011A00- or 52011A142; correct the cell."),
    ),
    "sector.codes_cut": FaultText(
        N_("Codes of {file} that have eight characters of nine: {count} ({examples})."),
        N_(
            "Where one sector alone begins with them, they are its figures; where several do, only rates are passed on "
            "to each, marked as such. Better pass a file with whole codes."
        ),
    ),
    "sector.codes_put_right": FaultText(
        N_(
            "A spreadsheet had turned codes of sectors into numbers ({count}); they were given back their form: "
            "{examples}."
        ),
        N_(
            "Check them; to avoid it, pass the publisher's own file, or give the column the format Text before opening "
            "it in a spreadsheet."
        ),
    ),
    "sector.codes_lost": FaultText(
        N_(
            "A spreadsheet turned codes of sectors into numbers and cut them off ({examples}): which sectors they are "
            "cannot be told."
        ),
        N_(
            "Pass the publisher's own file, or export it again with the column in the format Text: 52011E021 must not "
            "become 5.20E+25."
        ),
    ),
    # ---- of when
    "vintage.from_name": FaultText(
        N_("{file} does not say of when it is; {value} was taken from its name."),
        _NOTHING_TO_DO,
    ),
    "vintage.from_archive": FaultText(
        N_("{file} does not say of when it is; {value}, the day its publisher packed it, was taken."),
        _NOTHING_TO_DO,
    ),
    "vintage.unknown": FaultText(
        N_("Nothing says of when {file} is."),
        N_(
            "Keep the name its publisher gave the file, which holds the year, add a column with the year, or say the "
            "year with --vintage."
        ),
    ),
    "vintage.given": FaultText(
        N_("{file} is of {value}, as said when it was passed."),
        _NOTHING_TO_DO,
    ),
    "vintage.given_otherwise": FaultText(
        N_("{file} was said to be of {value} when it was passed; by itself it is of {read}. {value} was taken."),
        N_("If {read} is right, refresh from the file again without --vintage."),
    ),
    "mediation.none_near": FaultText(
        N_("{file} has no place in or near the commune {place} (places looked at: {count})."),
        N_("Get the file that covers the commune, or correct frame_wgs84 in its configuration."),
    ),
    "mediation.elsewhere": FaultText(
        N_("Places of {file} far from the commune, left out: {count}."),
        N_("Nothing to do."),
    ),
    "mediation.no_visitors": FaultText(
        N_("Places of {file} that receive nobody, left out: {count}. The first is {value}, on row {row}."),
        N_("Nothing to do if that is right."),
    ),
    "mediation.roaming": FaultText(
        N_("Places of {file} that move about, kept where it puts them: {count}. The first is {value}, on row {row}."),
        N_("Take out of the file those that do not come to this place every week."),
    ),
    "mediation.updated": FaultText(
        N_("{file} was brought up to date place by place, from {first} to {last}."),
        N_("Nothing to do."),
    ),
    "vintage.several": FaultText(
        N_("{file} covers {first} to {last}; only {value} was used."),
        N_("Nothing to do."),
    ),
    "value.not_a_year": FaultText(
        N_("This is not a year."),
        N_("Write it with four digits."),
    ),
    # ---- outlines of sectors
    "sectors.parts_joined": FaultText(
        N_("Sectors of {file} that come in several rows, which were joined: {count} ({examples})."),
        N_("Nothing to do."),
    ),
    "sectors.commune_name": FaultText(N_("The file calls the commune {value}."), N_("Nothing to do.")),
    "sectors.overlap": FaultText(
        N_("Pairs of sectors of {file} that overlap by more than {percent} %: {count} ({examples})."),
        N_("Look at them on the map; get the file from its publisher again if it was edited."),
    ),
    # ---- residents
    "population.left_out": FaultText(
        N_("Rows of {file} without the code of a sector, left out: {count}; residents in all: {persons} ({examples})."),
        N_("Check whether these are totals; people whom the register cannot place have a code that ends in ZZZZ."),
    ),
    "population.codes_cut": FaultText(
        N_(
            "Codes of eight characters where sectors have nine: {count} ({examples}); residents in all: {persons}. "
            "Several sectors may begin with the same eight, and a number of residents, unlike a rate, is never passed "
            "on to each."
        ),
        N_(
            "Pass the publisher's own table, whose codes have nine characters, or put the ninth back: - where the "
            "sector is whole, its letter or figure where it is a part of one."
        ),
    ),
    "population.parts_added": FaultText(
        N_("Rows of {file} that are parts of a sector and were added up: {count}, to sectors: {sectors}."),
        N_("Nothing to do."),
    ),
    "population.parts_unknown": FaultText(
        N_(
            "Parts of sectors in {file} without a figure, left out of the sums: {count} ({examples}). At least as many "
            "people live in these sectors as is said."
        ),
        N_("Ask the publisher for these figures, or take a table that has them."),
    ),
    "indicators.parts_averaged": FaultText(
        N_(
            "Sectors whose {indicator} is the mean of their parts, weighted by {weight}, and marked as carried over: "
            "{count} (a mean of medians is no median)."
        ),
        N_("Nothing to do; take a table of the sectors themselves where there is one."),
    ),
    "population.short_of_total": FaultText(
        N_(
            "By its own total the commune has {value} residents; the sectors in the file add up to {sum}. Missing: "
            "{missing}."
        ),
        N_("The file is cut short or holds a part only: get it again from its publisher."),
    ),
    "population.total_left_out": FaultText(
        N_("Rows of {file} that are totals of the commune, left out: {count}."),
        N_("Nothing to do."),
    ),
    # ---- indicators
    "indicators.suppressed": FaultText(
        N_("Values of {indicator} in {file} withheld by the publisher: {count} of {total}."),
        N_("These values are shown as unknown."),
    ),
    "indicators.constant": FaultText(
        N_("{indicator} has the same value in every sector of {file}: {value}."),
        N_("It cannot tell one sector from another; give it no weight."),
    ),
    "indicators.overridden": FaultText(
        N_(
            "Values of {indicator} that come from several sources: {count}. Those of {kept} were kept, those "
            "of {replaced} were not."
        ),
        N_("Nothing to do if those are the better ones."),
    ),
    "indicators.not_known": FaultText(
        N_("{file} has columns or rows that are no known indicator and were left out: {examples}."),
        N_(
            "To use one, declare it in the configuration of the commune (indicators) or map its name there "
            "(indicators.table)."
        ),
    ),
    "indicators.none_known": FaultText(
        N_("{file} has no known indicator. Found: {found}. Known: {known}."),
        N_(
            "Name its columns after these keys, map them in the configuration of the commune (indicators.table), or "
            "declare new indicators there (indicators)."
        ),
    ),
    "indicators.above_one": FaultText(
        N_("{indicator} is a share, but has values in {file} that are not between 0 and 1 ({count}): {examples}."),
        N_("Write shares between 0 and 1, or add a column unit with % where they are percentages."),
    ),
    "indicators.percent_or_share": FaultText(
        N_(
            "{indicator} is said to be in percent, but none of its values ({count}) is above 1: {one} on row "
            "{first} may be a share of {one} or of {other}."
        ),
        N_(
            "Write percentages (21.2) or take the % away; or say in the configuration of the commune which it is "
            "(percent, under indicators.table)."
        ),
    ),
    "indicators.percentages": FaultText(
        N_("Values of {indicator} in {file} that are percentages, divided by 100: {count}."),
        N_("Nothing to do."),
    ),
    "indicators.other_unit": FaultText(
        N_("{indicator} is given in {value}, where {expected} is expected."),
        N_(
            "Convert the values, or declare another indicator for them in the configuration of the commune "
            "(indicators)."
        ),
    ),
    "population.more_of_age": FaultText(
        N_("There are more residents of 16 to 74 years ({value}) than residents ({residents})."),
        N_("Correct the row, or empty the cell where the number is not known."),
    ),
    # ---- where people live
    "residences.empty_cells": FaultText(
        N_("Cells of {file} that hold nobody, left out: {count}."),
        N_("Nothing to do."),
    ),
    "residences.far": FaultText(
        N_("Places of {file} more than {margin_km} km outside the frame of {place}, left out: {count}."),
        N_("Nothing to do."),
    ),
    "residences.none_near": FaultText(
        N_("No place of {file} lies within {margin_km} km of the frame of {place}."),
        N_("Check that it is the file of the right commune."),
    ),
    "residences.which_population": FaultText(
        N_("{file} has several columns of population: {headers}."),
        N_("Remove all but one."),
    ),
    "residences.no_coordinates": FaultText(
        N_("Addresses in {file} without coordinates, left out: {count} of {total}, for instance: {examples}."),
        N_("The residents of their sectors are shared among the addresses that have some."),
    ),
    "residences.two_places": FaultText(
        N_(
            "Addresses in {file} that stand in two places more than {apart_m} m apart, in {first} and in "
            "{second}: {count} (row and distance: {examples}). Those of {first} were taken."
        ),
        N_("Tell the publisher; nothing to do where the distances are small."),
    ),
    "residences.not_in_use": FaultText(
        N_("Addresses of {file} not in use (planned, given up or refused), left out: {count}."),
        N_("Nothing to do."),
    ),
    "residences.boxes": FaultText(
        N_(
            "Letterboxes of {file} gathered into houses: {boxes}; houses: {houses}. A house weighs as much as "
            "it has boxes."
        ),
        N_("Nothing to do."),
    ),
    "residences.addresses_win": FaultText(
        N_("Cells of the population grid left out, since addresses are there and residents are placed once: {count}."),
        N_("Nothing to do."),
    ),
}
"""Faults of the official sources of sectors, population, indicators and residences."""
