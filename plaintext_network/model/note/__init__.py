"""Reads one note: kind, properties, Log lines, tasks. Resolves no link and reads no file."""
