"""What every search shares: its clock and stop, its bound and gap, one run of the solver."""

from geo.solving.found import EndedBy, Found, Status
from geo.solving.highs import VERSION, Problem, Run, RunStatus, SolverError
from geo.solving.linear import linear_problem
from geo.solving.progress import Control, NobodyWaitsError, Phase, Progress, relative_gap
from geo.solving.where import Answer, Where, Work, here

__all__ = [
    "VERSION",
    "Answer",
    "Control",
    "EndedBy",
    "Found",
    "NobodyWaitsError",
    "Phase",
    "Problem",
    "Progress",
    "Run",
    "RunStatus",
    "SolverError",
    "Status",
    "Where",
    "Work",
    "here",
    "linear_problem",
    "relative_gap",
]
