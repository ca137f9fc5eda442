"""Offers and plans each kind of code action. The edits themselves are planned by the vault."""
