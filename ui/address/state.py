"""What the reader has chosen, as one immutable value that goes into the address of the page and comes back from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.errors import DataError
from geo.hours import when
from geo.texts import LANGUAGES
from ui.address.programme_choices import Choices, read_choices

RANKINGS = ("wifi", "aidants")
MEETING = "reunion"
PROFILES = ("normal", "slow")
PLAN_PANELS = ("waves", "proof", "curve")
"""What stands beside the map of the Wi-Fi programme; the first when none is chosen."""
REACH_M = (100, 3000)
"""Least and most of the longest walk a reader can choose, in metres."""
FIRST = 50
"""How many buildings at most can be taken to be equipped."""

_AND = "~"
"""Separates values: a browser leaves it as it is in an address."""

_SUPPORT = re.compile(r"(?<![^~])support(?![^~])")
"""What addresses shared before overlays were called like their layers say for places of digital help."""

_WEIGHT = re.compile(r"([a-z][a-z0-9_]*)\.(10|[0-9])")


@dataclass(frozen=True)
class State:
    """Everything a shared address restores. An empty text or tuple means: the default, nothing chosen."""

    language: str = ""
    commune: str = ""
    mode: str = ""
    """``reunion`` for big type."""
    theme: str = ""
    """What fills the neighbourhoods; a key of ``ui.map.themes``."""
    ranking: str = "wifi"
    scenario: str = ""
    site: str = ""
    """``building_id`` of the building whose card is open."""
    sector: str = ""
    list: str = ""
    """``sectors`` when the panel lists neighbourhoods rather than buildings."""
    activities: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    public: str = ""
    """``yes``, ``no`` or nothing."""
    overlays: tuple[str, ...] = ()
    """Names of the layers laid over the neighbourhoods."""
    weights: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Ranking -> criterion -> weight, only where it differs from the scenario's."""
    at: tuple[float, float, float] | None = None
    """Latitude, longitude and zoom of the map."""
    gap: str = ""
    """What is lacking in the review of gaps; a key of ``ui.gaps.words``."""
    reach: int = 0
    """Longest walk in metres; 0 for the profile's, or else the assessment's."""
    profile: str = ""
    """Who walks: ``normal``, ``slow``, or nothing for the assessment's own limit."""
    when: str = ""
    """When people come, as ``geo.hours.moments.when`` reads it; nothing: at any time."""
    wifi_first: int = 0
    """How many of the first in the ranking for Wi-Fi are taken to be equipped."""
    help_first: int = 0
    """How many of the first in the ranking for helpers are taken to have one."""
    walkers: str = ""
    """Whose walks to the chosen building are drawn: ``normal``, ``slow`` or nobody's."""
    programme: Choices = field(default_factory=Choices)
    """What the reader changes in the scenario's Wi-Fi programme."""
    wave: int = 0
    """Year of the programme that is shown alone; 0 for all."""
    panel: str = ""
    """A key of ``PLAN_PANELS``; nothing for the first."""

    def query(self) -> dict[str, str]:
        """Return the query parameters of an address that restores this state; defaults are left out."""
        parameters: dict[str, str] = {}
        for name in (
            "commune",
            "mode",
            "theme",
            "scenario",
            "site",
            "sector",
            "list",
            "public",
            "gap",
            "profile",
            "walkers",
            "panel",
        ):
            if value := getattr(self, name):
                parameters[name] = value
        for name in ("reach", "wifi_first", "help_first", "wave"):
            if number := getattr(self, name):
                parameters[name] = str(number)
        if self.when:
            parameters["when"] = self.when.replace(" ", _AND).replace(":", ".")
        if self.language:
            parameters["lang"] = self.language
        if self.ranking != "wifi":
            parameters["rank"] = self.ranking
        for name, values in (("act", self.activities), ("sections", self.sections), ("show", self.overlays)):
            if values:
                parameters[name] = _AND.join(values)
        for ranking, weights in self.weights.items():
            if weights:
                parameters[f"w.{ranking}"] = _AND.join(f"{key}.{weight}" for key, weight in weights.items())
        parameters |= self.programme.query()
        if self.at is not None:
            parameters["at"] = _AND.join(
                f"{value:.5g}" if index == 2 else f"{value:.5f}" for index, value in enumerate(self.at)
            )
        return parameters


def read_state(query: Mapping[str, str]) -> State:
    """Return the state an address describes; what is not understood falls back to the default.

    An address comes from anywhere: every value is taken as text, and whoever uses it looks it up among what exists.
    """
    language = query.get("lang", "")
    ranking = query.get("rank", "wifi")
    weights = {name: found for name in RANKINGS if (found := _weights(query.get(f"w.{name}", "")))}
    return State(
        language=language if language in LANGUAGES else "",
        commune=query.get("commune", ""),
        mode=MEETING if query.get("mode") == MEETING else "",
        theme=query.get("theme", ""),
        ranking=ranking if ranking in RANKINGS else "wifi",
        scenario=query.get("scenario", ""),
        site=query.get("site", ""),
        sector=query.get("sector", ""),
        list="sectors" if query.get("list") == "sectors" else "",
        activities=_several(query.get("act", "")),
        sections=_several(query.get("sections", "")),
        public=query["public"] if query.get("public") in ("yes", "no") else "",
        overlays=_several(_SUPPORT.sub("support_places", query.get("show", ""))),
        weights=weights,
        at=_view(query.get("at", "")),
        gap=query.get("gap", ""),
        reach=_whole(query.get("reach", ""), REACH_M),
        profile=query["profile"] if query.get("profile") in PROFILES else "",
        when=_moment(query.get("when", "")),
        wifi_first=_whole(query.get("wifi_first", ""), (0, FIRST)),
        help_first=_whole(query.get("help_first", ""), (0, FIRST)),
        walkers=query["walkers"] if query.get("walkers") in PROFILES else "",
        programme=read_choices(query),
        wave=_whole(query.get("wave", ""), (2000, 2300)),
        panel=query["panel"] if query.get("panel") in PLAN_PANELS[1:] else "",
    )


def _whole(text: str, bounds: tuple[int, int]) -> int:
    """Return a whole number within bounds, else 0."""
    number = int(text) if re.fullmatch(r"\d{1,5}", text) else 0
    return number if bounds[0] <= number <= bounds[1] else 0


def _moment(text: str) -> str:
    """Return a moment of the week as it is always written; nothing when it is none."""
    try:
        return when(text.replace(_AND, " ")).key
    except DataError:
        return ""


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in text.split(_AND) if each))


def _weights(text: str) -> dict[str, int]:
    found = (_WEIGHT.fullmatch(each) for each in text.split(_AND))
    return {each[1]: int(each[2]) for each in found if each}


def _view(text: str) -> tuple[float, float, float] | None:
    parts = text.split(_AND)
    if len(parts) != 3 or not all(re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", part) for part in parts):
        return None
    latitude, longitude, zoom = (float(part) for part in parts)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 1 <= zoom <= 20):
        return None
    return latitude, longitude, zoom
