"""Owns what each wish makes of a vault's files: one module a wish, all on one desk. Prints and asks nothing."""
