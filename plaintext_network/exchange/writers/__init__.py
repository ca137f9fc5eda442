"""Writes contacts that may leave the vault in the formats of other programs, one module per format."""
