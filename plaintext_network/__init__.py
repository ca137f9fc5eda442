"""Owns the public API: what a script needs, nothing else."""
