"""Owns watching: a vault followed as it changes, and who becomes due said as it happens. Asked for by `Notebook.watch`."""
