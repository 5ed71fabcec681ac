"""Several lists of buildings made one: a building named twice within 30 m becomes one row, and each merge is listed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import geopandas as gpd
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.place import SCHOOLS
from layers._adapters._near_pairs import Pair, near_pairs
from layers._adapters._same_building import SAME_NAME, Entry, same_address, same_words, similarity
from layers._fault import Fault
from layers._spec import DROPPED, Cleaned

INVENTORY = "inventory"
"""The city's own list: what it says wins over every other list."""

SAME_PLACE_M = 30.0
"""Farthest apart two entries of one building lie: geocoders put a point at the gate, the letterbox or the roof."""

Reason = Literal["name", "address", "name_and_address"]

_MERGED: dict[Reason, str] = {
    "name": "buildings.merged_by_name",
    "address": "buildings.merged_by_address",
    "name_and_address": "buildings.merged_without_place",
}
_EXAMPLES = 40
_NEVER_FILLED = frozenset({"building_id", "name", "source", "source_row", "geometry"})


@dataclass(frozen=True)
class _Building:
    """One row on its way through the merge.

    ``key`` orders rows by content, so that their order in the files does not count.
    """

    values: dict[str, object]
    geometry: shapely.Geometry | None
    entry: Entry
    key: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def identifier(self) -> str:
        return str(self.values["building_id"])

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(str(self.values["source"]).split())

    @property
    def in_inventory(self) -> bool:
        return INVENTORY in self.sources


@dataclass(frozen=True, order=True)
class _Claim:
    """A row of another list taken for a building of the inventory; the best claim sorts first."""

    unlikeness: float
    distance_m: float
    keeper: int
    reason: Reason = field(compare=False)


def merge(parts: Sequence[Cleaned]) -> Cleaned:
    """Make one table of the lists of buildings.

    Rows of the inventory with the same name within 30 m are one. A row of another list joins the building of the
    inventory that is most like it within 30 m: by name (`SAME_NAME`), else by street and number. Where one of the two
    has no place, name and address must both agree. The row of the inventory is kept, its gaps filled from the others;
    what it says wins. Rows of the same other list are never merged, since their publisher numbers them apart; those
    that look alike are reported.

    Returns
    -------
    Cleaned
        Rows by source and identifier, and the faults of every part, then one note a merge.

    Notes
    -----
    The result does not depend on the order of parts or rows, and merging it again changes nothing.
    """
    tables = [part.table for part in parts if not part.table.empty] or [parts[0].table]
    whole = pd.concat(tables, ignore_index=True)
    frame = gpd.GeoDataFrame(whole, geometry="geometry", crs=tables[0].crs)
    buildings = sorted(_buildings(frame), key=lambda building: building.key)
    notes: list[Fault] = []
    while True:
        before = len(buildings)
        buildings, merged = _merge_in_inventory(buildings)
        notes += merged
        buildings, merged = _join_to_inventory(buildings)
        notes += merged
        if len(buildings) == before:
            break
    return Cleaned(
        table=_table(buildings, frame),
        faults=[fault for part in parts for fault in part.faults] + notes + list(_look_alikes(buildings)),
        vintage="; ".join(sorted({part.vintage for part in parts if part.vintage})),
    )


def _buildings(frame: gpd.GeoDataFrame) -> Iterator[_Building]:
    """Yield the rows of a table as buildings."""
    columns = [name for name in frame.columns if name != "geometry"]
    for values, geometry in zip(frame[columns].to_dict("records"), frame.geometry, strict=True):
        placed = None if geometry is None or geometry.is_empty else geometry
        yield _building({str(name): value for name, value in values.items()}, placed)


def _building(values: dict[str, object], geometry: shapely.Geometry | None) -> _Building:
    """Return a building with what is derived from its values."""
    entry = Entry(*("" if pd.isna(values[name]) else str(values[name]) for name in ("name", "address", "postal_code")))  # type: ignore[call-overload]
    # Everything but the line number: two files with the same rows in another order must merge alike.
    content = (str(value) for name, value in values.items() if name not in ("building_id", "source", "source_row"))
    rank = "0" if INVENTORY in str(values["source"]).split() else "1"
    wkb = "" if geometry is None else shapely.to_wkb(geometry, hex=True)
    key = (rank, str(values["source"]), str(values["building_id"]), *content, wkb, str(values.get("source_row", "")))
    return _Building(values, geometry, entry, key)


def _pairs(buildings: Sequence[_Building]) -> tuple[list[Pair], list[int]]:
    """Return the pairs within 30 m, and those at the same address of which one has no place; and who is in a crowd."""
    shapes = [building.geometry for building in buildings]
    return near_pairs(shapes, [building.entry.street_and_number for building in buildings], SAME_PLACE_M)


def _merge_in_inventory(buildings: Sequence[_Building]) -> tuple[list[_Building], list[Fault]]:
    """Merge the rows of the inventory that bear the same name at the same place."""
    same = [
        pair
        for pair in _pairs(buildings)[0]
        if buildings[pair.one].in_inventory
        and buildings[pair.other].in_inventory
        and same_words(buildings[pair.one].entry, buildings[pair.other].entry)
        and (pair.distance_m is not None or same_address(buildings[pair.one].entry, buildings[pair.other].entry))
    ]
    size = len(buildings)
    ones, others = [pair.one for pair in same], [pair.other for pair in same]
    graph = coo_array(([1] * len(same), (ones, others)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1].tolist()
    groups: dict[int, list[int]] = {}
    for position, label in enumerate(labels):
        groups.setdefault(label, []).append(position)
    result, notes = [], []
    for group in groups.values():
        keeper, *others_of_group = group
        merged = buildings[keeper]
        for other in others_of_group:
            distance = _distance(buildings[keeper], buildings[other])
            reason: Reason = "name_and_address" if distance is None else "name"
            notes.append(_merge_note(reason, buildings[keeper], buildings[other], distance))
            merged = _absorb(merged, buildings[other])
        result.append(merged)
    return sorted(result, key=lambda building: building.key), notes


def _join_to_inventory(buildings: Sequence[_Building]) -> tuple[list[_Building], list[Fault]]:
    """Merge each row of another list into the building of the inventory most like it, where there is one."""
    claims: dict[int, _Claim] = {}
    for pair in _pairs(buildings)[0]:
        one, other = sorted((pair.one, pair.other), key=lambda position: not buildings[position].in_inventory)
        if buildings[one].in_inventory == buildings[other].in_inventory:
            continue
        claim = _claim(one, buildings[one].entry, buildings[other].entry, pair.distance_m)
        if claim is not None:
            claims[other] = min(claim, claims.get(other, claim))
    absorbed: dict[int, list[tuple[_Claim, int]]] = {}
    for position, claim in claims.items():
        absorbed.setdefault(claim.keeper, []).append((claim, position))
    result, notes = [], []
    for position, building in enumerate(buildings):
        if position in claims:
            continue
        merged = building
        for claim, other in sorted(absorbed.get(position, [])):
            distance = _distance(building, buildings[other])
            notes.append(_merge_note(claim.reason, building, buildings[other], distance))
            merged = _absorb(merged, buildings[other])
        result.append(merged)
    return sorted(result, key=lambda building: building.key), notes


def _claim(keeper: int, inventory: Entry, other: Entry, distance_m: float | None) -> _Claim | None:
    """Return why ``other`` is taken for the building of the inventory, or None when it is another one."""
    likeness = similarity(inventory, other)
    at_address = same_address(inventory, other)
    if distance_m is None:
        if likeness >= SAME_NAME and at_address:
            return _Claim(1 - likeness, 0.0, keeper, "name_and_address")
        return None
    if likeness >= SAME_NAME:
        return _Claim(1 - likeness, distance_m, keeper, "name")
    if at_address:
        return _Claim(1 - likeness, distance_m, keeper, "address")
    return None


def _absorb(kept: _Building, other: _Building) -> _Building:
    """Fill the gaps of ``kept`` from ``other`` and name both lists."""
    values = dict(kept.values)
    for name, value in other.values.items():
        if name == "public_access" and other.sources == {SCHOOLS}:
            # That list says nothing of it: what stands there is assumed, and would pass for what the inventory says.
            continue
        if name not in _NEVER_FILLED and pd.isna(values[name]) and not pd.isna(value):  # type: ignore[call-overload]
            values[name] = value
    names = kept.sources | other.sources
    values["source"] = " ".join(sorted(names, key=lambda name: (name != INVENTORY, name)))
    geometry = other.geometry if kept.geometry is None else kept.geometry
    if geometry is not None:
        # One of the lists places it well.
        values |= dict.fromkeys(DROPPED, float("nan"))
    return _building(values, geometry)


def _distance(one: _Building, other: _Building) -> float | None:
    """Return the metres between two buildings; None when one has no place."""
    if one.geometry is None or other.geometry is None:
        return None
    return float(shapely.distance(one.geometry, other.geometry))


def _merge_note(reason: Reason, kept: _Building, other: _Building, distance_m: float | None) -> Fault:
    """Return the note that lists one merge."""
    return Fault(
        _MERGED[reason],
        "note",
        parameters={
            "name": kept.name,
            "building_id": kept.identifier,
            "other_name": other.name,
            "other_id": other.identifier,
            "distance_m": "" if distance_m is None else f"{distance_m:.1f}",
        },
    )


def _look_alikes(buildings: Sequence[_Building]) -> Iterable[Fault]:
    """Yield a warning for each pair left that bears one name, and one note for all that share an address."""
    pairs, crowded = _pairs(buildings)
    if crowded:
        names = {"count": len(crowded), "name": buildings[crowded[0]].name}
        yield Fault("buildings.crowded", "warning", parameters=names)
    shared = []
    for pair in pairs:
        one, other = buildings[pair.one], buildings[pair.other]
        if pair.distance_m is None:
            continue
        if same_words(one.entry, other.entry):
            fault = _merge_note("name", one, other, pair.distance_m)
            yield replace(fault, code="buildings.same_name_nearby", severity="warning")
        elif same_address(one.entry, other.entry):
            shared.append(f"{one.identifier} + {other.identifier}")
    if shared:
        examples = ", ".join(shared[:_EXAMPLES]) + (", ..." if len(shared) > _EXAMPLES else "")
        yield Fault("buildings.same_address", "note", parameters={"count": len(shared), "examples": examples})


def _table(buildings: Sequence[_Building], like: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the buildings as a table with the columns and types of ``like``."""
    columns = {
        name: pd.array([building.values[name] for building in buildings], dtype=like[name].dtype)
        for name in like.columns
        if name != "geometry"
    }
    geometry = gpd.GeoSeries([building.geometry for building in buildings], crs=like.crs)
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=like.crs)[list(like.columns)]
