"""Writes what was imported into notes, and proves that a stranger's text stays text."""
