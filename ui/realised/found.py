"""What was carried out beside the plan on the page, compared once for all who read it."""

from hashlib import sha256

import streamlit as st

from exports.realised.tables import is_realised, realised_of
from geo.programme import Plan, Realised
from ui.context import Context
from ui.gaps.reviews import identity_of


def identity(context: Context, plan: Plan) -> str:
    """Return what tells this plan on these data from any other."""
    content = f"{identity_of(context)}|{plan.instance.programme.model_dump_json()}".encode()
    return sha256(content + plan.state.tobytes()).hexdigest()


def found_of(context: Context, plan: Plan) -> Realised | None:
    """Return what was carried out beside a plan; None where nobody has told."""
    if not is_realised(context.assessment.evidence, plan):
        return None
    return _found(identity(context, plan), context, plan)


@st.cache_resource(max_entries=16, show_spinner=False)
def _found(
    identity: str,  # noqa: ARG001 - the key of the cache
    _context: Context,
    _plan: Plan,
) -> Realised | None:
    return realised_of(_context.assessment.evidence, _plan)
