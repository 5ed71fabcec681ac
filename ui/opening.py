"""Opening what a page needs: commune, snapshot, scenario, assessment, and the files its map fetches."""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import streamlit as st

from config import Scenario, place, places, scenarios
from geo.errors import NothingPublishedError
from geo.place import Place
from geo.ranking import Assessment
from geo.settings import Parameters
from geo.texts import LANGUAGES, N_
from store.assessments import assessment_id, open_assessment, with_settings
from store.decisions import InForce, scenario_in_force
from store.store import Store
from store.versions import Snapshot
from ui.address.state import State
from ui.context import Context, Streets
from ui.map.geometry import drawings
from ui.map.overlays import drawn_rows
from ui.map.search_index import index_address
from ui.map.static_files import ROOT, browser_library, publish, publish_once, remove_forgotten
from ui.map.streets import CELLS_FORMAT, street_cells
from words import Translator, translator
from words.numbers import Numbers

REFERENCE = "reference"
"""The scenario in force when none is chosen."""

GEOGRAPHY = ROOT / "config" / "geography"
"""Rivers and canals by NIS code, drawn as landmarks."""


def language_of(state: State) -> str:
    """Return the language of the page: the one chosen, else the browser's if it is Dutch, else French."""
    if state.language:
        return state.language
    browser = (st.context.locale or "")[:2]
    return browser if browser == "nl" else LANGUAGES[0]


def data_folder() -> Path:
    """Return the folder of the data."""
    return Path(os.environ.get("MAILLAGE_DATA", ROOT / "data"))


def built_places() -> list[Place]:
    """Return the communes of the configuration of which something is built."""
    return [each for each in places().values() if (data_folder() / "processed" / each.key / "snapshots").is_dir()]


def place_of(state: State) -> Place:
    """Return the commune of the page: the one of the address when the configuration knows it, else this machine's own.

    An address names a commune by its key only: it never makes the program read a file.
    """
    if state.commune in places():
        return places()[state.commune]
    if named := os.environ.get("MAILLAGE_COMMUNE"):
        return place(named)
    built = {each.key: each for each in built_places()}
    return next((built[key] for key in ("52011", "demo") if key in built), place("52011"))


def scenario_of(state: State, in_force: InForce) -> Scenario:
    """Return the scenario of the page: the one of the address when there is one of that name, else the one in force."""
    return scenarios().get(state.scenario) or in_force.scenario


def open_context(state: State) -> Context:
    """Return what the views draw from.

    Raises
    ------
    NothingPublishedError
        When nothing is built for the commune.
    """
    translate = translator(language_of(state))
    chosen = place_of(state)
    store = Store(data_folder(), chosen)
    snapshot = store.current_snapshot()
    if snapshot is None:
        raise NothingPublishedError(
            N_(
                "Nothing is built for {commune} yet. "
                "Run `maillage build`, or `maillage demo` for the demonstration city."
            ),
            commune=chosen.name.in_language(translate.language),
        )
    with st.spinner(translate(N_("Loading the results"))):
        in_force = scenario_in_force(store)
        return _opened_context(store, snapshot, scenario_of(state, in_force), translate, in_force)


def _opened_context(
    store: Store, snapshot: Snapshot, scenario: Scenario, translate: Translator, in_force: InForce
) -> Context:
    assessment, shapes, identity = _assessment_and_shapes(store, snapshot, scenario.parameters)
    return Context(
        place=store.place,
        store=store,
        snapshot=snapshot,
        scenario=scenario,
        assessment=assessment,
        translate=translate,
        numbers=Numbers(translate.language, translate),
        addresses=publish(shapes, store.place.key),
        library=publish(_library(), "atlas"),
        streets=_streets(store, snapshot),
        identity=identity,
        in_force=in_force,
    )


def warm() -> None:
    """Open what a page without an address shows, so that the first visitor finds it in memory; nothing built is fine.

    Raises
    ------
    MaillageError
        What a page would say too.
    """
    state = State()
    store = Store(data_folder(), place_of(state))
    snapshot = store.current_snapshot()
    with ThreadPoolExecutor(1) as beside:
        # The streets take nearly as long as all the rest, and most of it where Python lets others work.
        streets = None if snapshot is None else beside.submit(_streets, store, snapshot)
        for language in LANGUAGES:
            numbers = Numbers(language, translator(language))
            # Each language's names of months and marks of numbers are read from a file of Babel's when first asked for.
            for write, value in ((numbers.day, date(2026, 1, 2)), (numbers.percent, 0.5), (numbers.euros, 1_000)):
                write(value)
        if snapshot is None or streets is None:
            return
        in_force = scenario_in_force(store)
        _assessment_and_shapes(store, snapshot, in_force.scenario.parameters)
        streets.result()
    for language in LANGUAGES:
        index_address(_opened_context(store, snapshot, in_force.scenario, translator(language), in_force))


def _assessment_and_shapes(
    store: Store, snapshot: Snapshot, parameters: Parameters
) -> tuple[Assessment, Mapping[str, bytes], str]:
    identity = f"{store.folder}|{assessment_id(snapshot, store.place, parameters)}"
    assessment, shapes = _opened(identity, store, snapshot, parameters)
    # Kept under an identity that leaves some settings out: those it carries may be another scenario's.
    return with_settings(assessment, parameters), shapes, identity


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(
    identity: str,  # noqa: ARG001 - the key of the cache
    _store: Store,
    _snapshot: Snapshot,
    _parameters: Parameters,
) -> tuple[Assessment, Mapping[str, bytes]]:
    """Return the assessment and the geometry of its map; ``identity`` stands for all the rest."""
    assessment = open_assessment(_store, _snapshot, _parameters)
    landmarks = GEOGRAPHY / f"{_store.place.nis_code}.geojson"
    overlays = drawn_rows(_store, _snapshot, _store.tables(_snapshot), assessment.evidence)
    shapes = drawings(assessment.evidence, overlays, landmarks)
    return assessment, {f"{name}.geojson": text.encode() for name, text in shapes.items()}


def _streets(store: Store, snapshot: Snapshot) -> Streets | None:
    """Return where the map finds the streets; the file is written when a page first asks for this version of them."""
    version = snapshot.layers.get("streets")
    if version is None:
        return None

    def make() -> bytes:
        return street_cells(store.read("streets", version)).encode()

    address = publish_once(make, "streets.json", store.place.key, f"{CELLS_FORMAT}-{version}")
    licences = dict.fromkeys(source.licence for source in store.version("streets", version).sources)
    return Streets(address, tuple(licences))


@st.cache_resource(show_spinner=False)
def _library() -> Mapping[str, bytes]:
    remove_forgotten()
    return browser_library()
