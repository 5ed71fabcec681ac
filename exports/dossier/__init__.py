"""The dossier: what the app shows, as pages to hand over; a PDF that screen readers can read (PDF/UA-1)."""
