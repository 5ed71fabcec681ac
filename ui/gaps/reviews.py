"""The review of gaps a reader asked for, and the walks behind it, measured once for the same choices."""

import pandas as pd
import streamlit as st

from geo.evidence import Evidence
from geo.gaps import Review, limit_of, nearest_open, review_of
from geo.hours import when
from geo.ranking import in_order
from geo.settings import Reach
from geo.walking import Walking
from store.assessments import assessment_id, open_walking
from store.store import Store
from store.versions import Snapshot
from ui.context import Context


def walk_of(context: Context) -> Walking:
    """Return how walks are measured in this commune."""
    reach = context.assessment.evidence.parameters.reach
    identity = f"{context.store.folder}|{context.snapshot.layers.get('streets')}|{reach.model_dump_json()}"
    return _walk(identity, context.store, context.snapshot, reach)


def identity_of(context: Context) -> str:
    """Return what stands for the commune's data and parameters in a cache: all parameters, used there or not."""
    parameters = context.assessment.evidence.parameters
    identity = assessment_id(context.snapshot, context.place, parameters)
    return f"{context.store.folder}|{identity}|{parameters.model_dump_json()}"


def limit_m(context: Context) -> float:
    """Return the longest walk the reader chose, in metres: by hand, by a profile, or the assessment's."""
    state, parameters = context.state, context.scenario.parameters
    return limit_of(parameters, float(state.reach) or None, None if state.reach else state.profile or None)  # type: ignore[arg-type]


def equipped(context: Context, ranking: str) -> tuple[str, ...]:
    """Return the first buildings of a ranking that the reader takes to be equipped."""
    first = context.state.wifi_first if ranking == "wifi" else context.state.help_first
    if not first:
        return ()
    table = context.ranked(ranking)
    return tuple(in_order(table[table["status"] != "excluded"]).index[:first])


def reviewed(context: Context, *, as_it_is: bool = False) -> Review:
    """Return the review under the reader's choices; ``as_it_is`` leaves the buildings to be equipped out."""
    wifi, helped = ((), ()) if as_it_is else (equipped(context, "wifi"), equipped(context, "aidants"))
    return _review(identity_of(context), context.state.when, limit_m(context), wifi, helped, context)


@st.cache_resource(max_entries=3, show_spinner=False)
def _walk(
    identity: str,  # noqa: ARG001 - the key of the cache
    _store: Store,
    _snapshot: Snapshot,
    _reach: Reach,
) -> Walking:
    return open_walking(_store, _snapshot, _reach)


@st.cache_resource(max_entries=12, show_spinner=False)
def _distances(
    identity: str,  # noqa: ARG001 - the key of the cache
    moment: str,
    wifi_sites: tuple[str, ...],
    help_sites: tuple[str, ...],
    _evidence: Evidence,
    _walk: Walking,
) -> pd.DataFrame:
    at = when(moment) if moment else None
    return nearest_open(_evidence, _walk, at=at, wifi_sites=wifi_sites, help_sites=help_sites)


@st.cache_resource(max_entries=24, show_spinner=False)
def _review(
    identity: str,
    moment: str,
    longest_m: float,
    wifi_sites: tuple[str, ...],
    help_sites: tuple[str, ...],
    _context: Context,
) -> Review:
    evidence = _context.assessment.evidence
    distances = _distances(identity, moment, wifi_sites, help_sites, evidence, walk_of(_context))
    return review_of(
        evidence,
        distances,
        longest_m,
        at=when(moment) if moment else None,
        wifi_sites=wifi_sites,
        help_sites=help_sites,
    )
