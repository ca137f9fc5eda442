"""Reads a folder of cards, and decides whether a sync may change it. Writes nothing."""
