"""One file for any browser, without a network: the map, the list of buildings, a card of each, and the dossier."""
