"""Assessments kept by content: the same snapshot, parameters and engine are computed once and read back afterwards."""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import geopandas as gpd
import pandas as pd
from scipy import sparse

from geo.errors import DataError
from geo.evidence import Evidence, Finding
from geo.place import Place
from geo.ranking import Assessment, DecisionMatrix, assess
from geo.settings import Parameters, Reach
from geo.texts import text_from_json, text_to_json
from geo.walking import Walking, walking
from store._publishing.geo_parquet import read_geo_parquet
from store._publishing.hashes import HASHES, damaged_in, hashes_of, whole, write_hashes
from store.held import held_folder
from store.store import Store
from store.versions import Snapshot

KEPT = 8
"""How many assessments of a commune stay on disk; the least recently used go first."""

AFTERWARDS = {"weights", "walk", "catchments"}
"""Parameters that are no part of an assessment's identity: what they change is computed from it afterwards."""

_TOLD = "assessment.json"

_FRAMES = ("demand", "sectors", "sites", "support_places", "wifi", "workplaces")
_PLAIN = ("devices", "school_pupils", "realised")
_MATRICES = ("reach", "support_reach", "help_near_sites", "wifi_reach", "workplace_reach")
_DECISION = ("values", "low", "high", "gates")


def open_assessment(store: Store, snapshot: Snapshot, parameters: Parameters) -> Assessment:
    """Return the assessment of a snapshot under these parameters, from disk when it was computed before.

    The parameters of ``AFTERWARDS`` are no part of its identity. What was kept and is damaged is computed again.
    """
    folder = store.folder / "assessments"
    kept = folder / assessment_id(snapshot, store.place, parameters)
    found = _kept(kept, store.place, parameters)
    if found is not None:
        return found
    assessment = assess(store.tables(snapshot), store.place, parameters)
    # A folder that may not be written to, or a full disk: it is computed again next time.
    with suppress(OSError):
        _write(kept, assessment)
        _drop_oldest(folder)
    return assessment


def kept_totals(store: Store, snapshot: Snapshot, parameters: Parameters) -> dict[str, float] | None:
    """Return the totals of an assessment that was computed before; None where it is not kept. Nothing is computed."""
    kept = store.folder / "assessments" / assessment_id(snapshot, store.place, parameters)
    try:
        path = whole(kept / _TOLD, (hashes_of(kept) or {}).get(_TOLD))
        return json.loads(path.read_text("utf-8"))["totals"]
    except (FileNotFoundError, DataError):
        # Never kept, dropped at this moment, or damaged.
        return None


def with_settings(assessment: Assessment, parameters: Parameters) -> Assessment:
    """Return the same assessment under other settings of ``AFTERWARDS``.

    For whoever keeps an assessment by its identity: what it carries of those settings is that of whoever opened it
    first, so that the settings in force are put on after it was looked up.

    Raises
    ------
    ValueError
        When another setting differs: that would be another assessment.
    """
    carried, evidence = assessment.evidence.parameters, assessment.evidence
    for name in type(parameters).model_fields:
        if name not in AFTERWARDS and getattr(carried, name) != getattr(parameters, name):
            raise ValueError(f"an assessment made with another value of {name}")
    return replace(assessment, evidence=replace(evidence, parameters=parameters))


def open_walking(store: Store, snapshot: Snapshot, reach: Reach) -> Walking:
    """Return how walks are measured in a snapshot, as its assessment did: reads the streets and nothing else."""
    version = snapshot.layers.get("streets")
    streets = None if version is None else gpd.GeoDataFrame(store.read("streets", version))
    return walking(streets, reach)


def assessment_id(snapshot: Snapshot, place: Place, parameters: Parameters) -> str:
    """Return the identity of an assessment: a digest of snapshot, place, parameters and the engine's code."""
    content = json.dumps(
        {
            "snapshot": snapshot.id,
            "place": place.identity(),
            "parameters": parameters.model_dump(mode="json", exclude=AFTERWARDS),
            "engine": _engine_digest(),
        },
        sort_keys=True,
    )
    return sha256(content.encode()).hexdigest()[:16]


@cache
def _engine_digest() -> str:
    """Digest the source of the engine, so that a changed formula never meets results of the former one."""
    digest = sha256()
    root = Path(__file__).parent.parent / "geo"
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(target: Path, assessment: Assessment) -> None:
    with held_folder(target.parent) as held:
        beside = held / target.name
        beside.mkdir()
        _fill(beside, assessment)
        if target.is_dir() and damaged(target):
            os.replace(target, held / "damaged")
        try:
            beside.rename(target)
        except OSError:
            # Another process finished the same assessment in the meantime; it is identical.
            if not target.is_dir():
                raise


def _fill(beside: Path, assessment: Assessment) -> None:
    evidence = assessment.evidence
    for name in (*_FRAMES, *_PLAIN):
        frame = getattr(evidence, name)
        if frame is not None:
            frame.to_parquet(beside / f"{name}.parquet", compression="zstd")
    for name in _MATRICES:
        matrix = getattr(evidence, name)
        if matrix is not None:
            sparse.save_npz(beside / f"{name}.npz", matrix, compressed=False)
    rankings = {}
    for ranking, decision in assessment.matrices.items():
        for name in _DECISION:
            getattr(decision, name).to_parquet(beside / f"{ranking}_{name}.parquet", compression="zstd")
        rankings[ranking] = {
            "switched_off": decision.switched_off,
            "goalposts": decision.goalposts,
            "open_ends": decision.open_ends,
        }
    (beside / _TOLD).write_text(
        json.dumps(
            {
                "distance_method": evidence.distance_method,
                "absent_layers": list(evidence.absent_layers),
                "rankings": rankings,
                "findings": [
                    {**asdict(finding), "message": text_to_json(finding.message)} for finding in assessment.findings
                ],
                "totals": assessment.totals,
            },
            ensure_ascii=False,
            indent=1,
        ),
        "utf-8",
    )
    write_hashes(beside)


def damaged(kept: Path) -> bool:
    """Say whether a kept assessment does not hold what was written."""
    return not (kept / HASHES).exists() or any(damaged_in(kept))


def _kept(kept: Path, place: Place, parameters: Parameters) -> Assessment | None:
    """Return a kept assessment; None when there is none, or it is damaged."""
    try:
        if not kept.is_dir() or damaged(kept):
            return None
        with suppress(OSError):
            os.utime(kept)
        return _read(kept, place, parameters)
    except FileNotFoundError:
        # Another process dropped it at this moment.
        return None


def _read(kept: Path, place: Place, parameters: Parameters) -> Assessment:
    told = json.loads((kept / _TOLD).read_text("utf-8"))
    frames = {name: _frame(kept / f"{name}.parquet") for name in _FRAMES}
    plain = {name: _table(kept / f"{name}.parquet") for name in _PLAIN}
    matrices = {name: _matrix(kept / f"{name}.npz") for name in _MATRICES}
    evidence = Evidence(
        place=place,
        parameters=parameters,
        distance_method=told["distance_method"],
        absent_layers=tuple(told["absent_layers"]),
        **frames,
        **plain,
        **matrices,
    )
    decisions = {}
    for ranking, rest in told["rankings"].items():
        parts = {name: pd.read_parquet(kept / f"{ranking}_{name}.parquet") for name in _DECISION}
        decisions[ranking] = DecisionMatrix(
            ranking=ranking,
            feasible=parts["gates"].all(axis=1).rename("feasible"),
            switched_off=rest["switched_off"],
            goalposts={key: (low, high) for key, (low, high) in rest["goalposts"].items()},
            open_ends=tuple(rest["open_ends"]),
            **parts,
        )
    return Assessment(
        evidence=evidence,
        matrices=decisions,
        findings=tuple(
            Finding(**{**finding, "message": text_from_json(finding["message"])}) for finding in told["findings"]
        ),
        totals=told["totals"],
    )


def _frame(path: Path) -> gpd.GeoDataFrame | None:
    return read_geo_parquet(path) if path.exists() else None


def _table(path: Path) -> pd.DataFrame | None:
    return pd.read_parquet(path) if path.exists() else None


def _matrix(path: Path) -> sparse.csr_array | None:
    return sparse.csr_array(sparse.load_npz(path)) if path.exists() else None


def _drop_oldest(folder: Path) -> None:
    """Keep the assessments used last."""
    kept = sorted(
        (path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda path: path.stat().st_mtime
    )
    for path in kept[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)
