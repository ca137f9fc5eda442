"""Writes a change to disk whole or not at all, and can undo it. Knows no notes."""
