"""Dates, lengths of time, and the words people use for them. Reads no clock: today is an argument."""
