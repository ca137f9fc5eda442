"""Finds email addresses for mail programs."""
