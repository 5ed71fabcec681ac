"""What was carried out of the Wi-Fi programme, as files hold it."""
