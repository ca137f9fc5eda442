"""Runs git, to merge notes, read their history and commit them. No other folder runs git."""
