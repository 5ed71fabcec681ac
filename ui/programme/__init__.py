"""What the view of the Wi-Fi programme is made of: plans, card, controls, prices, curve, words."""
