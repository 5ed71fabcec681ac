"""The command that writes a dossier."""
