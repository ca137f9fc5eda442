"""Writes the contacts that may leave to files."""
