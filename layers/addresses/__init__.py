"""Addresses as people write them, found again in the register of addresses that is published."""
