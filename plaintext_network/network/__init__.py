"""Answers questions about people: builds the index of all notes and computes every report. Does no I/O; today is an argument."""
