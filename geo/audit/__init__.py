"""Plans and device lots recomputed from their files and the evidence, without the solver and what planned them."""

from geo.audit._claimed import FORMAT, Cell, Claimed, ClaimedProof, Row
from geo.audit._lots_claims import LOTS_FORMAT, ClaimedLots, ClaimedTold
from geo.audit.check import ALL, Verdict, verdict
from geo.audit.lots import lots_verdict
from geo.audit.rest.accounts import people_standing
from geo.audit.rest.check import NAMES as REST_FILES
from geo.audit.rest.check import check_rest
from geo.audit.rest.claimed import REST_FORMAT, ClaimedRest, ClaimedRestTold
from geo.audit.rest.standing import rows_until, standing
from geo.audit.roster.check import check_roster
from geo.audit.roster.claimed import ClaimedRoster, Line

__all__ = [
    "ALL",
    "FORMAT",
    "LOTS_FORMAT",
    "REST_FILES",
    "REST_FORMAT",
    "Cell",
    "Claimed",
    "ClaimedLots",
    "ClaimedProof",
    "ClaimedRest",
    "ClaimedRestTold",
    "ClaimedRoster",
    "ClaimedTold",
    "Line",
    "Row",
    "Verdict",
    "check_rest",
    "check_roster",
    "lots_verdict",
    "people_standing",
    "rows_until",
    "standing",
    "verdict",
]
