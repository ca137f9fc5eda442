"""Turns requests into edits of one note. Touches no file and resolves no name."""
