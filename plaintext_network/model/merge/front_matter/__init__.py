"""Merges the front matter of a note property by property, and proves the result. Knows no body."""
