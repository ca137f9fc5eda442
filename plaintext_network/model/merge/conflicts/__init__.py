"""Reads a note with conflicts as each side has it, and writes it with answers. Merges nothing."""
