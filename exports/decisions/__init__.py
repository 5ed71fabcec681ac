"""The decision log as files hold it: written, read back and checked."""
