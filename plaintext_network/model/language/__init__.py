"""Compares and splits words and names. Knows no notes."""
