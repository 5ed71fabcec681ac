"""What every search shares: its clock and stop, its bound and gap, one run of the solver."""

from geo.solving.found import Found, Status
from geo.solving.progress import Control, Phase, Progress, relative_gap

__all__ = ["Control", "Found", "Phase", "Progress", "Status", "relative_gap"]
