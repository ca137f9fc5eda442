"""Reports what you gave and received, and what is worth thinking about before you ask again."""
