"""From checked rows to published versions on disk: nothing half, nothing lost, everything traceable."""
