"""Finds the vault and reads its settings. Reads no note."""
