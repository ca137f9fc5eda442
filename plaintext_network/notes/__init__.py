"""Owns one note as text. Knows nothing of contacts, files or clocks."""
