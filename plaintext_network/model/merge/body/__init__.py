"""Aligns the bodies of a note's versions by Log entries and tasks, and proves the merged lines. Knows no front matter."""
