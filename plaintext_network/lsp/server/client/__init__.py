"""Converts between what one client sends and shows, and what the features know. Computes no answer."""
