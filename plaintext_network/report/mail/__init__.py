"""Writes a report as a mail: its text, its HTML and its address. Sends nothing."""
