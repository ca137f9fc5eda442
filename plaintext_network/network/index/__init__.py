"""Holds every note's facts, names and links in memory, and resolves links between them. Does no I/O."""
