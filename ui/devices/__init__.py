"""Device lots on the screen: choices, map, list, card and proof."""
