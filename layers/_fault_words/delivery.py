"""What the faults of downloading, of telling sources apart and of bringing them together say, in English."""

from geo.texts import N_
from layers._fault_words.text import FaultText

_SAY_WHY = N_('If that is right, say why with --accept-loss "reason". If not, pass the whole of the source.')

DELIVERY: dict[str, FaultText] = {
    # ---- downloading
    "fetch.refused": FaultText(
        N_("The publisher's site answered {status} to {url}."),
        N_("Open the publisher's page in a browser, download the file there, and pass it with --from."),
    ),
    "fetch.unreachable": FaultText(
        N_("{url} cannot be reached: {problem}."),
        N_("Check the connection and try again, or download the file elsewhere and pass it with --from."),
    ),
    "fetch.slow": FaultText(
        N_("{url} did not deliver within {seconds} s."),
        N_("Try again later, or download the file in a browser and pass it with --from."),
    ),
    "fetch.cut_short": FaultText(
        N_("The download of {file} broke off (bytes received: {found} of {expected})."),
        N_("Try again, or download the file in a browser and pass it with --from."),
    ),
    "fetch.too_large": FaultText(
        N_("{url} delivers more than {limit} bytes, where at most that many are downloaded."),
        N_("Check the address; download the file in a browser, cut it down to the commune and pass it with --from."),
    ),
    # ---- map services
    "service.no_source": FaultText(
        N_("The configuration of the commune gives an address (services) for {value}, a source that does not exist."),
        N_("Correct it to one of these: {known}."),
    ),
    "service.says": FaultText(
        N_("The service at {url} answers with an error: {said}"),
        N_("Check address and collection under services in the configuration of the commune, and try again later."),
    ),
    "service.not_understood": FaultText(
        N_("What {url} answers is not what such a service answers."),
        N_("Check address and kind (wfs, ogc_features or file) under services in the configuration of the commune."),
    ),
    "service.version": FaultText(
        N_("{url} is no WFS of version 2.0 or 1.1: {found}."),
        N_("Ask its publisher for such an address, or download the layer and pass it with --from."),
    ),
    "service.which_collection": FaultText(
        N_("{url} does not say which of its collections is meant (asked for: {collection}); it has: {found}."),
        N_("Write its name as collection, under services in the configuration of the commune."),
    ),
    "service.no_geojson": FaultText(
        N_("{url} does not offer the features of {file} as GeoJSON."),
        N_("Download the layer in another way and pass it with --from."),
    ),
    "service.no_paging": FaultText(
        N_("{url} gives the same page again and again: the rest of its features cannot be asked for."),
        N_("Tell its publisher; download the layer in another way and pass it with --from."),
    ),
    "service.cut_short": FaultText(
        N_("{url} did not give all its features: {found} of {expected}."),
        N_("Try again later; if it stays so, download the layer in another way and pass it with --from."),
    ),
    "service.moved": FaultText(
        N_("{url} gave the same feature on two pages: its data changed meanwhile."),
        N_("Try again."),
    ),
    "service.too_many_pages": FaultText(
        N_("{url} has not come to an end (requests made: {limit})."),
        N_("Check the collection; download the layer in another way and pass it with --from."),
    ),
    "service.elsewhere": FaultText(
        N_("{url} goes on at another host, which is not followed: {target}."),
        N_("If that host is the right one, write its address under services in the configuration of the commune."),
    ),
    # ---- which source a file is of
    "source.unrecognised": FaultText(
        N_("{file} is not recognised as a file of the layer {layer}, whose sources are: {sources}."),
        N_(
            "Check that it is the right file and the right layer; "
            "if so, name its source with --source to see what it lacks."
        ),
    ),
    "source.ambiguous": FaultText(
        N_("{file} could be of several sources: {sources}."),
        N_("Name the right one with --source."),
    ),
    "source.mixed": FaultText(
        N_("{file} is of the source {sources}, other files given with it are not."),
        N_("Pass the files of one source at a time."),
    ),
    "source.one_file": FaultText(
        N_("The source {source} takes one file; given: {count}."),
        N_("Pass one file."),
    ),
    "source.gone": FaultText(
        N_("The rows of the source {source} were left out: this program does not know that source any more."),
        N_("Pass its file again under the name the source has now."),
    ),
    "version.mended": FaultText(
        N_("The files of version {version} were damaged on this disk; they have been written anew."),
        N_("Have the disk looked at, and make copies of the data folder."),
    ),
    # ---- several sources in one layer
    "sources.same_key": FaultText(
        N_("{value} comes from two sources, {source} and {other_source}."),
        N_("Leave it out of one of the two files."),
    ),
    "sources.same_raster": FaultText(
        N_("A grid called {value} comes from two sources, {source} and {other_source}."),
        N_("Rename one of the two files."),
    ),
    # ---- what a new version changes
    "change.gone": FaultText(
        N_("Rows published before and gone: {count} of {total} ({rows})."),
        N_("Nothing to do if that is so."),
    ),
    "change.many_gone": FaultText(
        N_("Rows published before and gone: {count} of {total} ({share}). Allowed without a reason: {allowed}."),
        _SAY_WHY,
    ),
    "change.people_off": FaultText(
        N_("Residents before: {before}; now: {now}; difference: {share}. Allowed without a reason: {allowed}."),
        _SAY_WHY,
    ),
    "change.extent": FaultText(
        N_(
            "Ground the rows cover, in km², before: {before}; now: {now}; less by: {share}. Allowed without a reason: "
            "{allowed}."
        ),
        _SAY_WHY,
    ),
    "change.unjoined": FaultText(
        N_(
            "Layer {layer} no longer joins. Share of its sector codes that would have an outline: {share}; that have "
            "one today: {before}; needed: {allowed}."
        ),
        N_(
            'If these sectors are right, say so with --accept-loss "reason" and refresh {layer} of the same vintage '
            "afterwards. If not, pass the sectors of the same vintage as {layer}."
        ),
    ),
    "change.accepted": FaultText(
        N_("The loss was accepted: {reason}."), N_("The reason is kept; see maillage history {layer}.")
    ),
    "change.not_compared": FaultText(
        N_("The version published before is damaged or of another make, so what changes cannot be said row by row."),
        N_("Look at the number of rows, and run maillage check."),
    ),
    "change.outlines_lost": FaultText(
        N_("Sectors where people live lose their outline: {count}; residents: {people} ({rows})."),
        N_("Refresh the population of the same vintage as the sectors, or go back with maillage rollback sectors."),
    ),
    "change.renamed": FaultText(N_("Other name: {count} ({rows})."), N_("Nothing to do if that is so.")),
    "change.same_place": FaultText(
        N_("Looks like the same place under a new identifier: {count} ({rows})."),
        N_("If it is, keep the former identifier in the file: scenarios and plans go by it."),
    ),
    "change.emptied": FaultText(
        N_("Columns that held something and hold nothing any more: {columns}."),
        N_("If the file should fill them, look at its headers and at the mapping of the commune."),
    ),
    "change.filled": FaultText(
        N_("Columns that held nothing and hold something now: {columns}."), N_("Nothing to do if that is so.")
    ),
    "change.total": FaultText(N_("{what}, before: {before}; now: {now}."), N_("Nothing to do if that is so.")),
    "change.total_unknown": FaultText(
        N_(
            "{what}, before: {before}; now: {now}. Rows of which it is not known, before: {unknown_before}; now: "
            "{unknown}."
        ),
        N_("Nothing to do if that is so."),
    ),
    "change.came": FaultText(N_("New rows: {count} ({rows})."), N_("Nothing to do if that is so.")),
    "change.moved": FaultText(N_("Moved: {count} ({rows})."), N_("Nothing to do if that is so.")),
    "change.redrawn": FaultText(
        N_("Drawn otherwise than before: {count} ({rows})."), N_("Nothing to do if that is so.")
    ),
    "change.changed": FaultText(N_("Rows with other values: {count} ({rows})."), N_("Nothing to do if that is so.")),
}
"""Faults between a publisher's site and a published layer."""
