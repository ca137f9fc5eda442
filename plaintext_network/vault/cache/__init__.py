"""Caches what pnet reads between runs, and checks whether it still matches the vault. You can delete the cache at any time."""
