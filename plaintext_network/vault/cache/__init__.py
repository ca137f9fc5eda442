"""Stores what was read between runs, and tells whether it still matches the vault. Disposable."""
