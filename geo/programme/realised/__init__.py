"""What was carried out of a Wi-Fi programme: beside the plan, and as the state from which the rest is planned."""
