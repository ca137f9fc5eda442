"""Reads the files of other programs into source cards, one module per kind of file."""
