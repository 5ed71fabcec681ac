"""A roster recomputed from its files and the evidence, place by place."""
