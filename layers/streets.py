"""The walking network: streets and paths between nodes, with their length on the ground."""

from geo.texts import N_
from layers._later import later
from layers._spec import Column, Layer, Source, Total

OVERPASS = (
    "https://overpass-api.de/api/interpreter?data=[out:xml][timeout:180];"
    "(way[%22highway%22]({south},{west},{north},{east});%3E;);out;"
)
"""All highways of the commune's frame with their nodes, as OSM XML; ``{south}`` and so on are degrees."""

_OSM = "OpenStreetMap contributors"
_ODBL = "ODbL 1.0, © OpenStreetMap contributors"

LAYER = Layer(
    name="streets",
    title=N_("Streets"),
    description=N_("Streets and paths people can walk, one row per stretch between two nodes, both directions alike."),
    geometry="line",
    required=False,
    key=("street_id",),
    columns=(
        Column("street_id", "text", N_("Identifier of the stretch"), required=True),
        Column("u", "text", N_("Node at its start"), required=True),
        Column("v", "text", N_("Node at its end"), required=True),
        Column("highway", "text", N_("Kind of street, in OpenStreetMap's words")),
        Column("length_m", "number", N_("Length on the ground"), unit="m", required=True, minimum=0),
    ),
    sources=(
        Source(
            name="osm",
            title="OpenStreetMap",
            publisher=_OSM,
            licence=_ODBL,
            page="https://www.openstreetmap.org",
            formats=N_("An extract of OpenStreetMap as .osm or .osm.pbf; without a file it is asked from Overpass."),
            recognise=later("osm_extract.recognise"),
            clean=later("osm_extract.clean"),
            url=OVERPASS,
        ),
        Source(
            name="graphml",
            title="osmnx",
            publisher=_OSM,
            licence=_ODBL,
            page="https://osmnx.readthedocs.io",
            formats=N_("A network saved by osmnx as GraphML."),
            recognise=later("osmnx_graphml.recognise"),
            clean=later("osmnx_graphml.clean"),
        ),
        Source(
            name="edges",
            title=N_("Table of streets"),
            publisher=_OSM,
            licence=_ODBL,
            page="",
            formats=N_("Lines with the nodes at their ends in columns u and v, as GeoParquet, GeoPackage or GeoJSON."),
            recognise=later("street_edges.recognise"),
            clean=later("street_edges.clean"),
        ),
        Source(
            name="lines",
            title=N_("Centre lines of streets"),
            publisher=N_("The commune"),
            licence=N_("as the commune decides"),
            page="",
            formats=N_("Lines that end where they meet, as shapefile, GeoPackage or GeoJSON."),
            recognise=later("street_lines.recognise"),
            clean=later("street_lines.clean"),
        ),
    ),
    totals=(Total(N_("Length of streets, km"), "length_km", "length_m", unit="km"),),
    stale_after_days=800,
)
