"""Telling from their content which source files are of, when nobody says it."""

from collections.abc import Sequence

from layers import Fault, Layer, RawFile, Refused, Source
from layers.reading.kinds import kind_of


def tell_source(layer: Layer, files: Sequence[RawFile]) -> Source:
    """Return the one source of the layer that recognises every file.

    Raises
    ------
    Refused
        ``source.unrecognised``, ``source.mixed`` or ``source.ambiguous``, naming the sources it could be;
        ``file.web_page`` or ``file.empty`` when a file holds no data at all.
    """
    faults = []
    recognising: list[list[Source]] = []
    for file in files:
        kind = kind_of(file)
        if kind in ("web_page", "empty"):
            faults.append(Fault(f"file.{kind}", "error", file=file.name))
            continue
        found = [source for source in layer.sources if _recognises(source, file)]
        recognising.append(found)
        if not found:
            parameters = {"layer": layer.name, "sources": _names(layer.sources)}
            faults.append(Fault("source.unrecognised", "error", file=file.name, parameters=parameters))
    if faults:
        raise Refused(faults)
    shared = [source for source in recognising[0] if all(source in found for found in recognising)]
    if not shared:
        parameters = {"sources": _names(recognising[0])}
        raise Refused([Fault("source.mixed", "error", file=files[0].name, parameters=parameters)])
    if len(shared) > 1:
        parameters = {"sources": _names(shared)}
        raise Refused([Fault("source.ambiguous", "error", file=files[0].name, parameters=parameters)])
    return shared[0]


def _recognises(source: Source, file: RawFile) -> bool:
    try:
        return source.recognise(file)
    except Refused:
        # A file that cannot be opened matches no source; the reason is reported once its source is named.
        return False


def _names(sources: Sequence[Source]) -> str:
    return ", ".join(source.name for source in sources)
