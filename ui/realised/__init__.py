"""A Wi-Fi programme carried out, on the screen."""
