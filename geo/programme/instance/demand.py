"""The people a Wi-Fi programme serves, merged into classes that the same buildings reach."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence, Finding
from geo.settings import STEP, Programme
from geo.texts import N_, NN_


@dataclass(frozen=True)
class Demand:
    """Classes of demand, as ``geo.programme.instance.instance.Instance`` describes them."""

    weight: np.ndarray
    room: np.ndarray
    group: np.ndarray
    area: np.ndarray
    reach: sparse.csr_array
    groups: tuple[str, ...]
    total: int
    already: int
    area_names: tuple[str, ...]
    area_total: np.ndarray
    area_already: np.ndarray
    notes: tuple[Finding, ...]


def merged_demand(evidence: Evidence, programme: Programme, buildings: pd.Index, person: int) -> Demand:
    """Merge the places where people live by sector, existing Wi-Fi and the set of ``buildings`` within reach.

    Notes
    -----
    Lossless: people of one class are served alike by every plan. Those whom no building reaches, or whose need is met
    already, take part as numbers only.
    """
    people = evidence.demand.sort_index()
    rows = evidence.demand.index.get_indexer(people.index)
    matrix = evidence.reach[evidence.sites.index.get_indexer(buildings)][:, rows]
    near = within(matrix, min(programme.reach_m, evidence.parameters.reach.limit_m)).T.tocsr()
    near.sort_indices()
    weight = np.rint(who_counts(people, programme) * person).astype(np.int64)
    met = np.where(_covered_now(evidence, people, rows, programme), round(programme.existing_share * STEP), 0)
    codes, groups = pd.factorize(people["sector_code_statbel"], sort=True)
    area, area_names = _areas(evidence, people, programme)

    label, members = _classes(near, met, codes)
    by_class = np.zeros(len(members), dtype=np.int64)
    np.add.at(by_class, label, weight)
    open_ = (np.diff(near.indptr)[members] > 0) & (met[members] < STEP) & (by_class > 0)
    kept = members[open_]
    already = met * weight
    return Demand(
        weight=by_class[open_],
        room=(STEP - met[kept]).astype(np.int64),
        group=codes[kept],
        area=area[kept],
        reach=sparse.csr_array(near[kept]),
        groups=tuple(str(code) for code in groups),
        total=int(weight.sum()),
        already=int(already.sum()),
        area_names=area_names,
        area_total=_summed(area, weight, len(area_names)),
        area_already=_summed(area, already, len(area_names)),
        notes=tuple(_notes(evidence, people, programme)),
    )


def within(reach: sparse.csr_array, limit_m: float) -> sparse.csr_array:
    """Return ones where the walk is at most ``limit_m``.

    Examples
    --------
    >>> within(evidence.reach, 50.0).sum(axis=1)[:3].tolist(), within(evidence.reach, 100.0).sum(axis=1)[:3].tolist()
    ([2, 2, 2], [3, 4, 3])
    """
    near = sparse.csr_array(reach)
    near = sparse.csr_array((near.data <= limit_m, near.indices, near.indptr), shape=near.shape).astype(np.int64)
    near.eliminate_zeros()
    return near


def who_counts(people: pd.DataFrame, programme: Programme) -> np.ndarray:
    """Return how many people of each place count."""
    if programme.who_counts == "vulnerable":
        return people["vulnerable_count"].fillna(0).to_numpy(dtype="float64")
    everybody = people["population"].fillna(0).to_numpy(dtype="float64")
    if programme.who_counts == "all":
        return everybody
    gap = people["home_gap"].fillna(value=False).astype(bool) | people["public_gap"].fillna(value=False).astype(bool)
    return np.where(gap, everybody, 0.0)


def _covered_now(evidence: Evidence, people: pd.DataFrame, rows: np.ndarray, programme: Programme) -> np.ndarray:
    """Say which places have public Wi-Fi within the programme's reach today."""
    limit = min(programme.reach_m, evidence.parameters.reach.limit_m)
    if evidence.wifi is not None:
        return (people["wifi_distance_m"] <= limit).to_numpy(dtype=bool)
    # Without published hotspots, only the city's own buildings with public Wi-Fi are known.
    sites = evidence.sites
    own = (sites["wifi_now"] == "public").fillna(value=False) & sites["public_access"].fillna(value=True)
    near = within(evidence.reach[np.flatnonzero(own.to_numpy(dtype=bool))], limit)
    return np.asarray(near.sum(axis=0) > 0).ravel()[rows]


def _areas(evidence: Evidence, people: pd.DataFrame, programme: Programme) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return the district of each place (-1 for none) and their names, when a minimum holds in them."""
    rule = programme.district_minimum
    if rule is None:
        return np.full(len(people), -1), ()
    if rule.by == "district":
        of_section = {code: name for name, codes in evidence.place.districts.items() for code in codes}
    else:
        sectors = evidence.sectors.drop_duplicates("section_code_statbel")
        of_section = dict(zip(sectors["section_code_statbel"], sectors["section_name"], strict=True))
    names = people["section_code_statbel"].map(of_section)
    codes, found = pd.factorize(names, sort=True)
    return codes.astype(np.int64), tuple(str(name) for name in found)


def _classes(near: sparse.csr_array, met: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the class of each place and the first place of each class, classes in the order of their first places."""
    seen: dict[tuple[bytes, int, int], int] = {}
    label = np.empty(len(met), dtype=np.int64)
    members: list[int] = []
    for place, (begin, end) in enumerate(zip(near.indptr[:-1], near.indptr[1:], strict=True)):
        key = (near.indices[begin:end].tobytes(), int(met[place]), int(codes[place]))
        label[place] = seen.setdefault(key, len(seen))
        if label[place] == len(members):
            members.append(place)
    return label, np.array(members, dtype=np.int64)


def _summed(area: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    out = np.zeros(count, dtype=np.int64)
    np.add.at(out, area[area >= 0], values[area >= 0])
    return out


def _notes(evidence: Evidence, people: pd.DataFrame, programme: Programme) -> list[Finding]:
    notes = []
    if evidence.wifi is None:
        message = N_(
            "No existing public Wi-Fi is published: only municipal buildings known to have it count as existing."
        )
        notes.append(Finding("programme.wifi_absent", "warning", message, {}))
    if programme.who_counts == "in_a_gap":
        unknown = people["home_gap"].isna() & ~people["public_gap"].fillna(value=False).astype(bool)
        if unknown.any():
            message = NN_(
                "Of {persons} resident it is not known whether they are in a gap: they do not count.",
                "Of {persons} residents it is not known whether they are in a gap: they do not count.",
                "persons",
            )
            facts: dict[str, object] = {"persons": round(float(people.loc[unknown, "population"].sum()))}
            notes.append(Finding("programme.gap_not_known", "warning", message, facts))
    rule = programme.district_minimum
    if rule is not None and rule.by == "district" and not evidence.place.districts:
        message = N_("A minimum by district is asked for, but no districts are known here: it holds nowhere.")
        notes.append(Finding("programme.no_districts", "warning", message, {}))
    return notes
