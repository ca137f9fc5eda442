"""Reads one note's meaning: kinds, properties, Log lines, tasks. Resolves no link and reads no file."""
