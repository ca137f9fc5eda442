"""Compares the records of a source with the vault, plans what changes, and carries the plan out."""
