"""Who is within a walk of what: our search beside pandana, scipy and networkx, at the size of one city and of ten.

Run it with ``python -m benchmarks.reach``; ``--write`` puts the tables into docs/performance.md.
"""

import os

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from benchmarks._city import City, at_nodes, city
from benchmarks._report import Row, asked_to_write, conditions, duration, publish, ratio, table, timed
from config.settings_page import named
from geo.settings import Parameters
from geo.walking import StreetGraph, nearest_on_streets, snap, street_graph, street_reach

# One thread for everybody: pandana reads this when it is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")
try:
    import pandana
except ImportError:
    pandana = None

LIMIT_M = Parameters().reach.limit_m
ONE_CITY = {"side": 200, "sites": 550, "addresses": 80_000}
TEN_CITIES = {"side": 632, "sites": 5_500, "addresses": 800_000}
NETWORKX_SITES = 25
"""Sites networkx searches, spread over the city; its time is then multiplied."""

SCIPY_AT_ONCE = 64
"""Sites scipy is asked for at a time: it returns a full table of sites and crossings, 205 MB for ten cities."""


def spread(count: int, most: int) -> np.ndarray:
    """Return up to ``most`` of the positions below ``count``, evenly spread."""
    return np.linspace(0, count - 1, min(count, most)).round().astype(int)


def to_crossings(town: City, repeats: int) -> tuple[list[Row], StreetGraph]:
    """Measure all pairs of a site and a crossing within the limit, by every method there is."""
    build_s, graph = timed(lambda: street_graph(town.edges, town.nodes), repeats)
    crossings = at_nodes(graph, graph.node_id)
    sites = at_nodes(graph, town.site_node)
    reach_s, ours = timed(lambda: street_reach(graph, sites, crossings, LIMIT_M), repeats)
    rows = [Row("**Maillage** (numba)", build_s, reach_s, f"{ours.nnz:,} pairs")]

    fallback_s, theirs = timed(lambda: street_reach(graph, sites, crossings, LIMIT_M, engine="scipy"), min(repeats, 3))
    same = (theirs != ours).nnz == 0 and theirs.nnz == ours.nnz
    rows.append(Row("Maillage without numba (on scipy, part by part)", build_s, fallback_s, agreed(same)))
    rows.append(by_scipy(town, graph, ours, min(repeats, 3)))
    if pandana is not None:
        rows.append(by_pandana(town, ours.nnz, repeats))
    rows.append(by_networkx(town, graph, ours))
    return rows, graph


def by_scipy(town: City, graph: StreetGraph, ours: sparse.csr_array, repeats: int) -> Row:
    """Measure scipy called directly, a table of chunks of sites at a time, of which the pairs within are kept."""
    crossings = pd.Index(town.nodes.index)

    def build() -> sparse.csr_array:
        u, v = (crossings.get_indexer(town.edges[end]) for end in ("u", "v"))
        millimetres = np.rint(town.edges["length_m"].to_numpy() * 1000)
        shape = (len(crossings), len(crossings))
        return sparse.csr_array((np.r_[millimetres, millimetres], (np.r_[u, v], np.r_[v, u])), shape=shape)

    def search() -> sparse.csr_array:
        sites = crossings.get_indexer(town.site_node)
        parts = []
        for first in range(0, len(sites), SCIPY_AT_ONCE):
            some = sites[first : first + SCIPY_AT_ONCE]
            walked = csgraph.dijkstra(network, indices=some, limit=LIMIT_M * 1000)
            row, column = np.nonzero(np.isfinite(walked))
            parts.append(sparse.csr_array((np.maximum(walked[row, column], 1), (row, column)), shape=walked.shape))
        return sparse.vstack(parts, format="csr")

    build_s, network = timed(build, repeats)
    answer_s, found = timed(search, repeats)
    mine = sparse.csr_array((np.rint(ours.data * 1000), ours.indices, ours.indptr), shape=ours.shape)
    same = found.nnz == mine.nnz and (found[:, crossings.get_indexer(graph.node_id)] != mine).nnz == 0
    return Row("scipy `csgraph.dijkstra(limit=)`", build_s, answer_s, agreed(same))


def by_pandana(town: City, pairs: int, repeats: int) -> Row:
    """Measure pandana, contraction hierarchy included."""
    at = pd.DataFrame({"x": town.nodes.geometry.x, "y": town.nodes.geometry.y})
    weight = town.edges[["length_m"]]

    def build() -> "pandana.Network":
        return pandana.Network(at["x"], at["y"], town.edges["u"], town.edges["v"], weight, twoway=True)

    build_s, network = timed(build)
    answer_s, found = timed(lambda: network.nodes_in_range(town.site_node.tolist(), LIMIT_M), min(repeats, 3))
    apart = len(found) - pairs
    return Row("pandana `nodes_in_range`", build_s, answer_s, "same pairs" if not apart else f"{apart:+,} pairs")


def by_networkx(town: City, graph: StreetGraph, ours: sparse.csr_array) -> Row:
    """Measure networkx on a few sites, and compare every distance."""
    millimetres = np.rint(town.edges["length_m"].to_numpy() * 1000).astype(int).tolist()

    def build() -> nx.Graph:
        network = nx.Graph()
        network.add_weighted_edges_from(
            zip(town.edges["u"].tolist(), town.edges["v"].tolist(), millimetres, strict=True)
        )
        return network

    build_s, network = timed(build)
    part = spread(len(town.site_node), NETWORKX_SITES)
    some = town.site_node[part].tolist()
    answer_s, found = timed(
        lambda: [nx.single_source_dijkstra_path_length(network, node, cutoff=LIMIT_M * 1000) for node in some]
    )
    names = graph.node_id
    rows = (ours[[row]] for row in part)
    same = all(
        dict(zip(names[row.indices].tolist(), np.rint(row.data * 1000).astype(int).tolist(), strict=True))
        == {node: max(mm, 1) for node, mm in walked.items()}
        for row, walked in zip(rows, found, strict=True)
    )
    scale = len(town.site_node) / len(some)
    return Row("networkx `single_source_dijkstra_path_length`", build_s, answer_s * scale, agreed(same), True)


def agreed(same: bool) -> str:
    """Return what the table says of a comparison to the millimetre."""
    return "same, to the mm" if same else "**differs**"


def to_addresses(town: City, graph: StreetGraph, repeats: int) -> list[str]:
    """Measure what the program really does: snap to streets, all pairs site-address, nearest site of each address."""
    snap_s, addresses = timed(lambda: snap(graph, town.addresses))
    sites = snap(graph, town.sites)
    reach_s, pairs = timed(lambda: street_reach(graph, sites, addresses, LIMIT_M), repeats)
    nearest_s, _ = timed(lambda: nearest_on_streets(graph, sites, addresses), repeats)
    return [f"{pairs.nnz:,}", duration(snap_s), duration(reach_s), duration(nearest_s)]


def main(*, write: bool) -> None:
    """Measure, and show or write the tables."""
    small, large = city(**ONE_CITY), city(**TEN_CITIES)
    warm = street_graph(small.edges.iloc[:50])
    first_s, _ = timed(lambda: street_reach(warm, at_nodes(warm, warm.node_id), at_nodes(warm, warm.node_id), LIMIT_M))
    small_rows, small_graph = to_crossings(small, 7)
    large_rows, large_graph = to_crossings(large, 3)
    ours, ours_large = small_rows[0], large_rows[0]
    addresses = [to_addresses(small, small_graph, 5), to_addresses(large, large_graph, 3)]
    missing = (
        "" if pandana else "\npandana was not installed: `pip install -e '.[bench]'` puts it beside the program.\n"
    )
    headings = ["pairs", "snapping the addresses", "all pairs", "nearest site of each address"]
    lines = "\n".join(f"| {name} | {one} | {ten} |" for name, one, ten in zip(headings, *addresses, strict=True))
    text = f"""## Walking network

All pairs of a site and a crossing within {named("reach.limit_m")}, on a synthetic network. "Ready" is building the
network from a table of streets (for pandana, its contraction hierarchy). One thread each; medians of up to seven runs.
scipy returns full tables and is asked for {SCIPY_AT_ONCE} sites at a time; networkx is measured on {NETWORKX_SITES}
sites spread over the city.
{conditions("numpy", "numba", "scipy", "networkx", *(["pandana"] if pandana else []))}
The first call after installing compiles the kernel once; here the first call took {duration(first_s)}.
{missing}
One city: {len(small_graph.node_id):,} crossings, {len(small_graph.edge_u):,} streets, {ONE_CITY["sites"]:,} sites.

{table(small_rows, "ready", "all pairs")}

Ten cities: {len(large_graph.node_id):,} crossings, {len(large_graph.edge_u):,} streets, {TEN_CITIES["sites"]:,} sites.

{table(large_rows, "ready", "all pairs")}

From one city to ten, the search takes {ratio(ours_large.answer_s / ours.answer_s)} times as long, and building the
network {ratio(ours_large.prepare_s / ours.prepare_s)} times.

Addresses instead of crossings: both ends of both streets, access legs, and the direct way where site and address share
a street.

| | one city, {ONE_CITY["addresses"]:,} addresses | ten cities, {TEN_CITIES["addresses"]:,} addresses |
|---|---|---|
{lines}
"""
    publish("reach", text, write=write)


if __name__ == "__main__":
    main(write=asked_to_write("Who is within a walk of what."))
