"""Whether a commune's configuration says how to read files of sources that exist, and that read what it says."""

from geo.place import Place
from layers._fault import Fault
from layers._registry import LAYERS
from layers._spec import Layer


def mapping_faults(place: Place, layer: Layer) -> list[Fault]:
    """Return an error for each mapping that nobody reads: of this layer, or of no layer there is.

    Notes
    -----
    A mapping of another layer's is left to that layer, so that a slip of the pen there stops nothing here.
    """
    reading = [f"{each.name}.{source.name}" for each in LAYERS for source in each.sources if source.reads_mapping]
    layers = {each.name: each for each in LAYERS}
    faults = []
    for key in place.mappings:
        name, _, source = key.partition(".")
        if key in reading or (name in layers and name != layer.name):
            continue
        known = {"known": ", ".join(reading), "layer": name}
        exists = name in layers and source in {each.name for each in layers[name].sources}
        code = "mapping.not_read" if exists else "mapping.no_source"
        faults.append(Fault(code, "error", value=key, parameters=known))
    return [*faults, *_service_faults(place, layer)]


def _service_faults(place: Place, layer: Layer) -> list[Fault]:
    """Return an error for each address of a source that does not exist: of this layer, or of no layer there is."""
    every = [f"{each.name}.{source.name}" for each in LAYERS for source in each.sources]
    names = {each.name for each in LAYERS} - {layer.name}
    wrong = [key for key in place.services if key not in every and key.partition(".")[0] not in names]
    return [Fault("service.no_source", "error", value=key, parameters={"known": ", ".join(every)}) for key in wrong]
