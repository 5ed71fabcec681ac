"""Centre lines of streets without nodes, as cities publish them: a street begins and ends where its line does."""

from collections.abc import Sequence

import numpy as np
import shapely

from geo.place import Place
from layers._adapters._street_rows import street_rows
from layers._adapters.street_edges import LENGTHS, single_lines
from layers._fault import Fault
from layers._raw import RawFile
from layers._read import read_features
from layers._spec import Cleaned
from layers.reading.headers import normalised
from layers.reading.vintage import vintage_of_name

END_M = 0.001
"""Ends that agree to the millimetre are one node, as they do where lines were drawn to snap; nothing larger, since two
streets that pass within a metre need not meet."""


def recognise(raw: RawFile) -> bool:
    """Say no: any lines may be streets, so that whoever means them says so (``--source lines``)."""
    del raw
    return False


def clean(files: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the lines, their ends as the nodes.

    Returns
    -------
    Cleaned
        One row a line. A note ``streets.ends_of_lines`` says that lines meet only where both end there: a crossing that
        cuts neither line, as a bridge, joins nothing.
    """
    raw = files[0]
    frame, faults = read_features(raw, place)
    by_name = {normalised(str(name)): name for name in frame.columns}
    length = next((by_name[each] for each in LENGTHS if each in by_name), None)
    lines = frame.rename(columns={length: "length_m"} if length else {})
    lines = lines.set_geometry(single_lines(lines.geometry))
    lineless = lines.geometry.isna() | (lines.geometry.geom_type != "LineString")
    faults += [Fault("streets.no_line", "row", raw.name, int(row), "geometry") for row in lines.index[lineless]]
    drawn = lines[~lineless]
    shapes = np.asarray(drawn.geometry.array)
    ends = {"u": shapely.get_point(shapes, 0), "v": shapely.get_point(shapes, -1)}
    named = {end: _nodes(points) for end, points in ends.items()}
    faults.append(Fault("streets.ends_of_lines", "note", raw.name, parameters={"count": len(drawn)}))
    vintage, dated = vintage_of_name(raw.name)
    return street_rows(drawn.assign(**named), place, raw.name, vintage, [*faults, *dated])


def _nodes(points: np.ndarray) -> list[str]:
    """Name each end by the cell of ``END_M`` it lies in."""
    cells = np.rint(shapely.get_coordinates(points) / END_M).astype("int64")
    return [f"{x}:{y}" for x, y in cells]
