"""The check of an exported decision log in the terminal."""

from dataclasses import replace
from pathlib import Path

from geo.texts import N_
from terminal.opening import Settings, say


def verify_decisions(settings: Settings, folder: Path) -> bool:
    """Check the decisions in a folder, say what was found, and return whether anything differs.

    A decision that the plan does not hold is named; only a file that says otherwise is wrong.
    """
    from exports.decisions.beside import IN_FILES
    from exports.decisions.check import check_decisions, read_decisions
    from exports.decisions.files import FILE
    from store.decisions import files_of, open_evidence, open_log
    from words.decisions.entries import decision_words

    _ = settings.translate
    outcomes, commune = [], settings.commune
    for name, read in IN_FILES.items():
        if (folder / name).exists():
            outcome, told = read(folder)
            outcomes.append(outcome)
            commune = commune or told
    if commune is None:
        named = {each.entry.commune for each in read_decisions(folder / FILE)}
        commune = named.pop() if len(named) == 1 else None
    store = replace(settings, commune=commune).store()
    entries = open_log(store).entries()
    found = check_decisions(folder, store.place.key, outcomes, entries)
    say(each.render(_) for each in found.problems)
    exported = [each.entry for each in read_decisions(folder / FILE)]
    named = {file.sha256 for entry in exported for file in files_of(entry)}
    # Where the log is not here, its evidence is not either: that is said below and no fault.
    lost = open_evidence(store).faults([*entries, *exported]) if entries else ()
    say(each.render(_) for each in lost)
    text = _(N_("The plan does not hold decision {entry}: {decision}."))
    say(text.format(entry=entry.number, decision=decision_words(entry, _)) for entry in found.not_held)
    if not found.problems:
        say([_(N_("The decision log is whole. Entries checked: {count}.")).format(count=found.entries)])
        if not entries and found.entries:
            say([_(N_("It is not compared with the log it came from: there is none in this data folder."))])
    if named and not lost:
        text = N_("Photos, documents and scenarios named: {count}; all are as they were entered.")
        if not entries:
            text = N_(
                "Photos, documents and scenarios named: {count}; they are not compared: the log is not in this data "
                "folder."
            )
        say([_(text).format(count=len(named))])
    return bool(found.problems or lost)
