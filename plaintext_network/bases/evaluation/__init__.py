"""Evaluates the filters and formulas of a base for the files of a vault."""
