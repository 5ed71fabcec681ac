"""The review of gaps a reader asked for, and the walks behind it, measured once for the same choices."""

from dataclasses import dataclass
from hashlib import sha256

import pandas as pd
import streamlit as st

from geo.evidence import Evidence
from geo.gaps import Review, limit_of, nearest_open, present_distances, review_of
from geo.hours import when
from geo.ranking import in_order
from geo.settings import Reach
from geo.walking import Walking
from store.assessments import assessment_id, open_walking
from store.store import Store
from store.versions import Snapshot
from ui.context import Context


@dataclass(frozen=True, eq=False)
class Added:
    """What a review takes to be there beside what is there: buildings with Wi-Fi or a helper, places at their hours."""

    wifi: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    places: pd.DataFrame | None = None
    """As ``geo.gaps.nearest_open`` takes them, and ``hours_per_week``."""

    @property
    def key(self) -> tuple[object, ...]:
        """What stands for it in a cache."""
        return self.wifi, self.helpers, places_key(self.places)


def places_key(places: pd.DataFrame | None) -> str:
    """Return what stands for places of certain hours in a cache."""
    return "" if places is None else sha256(places.to_csv().encode()).hexdigest()


def choices_of(review: Review) -> tuple[object, ...]:
    """Return what stands for the choices of a review in a cache, its moment left out."""
    return review.limit_m, review.wifi_sites, review.help_sites, places_key(review.help_places)


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


def first_ranked(context: Context) -> Added:
    """Return the first buildings of the rankings that the reader takes to be equipped."""
    return Added(equipped(context, "wifi"), equipped(context, "aidants"))


def reviewed(context: Context, added: Added) -> Review:
    """Return the review under the reader's choices, with what is taken to be there as well."""
    return _review(identity_of(context), context.state.when, limit_m(context), added.key, added, context)


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
    key: tuple[object, ...],  # noqa: ARG001
    _added: Added,
    _evidence: Evidence,
    _walk: Walking,
) -> pd.DataFrame:
    at = when(moment) if moment else None
    more = {"wifi_sites": _added.wifi, "help_sites": _added.helpers, "help_places": _added.places}
    return nearest_open(_evidence, _walk, at=at, **more)  # type: ignore[arg-type]


@st.cache_resource(max_entries=24, show_spinner=False)
def _review(
    identity: str,
    moment: str,
    longest_m: float,
    key: tuple[object, ...],
    _added: Added,
    _context: Context,
) -> Review:
    evidence = _context.assessment.evidence
    if moment or _added.wifi or _added.helpers or _added.places is not None:
        distances = _distances(identity, moment, key, _added, evidence, walk_of(_context))
    else:
        # What is there today was walked when the evidence was gathered: the streets need not be read for it.
        distances = present_distances(evidence)
    return review_of(
        evidence,
        distances,
        longest_m,
        at=when(moment) if moment else None,
        wifi_sites=_added.wifi,
        help_sites=_added.helpers,
        help_places=_added.places,
    )
