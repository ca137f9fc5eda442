"""Searches notes, contacts and interactions. Ranks matches, decides nothing."""
