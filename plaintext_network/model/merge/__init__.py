"""Merges two versions of one note against the version that both come from. Runs nothing and reads no file."""
