"""Owns the command line: options to a library call to a view. Holds no rule of its own."""
