"""Finds e-mail addresses for mail programs."""
