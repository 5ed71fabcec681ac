"""What a dossier is made from: everything the app shows of one snapshot and scenario, and the language to say it in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import pandas as pd
import shapely

from config import Scenario, scenario_toml
from exports.realised.tables import realised_of
from exports.tables import ranking_table
from geo.gaps import Review, present_distances, review_of
from geo.lots import LotsPlan, school_names
from geo.place import Place
from geo.programme import Plan, Realised
from geo.ranking import Assessment
from geo.roster import NewPlaces, RosterPlan
from store.decisions import Entry, InForce
from words import Translator
from words.decisions.entries import Names
from words.names import told_apart
from words.numbers import Numbers


@dataclass(frozen=True, eq=False)
class Material:
    """What the pages are made from.

    Attributes
    ----------
    assessment, scenario
        What is told of, and with which settings.
    snapshot, created_at
        Identity of the data, and when that state was first made (UTC, ISO 8601).
    provenance
        As ``store.status.provenance_table`` returns it.
    plan, lots, roster
        The Wi-Fi programme, device lots and roster of aidants; None where nobody made one.
    water
        Rivers and canals, lines in the commune's metres.
    translate
        The language.
    new_places
        The next places of help beside the roster; None where nobody had them looked for.
    decisions
        The whole decision log of the commune, oldest first.
    in_force
        The scenario the commune has adopted.
    """

    assessment: Assessment
    scenario: Scenario
    snapshot: str
    created_at: str
    provenance: pd.DataFrame
    plan: Plan | None
    lots: LotsPlan | None
    roster: RosterPlan | None
    water: Sequence[shapely.Geometry]
    translate: Translator
    decisions: Sequence[Entry] = ()
    new_places: NewPlaces | None = None
    in_force: InForce = field(default_factory=InForce)

    @property
    def language(self) -> str:
        """Language of the pages."""
        return self.translate.language

    @property
    def numbers(self) -> Numbers:
        """How numbers are written."""
        return Numbers(self.language, self.translate)

    @property
    def place(self) -> Place:
        """The commune."""
        return self.assessment.evidence.place

    @property
    def place_name(self) -> str:
        """The name of the commune."""
        return self.place.name.in_language(self.language)

    @cached_property
    def review(self) -> Review:
        """Who is left out today, over the whole week and with the assessment's own walk."""
        evidence = self.assessment.evidence
        return review_of(evidence, present_distances(evidence), evidence.parameters.reach.limit_m)

    @cached_property
    def realised(self) -> Realised | None:
        """What was carried out beside the plan; None where there is no plan, or nothing to hold against it yet."""
        return realised_of(self.assessment.evidence, self.plan)

    @cached_property
    def names(self) -> pd.Series:
        """The name of every building, no two the same."""
        return told_apart(self.assessment.evidence.sites)

    @cached_property
    def names_in_log(self) -> Names:
        """The names of what decisions are about."""
        return Names({str(key): str(name) for key, name in self.names.items()}, school_names(self.assessment.evidence))

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """The ranking for Wi-Fi, by ``building_id``."""
        weights = self.scenario.parameters.weights["wifi"]
        return ranking_table(self.assessment, "wifi", weights).set_index("building_id")

    @property
    def scenario_digest(self) -> str:
        """The first 16 digits of the SHA-256 of the scenario as ``scenario.toml`` holds it."""
        return sha256(scenario_toml(self.scenario).encode()).hexdigest()[:16]

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan that buys something or might."""
        return self.plan is not None and self.plan.has_plan and len(self.plan.instance.sites) > 0
