"""Writes the page of a report: HTML without script, under a strict content policy. Chooses nothing that it shows."""
