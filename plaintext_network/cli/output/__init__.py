"""Formats results for a terminal, a pipe or a file. Knows no command."""
