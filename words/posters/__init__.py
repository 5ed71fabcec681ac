"""What a poster for a district says."""
