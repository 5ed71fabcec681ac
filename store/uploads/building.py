"""Long work a page asks for, each in a process of its own: the effect of a candidate, and a build."""

from collections.abc import Callable, Mapping
from datetime import datetime

import pandas as pd

from geo.settings import Parameters, Programme, Roster
from geo.solving import Control
from store._publishing.publish import Candidate
from store._publishing.table_files import conform
from store.apart import apart
from store.assessments import open_assessment
from store.effect import Effect, effect_of_table
from store.snapshots import make_snapshot, published_state
from store.store import Store


def effect_apart(
    store: Store,
    candidate: Candidate,
    parameters: Parameters,
    programme: Programme | None,
    control: Control,
    roster: Roster | None = None,
) -> Effect:
    """Return what `store.effect.effect_of` does, computed in a process of its own.

    Raises
    ------
    MaillageError
        In the words of `effect_of`.
    """
    layer = candidate.change.layer
    table, rasters = conform(candidate.whole.table, layer), dict(candidate.whole.rasters)
    return apart(_effect, _bare(store), layer.name, table, rasters, parameters, programme, roster, control=control)


def build_apart(store: Store, parameters: Parameters, now: datetime, control: Control) -> str:
    """Build on what is published, in a process of its own, and return the identity of the snapshot.

    What is shown changes at the end, in one step: until then every reader keeps the former figures.

    Raises
    ------
    MaillageError
        In the words of `make_snapshot`.
    """
    return apart(_build, _bare(store), parameters, now, control=control)


def _bare(store: Store) -> Store:
    """Return the same store without what cannot be sent to another process: layers are looked up there by name."""
    return Store(store.data, store.place)


def _effect(
    store: Store,
    layer: str,
    table: pd.DataFrame,
    rasters: Mapping[str, bytes],
    parameters: Parameters,
    programme: Programme | None,
    roster: Roster | None,
    *,
    control: Control,
    tell: Callable[[object], None],  # noqa: ARG001 - every work is given one
) -> Effect:
    return effect_of_table(store, layer, table, rasters, parameters, programme, control, roster)


def _build(
    store: Store,
    parameters: Parameters,
    now: datetime,
    *,
    control: Control,  # noqa: ARG001 - every work is given both
    tell: Callable[[object], None],  # noqa: ARG001
) -> str:
    # Computed and kept first: whoever opens a page the moment after finds it.
    open_assessment(store, published_state(store), parameters)
    return make_snapshot(store, now=now).id
