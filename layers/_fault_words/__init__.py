"""What every fault says, and its remedy, grouped by where it is found."""
