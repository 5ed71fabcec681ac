"""What every search shares: its clock and stop, its bound and gap, one run of the solver."""

from geo.solving.found import EndedBy, Found, Status
from geo.solving.highs import VERSION, Problem, Run, RunStatus, SolverError
from geo.solving.progress import Control, Phase, Progress, relative_gap

__all__ = [
    "VERSION",
    "Control",
    "EndedBy",
    "Found",
    "Phase",
    "Problem",
    "Progress",
    "Run",
    "RunStatus",
    "SolverError",
    "Status",
    "relative_gap",
]
