"""Turns requests into edits of one note's text. Touches no file and resolves no name."""
