"""Finds contacts, and works out what is known about each. Suggests nobody."""
