"""Converts answers to plain values under the field names that scripts rely on. Prints nothing."""
