"""Interactions and participants in the text of a note."""
