"""The rest of a programme recounted from its files, from what stands and from what was paid."""
