"""The server of the app, in a program whose registry of layers holds one more: bus stops."""

import sys

import layers
from tests.bus_stops import DECLARED

if __name__ == "__main__":
    from ui.serving import main

    layers.LAYERS = DECLARED
    main(sys.argv[1:])
