"""The roster of aidants, who help with digital matters: hours, half-days, need and rules, each with its default."""

from typing import Literal

from pydantic import Field, model_validator

from geo.errors import MaillageError, refuse
from geo.place import Frozen
from geo.settings.faults import above, given_twice, named_in_both
from geo.settings.programme import DistrictMinimum
from geo.texts import N_

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days as half-days name them, Monday first."""

DAY_MIN = 24 * 60


class Part(Frozen):
    """A part of the day in which helpers receive people.

    Examples
    --------
    >>> Part(key="morning", first_h=9, last_h=12).window(day=1)
    (1980, 2160)
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    """What half-days call it: ``mon_morning``."""
    first_h: float = Field(ge=0, lt=24)
    """Hour at which it begins; 13.5 for 13:30."""
    last_h: float = Field(gt=0, le=24)
    """Hour at which it ends."""

    def window(self, day: int) -> tuple[int, int]:
        """Return its first minute and the minute after its last one, since Monday 0:00."""
        return day * DAY_MIN + round(self.first_h * 60), day * DAY_MIN + round(self.last_h * 60)


class Availability(Frozen):
    """When some of the people who need help can come.

    Examples
    --------
    >>> Availability(key="pupils", of="others", share=0.1, half_days=("wed_afternoon", "sat")).share
    0.1
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """What plans call them."""
    of: Literal["seniors", "others"]
    """Whether a share of the residents of 65 years and more, or of all others."""
    share: float = Field(gt=0, le=1)
    """Share (0-1) of them."""
    half_days: tuple[str, ...] = ()
    """Half-days (``wed_afternoon``), days (``sat``) or parts of the day (``evening``) at which they can come; empty: at
    all half-days."""


def _default_parts() -> tuple[Part, ...]:
    return (
        Part(key="morning", first_h=9, last_h=12),
        Part(key="afternoon", first_h=13, last_h=17),
        Part(key="evening", first_h=17, last_h=20.5),
    )


def _default_profiles() -> tuple[Availability, ...]:
    return (
        Availability(key="seniors", of="seniors", share=1.0, half_days=("morning", "afternoon")),
        Availability(key="at_work", of="others", share=0.55, half_days=("evening", "sat")),
        Availability(key="at_home", of="others", share=0.45),
    )


class Roster(Frozen):
    """How many aidants there are, when and where they may work, and by which rules.

    Examples
    --------
    >>> roster = Roster(aidants=40, hours_per_week=6)
    >>> roster.pair_half_days(40), round(roster.helps_per_pair, 2), len(roster.half_days)
    (40, 6.15, 18)
    """

    aidants: int = Field(default=100, ge=0, le=10_000)
    """Members of staff and volunteers who help. Charleroi trains 100 of its 3,500 members of staff."""
    wave_aidants: tuple[int, ...] = (25, 50, 75)
    """How many of them there are after each wave of training before the last. Charleroi trains 25 at a time."""
    hours_per_week: float = Field(default=3, gt=0, le=40)
    """Hours a week each of them helps, on average over the weeks of a year: an assumption, one half-day."""
    session_hours: float = Field(default=3, ge=0.5, le=8)
    """Hours a pair of aidants receives people in a half-day; a door counts that is open so long: an assumption."""
    days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat")
    """Days of the week at which help is given."""
    parts: tuple[Part, ...] = Field(default_factory=_default_parts, min_length=1, max_length=4)
    """Parts of each day, in their order; none may overlap another. Their hours are a convention of this program."""
    walk_m: float | None = Field(default=None, gt=0, le=20_000)
    """How far people walk to help, in metres walked; never farther than the reach of the assessment, which holds where
    none is given."""
    requests_per_1000_residents_per_year: float = Field(default=62, gt=0, le=10_000)
    """Requests for help: 62 for 1,000 residents in a year at Ghent's Digipoints (2023). They are all taken to come from
    residents in digital vulnerability, at the rate of ``vulnerability.total_rate``: an assumption."""
    minutes_per_help: float = Field(default=45, ge=5, le=480)
    """How long one help takes: an assumption."""
    overhead_share: float = Field(default=0.3, ge=0, le=3)
    """Time beside it (welcome, notes, waiting for a late visitor) as a share of the help itself: an assumption."""
    weeks_per_year: float = Field(default=42, ge=1, le=53)
    """Weeks of a year in which help is given: an assumption, without holidays and closing weeks."""
    seniors_share: float = Field(default=0.2, ge=0, le=1)
    """Share of residents of 65 years and more where no indicator says it: about Wallonia's (Statbel, 2024)."""
    profiles: tuple[Availability, ...] = Field(default_factory=_default_profiles, min_length=1, max_length=8)
    """When people can come, the shares of the seniors and of the others each adding up to 1. Who is at work comes in
    the evening or on Saturday; seniors come by day; all assumptions. The share at work is about Charleroi's rate of
    employment."""
    assumed_desks: int = Field(default=2, ge=0, le=1000)
    """Desks for helpers taken for a door of which no list says how many it has: an assumption."""
    desks_share: float = Field(default=1.0, ge=0, le=1)
    """Share of a door's desks that helpers may take."""
    symbolic_hours_per_week: float = Field(default=3, gt=0, le=40)
    """Hours a week each below which a plan is called symbolic: an assumption."""
    district_floor: DistrictMinimum | None = None
    """Least share of the need that is met in every district or former commune. None: no floor."""
    forced_in: tuple[str, ...] = ()
    """Doors that have a pair of aidants in one half-day of the week at least."""
    excluded: tuple[str, ...] = ()
    """Doors that have none."""
    least_half_days_of_activity: dict[str, int] = Field(default_factory=dict)
    """Sector of activity -> half-days with a pair, a week, at its doors at the least."""
    most_half_days_of_activity: dict[str, int] = Field(default_factory=dict)
    """Sector of activity -> half-days with a pair, a week, at its doors at the most."""
    open_half_days: tuple[str, ...] = ()
    """Half-days at which a door with a pair is open in every district or former commune (``open_by``)."""
    open_by: Literal["district", "section"] = "section"
    """Whether ``open_half_days`` holds in each district or in each former commune."""
    utilisation_by_appointment: float = Field(default=0.85, gt=0, le=1)
    """Share of its time in use from which a door works by appointment only: an assumption."""
    leaving_share: float = Field(default=0.1, ge=0, lt=1)
    """Share of aidants who fall ill or leave, for the reserve: an assumption."""
    new_place_hours_per_week: float = Field(default=16, gt=0, le=80)
    """Hours of help a week at a new public digital space: what the Walloon label asks for at the least."""
    new_place_computers: int = Field(default=4, ge=0, le=1000)
    """Computers of a new public digital space: what the Walloon label asks for at the least."""
    new_place_eur_per_hour: float = Field(default=45, ge=0, le=1000)
    """What an hour of a helper costs there, all in: an assumption."""
    new_place_computer_eur_per_year: float = Field(default=250, ge=0, le=10_000)
    """What a computer costs a year, 1,000 EUR over four years: an assumption."""
    new_place_rent_eur_per_year: float = Field(default=9000, ge=0, le=1e6)
    """Rent and charges of a place that the city has not: an assumption."""
    gap: float = Field(default=0.01, ge=0, le=0.5)
    """A roster this close to the bound (share of its own help) is called optimal; above it, best found."""
    time_limit_s: float = Field(default=60.0, gt=0, le=86_400)
    """How long a search may take before it ends with the best roster found."""
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    """Seed of the solver."""

    @property
    def half_days(self) -> tuple[str, ...]:
        """The half-days of the week, in order: ``mon_morning``, ``mon_afternoon`` ..."""
        return tuple(f"{day}_{part.key}" for day in WEEK if day in self.days for part in self.parts)

    @property
    def helps_per_pair(self) -> float:
        """Helps that a pair of aidants gives in a half-day."""
        return 2 * self.session_hours * self.helps_per_hour

    @property
    def helps_per_hour(self) -> float:
        """Helps that one aidant gives in an hour."""
        return 60 / (self.minutes_per_help * (1 + self.overhead_share))

    @property
    def rules_nothing(self) -> bool:
        """Whether no rule says anything of doors, sectors of activity, areas or half-days."""
        doors = self.forced_in or self.excluded or self.open_half_days or self.district_floor
        return not (doors or self.least_half_days_of_activity or self.most_half_days_of_activity)

    def pair_half_days(self, aidants: int) -> int:
        """Return how many half-days a week so many aidants can fill two by two, in whole half-days."""
        # Slightly more than the quotient, so that 3 hours of 0.1 + 0.2 are not one half-day less.
        return int(aidants * self.hours_per_week / self.session_hours / 2 + 1e-9)

    def window(self, half_day: str) -> tuple[int, int]:
        """Return the first minute of a half-day and the minute after its last one, since Monday 0:00."""
        day, part = half_day.split("_")
        return {each.key: each for each in self.parts}[part].window(WEEK.index(day))

    def named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the half-days that half-days, days and parts of the day name; all of them for no name."""
        if not names:
            return self.half_days
        return tuple(each for each in self.half_days if {each, *each.split("_")} & set(names))

    @model_validator(mode="after")
    def _fits_together(self) -> "Roster":
        refuse([*self._faults_of_week(), *self._faults_of_people(), *self._faults_of_rules()])
        return self

    def _faults_of_week(self) -> list[MaillageError]:
        known = ", ".join(WEEK)
        faults = [MaillageError(_NO_DAY, key="days", name=day, known=known) for day in self.days if day not in WEEK]
        faults += given_twice("days", self.days)
        if not self.days:
            faults.append(MaillageError(_NO_DAYS, key="days", known=known))
        keys = [part.key for part in self.parts]
        faults += given_twice("parts", keys)
        faults += [MaillageError(_IS_A_DAY, key="parts", name=key) for key in keys if key in WEEK]
        previous = 0.0
        for part in self.parts:
            if part.first_h < previous:
                told = {"name": part.key, "value": f"{part.first_h:g}", "last": f"{previous:g}"}
                faults.append(MaillageError(_TOO_EARLY, key="parts", **told))
            if part.last_h - part.first_h < self.session_hours:
                faults.append(MaillageError(_TOO_SHORT, key="parts", name=part.key, value=f"{self.session_hours:g}"))
            previous = part.last_h
        return faults

    def _faults_of_people(self) -> list[MaillageError]:
        faults = []
        if any(low >= high for low, high in zip(self.wave_aidants, self.wave_aidants[1:], strict=False)):
            faults.append(MaillageError(_NOT_RISING, key="wave_aidants", value=", ".join(map(str, self.wave_aidants))))
        # What is after the last wave is the whole roster: waves above it are left out, not refused.
        faults += [
            MaillageError(_NOT_ABOVE_0, key="wave_aidants", value=each) for each in self.wave_aidants if each < 1
        ]
        faults += given_twice("profiles", [profile.key for profile in self.profiles])
        for group in ("seniors", "others"):
            total = sum(profile.share for profile in self.profiles if profile.of == group)
            if abs(total - 1) > 1e-9:
                faults.append(MaillageError(_NOT_WHOLE, key="profiles", name=group, value=f"{total:.10g}"))
        for profile in self.profiles:
            faults += self._unknown(_COMES_NEVER, "profiles", profile.half_days, owner=profile.key)
        return faults

    def _faults_of_rules(self) -> list[MaillageError]:
        faults = self._unknown(_NO_HALF_DAY, "open_half_days", self.open_half_days)
        faults += named_in_both("forced_in", self.forced_in, "excluded", self.excluded)
        least, most = "least_half_days_of_activity", "most_half_days_of_activity"
        for name in (least, most):
            for activity, count in getattr(self, name).items():
                if count < 0:
                    faults.append(MaillageError(_BELOW_0, key=f"{name}.{activity}", value=count))
        for activity, count in self.least_half_days_of_activity.items():
            limit = self.most_half_days_of_activity.get(activity, count)
            faults += above(f"{least}.{activity}", count, f"{most}.{activity}", limit)
        return faults

    def _unknown(self, text: str, key: str, names: tuple[str, ...], **told: str) -> list[MaillageError]:
        if not self.half_days:
            # No day is a day: that is said already, and no name could be right.
            return []
        days, parts = [day for day in WEEK if day in self.days], [part.key for part in self.parts]
        told |= {"known": ", ".join([*days, *parts]), "example": self.half_days[0]}
        known = {*self.half_days, *days, *parts}
        return [MaillageError(text, key=key, value=name, **told) for name in names if name not in known]


_NO_DAY = N_("{key}: {name} is no day; write {known}.")
_NO_DAYS = N_("{key}: no day is named; name at least one of {known}.")
_IS_A_DAY = N_("{key}: {name} is the name of a day; give the part another.")
_TOO_EARLY = N_(
    "{key}: {name} begins at {value} h, before the part before it has ended, at {last} h; let it begin later."
)
_TOO_SHORT = N_("{key}: {name} is shorter than session_hours, {value} h; give it more hours.")
_NOT_RISING = N_("{key}: {value} is no rising row of numbers; order them from the least up, each once.")
_NOT_ABOVE_0 = N_("{key}: {value} is not above 0; leave it out.")
_NOT_WHOLE = N_("{key}: the shares of {name} add up to {value} instead of 1; change them until they do.")
_COMES_NEVER = N_(
    "{key}: half_days of {owner} name {value}, which days and parts do not give; name {known}, or a day with a part "
    "such as {example}."
)
_NO_HALF_DAY = N_(
    "{key}: {value} is named, which days and parts do not give; name {known}, or a day with a part such as {example}."
)
_BELOW_0 = N_("{key}: {value} is below 0; give 0 or more.")
