"""Commands that hand the snapshot to other programs."""
