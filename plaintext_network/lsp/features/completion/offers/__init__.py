"""Offers what could be written at the cursor, one module for each kind of text."""
