"""Finds whom you know somewhere, who can introduce you, and whom you could introduce."""
