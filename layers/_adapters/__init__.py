"""One module a publisher's format: how its files become rows of a layer."""
