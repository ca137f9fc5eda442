"""Carries out the plan of a sync: cards, notes, and what to remember. Asks nobody."""
