"""What a roster is decided on: need, doors, help that is there, helpers, and half-days merged by who can come."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.roster.doors import candidate_places, doors_of
from geo.roster.existing import existing_help, near_existing
from geo.roster.need import UNIT, Need, areas_by, need_of
from geo.roster.workplaces import sources_of
from geo.settings import Roster

RuleKind = Literal["forced_in", "excluded", "activity_least", "activity_most", "open", "floor"]


@dataclass(frozen=True, order=True)
class Rule:
    """One rule of a roster: a forced or excluded door, a sector of activity, an open door in an area, a floor.

    Without a subject it stands for all of its kind: the floors of all areas, an open door in every area.

    Examples
    --------
    >>> RosterRule("open", "Gilly", "wed_afternoon").kind
    'open'
    """

    kind: RuleKind
    subject: str
    half_day: str = ""


@dataclass(frozen=True, eq=False)
class Instance:
    """One roster to be decided.

    Attributes
    ----------
    roster
        As given.
    doors, not_doors
        As ``geo.roster.doors.doors_of`` tells them apart, by key, sorted.
    open
        Whether each door is surely open, doors x half-days (bool).
    need
        Classes of residents, as ``geo.roster.need.need_of`` merges them.
    slots
        The half-days merged: which half-days each slot holds, as numbers. Two half-days are of one slot when the same
        residents can come and no rule names one of them.
    comes
        Whether the residents of each profile can come, slots x profiles (bool).
    most
        Half-days with a pair a week at the most, doors x slots: open half-days times pairs at once.
    existing, existing_helps, existing_unknown
        Places of help that count; helps a week in ``UNIT`` that each gives, places x slots; those that do not count.
    sources, leaves, no_sources
        Workplaces, as ``geo.roster.workplaces.sources_of`` returns them, and when their helpers may leave (workplaces x
        half-days). Without a published list there is one, of which nothing is known but how many helpers there are.
    groups, group_sessions, group_helpers, group_leaves
        Workplaces merged by when their helpers may leave and how often: the group of each; sessions a week and helpers
        of each group; whether they may leave, groups x half-days (bool).
    pairs
        Half-days with a pair a week that all aidants together fill.
    per_pair
        Helps in ``UNIT`` that a pair gives in a half-day.
    door_area
        The area of each door, a number in ``need.area_names``; -1 for none.
    open_areas
        The areas in which a door must be open at the half-days of ``roster.open_half_days``: all where anybody lives.
    detour_factor
        Metres walked per metre of straight line, for the ways of helpers.
    lifted
        Rules that do not hold here.

    Examples
    --------
    >>> roster_instance.pairs, len(roster_instance.doors), roster_instance.per_pair
    (2, 2, 615385)
    """

    roster: Roster
    doors: pd.DataFrame
    not_doors: pd.DataFrame
    open: np.ndarray
    need: Need
    slots: tuple[tuple[int, ...], ...]
    comes: np.ndarray
    most: np.ndarray
    existing: pd.DataFrame
    existing_helps: np.ndarray
    existing_unknown: pd.DataFrame
    sources: pd.DataFrame
    leaves: np.ndarray
    no_sources: pd.DataFrame
    groups: np.ndarray
    group_sessions: np.ndarray
    group_helpers: np.ndarray
    group_leaves: np.ndarray
    pairs: int
    per_pair: int
    door_area: np.ndarray
    open_areas: tuple[str, ...] = ()
    detour_factor: float = 1.0
    lifted: frozenset[Rule] = frozenset()

    @property
    def listed(self) -> bool:
        """Whether a list of workplaces is published."""
        return self.sources.index.tolist() != [UNLISTED]


def build_roster_instance(
    evidence: Evidence, roster: Roster, *, more: tuple[pd.DataFrame, sparse.csr_array] | None = None
) -> Instance:
    """Bring together what a roster is decided on.

    Parameters
    ----------
    evidence, roster
        What is known, and what is asked for.
    more
        Places that may come to help, with ``name``, and places x demand: ones where within the walk. They stand behind
        the places of help that are there, and give nothing.

    Examples
    --------
    >>> one = build_roster_instance(evidence, Roster(aidants=2, session_hours=3, assumed_desks=2))
    >>> one.doors.index.tolist(), one.pairs
    (['b1-library', 'b2-hall', 'b5-pool'], 1)
    """
    places, walks = candidate_places(evidence, roster)
    doors, opened, not_doors = doors_of(places, roster)
    limit = evidence.parameters.reach.limit_m
    limit = limit if roster.walk_m is None else min(limit, roster.walk_m)
    near = _within(walks[places.index.get_indexer(doors.index)], limit)
    there, helps, unknown = existing_help(evidence, roster)
    near_there = _within(near_existing(evidence, there.index), limit)
    if more is not None:
        there = pd.concat([there, more[0][["name"]].assign(help_hours_per_week=0.0, spread_assumed=True)])
        helps = np.vstack([helps, np.zeros((len(more[0]), helps.shape[1]))])
        near_there = sparse.csr_array(sparse.vstack([near_there, more[1]], format="csr"))
    area_by = _area_by(evidence, roster)
    need = need_of(evidence, roster, near, near_there, area_by)

    half_days = roster.half_days
    comes = np.array([[half_day in roster.named(each.half_days) for each in roster.profiles] for half_day in half_days])
    listed = sources_of(evidence, roster)
    sources, leaves, no_sources = listed if listed is not None else _unlisted(roster)
    may = leaves.to_numpy(dtype=bool)
    groups, group_leaves, sessions, helpers = _groups(sources, may)
    slots = _slots(roster, comes)
    first = [slot[0] for slot in slots]
    most = np.column_stack([opened.to_numpy()[:, list(slot)].sum(axis=1) for slot in slots]).astype(np.int64)
    by_slot = np.column_stack([helps[:, list(slot)].sum(axis=1) for slot in slots])
    names = {name: number for number, name in enumerate(need.area_names)}
    lived_in = evidence.demand.loc[evidence.demand["population"] > 0, "section_code_statbel"]
    open_areas = lived_in.map(areas_by(evidence, roster.open_by)).dropna().unique()
    own_area = doors["district" if area_by == "district" else "section_name"]
    return Instance(
        roster=roster,
        doors=doors,
        not_doors=not_doors,
        open=opened.to_numpy(dtype=bool),
        need=need,
        slots=slots,
        comes=comes[first],
        most=most * doors["pairs_at_once"].to_numpy()[:, None],
        existing=there,
        existing_helps=np.rint(by_slot * UNIT).astype(np.int64),
        existing_unknown=unknown,
        sources=sources,
        leaves=may,
        no_sources=no_sources,
        groups=groups,
        group_sessions=sessions,
        group_helpers=helpers,
        group_leaves=group_leaves,
        pairs=min(roster.pair_half_days(roster.aidants), int(sessions.sum()) // 2),
        per_pair=round(roster.helps_per_pair * UNIT),
        door_area=own_area.map(names).fillna(-1).to_numpy(dtype=np.int64),
        detour_factor=evidence.parameters.reach.detour_factor,
        open_areas=tuple(sorted(str(area) for area in open_areas)),
    )


def _area_by(evidence: Evidence, roster: Roster) -> str:
    if roster.district_floor is not None:
        return roster.district_floor.by
    return "district" if evidence.place.districts else "section"


def _within(walks: sparse.csr_array, limit_m: float) -> sparse.csr_array:
    near = sparse.csr_array(walks)
    near = sparse.csr_array(((near.data <= limit_m).astype(np.int8), near.indices, near.indptr), shape=near.shape)
    near.eliminate_zeros()
    return near


UNLISTED = "unlisted"
"""The workplace of everybody where no list of workplaces is published."""


def _unlisted(roster: Roster) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return one workplace of which only the number of helpers is known."""
    each = roster.hours_per_week / roster.session_hours
    index = pd.Index([UNLISTED], name="workplace_id")
    source = pd.DataFrame(
        {
            "name": "",
            "belongs_to": "city",
            "x_m": np.nan,
            "y_m": np.nan,
            "volunteers": roster.aidants,
            "sessions": int(roster.aidants * each + 1e-9),
            "each": each,
        },
        index=index,
    )
    may = pd.DataFrame(np.ones((1, len(roster.half_days)), dtype=bool), index, list(roster.half_days))
    none = pd.DataFrame({"name": pd.Series(dtype="str"), "reason": pd.Series(dtype="str")})
    return source, may, none


def _groups(sources: pd.DataFrame, may: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the group of each workplace, when each group may leave, its sessions and its helpers."""
    keyed = np.column_stack([may, np.rint(sources["each"].to_numpy() * 1e6)])
    patterns, groups = np.unique(keyed, axis=0, return_inverse=True)
    sessions, helpers = np.zeros(len(patterns), dtype=np.int64), np.zeros(len(patterns), dtype=np.int64)
    np.add.at(sessions, groups.ravel(), sources["sessions"].to_numpy())
    np.add.at(helpers, groups.ravel(), sources["volunteers"].to_numpy())
    return groups.ravel().astype(np.int64), patterns[:, :-1] > 0, sessions, helpers


def _slots(roster: Roster, comes: np.ndarray) -> tuple[tuple[int, ...], ...]:
    named = set(roster.named(roster.open_half_days)) if roster.open_half_days else set()
    merged: dict[tuple[bytes, int], list[int]] = {}
    for number, half_day in enumerate(roster.half_days):
        alone = number if half_day in named else -1
        merged.setdefault((comes[number].tobytes(), alone), []).append(number)
    return tuple(tuple(slot) for slot in merged.values())
