"""What is done to the communes the program knows."""
