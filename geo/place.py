"""What the program must know of a commune before it reads any data: codes, frame, layout of its own files."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from geo.crs import METRIC, metric_system, refuse_elsewhere
from geo.errors import MaillageError, SettingsError
from geo.texts import N_

_NO_INSIDE = N_(
    "the box has no inside; write west, south, east, north in degrees, such as [4.345, 50.350, 4.511, 50.496]"
)
_NO_DEGREES = N_("these are no degrees; write west, south, east, north, such as [4.345, 50.350, 4.511, 50.496]")
_WRONG_ORDER = N_(
    "latitude and longitude are in the wrong order; write west, south, east, north in degrees, such as "
    "[4.345, 50.350, 4.511, 50.496]"
)
_ONE_MARK = N_("{key}: {value} is the mark of decimals as well; give two different marks.")


class Frozen(BaseModel):
    """A configuration model: immutable, refusing keys it does not know and numbers that are none."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class LocalName(Frozen):
    """A name in the three languages of the interface."""

    fr: str
    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the name in ``language`` (``fr``, ``nl`` or ``en``)."""
        return {"fr": self.fr, "nl": self.nl, "en": self.en}[language]


class Mapping(Frozen):
    """How a file of the city's own is turned into one of our layers.

    ``columns`` gives for each of our columns the header in the city's file (compared without case, accents and
    surrounding blanks); columns not listed are looked for under our own name. ``values`` gives, per column of ours,
    the city's words and our codes. ``crs`` is used when the file itself does not say; ``x`` and ``y`` name the
    coordinate columns of a table without geometry. ``constants`` gives what stands in every row of a column of ours
    that the file does not have, as its code or word.

    ``decimal`` and ``thousands`` are the marks of its numbers where the columns do not show them. ``percent`` says, per
    column or indicator, whether its numbers are percentages to be divided by 100. ``null_values`` are the words and
    numbers that stand for nothing, in all columns or per column; where it is given, no -1 or 9999 is taken for a code.

    ``only`` gives, for headers of the city's file, the words of the rows that are meant; others are left out.
    ``weight`` names the column by which indicators of parts of a sector (persons, households) make the sector's.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    decimal: Literal[".", ","] | None = None
    thousands: Literal[".", ",", " ", "'"] | None = None
    percent: dict[str, bool] = Field(default_factory=dict)
    null_values: tuple[str, ...] | dict[str, tuple[str, ...]] | None = None
    crs: str | None = None
    x: str | None = None
    y: str | None = None
    sheet: str | None = None
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    weight: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _nulls_may_be_numbers(cls, given: object) -> object:
        """Take ``null_values = [-1, 9999]`` as it is most naturally written."""
        if isinstance(given, dict) and "null_values" in given:
            nulls = given["null_values"]
            as_text = {key: _texts(each) for key, each in nulls.items()} if isinstance(nulls, dict) else _texts(nulls)
            return {**given, "null_values": as_text}
        return given

    @model_validator(mode="after")
    def _one_mark_one_meaning(self) -> "Mapping":
        if self.decimal is not None and self.decimal == self.thousands:
            raise SettingsError([MaillageError(_ONE_MARK, key="thousands", value=self.thousands)])
        return self

    def nulls_of(self, column: str) -> tuple[str, ...] | None:
        """Return what stands for nothing in a column of ours; None where the configuration says nothing of it."""
        return self.null_values.get(column) if isinstance(self.null_values, dict) else self.null_values

    def columns_named(self) -> tuple[str, ...]:
        """Return our columns the mapping names, each as often as it does."""
        nulls = self.null_values if isinstance(self.null_values, dict) else {}
        return (*self.columns, *self.values, *self.constants, *self.percent, *nulls)


def _texts(values: object) -> object:
    """Return the numbers among the values of a list as text; anything else unchanged, to be refused by its type."""
    if not isinstance(values, list | tuple):
        return values
    return [str(each) if isinstance(each, int | float) and not isinstance(each, bool) else each for each in values]


class IndicatorDefinition(Frozen):
    """An indicator of neighbourhoods: its name, unit, and which way it points."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: LocalName
    unit: str
    more_is: Literal["more_vulnerable", "less_vulnerable", "neutral"]
    adds_up: bool | None = None
    """True of a total (persons, households), false of a rate (a share, a mean): only a rate is passed on to the parts
    of a sector that was split since. Left out, nothing is."""


SCHOOLS = "schools"
"""What buildings of the national list of schools bear in ``source``; the list does not say who may enter."""


class SchoolSelection(Frozen):
    """Which schools of the national list are buildings of the commune."""

    organising_authority: str
    commune_name: str
    public_access: bool | None = Field(
        default=True,
        description=N_("Whether municipal schools are taken as open to the public; leave it out when it is not known."),
    )


class Service(Frozen):
    """Where a source is fetched from, in the place of the address the program knows, or where it knows none.

    A ``file`` is downloaded as it is. Of a ``wfs`` or of ``ogc_features`` (OGC API Features) the features around the
    commune are asked for, page by page.
    """

    address: str = Field(pattern=r"^https?://[^\s/?#]+\S*$")
    kind: Literal["file", "wfs", "ogc_features"] = "file"
    collection: str = ""
    """Name of the feature type or collection; may be left out where the service has one."""

    @property
    def identity(self) -> str:
        """The address with the collection after a ``#``: what is written down as the origin."""
        return f"{self.address}#{self.collection}" if self.collection else self.address


class GuardRails(Frozen):
    """What a new file may take away before a refresh is refused until somebody says why (`--accept-loss "reason"`).

    Conventions of ours: wide enough for the changes of a year, narrow enough for a file that holds a part only.
    """

    rows_gone_share: float = Field(default=0.2, ge=0, le=1)
    """Share of the rows of a layer that may be gone; a single row never refuses a file."""
    people_off_share: float = Field(default=0.02, ge=0)
    """By how much the residents of the commune may differ, either way. In Belgium a year changes them by less than
    0.01 (Statbel)."""
    extent_shrunk_share: float = Field(default=0.3, ge=0, le=1)
    """By how much the ground the rows cover may shrink: of points, the box that holds all but the outermost twentieth
    on each side; of areas and lines, the box that holds all."""
    joined_share: float = Field(default=0.9, ge=0, le=1)
    """Least share of the sector codes of each published layer that new sectors must still have an outline for; below
    0.9 nothing can be built."""


class Place(Frozen):
    """A commune as the layers and the engine see it."""

    key: str = Field(pattern=r"^[a-z0-9_]+$")
    nis_code: str = Field(pattern=r"^\d{5}$")
    name: LocalName
    frame_wgs84: tuple[float, float, float, float]
    """West, south, east, north, in degrees: the box that holds the commune."""
    frame_margin_m: float = Field(default=20_000, ge=0)
    """How far outside the frame data may lie before it is taken for a mistake."""
    metric_crs: str = METRIC
    """The projected system, in metres, of everything stored and measured: Belgian Lambert 2008 where nothing is
    said. Chosen before the first file is refreshed: with layers published in another system, nothing is read."""
    synthetic: bool = False
    """True when the contents are invented: every screen and export then says so."""
    districts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """District name -> section codes, where the commune has districts."""
    section_names: dict[str, str] = Field(default_factory=dict)
    """Section code -> name, where the publisher's own is unreadable (``ROUX*``)."""
    renamed_streets: dict[str, str] = Field(default_factory=dict)
    """Old name of a street -> the name the register of addresses has, for lists that use the old one."""
    mappings: dict[str, Mapping] = Field(default_factory=dict)
    """``layer.source`` -> how that file of the city is laid out."""
    services: dict[str, Service] = Field(default_factory=dict)
    """``layer.source`` -> where that source is fetched from when it is refreshed without a file."""
    indicators: tuple[IndicatorDefinition, ...] = ()
    """Indicators beyond the built-in ones, for tables of the city's own."""
    schools: SchoolSelection | None = None
    mobile_5g_thresholds_dbm: tuple[float, float, float] = (-110.0, -100.0, -90.0)
    """Lower bounds of outdoor, indoor and deep-indoor reception for a raster in dBm. A convention, not BIPT's."""
    guard_rails: GuardRails = GuardRails()
    """What a new file may take away before its refresh is refused."""

    def service(self, layer: str, source: str) -> Service | None:
        """Return where a source is fetched from, where the commune's file says so."""
        return self.services.get(f"{layer}.{source}")

    def identity(self) -> dict[str, object]:
        """Return what results depend on, as JSON data: all but guard rails and addresses, which change no figure."""
        found = self.model_dump(mode="json", exclude={"guard_rails", "services"})
        # So that plans and assessments of before it could be said are still those of the same commune.
        found["indicators"] = [
            {key: value for key, value in each.items() if (key, value) != ("adds_up", None)}
            for each in found["indicators"]
        ]
        if self.metric_crs == METRIC:
            # So that plans and assessments of before there was a choice are still those of the same commune.
            del found["metric_crs"]
        return found

    @field_validator("metric_crs")
    @classmethod
    def _crs_is_metric(cls, code: str) -> str:
        """Refuse a system that is unknown, has no code, or does not count in metres: every distance rests on it."""
        return metric_system(code)

    @model_validator(mode="after")
    def _frame_lies_there(self) -> "Place":
        """Refuse a projection that is not made for where the commune is: Lambert 2008 stretches Montpellier."""
        west, south, east, north = self.frame_wgs84
        refuse_elsewhere(self.metric_crs, (west + east) / 2, (south + north) / 2)
        return self

    @field_validator("frame_wgs84")
    @classmethod
    def _frame_is_a_box(cls, frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Refuse a box whose numbers are in another order: the publishers' files would be blamed for it."""
        west, south, east, north = frame
        if not (west < east and south < north):
            raise ValueError(_NO_INSIDE)
        if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
            raise ValueError(_NO_DEGREES)
        # Lengths are measured in Belgium's own projection, so that a box there is Belgian with its axes swapped.
        if west > 40 and south < 20:
            raise ValueError(_WRONG_ORDER)
        return frame
