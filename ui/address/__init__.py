"""What the address of a page holds: the state, the session behind it, the choices of the programme."""
