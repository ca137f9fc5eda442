"""Keeps the vault and folders of cards in step, by a three-way merge of each property."""
