"""What the view of gaps is made of: card, controls, map, tables, words."""
