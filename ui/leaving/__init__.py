"""What leaves the room from the app: the dossier as PDF, and map, list and cards as one file."""
