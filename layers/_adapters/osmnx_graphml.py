"""A street network saved by osmnx as GraphML."""

from collections.abc import Sequence
from xml.etree.ElementTree import ParseError

from pyproj.exceptions import CRSError

from geo.place import Place
from layers._adapters._street_rows import street_rows
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.reading.archive import opened
from layers.reading.kinds import kind_of

_DAMAGE = (ParseError, LookupError, ValueError, TypeError, AttributeError, SyntaxError, ArithmeticError, CRSError)
"""What reading a network raises over XML that is cut, and over words in the place of numbers."""


def recognise(raw: RawFile) -> bool:
    """Say whether the file is GraphML."""
    return kind_of(raw) == "graphml"


def clean(files: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the network, bring it to metres and keep the walkable stretches.

    A stretch without a line is straight between its nodes, as osmnx leaves it. One without a length is measured.
    """
    # These two take longer to import than the rest of the program, so they are loaded only to read such a file.
    import networkx as nx
    import osmnx

    with opened(files[0], ("graphml",)) as raw:
        try:
            graph = osmnx.load_graphml(raw.path)
            missing = [node for node, data in graph.nodes(data=True) if "x" not in data or "y" not in data]
            if graph.number_of_edges() == 0:
                raise Refused([Fault("streets.empty", "error", raw.name)])
            if "crs" not in graph.graph or missing:
                reason = "no crs" if "crs" not in graph.graph else f"nodes without x and y: {missing[:5]}"
                raise Refused([Fault("streets.graphml", "error", raw.name, parameters={"reason": reason})])
            edges = osmnx.graph_to_gdfs(graph, nodes=False).reset_index().to_crs(place.metric_crs)
        except (*_DAMAGE, nx.NetworkXError) as error:
            said = {"reason": " ".join(str(error).split())}
            raise Refused([Fault("streets.graphml", "error", raw.name, parameters=said)]) from error
    edges.index = range(1, len(edges) + 1)
    return street_rows(edges.rename(columns={"length": "length_m"}), place, raw.name, "", [])
