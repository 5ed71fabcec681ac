"""Telling which layer a delivery of files is for."""
