"""Streamlit, in a program whose registry of layers holds one more: bus stops."""

import layers
from tests.bus_stops import DECLARED

if __name__ == "__main__":
    from streamlit.web import cli

    layers.LAYERS = DECLARED
    cli.main()
