"""The command that holds sectors of one year against those of another."""
