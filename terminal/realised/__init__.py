"""What was carried out of the Wi-Fi programme, in the terminal."""
