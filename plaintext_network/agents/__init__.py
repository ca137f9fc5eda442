"""Answers what AI assistants ask about contacts, as the Model Context Protocol asks it."""
