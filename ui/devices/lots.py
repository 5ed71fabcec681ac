"""The lots on the screen: the scenario's rules with the reader's choices laid over them, shared out once."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.evidence import Evidence
from geo.lots import KindLots, LotsPlan, plan_lots
from geo.settings import DEVICE_KINDS, Lots
from ui.address import session
from ui.address.lots_choices import lots_with
from ui.context import Context
from ui.decisions.log import decided
from ui.gaps.reviews import identity_of


def rules_of(context: Context) -> Lots:
    """Return the rules in force: the scenario's with the reader's choices, and decisions where asked, over it."""
    return decided(context, chosen_rules(context))


def chosen_rules(context: Context) -> Lots:
    """Return the scenario's rules with the reader's choices over them."""
    return lots_with(context.scenario.devices, context.state, context.assessment.evidence)


def lots_of(context: Context) -> LotsPlan:
    """Return the lots under the rules in force."""
    rules = rules_of(context)
    return _shared_out(identity_of(context), rules.model_dump_json(), context.assessment.evidence, rules)


@st.cache_resource(max_entries=24, show_spinner=False)
def _shared_out(
    identity: str,  # noqa: ARG001 - the key of the cache, with the next
    asked: str,  # noqa: ARG001
    _evidence: Evidence,
    _rules: Lots,
) -> LotsPlan:
    return plan_lots(_evidence, _rules)


def chosen_lots(context: Context, plan: LotsPlan) -> KindLots:
    """Return the lots that are looked at: of a kind of device, or of the schools of a level."""
    there = {**plan.kinds, **plan.schools}
    return there.get(context.state.device, plan.kinds[next(iter(DEVICE_KINDS))])


def lots_by_building(plan: LotsPlan, lots: KindLots) -> pd.Series:
    """Return the devices that go to each building, by ``building_id``; a school's where it says which is its own."""
    if lots.kind not in plan.schools:
        return plan.places[f"lot_{lots.kind}"]
    sites = plan.school_sites
    assert sites is not None
    mine = sites[(sites["level"] == lots.kind) & sites["building_id"].notna()]
    return mine.groupby("building_id")["lot"].sum().reindex(plan.places.index, fill_value=0).astype("int64")


def names_of(context: Context, plan: LotsPlan, lots: KindLots) -> Mapping[str, str]:
    """Return the name of every place, or of every school site, by its identifier."""
    if lots.kind not in plan.schools:
        return context.building_names.to_dict()
    sites = plan.school_sites
    assert sites is not None
    mine = sites[sites["level"] == lots.kind]
    return dict(zip(mine["school_site_id"].astype(str), mine["name"].astype(str), strict=True))


def say_of(context: Context, building: str, wanted: str) -> None:
    """Force a building in (``forced``), leave it out (``excluded``) or neither (``""``)."""
    state, base = context.state, context.scenario.devices
    named = building in base.forced or building in base.excluded
    lists = {"lots_forced": state.lots_forced, "lots_excluded": state.lots_excluded, "lots_freed": state.lots_freed}
    into = {"forced": "lots_forced", "excluded": "lots_excluded"}.get(wanted, "lots_freed" if named else "")
    changes = {
        name: tuple(sorted({*keys} - {building} | ({building} if name == into else set())))
        for name, keys in lists.items()
    }
    session.change(**changes)
