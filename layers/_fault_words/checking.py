"""What the faults met while checking rows say: the problem and its remedy, in English."""

from geo.texts import N_
from layers._fault_words.text import FaultText

CHECKING: dict[str, FaultText] = {
    # ---- columns and cells
    "header.missing": FaultText(
        N_("There is no column {column} (looked for: {aliases}; found: {headers})."),
        N_("Rename the column."),
    ),
    "header.ambiguous": FaultText(
        N_("Several columns could be {column}: {headers}."),
        N_("Rename or remove all but one."),
    ),
    "header.alias": FaultText(
        N_("The column {value} was read as {column}."),
        N_("Nothing to do if that is right."),
    ),
    "value.not_a_number": FaultText(
        N_("This is not a number."),
        N_("Write it with digits and at most one decimal comma or point."),
    ),
    "value.two_readings": FaultText(
        N_("This may be {one} or {other}, and no other cell of the column shows which."),
        N_(
            "Write it without a mark of thousands, or say in the configuration of the commune which mark it is "
            "(thousands or decimal)."
        ),
    ),
    "value.thousands_taken": FaultText(
        N_(
            "{value} (row {first}; {count} in all) can be read two ways: it was read as {one}, not as {other}, since "
            "other cells of the column show that the mark sets thousands apart."
        ),
        N_("If that is wrong, say in the configuration of the commune which mark it is (decimal)."),
    ),
    "value.decimals_taken": FaultText(
        N_(
            "{value} (row {first}; {count} in all) can be read two ways: it was read as {other}, not as {one}, since "
            "other cells of the column have decimals."
        ),
        N_("If that is wrong, say in the configuration of the commune which mark it is (thousands)."),
    ),
    "value.code_taken": FaultText(
        N_("{value} (row {first}; {count} in all) was taken for a code of unknown or withheld values."),
        N_("If it is a true value, say in the configuration of the commune what stands for nothing (null_values)."),
    ),
    "value.code_kept": FaultText(
        N_("{value} (row {first}; {count} in all) may be a code of unknown values, but was read as a number."),
        N_("If it is a code, empty the cell, or name it in the configuration of the commune (null_values)."),
    ),
    "value.not_whole": FaultText(
        N_("This is not a whole number."),
        N_("Correct the cell."),
    ),
    "value.not_a_date": FaultText(
        N_("This is not a date."),
        N_("Write it as 2026-12-31 or 31/12/2026."),
    ),
    "value.not_yes_or_no": FaultText(
        N_("This is neither yes nor no."),
        N_("Write yes or no (oui or non, ja or nee), or leave the cell empty."),
    ),
    "value.missing": FaultText(
        N_("The value is missing."),
        N_("Fill in the cell; rows without it cannot be used."),
    ),
    "value.not_allowed": FaultText(
        N_("This is not one of the values allowed: {allowed}."),
        N_("Correct the cell, or translate the value in the configuration of the commune (values)."),
    ),
    "value.too_small": FaultText(
        N_("This is below {limit}, the lowest value possible."),
        N_("Correct the cell or empty it."),
    ),
    "value.too_large": FaultText(
        N_("This is above {limit}, the highest value possible."),
        N_("Correct the cell or empty it."),
    ),
    # ---- coordinates and places
    "crs.assumed": FaultText(
        N_("{file} does not say in which coordinate system it is; from the size of its numbers {assumed} was assumed."),
        N_(
            "Check the map; if things are out of place, name the coordinate system in the configuration of "
            "the commune (crs)."
        ),
    ),
    "crs.contradicted": FaultText(
        N_(
            "{file} says its coordinates are in {declared}, which puts them outside {place}; in {fits} they "
            "would be inside."
        ),
        N_("Correct the coordinate system of the file to {fits} and pass it again."),
    ),
    "crs.must_be_given": FaultText(
        N_("{file} is a drawing, which does not say in which coordinate system it is."),
        N_(
            "Ask whoever drew it, and name the system in the configuration of the commune (crs): {known}, say. A "
            "drawing moved to begin at zero has to be put back first."
        ),
    ),
    "crs.unknown": FaultText(
        N_(
            "{file} does not say in which coordinate system it is, and its coordinates ({value}) fit none "
            "of {tried} at {place}."
        ),
        N_(
            "Check that the file covers {place}; if it does, name its coordinate system in the "
            "configuration of the commune (crs)."
        ),
    ),
    "crs.unreadable": FaultText(
        N_("The coordinate system {value} is not known."),
        N_("Write it as EPSG:31370, EPSG:3812, EPSG:4326 or another code of the EPSG register."),
    ),
    "crs.link": FaultText(
        N_("{file} gives an address ({value}) instead of the name of its coordinate system; addresses are not opened."),
        N_("Export it again with the name of the system, such as EPSG:31370."),
    ),
    "crs.several": FaultText(
        N_("{file} names more than one coordinate system: {value}."),
        N_("Export it again in one of them."),
    ),
    "crs.swapped_axes": FaultText(
        N_(
            "{file} has its two coordinates in the wrong order: read as they stand they are outside "
            "{place}, the other way round inside."
        ),
        N_("Swap them (x or longitude first, y or latitude second) and pass the file again."),
    ),
    "place.all_outside": FaultText(
        N_("Nothing in {file} lies within {margin_km} km of {place}: its coordinates are {value} in {declared}."),
        N_("Check that it is the file of the right commune, and in which coordinate system it is."),
    ),
    "place.missing": FaultText(
        N_("The place is missing."),
        N_("Give the coordinates or draw the outline."),
    ),
    "place.unreadable": FaultText(
        N_("The coordinates cannot be read."),
        N_("Write two numbers in the coordinate system of the file."),
    ),
    "place.zero": FaultText(
        N_("The coordinates are zero, which stands for an unknown place."),
        N_("Give the true coordinates or leave them empty."),
    ),
    "place.swapped": FaultText(
        N_("The two coordinates seem to be swapped: the other way round the place is inside {place}."),
        N_("Swap them."),
    ),
    "place.outside": FaultText(
        N_("The place lies {distance_km} km from the frame of {place}: too far, and its coordinates were dropped."),
        N_("Correct the coordinates."),
    ),
    "place.covers_all": FaultText(
        N_("The outline covers {area_km2} km², more than all of {place}."),
        N_("Check whether it is a frame or a whole region drawn by mistake, and replace it by the real outline."),
    ),
    "place.reaches_far": FaultText(
        N_("This extends over {width_km} km, far beyond {place}."),
        N_("Correct the point among its coordinates that lies far away."),
    ),
    "places.unknown": FaultText(
        N_("Rows without coordinates: {count} of {total} (the first: {value})."),
        N_("Give their coordinates so that they can be ranked."),
    ),
    "geometry.unreadable": FaultText(
        N_("The geometry is broken (a ring that does not close, or numbers that are none)."),
        N_("Draw it again."),
    ),
    "geometry.curve": FaultText(
        N_("The outline is drawn with arcs, which are not read from text."),
        N_("Export it with straight pieces, or as a GeoPackage, whose arcs are read."),
    ),
    "geometry.collection": FaultText(
        N_("The geometry mixes several kinds (a collection)."),
        N_("Split it, and keep one kind: points, lines or polygons."),
    ),
    "geometry.wrong_type": FaultText(
        N_("The geometry is of the wrong kind; expected: {expected}."),
        N_("Export the features as {expected}."),
    ),
    "geometry.repaired": FaultText(
        N_("The outline was not valid and was repaired; its area stays {area_m2} m²."),
        N_("Look at it on the map, and correct it at its source."),
    ),
    "geometry.repaired_area": FaultText(
        N_("The outline was not valid; repairing it changed its area from {before_m2} to {area_m2} m²."),
        N_("Look at it on the map, and correct it at its source."),
    ),
    "geometry.not_repairable": FaultText(
        N_("The outline is not valid and nothing is left of it when repaired."),
        N_("Draw it again."),
    ),
    "geometry.duplicate": FaultText(
        N_("The outline is the same as that of row {other_row}."),
        N_("Check whether one of the two is too many."),
    ),
    # ---- whole tables
    "table.no_rows": FaultText(
        N_("No row of {file} can be used."),
        N_("Look at the other faults; check that it is the file of the right commune."),
    ),
    "key.duplicate": FaultText(
        N_("The key appears on row {other_row} too, with other contents."),
        N_("Keep one of the two rows, or give them different keys."),
    ),
    "key.repeated_row": FaultText(
        N_("The row repeats row {other_row}."),
        N_("Nothing to do; it is counted once."),
    ),
    "rows.too_many": FaultText(
        N_(
            "Rows of {file} that cannot be used: {count} of {total} ({percent} %), most often because of the "
            "column {column}."
        ),
        N_("Look at the rows listed; the column may hold something else than expected."),
    ),
    "rows.too_many_places": FaultText(
        N_("Rows of {file} without a usable place: {count} of {total} ({percent} %)."),
        N_("The likely cause is a wrong coordinate system, swapped coordinates or the file of another commune."),
    ),
    "rows.too_many_duplicates": FaultText(
        N_("Rows of {file} that repeat another row: {count} of {total} ({percent} %)."),
        N_("The likely cause is an export made twice into the same file, or a table joined one to many."),
    ),
    "faults.more": FaultText(
        N_("Further faults of this kind: {count}."),
        N_("Correct the first ones and check again."),
    ),
    "join.inherited": FaultText(
        N_(
            "Sectors without a row in {file} that have the rates of the sector they were a part of: {count} "
            "({examples})."
        ),
        N_(
            "Rates are marked as passed on, and totals are not passed on. For figures of today's sectors, pass a table "
            "of their year, or one carried over by area (maillage correspondence)."
        ),
    ),
    "join.low": FaultText(
        N_(
            "Sector codes of {file} that are among the statistical sectors: only {matched} of {total} "
            "({percent} %); not found, for example: {examples}."
        ),
        N_("Check the year of both files; figures of the missing sectors are unknown."),
    ),
    "join.renumbered": FaultText(
        N_(
            "Sector codes of {file} that are among the statistical sectors: only {matched} of {total} "
            "({percent} %); not found, for example: {examples}."
        ),
        N_("The likely cause is the renumbering of sectors in 2025: use sectors and figures of the same side of it."),
    ),
    "join.sectors_without_figures": FaultText(
        N_("Sectors without a figure in {file}: {missing} of {total}, for example {examples}."),
        N_("These sectors are shown as unknown."),
    ),
    "join.residents_without_figures": FaultText(
        N_(
            "Sectors without a figure in {file}: {missing} of {total}; residents there: {residents} ({percent} "
            "%): {examples}."
        ),
        N_("These sectors are shown as unknown."),
    ),
}
"""Faults of columns, cells, places and whole tables."""
