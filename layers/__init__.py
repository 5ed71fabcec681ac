"""The data: one plain module a layer, declared once; what they share goes out from here."""

from layers._fault import CATALOGUE, Fault, Refused, Severity, describe
from layers._known_indicators import indicator_definitions
from layers._mappings import mapping_faults
from layers._raw import RawFile
from layers._registry import LAYERS, layer
from layers._spec import Cleaned, Colour, Column, Drawing, Guess, Kind, Layer, Look, Source, Total
from layers.reading.vintage import SEVERAL, UNDATED

__all__ = [
    "CATALOGUE",
    "LAYERS",
    "SEVERAL",
    "UNDATED",
    "Cleaned",
    "Colour",
    "Column",
    "Drawing",
    "Fault",
    "Guess",
    "Kind",
    "Layer",
    "Look",
    "RawFile",
    "Refused",
    "Severity",
    "Source",
    "Total",
    "describe",
    "indicator_definitions",
    "layer",
    "mapping_faults",
]
