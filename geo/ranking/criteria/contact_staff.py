"""Criterion: members of staff in contact with the public, among whom helpers can be found."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, known
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Return the staff in contact with the public."""
    return known(evidence.sites["contact_staff"])


CRITERION = Criterion(
    key="contact_staff",
    title=N_("Staff in contact with the public"),
    question=N_("How many members of staff there deal with the public?"),
    unit="persons",
    unit_text=N_("members of staff"),
    better="more",
    ranks=("aidants",),
    needs=(),
    goalposts=(0, None),
    measure=measure,
)
