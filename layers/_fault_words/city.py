"""What the faults of the city's own files, of lists of buildings and of coverage say, in English."""

from geo.texts import N_
from layers._fault_words.text import FaultText

_NOTHING_TO_DO = N_("Nothing to do if that is right.")
_ONE_BUILDING = N_(
    "If they are two buildings, give them different names in the inventory, or move them apart on the map."
)
_LOOK = N_("Check whether they are one building; if so, leave one of them out of the list.")

CITY: dict[str, FaultText] = {
    # ---- the city's own tables
    "header.not_as_mapped": FaultText(
        N_(
            "The configuration of the commune looks for {column} in a column {aliases}, which is not there ({headers})."
        ),
        N_("Correct the name in the configuration."),
    ),
    "header.missing_in_list": FaultText(
        N_("There is no column {column} (looked for: {aliases}; found: {headers})."),
        N_(
            'Rename the column, or say in the configuration of the commune, under mappings."{mapping}", what it is '
            "called (columns)."
        ),
    ),
    "header.missing_or_constant": FaultText(
        N_("There is no column {column} (looked for: {aliases}; found: {headers})."),
        N_(
            'Rename the column, or say in the configuration of the commune, under mappings."{mapping}", what it is '
            'called (columns) or, if it is the same for all, what holds for all rows (constants: {key} = "{example}").'
        ),
    ),
    "value.not_known_word": FaultText(
        N_("{value} is none of the values allowed: {allowed}. Cells that hold it: {count}, the first on row {row}."),
        N_("Correct the cells, or translate the word in the configuration of the commune (values)."),
    ),
    "mapping.to_paste": FaultText(
        N_("These words of the column {column} can be translated in the configuration of the commune."),
        N_("Paste these lines there and put in the codes:\n{lines}"),
    ),
    "mapping.no_source": FaultText(
        N_("The configuration of the commune has a mapping for {value}, but {layer} has no such source."),
        N_("Correct the name; sources that read a mapping: {known}."),
    ),
    "mapping.not_read": FaultText(
        N_("The configuration of the commune has a mapping for {value}, which is read as its publisher delivers it."),
        N_("Take it away; sources that read a mapping: {known}."),
    ),
    "places.on_one_point": FaultText(
        N_("Rows on one point, {place}: {count}; different addresses among them: {addresses} (the first: {examples})."),
        N_("It probably stands for an unknown place: give them coordinates of their own, or leave these empty."),
    ),
    "header.used_twice": FaultText(
        N_("The column {value} was read as {other_column} and as {column}."),
        N_("Say in the configuration of the commune (columns) which of the two it is."),
    ),
    "header.unused": FaultText(
        N_("These columns of {file} are not used: {headers}."),
        N_("If one of them is needed, say in the configuration of the commune (columns) what it stands for."),
    ),
    "value.not_computed": FaultText(
        N_("A formula of the spreadsheet failed here."),
        N_("Correct the formula or write the value itself."),
    ),
    "hours.by_day": FaultText(
        N_("Opening hours were gathered from columns by day ({headers}); rows: {count}. {value} was read as {read}."),
        N_("Check some of them."),
    ),
    "hours.part_unreadable": FaultText(
        N_("These are no hours that can be read. Cells that hold it: {count}; the hours of their rows are unknown."),
        N_("Write them as 9h-12h; leave the cell empty where it is shut."),
    ),
    "hours.unreadable": FaultText(
        N_("These opening hours cannot be read and were left out (rows: {count})."),
        N_("Write them in OpenStreetMap's notation, for instance Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-12:00."),
    ),
    "hours.in_words": FaultText(
        N_("Opening hours in words were translated (rows: {count}); '{value}' was read as {read}."),
        N_("Check some of them on the buildings' cards."),
    ),
    "hours.by_appointment": FaultText(
        N_("Only an appointment is spoken of (rows: {count}): kept as a remark, the hours are unknown."),
        N_("Give the hours at which anyone may come, if there are any."),
    ),
    "mapping.unknown_column": FaultText(
        N_("The configuration of the commune ({mapping}) names a column {column}; the columns are: {known}."),
        N_("Correct the name in the configuration."),
    ),
    "mapping.unknown_code": FaultText(
        N_("The configuration of the commune ({mapping}, {column}) uses {value}; the codes are: {allowed}."),
        N_("Correct the code in the configuration."),
    ),
    "key.made_up": FaultText(
        N_("Rows of {file} without {column}: {count}. One was made from what each row says."),
        N_("Add a column with an identifier of your own if you want to refer to these rows."),
    ),
    "place.no_columns": FaultText(
        N_("{file} says nowhere where its rows are (columns found: {headers})."),
        N_(
            "Add the columns x_m and y_m (Lambert) or lon and lat (degrees), or say in the configuration of the "
            "commune (x, y) what they are called."
        ),
    ),
    # ---- places by address
    "place.addresses_wait": FaultText(
        N_("{file} has addresses and no coordinates, and no address layer is published to place them by."),
        N_("Refresh the layer residences with the addresses (BeSt) first; or add coordinates."),
    ),
    "place.by_address": FaultText(
        N_(
            "Rows without coordinates placed by their addresses: {count} of {total}, not quite surely: {rough}. "
            "Nothing below {percent} % certainty is placed."
        ),
        N_("Check those named with their certainty on the map; give the others coordinates."),
    ),
    "place.roughly": FaultText(
        N_("Placed at {read}, {percent} % sure."),
        N_("Check it on the map; if it is wrong, correct the address or add coordinates."),
    ),
    "place.address_unread": FaultText(
        N_("No street can be read in this address, so the row has no place."),
        N_("Write street and number, or add coordinates."),
    ),
    "place.address_unknown": FaultText(
        N_("No street of the address layer is like this one, so the row has no place. Nearest: {near}."),
        N_("Correct it, add coordinates, or name an old street under renamed_streets in the commune's configuration."),
    ),
    "place.address_number": FaultText(
        N_(
            "This house number is not known in the street ({near}), nor close neighbours on both sides: the row has no "
            "place."
        ),
        N_("Correct the number, or add coordinates."),
    ),
    "place.address_several": FaultText(
        N_("Several streets can be meant, so the row has no place: {near}."),
        N_("Add the postal code, or coordinates."),
    ),
    "place.address_elsewhere": FaultText(
        N_("No address of this postal code is known, so the row has no place. Known codes: {near}."),
        N_("Leave it out if it is in another commune; else correct the postal code, or add coordinates."),
    ),
    # ---- lists of buildings
    "schools.none": FaultText(
        N_("{file} has no school of {authority} in {commune}; organising authorities found there: {found}."),
        N_("Correct the name in the configuration of the commune (schools), letter by letter as in the file."),
    ),
    "schools.not_configured": FaultText(
        N_("The configuration of the commune does not say which schools are the commune's own."),
        N_("Add a section schools with organising_authority and commune_name to the configuration of the commune."),
    ),
    "schools.others": FaultText(
        N_("Rows of {file} about schools of other authorities or other communes, left out: {count}."),
        N_("Nothing to do."),
    ),
    "schools.several_values": FaultText(
        N_("The rows of the school {value} give different values for {column}: {values}."),
        N_("Nothing to do if the first is right."),
    ),
    "buildings.merged_by_name": FaultText(
        N_(
            "{other_name} ({other_id}) is the same building as {name} ({building_id}): like names, "
            "{distance_m} m apart."
        ),
        _ONE_BUILDING,
    ),
    "buildings.merged_by_address": FaultText(
        N_(
            "{other_name} ({other_id}) is in the same building as {name} ({building_id}): one address, "
            "{distance_m} m apart."
        ),
        _ONE_BUILDING,
    ),
    "buildings.merged_without_place": FaultText(
        N_(
            "{other_name} ({other_id}) is the same building as {name} ({building_id}): like names and one address, "
            "though one of the two has no place on the map."
        ),
        _ONE_BUILDING,
    ),
    "buildings.same_name_nearby": FaultText(
        N_("{name} ({building_id}) and {other_name} ({other_id}) bear one name and stand {distance_m} m apart."),
        _LOOK,
    ),
    "buildings.same_address": FaultText(
        N_("Pairs of entries with one address and different names, within 30 m: {count} ({examples})."),
        N_("They are kept apart, as their publisher has them; check those that are one building."),
    ),
    "buildings.crowded": FaultText(
        N_(
            "Buildings that stand together with many others and were not compared with each other: {count}, "
            "{name} among them."
        ),
        N_("They were probably put on one point for want of a better one; give them places of their own."),
    ),
    # ---- 5G
    "coverage.not_5g": FaultText(
        N_("{file} is about {value}, not about 5G."),
        N_("Pass the file of the operator's 5G."),
    ),
    "coverage.no_operator": FaultText(
        N_("Nothing in {file} nor its name says which operator it is of."),
        N_("Put the operator's name into the file name, for instance Proximus_5G, or into a property called operator."),
    ),
    "coverage.operator_from_name": FaultText(
        N_("{file} does not say which operator it is of; {value} was taken from its name."),
        _NOTHING_TO_DO,
    ),
    "coverage.no_class": FaultText(
        N_("{file} has no property Layer with the class of reception (properties found: {headers})."),
        N_("Pass the file as BIPT delivers it, or rename the property to Layer."),
    ),
    "coverage.not_a_class": FaultText(
        N_("This is not a class of reception."),
        N_("The classes are 0 none, 1 outdoor, 2 indoor and 3 deep indoor."),
    ),
    "coverage.nothing_here": FaultText(
        N_("No area of {file} lies within {margin_km} km of {place}."),
        N_("Check that it is the file of the right region."),
    ),
    "coverage.operator_twice": FaultText(
        N_("{file} repeats the operator {value}, of which another file was read."),
        N_("Pass one file an operator."),
    ),
    "raster.unreadable": FaultText(
        N_("{file} is damaged or cut short, or is no TIFF the program can read ({value})."),
        N_("Export it again as a GeoTIFF."),
    ),
    "raster.no_crs": FaultText(
        N_("{file} does not say in which coordinate system it is."),
        N_("Export it again with its coordinate system."),
    ),
    "raster.no_place": FaultText(
        N_("{file} does not say where it lies on the map."),
        N_("Export it again as a GeoTIFF, with its position."),
    ),
    "raster.rotated": FaultText(
        N_("The grid of {file} is turned or upside down."),
        N_("Export it with north up."),
    ),
    "raster.several_bands": FaultText(
        N_("{file} has several bands ({count}: {value}), where a grid of reception has one."),
        N_("Check that it is a file of 5G reception; if so, export the band of 5G alone."),
    ),
    "raster.unknown_type": FaultText(
        N_("The cells of {file} are of the kind {value}."),
        N_("Export it with whole or decimal numbers."),
    ),
    "raster.block_too_large": FaultText(
        N_("{file} is stored in blocks of {value} cells, too large to read."),
        N_("Export it again with tiles."),
    ),
    "raster.too_many_cells": FaultText(
        N_("{file} has {value} cells around the commune, where at most {limit} are read."),
        N_("Export it with larger cells; 20 m is plenty."),
    ),
    "raster.outside": FaultText(
        N_("{file} does not touch {place}: it covers {value} in its own coordinates."),
        N_("Check that it is the file of the right region, and its coordinate system."),
    ),
    "raster.no_values": FaultText(
        N_("Every cell of {file} around {place} is empty."),
        N_("Check that it is the file of the right region, and which value stands for an empty cell."),
    ),
    "raster.neither_class_nor_dbm": FaultText(
        N_("The values of {file} go from {low} to {high}: they are neither the classes 0 to 3 nor dBm (-160 to -20)."),
        N_("Check that it is a file of 5G reception; if so, declare its empty cells (nodata) and export it again."),
    ),
    "raster.not_as_said": FaultText(
        N_("{file} says that its values are {unit}, yet they go from {low} to {high}."),
        N_("Correct the unit, or declare the empty cells (nodata), and export it again."),
    ),
    "raster.classed_by_thresholds": FaultText(
        N_(
            "{file} is in dBm and was classed: outdoor from {outdoor}, indoor from {indoor}, deep indoor from "
            "{deep_indoor}. These bounds are a convention, not BIPT's."
        ),
        N_("Change them in the configuration of the commune (mobile_5g_thresholds_dbm) if the operator states others."),
    ),
}
