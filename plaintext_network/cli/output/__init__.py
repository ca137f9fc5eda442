"""Formats answers for a terminal, a pipe or a file. Knows no question."""
