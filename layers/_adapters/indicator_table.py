"""A table of any indicators per sector: a column each, or a row for each sector and indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geo.place import IndicatorDefinition, Place
from geo.place import Mapping as Layout
from layers._adapters._city_words import NOTHING
from layers._adapters._indicator_parts import of_whole_sectors, with_our_codes
from layers._adapters._indicator_rows import COLUMNS, constant, indicator_rows, stacked, withheld
from layers._adapters._mapped_rows import rows_meant
from layers._adapters._sector_rows import (
    COMMUNE_HEADERS,
    SECTOR_HEADERS,
    Headers,
    also_saying,
    examples,
    headers,
    names_of,
    not_sectors,
    rows_of_commune,
    sectors_only,
)
from layers._fault import Fault, Refused
from layers._known_indicators import KNOWN_INDICATORS, indicator_definitions
from layers._raw import RawFile
from layers._read import read_table
from layers._spec import Cleaned
from layers.reading.cells.marks import Marks
from layers.reading.cells.withheld import withheld_codes
from layers.reading.header_peek import TABLES, headers_of
from layers.reading.headers import normalised, numbers, texts
from layers.reading.vintage import UNDATED, together, vintage_of_name

LAYOUT = "indicators.table"
"""Key of the mapping, in the configuration of a commune, that says what its table calls our columns and indicators."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "sector_code_statbel": (
        "sector_code_statbel",
        *SECTOR_HEADERS,
        "secteur",
        "secteur statistique",
        "code secteur",
        "statistische sector",
    ),
    "municipality_code_nis": ("municipality_code_nis", *COMMUNE_HEADERS, "code ins", "ins"),
    "indicator": ("indicator", "indicateur"),
    "value": ("value", "valeur", "waarde"),
    "unit": ("unit", "unité", "eenheid"),
    "vintage": ("vintage", "année", "annee", "jaar", "year", "cd_year", "date", "datum"),
    "status": ("status", "statut"),
}
_SHARE = "share"
_PERCENT = frozenset({"%", "percent", "percentage", "pour_cent", "pourcent", "pourcentage", "procent"})
_WITHHELD = ("*", "C")
_TOO_SMALL_TO_SHOW = r"<\s*\d+"
"""``<10``: a count too small to be shown."""


@dataclass
class _Gathered:
    """What has been read of a table so far."""

    file: str
    parts: list[pd.DataFrame] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table of sectors with columns of indicators and values, or one of a built-in indicator."""
    found = headers_of(raw, TABLES)
    names = {column: {normalised(each) for each in words} for column, words in _WORDS.items()}
    if not found & names["sector_code_statbel"]:
        return False
    return bool(found & names["indicator"] and found & names["value"]) or bool(
        found & {each.key for each in KNOWN_INDICATORS}
    )


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the indicators of the sectors of one commune.

    Parameters
    ----------
    raws
        One file, in one of two layouts: a row for each sector with a column for each indicator, named by its key; or
        a row for each sector and indicator, with the columns ``indicator`` and ``value``.
    place
        The commune: its own indicators, and under ``indicators.table`` what the table calls columns (``columns``) and
        indicators (``values.indicator``) where it has no words of ours.

    Returns
    -------
    Cleaned
        One row a sector and indicator. ``*``, ``C`` and ``<10`` are withheld by the publisher; where nothing stands,
        nothing is known and there is no row. Shares are between 0 and 1: percentages are divided where the unit, or
        the header, says ``%``. Without a column of vintages, the year in the name of the file is taken.

    Raises
    ------
    Refused
        When the file cannot be read, has no column of sectors, no sector of the commune or no indicator known.
    """
    raw = raws[0]
    layout = raw.mapping if raw.mapping is not None else place.mappings.get(LAYOUT, Layout())
    known_names = (*names_of(_WORDS), *layout.columns.values(), *layout.only, *indicator_definitions(place))
    frame = read_table(raw, sheet=layout.sheet, known=known_names)
    wanted = {ours: (layout.columns[ours],) if ours in layout.columns else words for ours, words in _WORDS.items()}
    optional = {ours: words for ours, words in wanted.items() if ours != "sector_code_statbel"}
    columns = headers(frame, {"sector_code_statbel": wanted["sector_code_statbel"]}, optional, raw.name)
    meant, told = rows_meant(frame, layout, raw.name)
    if any(each.severity == "error" for each in told):
        raise Refused([*columns.faults, *told])
    with also_saying([*columns.faults, *told]):
        rows, faults = rows_of_commune(with_our_codes(frame[meant], columns, layout), columns, place)
    faults = [*told, *faults]
    sectors, others, bad = sectors_only(rows, raw.name, columns["sector_code_statbel"], cut=True)
    if "vintage" in columns:
        sectors = sectors.assign(of_when=texts(sectors[columns["vintage"]]).fillna(UNDATED))
    else:
        vintage, said = vintage_of_name(str(frame.attrs["file"]))
        sectors = sectors.assign(of_when=vintage or UNDATED)
        faults += said
    tidy = "indicator" in columns and "value" in columns
    known = indicator_definitions(place)
    gathered = (_tidy if tidy else _wide)(sectors, columns, known, layout)
    faults = [*columns.faults, *faults, *not_sectors(others, raw.name), *bad, *gathered.faults]
    if gathered.unknown:
        parameters = {"examples": examples(gathered.unknown)}
        faults.append(Fault("indicators.not_known", "note", raw.name, parameters=parameters))
    if not gathered.parts:
        parameters = {"found": ", ".join(gathered.unknown) or "-", "known": ", ".join(known)}
        raise Refused([*faults, Fault("indicators.none_known", "error", raw.name, parameters=parameters)])
    long, said = _latest(stacked(gathered.parts), raw.name)
    long, averaged = of_whole_sectors(long, sectors, layout, raw.name)
    faults += [*said, *averaged, *withheld(long, raw.name), *constant(long, raw.name)]
    return Cleaned(long, faults, together(long["vintage"]))


def _wide(rows: pd.DataFrame, columns: Headers, known: Mapping[str, IndicatorDefinition], layout: Layout) -> _Gathered:
    """Read a table with a column for each indicator."""
    mapped = {normalised(header): ours for ours, header in layout.columns.items()}
    ours = {*columns.found.values(), "sector_code_statbel", "source_row", "of_when"}
    gathered = _Gathered(columns.file)
    for header in (str(each) for each in rows.columns if each not in ours):
        definition = known.get(mapped.get(normalised(header), normalised(header)))
        if definition is None:
            gathered.unknown.append(header)
        else:
            unit = "%" if "%" in header else ""
            _gather(gathered, rows, definition, header, unit, layout)
    return gathered


def _tidy(rows: pd.DataFrame, columns: Headers, known: Mapping[str, IndicatorDefinition], layout: Layout) -> _Gathered:
    """Read a table with a row for each sector and indicator."""
    words = {normalised(word): key for word, key in layout.values.get("indicator", {}).items()}
    said = texts(rows[columns["indicator"]])
    keys = said.map(lambda word: words.get(normalised(word), normalised(word)), na_action="ignore")
    units = texts(rows[columns["unit"]]).fillna("") if "unit" in columns else pd.Series("", index=rows.index)
    gathered = _Gathered(columns.file, unknown=sorted(set(said[~keys.isin(list(known))].dropna())))
    status = None
    if "status" in columns:
        codes = {normalised(word): code for word, code in layout.values.get("status", {}).items()}
        status = texts(rows[columns["status"]]).map(
            lambda word: codes.get(normalised(word), normalised(word)), na_action="ignore"
        )
        value = columns["value"]
        rows = rows.assign(**{value: texts(rows[value]).mask(status == "suppressed", _WITHHELD[0])})
    nameless = said[said.isna()]
    gathered.faults += [
        Fault("value.missing", "row", columns.file, int(row), columns["indicator"]) for row in nameless.index.tolist()
    ]
    found = pd.DataFrame({"key": keys, "unit": units})[keys.isin(list(known))]
    for (key, unit), group in found.groupby(["key", "unit"], sort=True):
        part = rows.loc[group.index]
        _gather(gathered, part, known[str(key)], columns["value"], str(unit), layout)
    if status is not None:
        gathered.parts = [_with_status(part, status) for part in gathered.parts]
    return gathered


def _latest(long: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Keep the latest vintage of each indicator of each sector, where the table has several."""
    key = ["sector_code_statbel", "indicator"]
    dated = long["vintage"].where(long["vintage"] != UNDATED, "")
    earlier = dated < dated.groupby([long[each] for each in key]).transform("max")
    if not earlier.any():
        return long, []
    used = sorted(set(long.loc[~earlier, "vintage"]))
    parameters = {"first": min(dated[dated != ""]), "last": max(dated)}
    value = ", ".join(used)
    return long[~earlier].reset_index(drop=True), [
        Fault("vintage.several", "note", file, value=value, parameters=parameters)
    ]


def _gather(
    gathered: _Gathered, rows: pd.DataFrame, definition: IndicatorDefinition, header: str, unit: str, layout: Layout
) -> None:
    """Read the values of one indicator in one unit."""
    file = gathered.file
    cells = texts(rows[header])
    cells = cells.mask(cells.str.casefold().isin(NOTHING)).mask(cells.str.fullmatch(_TOO_SMALL_TO_SHOW, na=False), "*")
    nulls = layout.nulls_of(definition.key)
    marks = Marks(layout.decimal, layout.thousands)
    values, suppressed, wrong = numbers(
        cells, null_tokens=(*_WITHHELD, *(nulls or ())), file=file, column=header, marks=marks
    )
    # An empty cell is no fault: the value is unknown for that sector.
    gathered.faults += [fault for fault in wrong if fault.value]
    if nulls is None:
        codes, coded = withheld_codes(values, file=file, column=header, negatives=definition.unit != _SHARE)
        values, suppressed = values.mask(codes), suppressed | codes
        gathered.faults += coded
    if definition.unit == _SHARE:
        values = _as_shares(gathered, values, cells.str.contains("%", na=False), definition, header, unit, layout)
    elif unit and normalised(unit) != normalised(definition.unit):
        parameters = {"indicator": definition.key, "expected": definition.unit}
        gathered.faults.append(Fault("indicators.other_unit", "error", file, value=unit, parameters=parameters))
    long = indicator_rows(rows, definition, values, suppressed, "")
    gathered.parts.append(long.assign(vintage=rows["of_when"].reindex(long["source_row"].astype("int64")).to_numpy()))


def _as_shares(
    gathered: _Gathered,
    values: pd.Series,
    signed: pd.Series,
    definition: IndicatorDefinition,
    header: str,
    unit: str,
    layout: Layout,
) -> pd.Series:
    """Bring percentages to shares, once: a cell with its own sign (``signed``) has been divided already.

    Where the unit says ``%`` and no value is above 1, the cells may hold shares that are only shown as percentages: the
    configuration (``percent``) has to say.
    """
    file = gathered.file
    said = layout.percent.get(definition.key)
    by_unit = normalised(unit) in _PERCENT
    percent = by_unit if said is None else said
    if unit and not by_unit and normalised(unit) != normalised(definition.unit):
        parameters: dict[str, object] = {"indicator": definition.key, "expected": definition.unit}
        gathered.faults.append(Fault("indicators.other_unit", "error", file, value=unit, parameters=parameters))
    bare = values[~signed].dropna()
    if percent and said is None and (bare != 0).any() and bare.max() <= 1:
        first = bare[bare != 0]
        one, other = f"{first.iloc[0]:g}", f"{first.iloc[0] / 100:g}"
        parameters = {"indicator": definition.key, "count": len(bare), "one": one, "other": other}
        parameters["first"] = first.index[0]
        gathered.faults.append(
            Fault("indicators.percent_or_share", "error", file, column=header, parameters=parameters)
        )
    if percent:
        values = values.where(signed, values / 100)
    counted = int((values.notna() & (signed | percent)).sum())
    if counted:
        parameters = {"indicator": definition.key, "count": counted}
        gathered.faults.append(Fault("indicators.percentages", "note", file, parameters=parameters))
    beyond = values[(values < 0) | (values > 1)]
    if not beyond.empty:
        listed = examples([f"{row}: {value:g}" for row, value in beyond.items()])
        parameters = {"indicator": definition.key, "count": len(beyond), "examples": listed}
        gathered.faults.append(Fault("indicators.above_one", "error", file, column=header, parameters=parameters))
    return values


def _with_status(part: pd.DataFrame, status: pd.Series) -> pd.DataFrame:
    """Take the status the table gives, where it gives one."""
    given = status.reindex(part["source_row"].astype("int64")).set_axis(part.index)
    return part.assign(status=given.fillna(part["status"])).astype(COLUMNS)
