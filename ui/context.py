"""What every view receives: the commune, its assessment, the words and numbers of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd
import streamlit as st

from config import Scenario
from geo.evidence import GATES
from geo.place import Place
from geo.ranking import Assessment, DecisionMatrix, rank
from geo.texts import N_
from store.decisions import InForce
from store.store import Store
from store.versions import Snapshot
from ui.address import session
from ui.address.state import MEETING, State
from words import Translator
from words.names import told_apart
from words.numbers import Numbers

RANKING_TITLES = {"wifi": N_("Public Wi-Fi"), "aidants": N_("Digital helpers")}
RANKING_PURPOSES = {"wifi": N_("the public Wi-Fi programme"), "aidants": N_("the presence of digital helpers")}
"""How a sentence names what buildings are ranked for."""

FAR_M = 1000.0
"""From here on it is said how far from the commune the coordinates of a building are: they are wrong, not imprecise."""


@dataclass(frozen=True)
class Streets:
    """The streets of the map."""

    address: str
    """Where the browser fetches them."""
    licences: tuple[str, ...]
    """Under what licences and from whom they are, to be translated where they are our own words."""


@dataclass(frozen=True)
class Context:
    """Everything a view draws from. Views read; what the reader chooses is in ``state``."""

    place: Place
    store: Store
    snapshot: Snapshot
    scenario: Scenario
    assessment: Assessment
    translate: Translator
    numbers: Numbers
    addresses: Mapping[str, str]
    """Name of a drawing of the map -> the address the browser fetches it from."""
    library: Mapping[str, str]
    """File of what draws the map -> its address."""
    streets: Streets | None = None
    """Where the map finds the streets; None when nobody published them."""
    pages: Mapping[str, st.Page] = field(default_factory=dict)
    """Key of a view -> its page, to lead there."""
    view: str = ""
    """Key of the view that is open."""
    as_if: Mapping[str, object] = field(default_factory=dict)
    """Choices that stand in the place of the reader's: what is prepared does not depend on the other views."""
    identity: str = ""
    """Stands for the assessment where pages share what they compute from it; empty: nothing is shared."""
    in_force: InForce = field(default_factory=InForce)
    """The scenario the city has adopted, which holds where the reader names none."""

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self.translate.language

    @property
    def place_name(self) -> str:
        """The commune's name in the language of the interface."""
        return self.place.name.in_language(self.language)

    @property
    def state(self) -> State:
        """What the reader has chosen, at this moment."""
        return replace(session.current(), **self.as_if)

    @property
    def meeting(self) -> bool:
        """Whether the type is that of a projector: the reader asked for it, or the view is the meeting's own."""
        return bool(self.state.mode) or self.view == MEETING

    @cached_property
    def building_names(self) -> pd.Series:
        """The name of every building as readers tell them apart, by ``building_id``."""
        sites = self.assessment.evidence.sites
        return _names(self.identity, sites) if self.identity else _names.__wrapped__(self.identity, sites)

    def weights(self, ranking: str) -> dict[str, int]:
        """Return the weights in force: the scenario's, with the reader's own laid over them."""
        chosen = self.state.weights.get(ranking, {})
        return {key: chosen.get(key, weight) for key, weight in self.scenario.parameters.weights[ranking].items()}

    def ranked(self, ranking: str) -> pd.DataFrame:
        """Return the ranking under the weights in force; it is computed once for the same weights."""
        given = (self.identity, ranking, tuple(self.weights(ranking).items()), self.assessment.matrices[ranking])
        return _rank(*given) if self.identity else _rank.__wrapped__(*given)

    def sector_name(self, code: object) -> str:
        """Return the name of a neighbourhood in the language of the interface, its code when it has none."""
        return self.numbers.unknown if pd.isna(code) else self._sector_names[code]

    @cached_property
    def _sector_names(self) -> dict[object, str]:
        """The name of every neighbourhood: to take a row of a table for each takes a hundred times as long."""
        sectors = self.assessment.evidence.sectors
        names = [sectors["sector_name_nl"], sectors["sector_name_fr"]]
        first, other = names if self.language == "nl" else names[::-1]
        told = first.where(first.notna(), other).astype(object)
        return {code: str(code) if pd.isna(name) else str(name) for code, name in told.items()}

    def gates(self, failed: str, building_id: str) -> list[str]:
        """Return in words what a building lacks, from the codes of ``gates_failed``."""
        said = []
        for code in failed.split():
            text = self.translate(GATES[code])
            if code == "in_commune":
                far_m = self.assessment.evidence.sites.loc[building_id, "distance_outside_m"]
                if far_m >= FAR_M:
                    distance_km = self.numbers.number(far_m / 1000)
                    text = self.translate(N_("Its coordinates are {distance_km} km from the commune.")).format(
                        distance_km=distance_km
                    )
            said.append(text)
        return said


@st.cache_resource(max_entries=64, show_spinner=False)
def _rank(
    identity: str,  # noqa: ARG001 - stands for the matrix
    ranking: str,  # noqa: ARG001
    weights: tuple[tuple[str, int], ...],
    _matrix: DecisionMatrix,
) -> pd.DataFrame:
    return rank(_matrix, dict(weights))


@st.cache_resource(max_entries=4, show_spinner=False)
def _names(identity: str, _sites: pd.DataFrame) -> pd.Series:  # noqa: ARG001 - stands for the buildings
    # Of plain texts, which are quicker to take one by one.
    return told_apart(_sites).astype(object)
