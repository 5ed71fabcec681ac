"""What the faults met while reading files say: the problem and its remedy, in English."""

from geo.texts import N_
from layers._fault_words.text import FaultText

READING: dict[str, FaultText] = {
    "file.web_page": FaultText(
        N_("{file} is a web page, not data: the publisher's site answered with a page."),
        N_("Open the publisher's page in a browser, download the file there, and pass it with --from."),
    ),
    "file.empty": FaultText(N_("{file} is empty."), N_("Download or export it again.")),
    # ---- reading files
    "file.unexpected": FaultText(
        N_("{file} is {found}; expected {wanted}."),
        N_("Pass a file in one of the expected formats, or name the right layer and source."),
    ),
    "file.to_convert": FaultText(
        N_("{file} is in the format {value}, which is not read."),
        N_(
            "Open it in QGIS, choose Export, Save Features As, GeoPackage, and pass that file; or ask who sent it for "
            "a GeoPackage, GeoJSON or CSV."
        ),
    ),
    "file.declares": FaultText(
        N_("{file} is XML with declarations of its own (DOCTYPE, ENTITY) or in UTF-16, which is not read."),
        N_("Open it in QGIS, choose Export, Save Features As, GeoPackage, and pass that file."),
    ),
    "file.unreadable": FaultText(
        N_("{file} is damaged or cut short and cannot be read."),
        N_("Download or export it again."),
    ),
    "file.too_slow": FaultText(
        N_("Reading {file} was stopped after {limit} s of work, more than a file of its size takes."),
        N_("Cut it down to the commune and its surroundings, or export it again."),
    ),
    "file.too_much_memory": FaultText(
        N_("Reading {file} needs more memory than the {limit} GB a file may take."),
        N_("Cut it down to the commune and its surroundings."),
    ),
    "file.not_understood": FaultText(
        N_("Something in {file} cannot be read, for a reason the program did not expect."),
        N_("Export it again, in another format if need be; if the file is sound, report the problem with it."),
    ),
    "file.too_large": FaultText(
        N_("{file} holds {found} bytes where at most {limit} are read."),
        N_("Cut it down to the commune and its surroundings."),
    ),
    "file.service_error": FaultText(
        N_("{file} is an error message of the publisher's service, not data."),
        N_("Wait a while and download it again."),
    ),
    "file.old_excel": FaultText(
        N_("{file} is in the old Excel format (.xls) or protected by a password, which is not read."),
        N_("Open it in a spreadsheet program and save it as .xlsx or .csv, without a password."),
    ),
    "zip.corrupt": FaultText(
        N_("The archive {file} is damaged or cut short."),
        N_("Download it again."),
    ),
    "zip.encrypted": FaultText(
        N_("The archive {file} is protected by a password."),
        N_("Unpack it and pass the file found inside."),
    ),
    "zip.unsafe_path": FaultText(
        N_("The archive {file} holds a member that would be written outside its folder: {value}."),
        N_("Do not use this archive; get the file from its publisher again."),
    ),
    "zip.too_large": FaultText(
        N_("The archive {file} would unpack to {found} bytes, where at most {limit} are unpacked."),
        N_("Check that it is the right file; if it is, unpack it and cut it down to the commune."),
    ),
    "zip.bomb": FaultText(
        N_("The archive {file} unpacks to more than {limit} times its size, as archives made to do harm do ({value})."),
        N_("Check where the file comes from; if you trust it, unpack it and pass the file found inside."),
    ),
    "zip.too_many_members": FaultText(
        N_("The archive {file} holds {found} files, where at most {limit} are looked through."),
        N_("Unpack it and pass the file that is needed."),
    ),
    "zip.nested": FaultText(
        N_("The archive {file} holds only further archives ({value})."),
        N_("Unpack it and pass the archive or file found inside."),
    ),
    "zip.several": FaultText(
        N_("The archive {file} holds several files that may be meant: {members}."),
        N_("Unpack it and pass the one that is needed, for instance that of the latest year."),
    ),
    "zip.nothing_wanted": FaultText(
        N_("The archive {file} holds no {wanted}; inside are: {members}."),
        N_("Check that it is the right download, or pass the right file by itself."),
    ),
    "shapefile.incomplete": FaultText(
        N_("The shapefile {file} comes without its parts {missing}."),
        N_("Pass the zip that holds all parts (.shp, .shx, .dbf, .prj), or put them side by side."),
    ),
    "table.empty": FaultText(
        N_("{file} has a header but no rows."),
        N_("Export it again with its contents."),
    ),
    "table.no_header": FaultText(
        N_("{file} has no line with column names."),
        N_("Put the column names on the first line."),
    ),
    "table.duplicate_header": FaultText(
        N_("The column name {value} appears {count} times."),
        N_("Rename or remove the columns so that each name appears once."),
    ),
    "table.ragged_row": FaultText(
        N_("The line has another number of cells ({found}) than the header ({expected})."),
        N_(
            "Correct the line: a separator is missing, or stands inside a text without quotes; if it is the last one, "
            "the file may be cut short."
        ),
    ),
    "table.broken_quotes": FaultText(
        N_("The quotes around a text do not close properly."),
        N_("Correct the quotes of this line or export the file again."),
    ),
    "table.encoding": FaultText(
        N_("The text is in no known encoding: byte {value} at position {position} belongs to none."),
        N_("Save the file as UTF-8."),
    ),
    "table.last_cell": FaultText(
        N_("The file ends inside its last line, whose last cell may be cut short."),
        N_("Look at the end of the file; if it is whole, end its last line with a line break."),
    ),
    "table.old_encoding": FaultText(
        N_("{file} is in an old encoding, {value}, as its accented letters show."),
        N_("Look at the names; save the file as UTF-8 if any letter is wrong."),
    ),
    "table.doubtful_encoding": FaultText(
        N_("The accented letters of {file} fit no encoding: as {value} and in others some of them make no words."),
        N_("Save the file as UTF-8."),
    ),
    "json.no_rows": FaultText(
        N_("{file} is JSON without a list of records."),
        N_("Export it as CSV or GeoJSON."),
    ),
    "table.group_titles": FaultText(
        N_("The column names were taken from row {row}, below titles of groups of columns."),
        N_("Nothing to do if that is right."),
    ),
    "table.too_many_rows": FaultText(
        N_("{file} has more than {limit} rows."),
        N_("Cut it down to the commune and its surroundings."),
    ),
    "table.which_sheet": FaultText(
        N_("{file} has no sheet or table called {value}; there are: {sheets}."),
        N_("Name one of them with --sheet, or in the configuration of the commune (sheet)."),
    ),
    "table.no_sheets": FaultText(
        N_("{file} is no workbook and no database: it has no sheet {value}."),
        N_("Pass the file without --sheet, or the workbook or database it was made from."),
    ),
    "table.several_tables": FaultText(
        N_("{file} holds several tables: {sheets}."),
        N_("Name the one to read with --sheet, or in the configuration of the commune (sheet)."),
    ),
    "features.empty": FaultText(
        N_("{file} holds no features."),
        N_("Export it again with its contents."),
    ),
    "features.no_geometry": FaultText(
        N_("{file} has rows but no geometry."),
        N_("Export it with its geometry, or pass a table with coordinates."),
    ),
    "features.several_layers": FaultText(
        N_("{file} holds several layers with geometry: {layers}."),
        N_("Name the one to read with --sheet, or in the configuration of the commune (sheet)."),
    ),
    "features.which_layer": FaultText(
        N_("{file} has no layer called {value}; there are: {layers}."),
        N_("Name one of them in the configuration of the commune (sheet)."),
    ),
    "features.too_many_vertices": FaultText(
        N_("{file} holds {found} vertices, where at most {limit} are read."),
        N_("Cut it down to the commune or simplify its outlines."),
    ),
    "features.wrong_metadata": FaultText(
        N_("The metadata of {file} do not match its columns: its geometry is missing or of another kind."),
        N_("Export it again, as GeoParquet with geometry in WKB."),
    ),
    "feature.not_one": FaultText(
        N_("This is not a feature and is left out."),
        N_("Export the file again, or take it out."),
    ),
    "features.not_all": FaultText(
        N_(
            "{file} holds only a part of the features ({found} of {total}): the publisher's service left the "
            "others out."
        ),
        N_("Download it again with a higher limit (count, maxFeatures), or the whole file."),
    ),
    "geojson.not_features": FaultText(
        N_("{file} is JSON, but not a collection of features (its type is {value})."),
        N_("Export it as GeoJSON."),
    ),
    "geojson.key_twice": FaultText(
        N_("The key {value} appears twice; programs differ in which of the two they use."),
        N_("Keep one of the two."),
    ),
    "database.views": FaultText(
        N_("{file} holds views ({value}), which would be computed while reading; only stored tables are read."),
        N_("Export the layer or table itself into a new file."),
    ),
    "features.reader_note": FaultText(
        N_("While reading, the geodata library said: {value}"),
        N_("Look at the file if something seems to be missing."),
    ),
}
"""Faults of whole files and of their layout."""
