"""Finds what is being typed at the cursor. Offers nothing."""
