"""What the reader has chosen, as one immutable value that goes into the address of the page and comes back from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from geo.comparison import SUBJECTS
from geo.texts import LANGUAGES
from ui.address.programme_choices import Choices
from ui.address.roster_choices import RosterChoices
from ui.address.written import (
    CHOICES,
    COUNTS,
    MOMENT,
    ROSTER,
    SEVERAL,
    TEXT,
    VIEW,
    Written,
    one_of,
    overlays,
    weights_of,
    whole,
)

RANKINGS = ("wifi", "aidants")
MEETING = "reunion"
PROFILES = ("normal", "slow")
PLAN_PANELS = ("waves", "proof", "curve", "realised")
"""What stands beside the map of the Wi-Fi programme; the first when none is chosen."""
ROSTER_PANELS = ("doors", "waves", "areas", "new")
"""What stands beside the map of the roster; the first when none is chosen."""
MOST_NEW_PLACES, NEW_PLACES_FIRST = 20, 5
"""Most new places of help that can be asked for beside the roster, and how many where nobody says."""
REACH_M = (100, 3000)
"""Least and most of the longest walk a reader can choose, in metres."""
DEVICES = ("pc", "laptop", "tablet", "primary", "secondary")
MOST_PCS, MOST_THOUSAND_EUR, MOST_DESKS, LOTS_HOURS, MOST_FOR_SCHOOLS = 2000, 2000, 50, 80, 20_000
"""Most that can be chosen for lots: PCs, thousands of euros, desks and hours assumed, devices for schools."""
MOST_WAVES = 15
"""Most waves of a Wi-Fi programme that an address names."""
FIRST = 50
"""How many buildings at most can be taken to be equipped."""


_OF_THE_MAP = ("site", "sector", "theme", "list", "overlays", "activities", "sections", "public", "at", "walkers")
"""What an address of the time when the map was the first view may say."""


def _kept(written: Written, default: object = "", key: str = "") -> Any:
    """Declare a field: how it stands in an address, its default, and its name there when that is another."""
    return field(default=default, metadata={"written": written, "key": key})


@dataclass(frozen=True)
class State:
    """Everything a shared address restores: each field says how it stands there. A default is left out of it.

    An address comes from anywhere: every value is taken as text, and whoever uses it looks it up among what exists.
    """

    language: str = _kept(one_of(*LANGUAGES), key="lang")
    commune: str = _kept(TEXT)
    mode: str = _kept(one_of(MEETING))
    """``reunion`` for big type."""
    theme: str = _kept(TEXT)
    """What fills the neighbourhoods; a key of ``ui.map.themes``."""
    ranking: str = _kept(one_of(*RANKINGS), RANKINGS[0], "rank")
    scenario: str = _kept(TEXT)
    site: str = _kept(TEXT)
    """``building_id`` of the building whose card is open."""
    sector: str = _kept(TEXT)
    list: str = _kept(one_of("sectors"))
    """``sectors`` when the panel lists neighbourhoods rather than buildings."""
    activities: tuple[str, ...] = _kept(SEVERAL, (), "act")
    sections: tuple[str, ...] = _kept(SEVERAL, ())
    public: str = _kept(one_of("yes", "no"))
    """``yes``, ``no`` or nothing."""
    overlays: tuple[str, ...] = _kept(overlays(support="support_places"), (), "show")
    """Names of the layers laid over the neighbourhoods."""
    weights: Mapping[str, Mapping[str, int]] = field(
        default_factory=dict, metadata={"written": weights_of(RANKINGS), "key": "w"}
    )
    """Ranking -> criterion -> weight, only where it differs from the scenario's."""
    at: tuple[float, float, float] | None = _kept(VIEW, None)
    """Latitude, longitude and zoom of the map."""
    gap: str = _kept(TEXT)
    """What is lacking in the review of gaps; a key of ``ui.gaps.words``."""
    reach: int = _kept(whole(*REACH_M), 0)
    """Longest walk in metres; 0 for the profile's, or else the assessment's."""
    profile: str = _kept(one_of(*PROFILES))
    """Who walks: ``normal``, ``slow``, or nothing for the assessment's own limit."""
    when: str = _kept(MOMENT)
    """When people come, as ``geo.hours.moments.when`` reads it; nothing: at any time."""
    wifi_first: int = _kept(whole(0, FIRST), 0)
    """How many of the first in the ranking for Wi-Fi are taken to be equipped."""
    help_first: int = _kept(whole(0, FIRST), 0)
    """How many of the first in the ranking for helpers are taken to have one."""
    after: str = _kept(one_of("roster", *(f"wifi{wave}" for wave in range(1, MOST_WAVES + 1))))
    """What is taken to be done in the review of gaps: ``roster``, or ``wifi`` and how many waves of the programme."""
    walkers: str = _kept(one_of(*PROFILES))
    """Whose walks to the chosen building are drawn: ``normal``, ``slow`` or nobody's."""
    programme: Choices = field(default_factory=Choices, metadata={"written": CHOICES, "key": ""})
    """What the reader changes in the scenario's Wi-Fi programme."""
    wave: int = _kept(whole(2000, 2300), 0)
    """Year of the programme that is shown alone; 0 for all."""
    panel: str = _kept(one_of(*PLAN_PANELS[1:]))
    """A key of ``PLAN_PANELS``; nothing for the first."""

    device: str = _kept(one_of(*DEVICES[1:]))
    """Kind of device, or level of schools, whose lots are shown; nothing for PCs."""
    school: str = _kept(TEXT)
    """``school_site_id`` of the school site whose card is open; a building's card goes before it."""
    lots_pcs: int = _kept(whole(1, MOST_PCS), 0, "d.pcs")
    """PCs to give; 0: as the scenario has it. The same holds for the next."""
    lots_budget: int = _kept(whole(1, MOST_THOUSAND_EUR), 0, "d.budget")
    """Budget in thousands of euros."""
    lots_function: str = _kept(one_of("yes", "no"), key="d.function")
    """Whether a function in charge is assumed where none is named."""
    lots_desks: int = _kept(whole(1, MOST_DESKS), 0, "d.desks")
    lots_hours: int = _kept(whole(1, LOTS_HOURS), 0, "d.hours")
    lots_district: str = _kept(one_of("yes", "no"), key="d.district")
    """Whether districts have fixed totals."""
    lots_totals: Mapping[str, int] = field(default_factory=dict, metadata={"written": COUNTS, "key": "d.totals"})
    """District, or former commune -> devices of all kinds; nothing for those of the scenario."""
    lots_primary: int = _kept(whole(1, MOST_FOR_SCHOOLS), 0, "d.primary")
    """Devices for nursery and primary schools."""
    lots_secondary: int = _kept(whole(1, MOST_FOR_SCHOOLS), 0, "d.secondary")
    lots_forced: tuple[str, ...] = _kept(SEVERAL, (), "d.forced")
    """Buildings that must get devices, beside the scenario's."""
    lots_excluded: tuple[str, ...] = _kept(SEVERAL, (), "d.excluded")
    """Buildings left out, beside the scenario's."""
    lots_freed: tuple[str, ...] = _kept(SEVERAL, (), "d.freed")
    """Buildings that the scenario forces in or leaves out and the reader does not."""
    lots_schools_forced: tuple[str, ...] = _kept(SEVERAL, (), "d.sforced")
    """School sites, likewise; so the next two."""
    lots_schools_excluded: tuple[str, ...] = _kept(SEVERAL, (), "d.sexcluded")
    lots_schools_freed: tuple[str, ...] = _kept(SEVERAL, (), "d.sfreed")

    roster: RosterChoices = field(default_factory=RosterChoices, metadata={"written": ROSTER, "key": ""})
    """What the reader changes in the scenario's roster of aidants."""
    training: int = _kept(whole(1, 99), 0, "a.wave")
    """Wave of training whose doors are shown, 1 being the first; 0 for the whole roster."""
    beside: str = _kept(one_of(*ROSTER_PANELS[1:]), key="a.panel")
    """A key of ``ROSTER_PANELS``; nothing for the first."""
    new_places: int = _kept(whole(1, MOST_NEW_PLACES), 0, "a.new")
    """How many new places of help are looked for; 0 for ``NEW_PLACES_FIRST``."""
    half_day: str = _kept(TEXT, key="a.when")
    """Half-day of which the page says where to find help: ``wed_afternoon``."""

    compared_a: str = _kept(TEXT, key="a")
    """What is compared, as ``store.comparing`` names it; nothing for the reference."""
    compared_b: str = _kept(TEXT, key="b")
    """What it is compared with; nothing for what differs from the reference."""
    compared: str = _kept(one_of(*SUBJECTS), key="c.what")
    """Subject of the comparison on the map; nothing for the first that differs."""
    compared_side: str = _kept(one_of("a", "b", "swipe"), key="c.show")
    """Which side the map shows by itself; nothing for the difference."""
    story: str = _kept(TEXT)
    """Name of the story of the meeting; nothing for the first there is."""
    step: int = _kept(whole(1, 40), 0)
    """Which question of the story is shown, 1 being the first; 0 stands for it too."""
    pick: str = _kept(TEXT)
    """What is chosen with the one control of that question."""
    notes: str = _kept(one_of("1"))
    """Whether this window shows the speaker's notes."""

    @property
    def of_the_map(self) -> bool:
        """Whether it says anything of the map: where to look, what fills it, which place is open."""
        default = State()
        return any(getattr(self, name) != getattr(default, name) for name in _OF_THE_MAP)

    log: str = _kept(one_of("reviews", "all"))
    """What the view of decisions lists; nothing for what is in force."""
    entry: str = _kept(TEXT)
    """What of that list is open: the number of an entry, or kind, subject and fact of a review."""
    unjudged: str = _kept(one_of("yes"))
    """``yes`` when the list of gaps leaves out what the committee has judged."""
    every: str = _kept(one_of("yes"), key="all")
    """``yes`` when the ranking lists all buildings, not only its first."""
    layer: str = _kept(TEXT)
    """The layer told in detail in the view of the data; nothing for the first."""

    decided: str = _kept(one_of("yes"))
    """``yes`` when the decisions in force are laid over the plans."""

    def query(self) -> dict[str, str]:
        """Return the query parameters of an address that restores this state; defaults are left out."""
        default, parameters = State(), {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != getattr(default, each.name):
                parameters |= each.metadata["written"].write(each.metadata["key"] or each.name, value)
        return parameters


def read_state(query: Mapping[str, str]) -> State:
    """Return the state an address describes; what is not understood falls back to the default."""
    read = {
        each.name: each.metadata["written"].read(each.metadata["key"] or each.name, query) for each in fields(State)
    }
    return State(**{name: value for name, value in read.items() if value is not None})
