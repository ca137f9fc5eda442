"""The views that pnet writes for Obsidian: from a vault's settings, and the words that its notes use."""
