"""Reads and writes the protocol's messages, and logs them. Knows no note."""
