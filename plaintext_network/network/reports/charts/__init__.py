"""Computes the numbers that pictures show: standings, relations, and touches over time. Draws nothing."""
