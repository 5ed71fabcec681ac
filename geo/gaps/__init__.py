"""Who is left without: the review of gaps in people, by place and by moment."""

from geo.gaps.building_reach import who_walks_there
from geo.gaps.open_doors import SERVICES, nearest_open, present_distances
from geo.gaps.relief import relieved
from geo.gaps.review import GAP_OF, Review, limit_of, review, review_of
from geo.gaps.sector_places import nearest_places
from geo.gaps.walkers import walkers

__all__ = [
    "GAP_OF",
    "SERVICES",
    "Review",
    "limit_of",
    "nearest_open",
    "nearest_places",
    "present_distances",
    "relieved",
    "review",
    "review_of",
    "walkers",
    "who_walks_there",
]
