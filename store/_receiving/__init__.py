"""How files come in: downloaded from their publisher or passed by hand, and kept raw before anything else."""
