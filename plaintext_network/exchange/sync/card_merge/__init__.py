"""Merges two versions of one card. Knows no vault."""
