"""Merges two versions of one note against their base, the version that both come from. Runs nothing and reads no file."""
