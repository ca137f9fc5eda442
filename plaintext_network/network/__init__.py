"""Owns the index and the questions people ask of it. Does no I/O; today is an argument."""
