"""Rosters to be measured: as the program has it, on ten half-days, with floors, and in a city three times the size."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.roster.instance import Instance, build_roster_instance
from geo.roster.need import Need
from geo.roster.search.greedy import Greedy
from geo.settings import Availability, DistrictMinimum, Roster

FLOOR_SHARE = 0.6


def ten_half_days() -> Roster:
    """Return the roster on ten half-days: Monday to Friday by day, whoever is at work coming in two of them."""
    week = {"days": ("mon", "tue", "wed", "thu", "fri"), "parts": Roster().parts[:2]}
    profiles = tuple(
        each.model_copy(update={"half_days": ("wed_afternoon", "fri_afternoon")})
        if each.key == "at_work"
        else Availability(key=each.key, of=each.of, share=each.share)
        for each in Roster().profiles
    )
    return Roster(profiles=profiles, **week)  # type: ignore[arg-type]


def with_floors() -> Roster:
    """Return the roster with a floor in every former commune."""
    return Roster(district_floor=DistrictMinimum(by="section", served_share=FLOOR_SHARE))


def instances(evidence: Evidence) -> dict[str, Instance]:
    """Return what is measured, by name."""
    one = build_roster_instance(evidence, Roster())
    floors = build_roster_instance(evidence, with_floors())
    return {
        "18 half-days": one,
        "18 half-days, floors": floors,
        "10 half-days": build_roster_instance(evidence, ten_half_days()),
        "10 half-days, floors": build_roster_instance(
            evidence, ten_half_days().model_copy(update={"district_floor": with_floors().district_floor})
        ),
        "three times the size": times(one, 3),
        "three times the size, floors": times(floors, 3),
    }


def times(instance: Instance, count: int) -> Instance:
    """Return so many of the same city side by side: people of each walk in their own, helpers come to all of them."""
    need, copies = instance.need, range(count)
    doors = pd.concat(
        [
            instance.doors.set_axis([f"{copy}-{key}" for key in instance.doors.index]).assign(
                x_m=instance.doors["x_m"] + 1e5 * copy
            )
            for copy in copies
        ]
    )

    def side_by_side(matrix: sparse.csr_array) -> sparse.csr_array:
        return sparse.csr_array(sparse.block_diag([matrix] * count, format="csr"))

    areas = len(need.area_names)
    more = Need(
        amount=np.tile(need.amount, count),
        profile=np.tile(need.profile, count),
        area=np.concatenate([np.where(need.area < 0, -1, need.area + copy * areas) for copy in copies]),
        doors=side_by_side(need.doors),
        existing=side_by_side(need.existing),
        area_names=tuple(f"{copy} {name}" for copy in copies for name in need.area_names),
        area_total=np.tile(need.area_total, count),
        total=need.total * count,
        reachable=need.reachable * count,
        low=need.low * count,
        high=need.high * count,
        seniors_assumed=need.seniors_assumed,
        of_places=side_by_side(need.of_places),
    )
    area = instance.door_area
    return replace(
        instance,
        doors=doors,
        open=np.tile(instance.open, (count, 1)),
        need=more,
        most=np.tile(instance.most, (count, 1)),
        existing=pd.concat([instance.existing] * count),
        existing_helps=np.tile(instance.existing_helps, (count, 1)),
        group_sessions=instance.group_sessions * count,
        group_helpers=instance.group_helpers * count,
        pairs=instance.pairs * count,
        door_area=np.concatenate([np.where(area < 0, -1, area + copy * areas) for copy in copies]),
    )


def most_people_first(instance: Instance) -> np.ndarray:
    """Return pairs at doors (doors x half-days) as a list of doors would give them: most need around first, one each.

    Whether others help the same people already is not looked at. Pairs that are left go round again.
    """
    greedy, need = Greedy(instance), instance.need
    around = need.near[: len(instance.doors)] @ need.amount
    order = np.argsort(-around, kind="stable")
    while greedy.supply.pairs_left:
        before = greedy.supply.pairs_left
        for door in order:
            slots = np.argsort(-instance.comes.sum(axis=1), kind="stable")
            for slot in slots:
                if greedy.supply.pairs_left and greedy.put_in_slot(int(door), int(slot)):
                    break
        if greedy.supply.pairs_left == before:
            break
    return greedy.pairs
