"""What the program must know of a commune before it reads any data: codes, frame, layout of its own files."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from geo.texts import N_


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
    coordinate columns of a table without geometry.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    crs: str | None = None
    x: str | None = None
    y: str | None = None
    sheet: str | None = None


class IndicatorDefinition(Frozen):
    """An indicator of neighbourhoods: its name, unit, and which way it points."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: LocalName
    unit: str
    more_is: Literal["more_vulnerable", "less_vulnerable", "neutral"]


class SchoolSelection(Frozen):
    """Which schools of the national list are buildings of the commune."""

    organising_authority: str
    commune_name: str
    public_access: bool | None = Field(
        default=True,
        description=N_("Whether municipal schools are taken as open to the public; leave it out when it is not known."),
    )


class Place(Frozen):
    """A commune as the layers and the engine see it."""

    key: str = Field(pattern=r"^[a-z0-9_]+$")
    nis_code: str = Field(pattern=r"^\d{5}$")
    name: LocalName
    frame_wgs84: tuple[float, float, float, float]
    """West, south, east, north, in degrees: the box that holds the commune."""
    frame_margin_m: float = Field(default=20_000, ge=0)
    """How far outside the frame data may lie before it is taken for a mistake."""
    synthetic: bool = False
    """True when the contents are invented: every screen and export then says so."""
    districts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """District name -> section codes, where the commune has districts."""
    section_names: dict[str, str] = Field(default_factory=dict)
    """Section code -> name, where the publisher's own is unreadable (``ROUX*``)."""
    mappings: dict[str, Mapping] = Field(default_factory=dict)
    """``layer.source`` -> how that file of the city is laid out."""
    indicators: tuple[IndicatorDefinition, ...] = ()
    """Indicators beyond the built-in ones, for tables of the city's own."""
    schools: SchoolSelection | None = None
    mobile_5g_thresholds_dbm: tuple[float, float, float] = (-110.0, -100.0, -90.0)
    """Lower bounds of outdoor, indoor and deep-indoor reception for a raster in dBm. A convention, not BIPT's."""
