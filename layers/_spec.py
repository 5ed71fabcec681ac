"""What a layer declares: its columns, its sources and how old it may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geo.place import Place
from geo.texts import N_
from layers._fault import Fault, Severity
from layers._raw import RawFile

if TYPE_CHECKING:
    import pandas as pd

DROPPED_X_M, DROPPED_Y_M = DROPPED = ("dropped_x_m", "dropped_y_m")
"""Columns of a layer that does without places: the check of the table fills them where coordinates are too far away."""

CITY_FORMATS = N_(
    "CSV, XLSX, ODS, GeoPackage, GeoJSON, KML, GML, GPX, DXF, shapefile, FlatGeobuf or File Geodatabase, "
    "zipped or not, in any Belgian coordinate system; column names and words are translated in the configuration of "
    "the commune (mappings)"
)
"""What the city's own files may be."""

Kind = Literal["text", "integer", "number", "boolean", "date"]
"""In pandas: text ``str``, integer ``Int64``, number ``float64``, boolean ``boolean``, date ``datetime64[us]``."""


@dataclass(frozen=True)
class Column:
    """One column of a published layer. ``meaning`` and the texts in ``labels`` are English ``N_`` texts."""

    name: str
    kind: Kind
    meaning: str
    unit: str | None = None
    required: bool = False
    """True when every row must have a value. A column that is not required is still present, with missing values."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Allowed codes and the words people read for them; empty when any value goes."""
    minimum: float | None = None
    maximum: float | None = None


@dataclass
class Cleaned:
    """What a source's ``clean`` returns: the rows it could read, every fault it met, and of when the data are.

    The table has the layer's columns in order (plus ``geometry`` in metres), a RangeIndex, and one more column
    ``source_row`` (Int64, 1-based line or record number in the file) that validation uses to name rows and drops.
    ``rasters`` maps a file name to the bytes of a GeoTIFF to be published beside the table (5G only).
    """

    table: "pd.DataFrame"
    faults: list[Fault]
    vintage: str
    """ISO date, month or year the data describe, several separated by ``; ``; empty when the file does not say."""
    rasters: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """One publisher's way of delivering a layer."""

    name: str
    title: str
    publisher: str
    licence: str
    page: str
    """Web page a person can open to get the file by hand; empty for the city's own files."""
    formats: str
    """English ``N_`` text: which files are understood."""
    recognise: Callable[[RawFile], bool]
    """Say from the content whether a file is of this source; used when the user does not name one."""
    clean: Callable[[Sequence[RawFile], Place], Cleaned]
    """Read the files to rows. Deterministic, no network, no clock."""
    reads_mapping: bool = False
    """True when the configuration of a commune may say (``mappings``) how its file is laid out."""
    url: str | None = None
    """Direct download, with ``{nis_code}`` where the commune goes, or ``{west}``, ``{south}``, ``{east}``, ``{north}``
    (degrees) where its surroundings go; None when the publisher offers none that lasts."""
    many_files: bool = False
    """True when the layer comes as several files at once (one per operator)."""
    any_table: bool = False
    """True when `recognise` takes any table or geodata: which layer a file is for is then told by its columns."""
    template: str | None = None
    """File under ``layers/templates/`` a city can fill in."""


Colour = Literal["blue", "sky_blue", "bluish_green", "orange", "vermillion", "reddish_purple"]
"""Okabe and Ito's colours by name, but for black, which is the buildings', and yellow, which is lost on paper."""

Symbol = Literal["diamond", "square", "triangle"]
"""What a point is drawn as; circles are the buildings'."""

Fill = Literal["none", "hatched", "sparse_dots", "dots", "dense_dots"]
"""What an area is filled with; a plain colour is the neighbourhoods'."""

Dash = Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True)
class Look:
    """How the rows of one class are drawn on the map, and what the legend calls them.

    ``text`` is an English ``N_`` text; it also stands for the name of a place that has none.
    """

    text: str
    colour: Colour
    code: str | int | bool | None = None
    """Value of the column `Drawing.by` this look is for; None when all rows look the same."""
    symbol: Symbol = "diamond"
    """Of points."""
    fill: Fill = "none"
    """Of areas."""
    dash: Dash = "solid"
    """Of lines and of the outline of areas."""


@dataclass(frozen=True)
class Drawing:
    """How the map shows a layer when a reader asks for it; all the map needs to be told.

    ``title`` is an English ``N_`` text, short enough for a button. Rows whose value of ``by`` has no look are left out;
    where the value is missing they are drawn in grey and called unknown, but for `first_wins`.
    """

    kind: Literal["points", "areas", "lines"]
    """Points keep their place and can be pointed at; areas and lines of one look are joined and cut at the border."""
    title: str
    looks: tuple[Look, ...]
    """In the order of the legend."""
    by: str | None = None
    """Column that tells the looks apart."""
    tip: str | None = None
    """Column that names a point when one points at it."""
    from_zoom: float = 0.0
    """The overlay waits until the map is that near; a whole commune is about 12, a street 16."""
    first_wins: bool = False
    """True when overlapping areas count once, for the first of their looks: the best operator's, say."""


@dataclass(frozen=True)
class Total:
    """A figure of the whole layer that a new file should not change unnoticed. ``text`` is an English ``N_`` text."""

    text: str
    measure: Literal["rows", "sum", "area_km2", "length_km"] = "rows"
    """Rows counted, `column` added up, the area all rows cover together, or a `column` of metres added up as km."""
    column: str | None = None
    where: tuple[str, str | int | bool] | None = None
    """Column and value of the rows that count; those of which the value is not known are told beside the figure."""
    unit: str = ""
    people: bool = False
    """True of residents: a file that changes them by more than the commune's guard rail is refused."""


@dataclass(frozen=True)
class Layer:
    """One layer: its name, what a row is, and what each column means."""

    name: str
    title: str
    description: str
    geometry: Literal["polygon", "point", "point or polygon", "line"] | None
    required: bool
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sources: tuple[Source, ...]
    stale_after_days: int
    """Days after the last day its data describe from which it is said to be too old, whenever it was received."""
    combine: Callable[[Sequence[Cleaned]], Cleaned] | None = None
    """How several sources become one table; concatenation when None."""
    geometry_required: bool = True
    """False when a row may be published without a place (a building with wrong coordinates)."""
    far_reaching: Severity | None = "row"
    """What it is when one row covers more than the commune, or reaches far out of it; None where that is usual."""
    dated_by: str | None = None
    """Column that says of when each row is; a vintage given by hand fills it in where the file does not say."""
    sector_keyed: bool = False
    """True when rows join to sectors by ``sector_code_statbel``: the join rate is then checked."""
    passes_on: bool = False
    """True of indicators keyed by sector: rates of a sector that was split since stand for its parts."""
    drawing: Drawing | None = None
    """How the map shows it; None when it cannot be laid over the neighbourhoods."""
    named_by: str = "name"
    """Column that names a row to a reader, where the layer has it."""
    totals: tuple[Total, ...] = ()
    """What is told before and after of each change, besides the rows."""

    def column(self, name: str) -> Column:
        """Return the declared column called ``name``."""
        return next(column for column in self.columns if column.name == name)

    def source(self, name: str) -> Source:
        """Return the source called ``name``."""
        return next(source for source in self.sources if source.name == name)


@dataclass(frozen=True)
class Guess:
    """A layer and source files may be of, by their names."""

    layer: str
    source: str
    sure: bool
    """True where nothing speaks for any other: a publisher's own format, or a list that alone has all it needs."""
