"""Compares notes with cards, and plans what changes on each side. Writes nothing, and asks nobody."""
