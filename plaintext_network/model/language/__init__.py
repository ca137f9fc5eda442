"""Compares words and names, and finds names, keywords and prose in a text. Knows no notes."""
