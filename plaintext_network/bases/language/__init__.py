"""The language of formulas and filters in Obsidian Bases: its tokens, its grammar and its functions."""
