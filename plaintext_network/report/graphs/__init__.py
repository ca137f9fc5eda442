"""Writes the relations between people as graph files for other programs. Draws nothing."""
