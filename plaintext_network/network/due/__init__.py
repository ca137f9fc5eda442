"""Decides who is due, why, and what changed since. Pure; today is an argument."""
