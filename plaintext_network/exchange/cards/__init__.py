"""Converts between cards and the values of a note, and keeps every line. Knows no vault."""
