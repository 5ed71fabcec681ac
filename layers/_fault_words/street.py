"""What the faults of street networks say."""

from geo.texts import N_
from layers._fault_words.text import FaultText

_NOTHING_TO_DO = N_("Nothing to do.")

STREETS: dict[str, FaultText] = {
    "streets.osm_numbers": FaultText(
        N_("Way {value} has nodes numbered below 0 or above {limit}; OpenStreetMap has none."),
        N_("Get another extract, or renumber its nodes (osmium renumber)."),
    ),
    "streets.far": FaultText(
        N_("Stretches of {file} away from the commune, left out: {count} of {total}."), _NOTHING_TO_DO
    ),
    "streets.not_walked": FaultText(
        N_("Stretches of {file} not for walkers (motorways, private ways and the like), left out: {count} of {total}."),
        _NOTHING_TO_DO,
    ),
    "streets.measured": FaultText(
        N_("Stretches of {file} without a length, measured on their line: {count} of {total}."),
        N_("Nothing to do if the lines are drawn true; otherwise add a column length_m."),
    ),
    "streets.too_short": FaultText(
        N_(
            "Lengths of {file} that are zero or shorter than the straight line between their ends, measured on "
            "their line instead: {count} of {total} (the first is {value} m for {metres} m)."
        ),
        N_("Correct the lengths, or leave out the column."),
    ),
    "streets.cut": FaultText(
        N_("Streets of {file} that run out of the extract, cut at its edge: {count}."), _NOTHING_TO_DO
    ),
    "streets.none_near": FaultText(
        N_("{file} holds no street people walk in or near the commune {place}."),
        N_("Get the extract that covers the commune, or correct frame_wgs84 in its configuration."),
    ),
    "streets.unusable": FaultText(
        N_("The streets of {file} make no network: {reason}"), N_("Correct the file, or get another extract.")
    ),
    "streets.pockets": FaultText(
        N_(
            "The network of {file} is in several pieces: the largest holds {share} of its length. Pockets cut "
            "off from it: {count} (x and y of a node of the largest: {largest})."
        ),
        N_("Places near a pocket are joined to the streets that serve them; look whether a path is missing there."),
    ),
    "streets.no_ends": FaultText(
        N_("{file} has no column {column}: each street needs the nodes at its two ends. Columns found: {found}."),
        N_("Export the edges with their nodes, as osmnx's graph_to_gdfs gives them after reset_index."),
    ),
    "streets.ends_of_lines": FaultText(
        N_("Lines of {file} taken to meet where both end, to the millimetre: {count}."),
        N_("Look at the pockets named: there a line may cross another without being cut."),
    ),
    "streets.no_node": FaultText(N_("This street lacks the node at one of its ends."), N_("Fill in u and v.")),
    "streets.no_line": FaultText(N_("This street is not a single line."), N_("Split it into single lines.")),
    "streets.graphml": FaultText(
        N_("{file} is not a street network saved by osmnx ({reason})."),
        N_("Save it with osmnx.save_graphml, without projecting it to a system of your own."),
    ),
    "streets.empty": FaultText(
        N_("The network in {file} has no street."), N_("Save it again from a larger place, or get another extract.")
    ),
    "streets.osm_unreadable": FaultText(
        N_("{file} cannot be read as an extract of OpenStreetMap ({reason})."),
        N_("Download it again; it may have been cut short."),
    ),
}
