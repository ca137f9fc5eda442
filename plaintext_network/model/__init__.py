"""Interprets notes, as frozen values and pure functions. Reads no file and no clock."""
