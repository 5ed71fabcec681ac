"""What is known of a delivery that waits, read once for the same state of the data, and kept for every page."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from geo.errors import MaillageError
from geo.place import Mapping
from layers import Fault, Guess, Layer, Refused, Source
from layers.recognition.preview import FileRow, Preview
from store.store import Store
from store.uploads import Proposal, Upload, preview_columns, propose, recognised, rows_of_faults


@st.cache_resource(max_entries=32, show_spinner=False)
def guesses_of(identity: str, _store: Store, _upload: Upload) -> list[Guess] | MaillageError:  # noqa: ARG001
    """Return what a delivery may be, or why it cannot be told; ``identity`` stands for the rest."""
    try:
        return recognised(_store, _upload)
    except MaillageError as error:
        return error


def proposal_of(
    store: Store, upload: Upload, layer: Layer, source: Source, vintage: str, sheet: str, mapping: Mapping | None
) -> Proposal | MaillageError:
    """Return a delivery as it would be published now, or why it cannot be."""
    # What it joins to and is placed by counts too: the published state of every layer.
    state = "|".join(f"{each.name}:{_version(store, each.name)}" for each in store.layers)
    identity = f"{store.folder}|{upload.id}|{layer.name}|{source.name}|{vintage}|{sheet}|{_said(mapping)}|{state}"
    return _proposal(identity, store, upload, layer, source, vintage, sheet, mapping)


def preview_of(
    store: Store, upload: Upload, layer: Layer, source: Source, sheet: str, mapping: Mapping | None
) -> Preview | MaillageError:
    """Return how the columns of a delivery would be read, or why it cannot be looked at."""
    identity = f"{store.folder}|{upload.id}|{layer.name}|{source.name}|{sheet}|{_said(mapping)}"
    return _preview(identity, store, upload, layer, source, sheet, mapping)


def _said(mapping: Mapping | None) -> str:
    return "" if mapping is None else mapping.model_dump_json()


@st.cache_resource(max_entries=16, show_spinner=False)
def _preview(
    identity: str,  # noqa: ARG001 - stands for the rest
    _store: Store,
    _upload: Upload,
    _layer: Layer,
    _source: Source,
    _sheet: str,
    _mapping: Mapping | None,
) -> Preview | MaillageError:
    try:
        return preview_columns(_store, _layer, _source, _upload.paths, sheet=_sheet, mapping=_mapping)
    except MaillageError as error:
        return error


@st.cache_resource(max_entries=8, show_spinner=False)
def _proposal(
    identity: str,  # noqa: ARG001 - stands for the rest
    _store: Store,
    _upload: Upload,
    _layer: Layer,
    _source: Source,
    _vintage: str,
    _sheet: str,
    _mapping: Mapping | None,
) -> Proposal | MaillageError:
    try:
        return propose(
            _store, _layer, _source, _upload, now=datetime.now(UTC), vintage=_vintage, sheet=_sheet, mapping=_mapping
        )
    except MaillageError as error:
        return error


def rows_of(
    store: Store,
    upload: Upload,
    layer: Layer,
    source: Source,
    sheet: str,
    mapping: Mapping | None,
    faults: Sequence[Fault],
) -> dict[tuple[str, int], FileRow]:
    """Return the rows of a delivery that faults name, as they stand in the files."""
    asked = ",".join(sorted({str(fault.row) for fault in faults if fault.row is not None}))
    if not asked:
        return {}
    identity = f"{store.folder}|{upload.id}|{layer.name}|{source.name}|{sheet}|{_said(mapping)}|{asked}"
    return _rows(identity, store, upload, layer, source, sheet, mapping, faults)


@st.cache_resource(max_entries=16, show_spinner=False)
def _rows(
    identity: str,  # noqa: ARG001 - stands for the rest
    _store: Store,
    _upload: Upload,
    _layer: Layer,
    _source: Source,
    _sheet: str,
    _mapping: Mapping | None,
    _faults: Sequence[Fault],
) -> dict[tuple[str, int], FileRow]:
    return rows_of_faults(_store, _layer, _source, _upload.paths, _faults, sheet=_sheet, mapping=_mapping)


def faults_of(found: Proposal | MaillageError) -> list[Fault]:
    """Return every fault met: what breaks a guard rail first, then what the files themselves are guilty of.

    Notes that only say what changes are left to the difference.
    """
    if isinstance(found, Proposal):
        told = (each for each in found.candidate.faults if each.severity != "note" or "change." not in each.code)
        return [*found.candidate.change.losses, *told]
    return list(found.faults) if isinstance(found, Refused) else []


def _version(store: Store, name: str) -> str:
    current = store.history(name).current
    return current.version if current is not None else ""
