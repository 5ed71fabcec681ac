"""Wi-Fi programmes on Toyville, each with other rules in use, planned and written as files."""

import itertools
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config import Scenario, load_scenario, scenario_toml
from exports.programme_files import read_plan, write_plan
from exports.programme_tables import PlanToWrite
from exports.tables import ranking_table
from geo.audit.check import verdict
from geo.evidence.evidence import Finding
from geo.place import LocalName
from geo.programme.instance.instance import build_instance
from geo.programme.plan.three_way import three_way
from geo.programme.planning import plan_instance
from geo.ranking.assessment import Assessment, assess
from geo.settings.parameters import Parameters
from geo.settings.programme import DistrictMinimum, Programme, Quote
from geo.solving.progress import Control
from tests import toyville

SNAPSHOT = "abc"

BUILDINGS: dict[str, dict[str, Any]] = {
    **toyville.BUILDINGS,
    "c1-club": {"name": "=Club", "at": (120.0, 60.0), "activity": "sport", "floor_area_m2": 900.0},
    "c2-hall": {"name": "Sports hall", "at": (260.0, 160.0), "activity": "sport", "ready_from": "2028-06-01"},
    "c3-theatre": {"name": "Theatre; big", "at": (60.0, 240.0), "floor_area_m2": 1234.5},
    "c4-annex": {"name": "Annex", "at": (150.0, 160.0), "activity": "administration", "fibre_now": True},
    "c5-barn": {"name": "Barn", "at": (210.0, 210.0), "floor_area_m2": None},
    "c6-barn": {"name": "Barn of unknown size", "at": (90.0, 210.0), "floor_area_m2": None},
    "c7-mill": {"name": "Mill", "at": (40.0, 150.0), "fibre_now": None},
    "c8-quoted": {"name": "Quoted", "at": (240.0, 240.0), "floor_area_m2": None},
}
"""Ready and not ready, known and unknown cost, names that a spreadsheet would run or split."""

_BASE: dict[str, Any] = {"first_year": 2027, "budgets_eur": (30_000.0, 20_000.0, 15_000.0), "reach_m": 130.0}

PROGRAMMES: dict[str, Programme] = {
    "every rule": Programme(
        **_BASE,
        carry_over=True,
        floor_share=0.05,
        floor_share_of_activity={"sport": 0.15},
        floor_eur_of_activity={"administration": 1234.56},
        opex_ceiling_eur_per_year=18_000.0,
        district_minimum=DistrictMinimum(by="section", served_share=0.3),
        year_weights=(1.0, 0.9, 0.8),
        wait_for_fibre=True,
        forced_in=("c4-annex",),
        excluded=("b3-school", "nobody"),
        quotes={
            "c5-barn": {"hall": Quote(capex_eur=4000.01, access_points=2), "whole": Quote(capex_eur=9000.5)},
            "c6-barn": {"whole": Quote(capex_eur=5000.0)},
            "c8-quoted": {"hall": Quote(capex_eur=3000.0, opex_eur_per_year=500.25)},
        },
    ),
    "defaults": Programme(**_BASE),
    "everybody": Programme(**_BASE, who_counts="all", floor_share=0.0),
    "where it stops": Programme(
        **_BASE, floor_share=0.1, last_years_without_floors=2, least_person_years_per_thousand_eur=75.5
    ),
    "in a gap": Programme(
        **_BASE, who_counts="in_a_gap", district_minimum=DistrictMinimum(by="district", served_share=0.1)
    ),
    "assumptions": Programme(
        **_BASE,
        assumed_floor_area_m2=420.0,
        assume_no_fibre=True,
        quotes={"c8-quoted": {"hall": Quote(capex_eur=3000.0)}},
    ),
    "no money": Programme(first_year=2027, budgets_eur=(0.0, 0.0)),
    "far": Programme(first_year=2027, budgets_eur=(50_000.0,), reach_m=5000.0, gap=0.0),
    "little time": Programme(**_BASE, floor_share=0.0, gap=0.0, time_limit_s=1e-9),
    "no time": Programme(
        first_year=2027,
        budgets_eur=(5_600.0,),
        reach_m=130.0,
        floor_share=0.0,
        district_minimum=DistrictMinimum(by="section", served_share=0.3),
        time_limit_s=1e-9,
    ),
    "too little money": Programme(
        first_year=2027,
        budgets_eur=(3000.0, 2000.0),
        carry_over=True,
        floor_share=0.0,
        forced_in=("c3-theatre", "b2-hall"),
    ),
    "ceiling too low": Programme(**_BASE, opex_ceiling_eur_per_year=700.0, forced_in=("b1-library", "b2-hall")),
    "floors beyond the budget": Programme(**_BASE, floor_share=0.5),
    "minimum too high": Programme(**_BASE, district_minimum=DistrictMinimum(by="section", served_share=0.99)),
    "forced but closed": Programme(**_BASE, forced_in=("b4-depot", "nobody")),
    "all excluded": Programme(**_BASE, excluded=tuple(BUILDINGS)),
}
"""Scenario -> programme. Those from ``too little money`` to ``forced but closed`` cannot be kept: they conflict."""


@cache
def assessment(variant: str = "full") -> Assessment:
    """Return Toyville assessed: ``full``, ``bare`` (no optional layer) or ``closed`` (no building is public)."""
    rows = BUILDINGS if variant != "closed" else {key: row | {"public_access": False} for key, row in BUILDINGS.items()}
    pieces = {"buildings": toyville.buildings(rows)}
    tables = toyville.tables(**pieces) if variant == "bare" else toyville.full_tables(**pieces, fibre=_fibre())
    return assess(tables, toyville.PLACE, toyville.PARAMETERS)


def _fibre() -> Any:
    return toyville.fibre(
        [
            (toyville.area(0, 0, 200, 300), "available", "Proximus", None),
            (toyville.area(200, 0, 300, 100), "building", "Proximus", date(2028, 1, 1)),
            (toyville.area(200, 100, 300, 300), "planned", "Wyre", date(2028, 7, 1)),
        ]
    )


def order(assessed: Assessment, parameters: Parameters = toyville.PARAMETERS) -> list[str]:
    """Return the buildings by their ranking for Wi-Fi."""
    return ranking_table(assessed, "wifi", parameters.weights["wifi"])["building_id"].tolist()


def searched(assessed: Assessment, programme: Programme, name: str = "toy") -> PlanToWrite:
    """Plan a programme, with a clock that only counts, and return it as it is written."""
    ticks = itertools.count()
    plan = plan_instance(build_instance(assessed.evidence, programme), Control(lambda: next(ticks) * 1e-6))
    scenario = Scenario(
        name=name,
        title=LocalName(fr=name, nl=name, en=name),
        parameters=toyville.PARAMETERS,
        programme=programme,
    )
    return PlanToWrite(plan, three_way(plan, order(assessed)), name, scenario_toml(scenario))


def to_write(assessed: Assessment, programme: Programme, name: str = "toy") -> PlanToWrite:
    """Return what ``searched`` returns, searched for once: many tests ask for the same plan.

    A test that changes what plans asks ``searched``.
    """
    asked = (id(assessed), programme.model_dump_json(), name)
    if asked not in _SEARCHED:
        # The assessment is kept beside it, so that no other one ever has its identity.
        _SEARCHED[asked] = assessed, searched(assessed, programme, name)
    return _SEARCHED[asked][1]


_SEARCHED: dict[tuple[int, str, str], tuple[Assessment, PlanToWrite]] = {}
"""Assessment, programme and name -> the assessment itself, and the plan."""


@cache
def _files(name: str, variant: str) -> dict[str, bytes]:
    """Return the files of a programme of ``PROGRAMMES``."""
    assessed = assessment(variant)
    with TemporaryDirectory() as folder:
        write_plan(Path(folder), to_write(assessed, PROGRAMMES[name], name), assessed, SNAPSHOT)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def written(folder: Path, name: str, variant: str = "full") -> Path:
    """Write the files of a programme of ``PROGRAMMES`` into a folder of nothing else and return it."""
    folder.mkdir(exist_ok=True)
    assert not [*folder.iterdir()]
    for file, content in _files(name, variant).items():
        (folder / file).write_bytes(content)
    return folder


def check(folder: Path, variant: str = "full") -> tuple[Finding, ...]:
    """Check a folder as ``maillage verify`` does, its scenario read from the folder."""
    assessed = assessment(variant)
    chosen = load_scenario(folder / "scenario.toml")
    claimed, best_first = read_plan(folder), order(assessed)
    return verdict(claimed, assessed.evidence, chosen.programme, scenario=chosen.name, order=best_first).findings


def said(findings: tuple[Finding, ...]) -> str:
    """Return findings as the lines a user reads."""
    return "\n".join(finding.message.format(**finding.parameters) for finding in findings)
