"""A poster for a district: where to find help and Wi-Fi."""
