"""A correction as a proposed change of its layer: looked at, approved with a reason and published, or turned down."""

from dataclasses import dataclass, replace
from datetime import datetime

from geo.changes import row_keys
from geo.errors import MaillageError
from geo.texts import N_
from layers import Layer
from store._publishing.corrected import written_value
from store._publishing.parts import Part, corrected_part, published_part
from store._publishing.publish import Candidate, candidate_of, publish
from store._publishing.publish import Entry as Publishing
from store._publishing.table_files import conform
from store.corrections.asked import Correction, corrections
from store.decisions import Decision, DecisionLog, Entry, RefusedDecision, faults_of
from store.history import must_be_current
from store.store import Store
from store.versions import CorrectedCell


@dataclass(frozen=True)
class Proposed:
    """A correction made, checked and compared; nothing of it is published."""

    correction: Correction
    layer: Layer
    source: str
    """The source whose row it is."""
    over: str
    """The version it was compared with."""
    candidate: Candidate


def propose_correction(store: Store, correction: Correction) -> Proposed:
    """Make of a correction the version that would have it, and compare it with what is published.

    Raises
    ------
    MaillageError
        When the row is not published any more, or another list of the layer says otherwise and wins.
    Refused
        When the layer could not be published with it.
    """
    layer, asked = correction.layer, correction.asked
    published = store.published(layer.name)
    part = None if published is None else _part_with(store, layer, asked.subject)
    if published is None or part is None:
        text = N_("Layer {layer} has no row {row} that could be corrected.")
        raise MaillageError(text, layer=layer.name, row=asked.subject)
    cell = CorrectedCell(asked.subject, correction.column.name, asked.after, asked.number)
    candidate = candidate_of(store, layer, corrected_part(layer, part, (cell,)))
    whole = conform(candidate.whole.table, layer)
    row = whole[row_keys(whole, layer.key) == asked.subject]
    says = written_value(correction.column, row[cell.column].iloc[0]) if len(row) else "-"
    if says != asked.after:
        text = N_("{column} of {row} would still say {value}: another list of the layer says so. Correct it there.")
        raise MaillageError(text, column=cell.column, row=asked.subject, value=says or "-")
    return Proposed(correction, layer, part.told.source, published.version, candidate)


def approve_correction(
    store: Store, log: DecisionLog, proposed: Proposed, *, who: str, why: str, now: datetime, at: Decision
) -> Entry:
    """Publish a correction, then enter that the layer has it, naming the version; return that entry.

    Whoever is stopped between the two leaves a layer that has it and a log that does not know: it is still listed, and
    approving it again only enters it.

    Parameters
    ----------
    store, log, proposed
        Where, the log of the commune, and what was looked at.
    who, why, now
        Who approves it, the reason, and when.
    at
        What is on the table: its ``snapshot``, ``scenario`` and ``scenario_hash`` are taken.

    Raises
    ------
    RefusedDecision
        When nobody or no reason is named; nothing is published.
    PublishedSinceError
        When the layer has changed since it was looked at.
    StoreBusyError
        When somebody else is writing to the data folder, or to the log.
    MaillageError
        When the committee has taken it back meanwhile.
    """
    layer = proposed.layer
    told = _verdict(proposed.correction, "corrected", who, why, at)
    if problems := faults_of(replace(told, version="-")):
        raise RefusedDecision(problems)
    with store.writing():
        must_be_current(store.history(layer.name), layer, proposed.over)
        asked = {each.asked.hash for each in corrections(store, log.entries())}
        if proposed.correction.asked.hash not in asked:
            text = N_("The correction of {row} ({column}) is no longer accepted. Look at the review again.")
            raise MaillageError(text, row=told.subject, column=told.corrects)
        reason = f"{told.why.strip()} (#{proposed.correction.asked.number})"
        entered = Publishing("correct", proposed.source, who, reason)
        version, _changed, _faults = publish(store, layer, proposed.candidate, entered, now)
    return log.append(replace(told, version=version.version), now=now)


def turn_down(log: DecisionLog, correction: Correction, *, who: str, why: str, now: datetime, at: Decision) -> Entry:
    """Enter that a correction is not taken into the layer; the review is rejected. Raises as `DecisionLog.append`."""
    told = _verdict(correction, "rejected", who, why, at)
    return log.append(replace(told, corrects="", before="", after=""), now=now)


def _verdict(correction: Correction, value: str, who: str, why: str, at: Decision) -> Decision:
    asked = correction.asked
    return Decision(
        "reviewed",
        asked.subject,
        asked.about,
        value,
        who,
        why,
        snapshot=at.snapshot,
        scenario=at.scenario,
        scenario_hash=at.scenario_hash,
        corrects=asked.corrects,
        before=correction.now,
        after=asked.after,
    )


def _part_with(store: Store, layer: Layer, row: str) -> Part | None:
    """Return what the source whose row it is gave to the published version; None where none has the row."""
    version = store.published(layer.name)
    for told in version.sources if version is not None else ():
        assert version is not None
        part = published_part(store, layer, version, told)
        table = conform(part.cleaned.table, layer)
        if (row_keys(table, layer.key) == row).any():
            return part
    return None
