"""The roster of aidants in the terminal: its command and what it prints."""
