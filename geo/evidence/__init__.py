"""All that is known of a commune before anything is judged: demand, sites, zones, walks and costs."""

from geo.evidence.evidence import Evidence, Finding
from geo.evidence.findings import LAYERS_ABSENT
from geo.evidence.gates import GATES, GATES_OF, gates
from geo.evidence.gather import gather
from geo.evidence.sites import site_coordinates
from geo.evidence.zones import GAPS

__all__ = ["GAPS", "GATES", "GATES_OF", "LAYERS_ABSENT", "Evidence", "Finding", "gates", "gather", "site_coordinates"]
