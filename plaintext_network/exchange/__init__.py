"""Brings contacts in from address books, and takes them out. Knows files and cards; the vault does the writing."""
