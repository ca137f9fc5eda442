"""Writes views for Obsidian Bases from a vault's settings, and reads such files. Answers nothing about who is due."""
