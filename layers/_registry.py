"""The layers, in the order in which they are refreshed and shown."""

from layers import (
    buildings,
    devices,
    fibre,
    indicators,
    mobile_5g,
    population,
    realised,
    residences,
    school_pupils,
    sectors,
    streets,
    support_places,
    wifi,
    workplaces,
)
from layers._spec import Layer

LAYERS: tuple[Layer, ...] = (
    sectors.LAYER,
    population.LAYER,
    indicators.LAYER,
    residences.LAYER,
    buildings.LAYER,
    fibre.LAYER,
    mobile_5g.LAYER,
    wifi.LAYER,
    support_places.LAYER,
    workplaces.LAYER,
    streets.LAYER,
    devices.LAYER,
    school_pupils.LAYER,
    realised.LAYER,
)


def layer(name: str) -> Layer:
    """Return the layer called ``name``; KeyError when there is none."""
    return {each.name: each for each in LAYERS}[name]
