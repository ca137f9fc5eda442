"""Keeps the vault and folders of cards in sync, by a three-way merge of each property."""
