"""Answers the tools: one function for each, from the arguments of a call to plain values. Filters and limits nothing."""
