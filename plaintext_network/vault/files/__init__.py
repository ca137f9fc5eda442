"""Finds and reads a vault's files. Knows no meaning and writes nothing."""
